/**
 * Why a published port does not answer, from the state of the sandbox: what its engine says about the container, and where
 * the container's processes listen.
 *
 * Knows nothing about how it is told. Everything it reads is hostile: bounded, parsed, and good for nothing but a sentence.
 */
import { z } from 'zod';
import type { PublishedPort } from '#protocol/preview.ts';
import type { SandboxDriver } from '../driver/driver.ts';
import { EngineClient } from '../engine/engine-client.ts';
import { listeningSockets, type ListeningSocket } from './listening-sockets.ts';

/** What happened when the page was asked. */
export type Failure =
  /** The connection ended without an answer. */
  | 'closed'
  /** Something answered, but not HTTP. */
  | 'not-http'
  /** Nothing came in time. */
  | 'silent';

/** Why a page cannot be shown. */
export type Diagnosis =
  | { readonly kind: 'unpublished'; readonly port: number; readonly published: readonly PublishedPort[] }
  /** No running container publishes the port, but one that has ended would. */
  | { readonly kind: 'exited'; readonly port: number; readonly container: string; readonly exitCode: number }
  | { readonly kind: 'not-started'; readonly port: number; readonly container: string }
  | ({ readonly kind: 'paused' } & PublishedPort)
  /** `listening`: ports of the container on which something does listen for others. */
  | ({ readonly kind: 'not-listening'; readonly listening: readonly number[] } & PublishedPort)
  | ({ readonly kind: 'loopback-only' } & PublishedPort)
  | ({ readonly kind: 'not-http' | 'silent' | 'closed' } & PublishedPort)
  | { readonly kind: 'engine-silent'; readonly port: number };

/** Containers that are looked at when no running one publishes the port. */
const MOST_CONTAINERS = 30;

/** Bytes of the kernel's tables. */
const LARGEST_TABLES = 1024 * 1024;

/** Milliseconds for reading the tables. */
const TABLES_TIMEOUT_MS = 5_000;

/** Other ports that are told. */
const MOST_LISTENING = 5;

const listSchema = z
  .array(z.object({ Id: z.string().regex(/^[0-9a-f]{64}$/), Names: z.array(z.string()).nullish() }))
  .max(2_000);

const detailSchema = z.object({
  Name: z.string().transform((name) => name.slice(0, 300).replace(/^\//, '')),
  State: z.object({
    Status: z.string(),
    Running: z.boolean(),
    Paused: z.boolean(),
    Pid: z.int().min(0).max(4_194_304),
    ExitCode: z.int(),
  }),
  HostConfig: z.object({
    PortBindings: z.record(z.string(), z.array(z.object({ HostPort: z.string().optional() })).nullable()).nullish(),
  }),
});

type ContainerDetail = z.infer<typeof detailSchema>;

/** Reads a sandbox's state and says why a port does not answer. Never rejects. */
export class Diagnostician {
  readonly #driver: Pick<SandboxDriver, 'dial' | 'exec'>;

  constructor(driver: Pick<SandboxDriver, 'dial' | 'exec'>) {
    this.#driver = driver;
  }

  /** Why no running container publishes a port. */
  async ofUnpublished(sandboxId: string, port: number, published: readonly PublishedPort[]): Promise<Diagnosis> {
    try {
      const containers = await this.#withEngine(sandboxId, async (engine) => {
        const listed = listSchema.parse(await engine.json('/containers/json', { all: '1' }));
        return Promise.all(listed.slice(0, MOST_CONTAINERS).map(async ({ Id }) => detailOf(engine, Id)));
      });
      return whyUnpublished(port, published, containers.flat());
    } catch {
      return { kind: 'unpublished', port, published };
    }
  }

  /** Why a published port did not answer as it should. */
  async ofFailure(sandboxId: string, published: PublishedPort, failure: Failure): Promise<Diagnosis> {
    try {
      const container = await this.#withEngine(sandboxId, async (engine) =>
        detailSchema.parse(await engine.json(`/containers/${encodeURIComponent(published.container)}/json`)),
      );
      const { Pid: pid, Running: isRunning } = container.State;
      const sockets = isRunning && pid > 0 ? await this.#socketsOf(sandboxId, pid) : null;
      return whySilent(published, failure, container, sockets);
    } catch {
      return { kind: 'engine-silent', port: published.port };
    }
  }

  async #withEngine<Answer>(sandboxId: string, ask: (engine: EngineClient) => Promise<Answer>): Promise<Answer> {
    const engine = new EngineClient(async () => this.#driver.dial(sandboxId, { kind: 'engine' }));
    try {
      return await ask(engine);
    } finally {
      engine.close();
    }
  }

  /** null when the tables could not be read. */
  async #socketsOf(sandboxId: string, pid: number): Promise<readonly ListeningSocket[] | null> {
    const folder = `/proc/${String(pid)}/net`;
    const process = await this.#driver.exec(sandboxId, {
      command: ['/usr/bin/cat', `${folder}/tcp`, `${folder}/tcp6`],
      user: 'root',
    });
    const timeout = setTimeout(() => process.stream.destroy(), TABLES_TIMEOUT_MS);
    try {
      process.stream.end();
      let tables = '';
      for await (const chunk of process.stream) {
        tables += String(chunk);
        if (tables.length > LARGEST_TABLES) return null;
      }
      // Without its heading the table was not there.
      return tables.includes('local_address') ? listeningSockets(tables) : null;
    } catch {
      return null;
    } finally {
      clearTimeout(timeout);
      process.detach();
    }
  }
}

async function detailOf(engine: EngineClient, id: string): Promise<readonly ContainerDetail[]> {
  // One that was removed meanwhile, or that the engine lies about, publishes nothing.
  const detail = detailSchema.safeParse(await engine.json(`/containers/${id}/json`).catch(() => null));
  return detail.success ? [detail.data] : [];
}

/** Decides why no running container publishes a port. `containers`: newest first. */
export function whyUnpublished(
  port: number,
  published: readonly PublishedPort[],
  containers: readonly ContainerDetail[],
): Diagnosis {
  const wanted = containers.find(
    ({ State, HostConfig }) =>
      !State.Running &&
      Object.entries(HostConfig.PortBindings ?? {}).some(
        ([key, bindings]) => key.endsWith('/tcp') && bindings?.some(({ HostPort }) => HostPort === String(port)),
      ),
  );
  if (!wanted) return { kind: 'unpublished', port, published };
  if (wanted.State.Status === 'created') return { kind: 'not-started', port, container: wanted.Name };
  return { kind: 'exited', port, container: wanted.Name, exitCode: wanted.State.ExitCode };
}

/** Decides why a published port did not answer as it should. `sockets`: null when they are not known. */
export function whySilent(
  published: PublishedPort,
  failure: Failure,
  { Name, State }: ContainerDetail,
  sockets: readonly ListeningSocket[] | null,
): Diagnosis {
  if (!State.Running) {
    return { kind: 'exited', port: published.port, container: Name, exitCode: State.ExitCode };
  }
  if (State.Paused) return { kind: 'paused', ...published };
  if (sockets === null) return { kind: failure, ...published };
  const here = sockets.filter(({ port }) => port === published.containerPort);
  if (here.length === 0) {
    const others = sockets.filter(({ isLoopback }) => !isLoopback).map(({ port }) => port);
    const listening = [...new Set(others)].sort((one, other) => one - other).slice(0, MOST_LISTENING);
    return { kind: 'not-listening', ...published, listening };
  }
  if (here.every(({ isLoopback }) => isLoopback)) return { kind: 'loopback-only', ...published };
  return { kind: failure, ...published };
}
