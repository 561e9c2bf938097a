/**
 * Keeps the builds of one engine as they run, and for a while after.
 *
 * Sees what BuildKit builds: `docker build`, `docker buildx build` with the engine's own builder and `docker compose build`.
 * The legacy builder (DOCKER_BUILDKIT=0) tells nobody about its steps, so its builds are not here; nor are those of builders
 * that run as containers. An engine without BuildKit, or too old to remember builds, has none, and that is no error.
 *
 * Knows nothing about the rest of the picture.
 */
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PicturedBuild } from '#protocol/picture.ts';
import { EngineRefusal } from '../engine/engine-client.ts';
import { afterEvent, picturedBuild, withReports, type KnownBuild } from './build-steps.ts';
import { BuildkitClient, NoBuildHistory } from './buildkit-client.ts';
import type { BuildEvent } from './buildkit-messages.ts';

/** Milliseconds for which an ended build stays. */
const STAYS_MS = 10 * 60_000;

/** Ended builds that stay, and running ones that are followed; each that is followed may take up one message's memory. */
const MOST_ENDED = 5;
const MOST_RUNNING = 8;

/** Milliseconds between two attempts to reach an engine that is down; doubled up to the second one. */
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 4_000;

/** Where builds are heard of, and who is told. */
export interface BuildWatchOptions {
  /** Connects to BuildKit: a stream that speaks HTTP/2. */
  readonly connect: () => Promise<Duplex>;
  /** The builds may have changed; told often while one runs. Must not throw. */
  readonly onChange: () => void;
}

/** Follows the builds of one engine from `start` to `close`. */
export class BuildWatch {
  readonly #options: BuildWatchOptions;
  readonly #stop = new AbortController();
  /** By the name BuildKit gave them, in the order in which they were heard of. */
  readonly #known = new Map<string, KnownBuild>();
  /** Ends listening to the steps of a build; one for each that is known. */
  readonly #followers = new Map<string, AbortController>();
  #expiry: NodeJS.Timeout | null = null;

  constructor(options: BuildWatchOptions) {
    this.#options = options;
  }

  /** Watches until `close`, or until the engine says that it remembers no builds. Never rejects. */
  async watch(): Promise<void> {
    let retry = FIRST_RETRY_MS;
    while (!this.#stop.signal.aborted) {
      try {
        const client = new BuildkitClient(await this.#options.connect());
        const connection = new AbortController();
        const signal = AbortSignal.any([connection.signal, this.#stop.signal]);
        try {
          for await (const event of client.builds(signal)) {
            retry = FIRST_RETRY_MS;
            this.#accept(event, client, signal);
          }
        } finally {
          connection.abort();
          client.close();
          this.#forgetRunning();
        }
      } catch (error) {
        // A refusal is an answer: this engine has no such thing. Anything else is an engine that is down or confused.
        if (error instanceof NoBuildHistory || error instanceof EngineRefusal) return;
      }
      if (!this.#stop.signal.aborted) await sleep(retry, undefined, { ref: false });
      retry = Math.min(2 * retry, LONGEST_RETRY_MS);
    }
  }

  /** Newest first. */
  get builds(): readonly PicturedBuild[] {
    return [...this.#known.values()].map(picturedBuild).sort((one, other) => other.startedAt - one.startedAt);
  }

  /** Stops watching. */
  close(): void {
    this.#stop.abort();
    if (this.#expiry) clearTimeout(this.#expiry);
  }

  #accept(event: BuildEvent, client: BuildkitClient, signal: AbortSignal): void {
    const known = this.#known.get(event.ref);
    // BuildKit tells again of a build that has ended when it has put its record in order.
    if (event.kind === 'deleted' || (known && known.endedAt !== null)) return;
    if (event.kind === 'started' && (known || this.#running().length >= MOST_RUNNING)) return;
    this.#known.set(event.ref, afterEvent(known, event, Date.now()));
    this.#forgetOld();
    if (!known && this.#known.has(event.ref)) void this.#follow(event.ref, client, signal);
    this.#options.onChange();
  }

  async #follow(ref: string, client: BuildkitClient, signal: AbortSignal): Promise<void> {
    const follower = new AbortController();
    this.#followers.set(ref, follower);
    try {
      for await (const reports of client.steps(ref, AbortSignal.any([signal, follower.signal]))) {
        const known = this.#known.get(ref);
        if (!known) return;
        this.#known.set(ref, { ...known, steps: withReports(known.steps, reports) });
        this.#options.onChange();
      }
    } catch {
      // The build was forgotten, or the connection broke, which the loop above finds out as well.
    }
  }

  #forget(ref: string): void {
    this.#known.delete(ref);
    this.#followers.get(ref)?.abort();
    this.#followers.delete(ref);
  }

  /** How such builds end is not heard of any more; BuildKit tells of them again on the next connection. */
  #forgetRunning(): void {
    for (const { ref } of this.#running()) this.#forget(ref);
    if (!this.#stop.signal.aborted) this.#options.onChange();
  }

  #forgetOld(): void {
    const now = Date.now();
    const ended = [...this.#known.values()]
      .flatMap(({ ref, endedAt }) => (endedAt === null ? [] : [{ ref, endedAt }]))
      .sort((one, other) => other.endedAt - one.endedAt);
    for (const [place, { ref, endedAt }] of ended.entries()) {
      if (place >= MOST_ENDED || now - endedAt > STAYS_MS) this.#forget(ref);
    }
    const oldest = ended.slice(0, MOST_ENDED).at(-1);
    if (this.#expiry) clearTimeout(this.#expiry);
    if (!oldest || this.#stop.signal.aborted) return;
    const left = Math.min(STAYS_MS, Math.max(0, STAYS_MS - (now - oldest.endedAt)));
    this.#expiry = setTimeout(() => {
      this.#forgetOld();
      this.#options.onChange();
    }, left + 1);
    this.#expiry.unref();
  }

  #running(): readonly KnownBuild[] {
    return [...this.#known.values()].filter(({ endedAt }) => endedAt === null);
  }
}
