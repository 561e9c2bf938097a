/**
 * Tells when instances end, from the server's events.
 *
 * Knows nothing about sandboxes.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { IncusApi } from './incus-api.ts';

/** Milliseconds between two tries to hear of events again. */
const RETRY_MS = 500;

/** Milliseconds between two looks for instances whose end nobody tells. */
const LOOK_MS = 2_000;

const eventSchema = z.object({ metadata: z.object({ action: z.string(), source: z.string() }) });

const endings: ReadonlySet<string> = new Set(['instance-stopped', 'instance-shutdown', 'instance-deleted']);

/** Waits for the ends of any number of instances with one connection, which is there as long as somebody waits. */
export class InstanceEnds {
  readonly #api: IncusApi;
  readonly #isRunning: (instance: string) => Promise<boolean>;
  readonly #lost: () => Promise<ReadonlySet<string>>;
  readonly #waiting = new Map<string, Set<() => void>>();
  #socket: WebSocket | undefined;
  #isFollowing = false;

  /**
   * @param isRunning rejects when the server does not answer
   * @param lost answers with the instances that ended with the machine they were on
   */
  constructor(
    api: IncusApi,
    isRunning: (instance: string) => Promise<boolean>,
    lost: () => Promise<ReadonlySet<string>>,
  ) {
    this.#api = api;
    this.#isRunning = isRunning;
    this.#lost = lost;
  }

  /** Resolves when the instance does not run any more; never rejects. */
  async endOf(instance: string): Promise<void> {
    const ended = new Promise<void>((resolve) => {
      const resolvers = this.#waiting.get(instance) ?? new Set();
      this.#waiting.set(instance, resolvers.add(resolve));
    });
    if (this.#isFollowing) await this.#look(instance).catch(() => undefined);
    else void this.#follow();
    return ended;
  }

  /** Stops listening; whoever waits waits for ever. */
  close(): void {
    this.#waiting.clear();
    this.#socket?.close();
  }

  async #follow(): Promise<void> {
    this.#isFollowing = true;
    while (this.#waiting.size > 0) {
      let looking: NodeJS.Timeout | undefined;
      try {
        const socket = await this.#api.openEvents('lifecycle');
        this.#socket = socket;
        // Nobody may wait any more; then nobody would close it either.
        if (this.#waiting.size === 0) socket.close();
        const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
        socket.on('error', () => undefined);
        socket.on('message', (data: Buffer) => this.#hear(data.toString('utf8')));
        looking = setInterval(() => void this.#lookForLost().catch(() => undefined), LOOK_MS);
        // What ended before anybody listened.
        await Promise.all([...this.#waiting.keys()].map(async (instance) => this.#look(instance)));
        await closed;
      } catch {
        // The server is not there; whether instances are is known once it answers again.
        this.#socket?.close();
      } finally {
        clearInterval(looking);
      }
      if (this.#waiting.size > 0) await sleep(RETRY_MS);
    }
    this.#isFollowing = false;
  }

  #hear(text: string): void {
    const event = eventSchema.safeParse(JSON.parse(text));
    if (!event.success || !endings.has(event.data.metadata.action)) return;
    const instance = /^\/1\.0\/instances\/([^/?]+)/.exec(event.data.metadata.source)?.[1];
    if (instance !== undefined && this.#waiting.has(instance)) void this.#look(instance).catch(() => undefined);
  }

  /** An event may be older than a new start, so the state decides. */
  async #look(instance: string): Promise<void> {
    if (!(await this.#isRunning(instance))) this.#tell(instance);
  }

  async #lookForLost(): Promise<void> {
    for (const instance of await this.#lost()) this.#tell(instance);
  }

  #tell(instance: string): void {
    const resolvers = this.#waiting.get(instance) ?? [];
    this.#waiting.delete(instance);
    for (const resolve of resolvers) resolve();
    if (this.#waiting.size === 0) this.#socket?.close();
  }
}
