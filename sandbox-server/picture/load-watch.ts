/**
 * Looks every two seconds at what the running containers of one engine use.
 *
 * Knows nothing about which containers there are; it is told.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ContainerLoads } from '#protocol/picture.ts';
import type { EngineClient } from '../engine/engine-client.ts';
import { loadBetween, loadSampleSchema, type LoadSample } from './container-load.ts';

/** Milliseconds from the end of a look to the next. */
const PAUSE_MS = 2_000;

/** A look that takes long is followed by a pause of this many times as long, so that it never keeps the engine busy. */
const PAUSE_PER_LOOK = 4;

/** Where loads are read, and who is told. */
export interface LoadWatchOptions {
  readonly client: EngineClient;
  /** Ids of the containers that run now. */
  readonly running: () => readonly string[];
  /** All loads, whenever there are any, and once when there are none any more. Must not throw. */
  readonly onLoads: (loads: ContainerLoads) => void;
}

/** Follows the loads of one engine from `start` to `close`. */
export class LoadWatch {
  readonly #options: LoadWatchOptions;
  readonly #stop = new AbortController();
  #samples = new Map<string, LoadSample>();

  constructor(options: LoadWatchOptions) {
    this.#options = options;
  }

  /** Begins to look. Ends with `close` and never rejects. */
  start(): void {
    void this.#watch();
  }

  /** Stops looking. */
  close(): void {
    this.#stop.abort();
  }

  async #watch(): Promise<void> {
    let hadAny = false;
    while (!this.#stop.signal.aborted) {
      const begun = performance.now();
      const loads = await this.#look();
      if (this.#stop.signal.aborted) return;
      const hasAny = Object.keys(loads).length > 0;
      if (hasAny || hadAny) this.#options.onLoads(loads);
      hadAny = hasAny;
      const pause = Math.max(PAUSE_MS, PAUSE_PER_LOOK * (performance.now() - begun));
      await sleep(pause, undefined, { ref: false });
    }
  }

  /** One after the other: what the picture is made of shall not wait behind it. */
  async #look(): Promise<ContainerLoads> {
    const samples = new Map<string, LoadSample>();
    const loads: ContainerLoads = {};
    for (const id of this.#options.running()) {
      const now = await this.#sample(id);
      if (this.#stop.signal.aborted) break;
      if (!now) continue;
      samples.set(id, now);
      const before = this.#samples.get(id);
      const load = before ? loadBetween(before, now) : null;
      if (load) loads[id] = load;
    }
    this.#samples = samples;
    return loads;
  }

  async #sample(id: string): Promise<LoadSample | null> {
    try {
      const query = { stream: 'false', 'one-shot': 'true' };
      const sample = loadSampleSchema.safeParse(await this.#options.client.json(`/containers/${id}/stats`, query));
      return sample.success ? sample.data : null;
    } catch {
      // It ended meanwhile, or the engine is down, which others notice.
      return null;
    }
  }
}
