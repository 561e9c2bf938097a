/**
 * What there is in one sandbox, as far as an error may come from it. Read when an error was printed, never before.
 *
 * Everything read is bounded and parsed: the engine, the files and the processes are a learner's. Methods reject when the
 * sandbox does not answer. Knows nothing about errors.
 */
import { z } from 'zod';
import type { SandboxDriver } from '../driver/driver.ts';
import { EngineClient } from '../engine/engine-client.ts';

/** A container as far as errors are about it. */
export interface ContainerFacts {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly state: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Ports published on the sandbox. */
  readonly publishedPorts: readonly number[];
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
  /** Compose service, null when it belongs to none. */
  readonly service: string | null;
}

/** Reads one sandbox. */
export interface SandboxFacts {
  containers(): Promise<readonly ContainerFacts[]>;
  /** "name:tag" of the local images. */
  localImages(): Promise<readonly string[]>;
  /** "name:tag" of what can be pulled. */
  courseImages(): readonly string[];
  networks(): Promise<readonly string[]>;
  volumes(): Promise<readonly string[]>;
  /** The disk of the engine; null when it cannot be told. */
  disk(): Promise<{ readonly usedBytes: number; readonly totalBytes: number } | null>;
  /** Name of the process that listens on a TCP port; null when there is none that can be named. */
  listenerOf(port: number): Promise<string | null>;
  /** Paths of files below the home, at most 500. */
  files(): Promise<readonly string[]>;
}

const LARGEST_OUTPUT_BYTES = 64 * 1024;
const OUTPUT_TIMEOUT_MS = 1_000;

const text = z.string().transform((value) => value.slice(0, 300));
const name = text.transform((value) => value.replace(/^\//, ''));

const containersSchema = z
  .array(
    z.object({
      Id: text,
      Names: z.array(name),
      Image: text,
      State: text,
      Created: z.number(),
      Ports: z.array(z.object({ PublicPort: z.int().optional() })).nullish(),
      NetworkSettings: z.object({ Networks: z.record(text, z.unknown()).nullish() }).nullish(),
      Mounts: z.array(z.object({ Type: text, Name: text.optional() })).nullish(),
      Labels: z.record(text, text).nullish(),
    }),
  )
  .transform((containers) =>
    containers.slice(0, 200).map((one): ContainerFacts => ({
      id: one.Id,
      name: one.Names[0] ?? one.Id.slice(0, 12),
      image: one.Image,
      state: one.State,
      createdAt: one.Created * 1_000,
      publishedPorts: [...new Set((one.Ports ?? []).flatMap(({ PublicPort }) => PublicPort ?? []))],
      networks: Object.keys(one.NetworkSettings?.Networks ?? {}),
      volumes: (one.Mounts ?? []).flatMap(({ Type, Name }) => (Type === 'volume' && Name !== undefined ? [Name] : [])),
      service: one.Labels?.['com.docker.compose.service'] ?? null,
    })),
  );

const imagesSchema = z.array(z.object({ RepoTags: z.array(text).nullish() })).max(5_000);
const networksSchema = z.array(z.object({ Name: text })).max(1_000);
const volumesSchema = z.object({
  Volumes: z
    .array(z.object({ Name: text }))
    .max(5_000)
    .nullish(),
});

/** The sandbox of a driver. `close` lets go of its connections. */
export class DriverSandboxFacts implements SandboxFacts {
  readonly #client: EngineClient;
  readonly #driver: SandboxDriver;
  readonly #id: string;
  readonly #courseImages: () => readonly string[];

  constructor(driver: SandboxDriver, id: string, courseImages: () => readonly string[]) {
    this.#driver = driver;
    this.#id = id;
    this.#courseImages = courseImages;
    this.#client = new EngineClient(async () => driver.dial(id, { kind: 'engine' }));
  }

  async containers(): Promise<readonly ContainerFacts[]> {
    return containersSchema.parse(await this.#client.json('/containers/json', { all: '1' }));
  }

  async localImages(): Promise<readonly string[]> {
    const images = imagesSchema.parse(await this.#client.json('/images/json'));
    return images.flatMap(({ RepoTags }) => RepoTags ?? []).filter((tag) => !tag.startsWith('<none>'));
  }

  courseImages(): readonly string[] {
    return this.#courseImages();
  }

  async networks(): Promise<readonly string[]> {
    return networksSchema.parse(await this.#client.json('/networks')).map(({ Name }) => Name);
  }

  async volumes(): Promise<readonly string[]> {
    return (volumesSchema.parse(await this.#client.json('/volumes')).Volumes ?? []).map(({ Name }) => Name);
  }

  async disk(): Promise<{ readonly usedBytes: number; readonly totalBytes: number } | null> {
    const output = await this.#output(['/usr/bin/df', '--block-size=1', '--output=used,size', '/var'], 'learner');
    const figures = /^\s*(\d{1,15})\s+(\d{1,15})\s*$/m.exec(output);
    return figures === null ? null : { usedBytes: Number(figures[1]), totalBytes: Number(figures[2]) };
  }

  async listenerOf(port: number): Promise<string | null> {
    // Other users' processes are named to root only.
    const output = await this.#output(['/usr/bin/ss', '-Hltnp', `sport = :${String(port)}`], 'root');
    return /users:\(\("([^"]{1,60})"/.exec(output)?.[1] ?? null;
  }

  async files(): Promise<readonly string[]> {
    const find =
      'exec /usr/bin/find . -maxdepth 5 -not -path "*/.*" -not -path "*/node_modules/*" -type f -printf "%P\\n"';
    const output = await this.#output(['/bin/sh', '-c', `cd /home/learner && ${find}`], 'learner');
    return output.split('\n').filter(Boolean).slice(0, 500);
  }

  /** Lets go of all connections. */
  close(): void {
    this.#client.close();
  }

  async #output(command: readonly [string, ...string[]], user: 'root' | 'learner'): Promise<string> {
    const process = await this.#driver.exec(this.#id, { command, user });
    const timer = setTimeout(() => process.stream.destroy(), OUTPUT_TIMEOUT_MS);
    const chunks: Buffer[] = [];
    let bytes = 0;
    try {
      process.stream.end();
      for await (const chunk of process.stream) {
        const piece = chunk as Buffer;
        chunks.push(piece);
        bytes += piece.length;
        if (bytes > LARGEST_OUTPUT_BYTES) break;
      }
    } finally {
      clearTimeout(timer);
      process.detach();
    }
    return Buffer.concat(chunks).toString('utf8');
  }
}
