/**
 * Gives sandboxes to those who ask, first come, first served: from the pool of sandboxes that were made before anybody
 * asked, or by starting one. Starts only as many at once as this machine's cores can take, keeps no more running than there
 * is room for, and fills the pool up again when nobody waits.
 *
 * A sandbox is never given twice: what has been given goes back to nobody, and those of the pool were never given.
 *
 * Knows nothing about whose sandboxes they are or what happens in them.
 */
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { SandboxDriver, SandboxLimits } from '../driver/driver.ts';
import type { PoolSchedule } from './pool-schedule.ts';

/**
 * The snapshot that every sandbox has from before it was given to anybody, on hosts with snapshots. It is taken anew when a
 * lesson has prepared the sandbox.
 */
export const PRISTINE_SNAPSHOT = 'pristine';

/** Milliseconds after a sandbox was given in which the pool is left alone: the learner's first commands come first. */
const REFILL_PAUSE_MS = 3_000;

/** Milliseconds after a failure in which the pool is left alone. */
const FAILURE_PAUSE_MS = 30_000;

/** Milliseconds after which the driver is asked again to have what new sandboxes are copied from. */
const WARM_AGAIN_MS = 10 * 60_000;

/** Someone who wants a sandbox. The methods must not throw. */
export interface SandboxRequest {
  /** The sandbox to start again; null for one that nobody has used. */
  readonly sandboxId: string | null;
  /** How many are served before this one, plus one; told whenever it changes. */
  readonly onPlace: (place: number) => void;
  readonly onStarting: () => void;
  readonly onReady: (sandboxId: string) => void;
  readonly onFailed: (error: unknown) => void;
}

/** Where the ids of sandboxes that belong to nobody are remembered, so that a crash leaves none behind. */
export interface UnclaimedSandboxes {
  add(sandboxId: string): Promise<void>;
  remove(sandboxId: string): Promise<void>;
}

/** The verbs of a driver that an allocator uses. */
export type AllocatorDriver = Pick<SandboxDriver, 'create' | 'destroy' | 'snapshot' | 'waitForEnd' | 'warm'>;

/** What an allocator works with. */
export interface SandboxAllocatorOptions {
  readonly driver: AllocatorDriver;
  readonly limits: SandboxLimits;
  /** Sandboxes that may run at once, those of the pool included. */
  readonly capacity: number;
  /** Sandboxes that may be started at once. */
  readonly startsAtOnce: number;
  readonly pool: PoolSchedule;
  readonly hasSnapshots: boolean;
  readonly unclaimed: UnclaimedSandboxes;
  /**
   * Called when somebody waits for want of room; may stop a sandbox, after which `release` is called. Resolves when that is done,
   * at once when nobody's can be stopped. Never rejects.
   */
  readonly makeRoom: () => Promise<void>;
  readonly log: Logger;
}

interface Waiting {
  readonly request: SandboxRequest;
  toldPlace: number;
}

/** The sandboxes of this machine and who waits for one. */
export class SandboxAllocator {
  readonly #options: SandboxAllocatorOptions;
  readonly #waiting: Waiting[] = [];
  /** Given, or being started for somebody. */
  readonly #taken = new Set<string>();
  readonly #pool = new Set<string>();
  readonly #inFlight = new Set<Promise<void>>();
  #starting = 0;
  #startingForPool = 0;
  #pausedUntil = 0;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  /** Sandboxes that end now because somebody waits. */
  #makingRoom = 0;
  /** Whoever asks for a sandbox before the pool is filled does not wait for this. */
  #warmed: Promise<void> | undefined;
  #warmUntil = 0;

  constructor(options: SandboxAllocatorOptions) {
    this.#options = options;
  }

  /** Sandboxes that are ready and belong to nobody. */
  get pooled(): number {
    return this.#pool.size;
  }

  /** Number of those who wait. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Asks for a sandbox. The answer may come before this returns. Answers with how to withdraw the request. */
  request(request: SandboxRequest): () => void {
    const waiting: Waiting = { request, toldPlace: 0 };
    this.#waiting.push(waiting);
    this.serve();
    return () => {
      const index = this.#waiting.indexOf(waiting);
      if (index < 0) return;
      this.#waiting.splice(index, 1);
      this.serve();
    };
  }

  /** Counts a sandbox that was given by an earlier process and still runs. */
  adopt(sandboxId: string): void {
    this.#taken.add(sandboxId);
  }

  /** The new owner of a sandbox has been written down. */
  async claimed(sandboxId: string): Promise<void> {
    await this.#options.unclaimed.remove(sandboxId);
  }

  /** A sandbox that was given, but whose new owner left before using it, is for the next. */
  giveBack(sandboxId: string): void {
    this.#taken.delete(sandboxId);
    this.#keepForNext(sandboxId);
  }

  /** A sandbox that was given does not run any more. */
  release(sandboxId: string): void {
    this.#taken.delete(sandboxId);
    this.serve();
  }

  /** Serves whoever can be served now, then tends the pool. Called by itself, and from outside as time passes. */
  serve(): void {
    if (this.#closed) return;
    for (let first = this.#waiting[0]; first && this.#serveOne(first.request); first = this.#waiting[0]) continue;
    this.#tellPlaces();
    if (this.#waiting.length > 0 && this.#running >= this.#options.capacity) this.#makeRoom();
    else if (this.#waiting.length === 0) this.#tendPool();
  }

  /** Removes the sandboxes of the pool; those that were given are not touched. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await Promise.all(this.#inFlight);
    await Promise.all([...this.#pool].map(async (sandboxId) => this.#discard(sandboxId)));
  }

  /** One sandbox ends for each who waits, however often is asked while it does. */
  #makeRoom(): void {
    if (this.#makingRoom >= this.#waiting.length) return;
    this.#makingRoom += 1;
    void this.#options.makeRoom().finally(() => (this.#makingRoom -= 1));
  }

  get #running(): number {
    return this.#taken.size + this.#pool.size + this.#startingForPool;
  }

  /** Whether the first in the queue has been served, and taken out of it. */
  #serveOne(request: SandboxRequest): boolean {
    const [pooled] = this.#pool;
    if (request.sandboxId === null && pooled !== undefined) {
      this.#waiting.shift();
      this.#pool.delete(pooled);
      this.#taken.add(pooled);
      this.#pause(REFILL_PAUSE_MS);
      request.onReady(pooled);
      return true;
    }
    if (this.#starting >= this.#options.startsAtOnce) return false;
    if (this.#running >= this.#options.capacity) {
      // Nobody's sandbox makes room for somebody's.
      if (pooled !== undefined) void this.#discard(pooled).then(() => this.serve());
      return false;
    }
    this.#waiting.shift();
    this.#follow(this.#start(request));
    return true;
  }

  async #start(request: SandboxRequest): Promise<void> {
    const sandboxId = request.sandboxId ?? randomBytes(16).toString('hex');
    this.#taken.add(sandboxId);
    this.#starting += 1;
    this.#pause(REFILL_PAUSE_MS);
    request.onStarting();
    try {
      if (request.sandboxId === null) await this.#make(sandboxId);
      else await this.#options.driver.create({ id: sandboxId, limits: this.#options.limits });
      request.onReady(sandboxId);
    } catch (error) {
      this.#taken.delete(sandboxId);
      request.onFailed(error);
    } finally {
      this.#starting -= 1;
      this.serve();
    }
  }

  /** A sandbox that nobody has used. */
  async #make(sandboxId: string): Promise<void> {
    const { driver, limits, hasSnapshots, unclaimed } = this.#options;
    await unclaimed.add(sandboxId);
    try {
      await driver.create({ id: sandboxId, limits });
      if (hasSnapshots) await driver.snapshot(sandboxId, PRISTINE_SNAPSHOT);
    } catch (error) {
      await driver.destroy(sandboxId).then(
        async () => unclaimed.remove(sandboxId),
        () => undefined,
      );
      throw error;
    }
  }

  #follow(work: Promise<void>): void {
    this.#inFlight.add(work);
    void work.finally(() => this.#inFlight.delete(work));
  }

  #tellPlaces(): void {
    for (const [index, waiting] of this.#waiting.entries()) {
      if (waiting.toldPlace === index + 1) continue;
      waiting.toldPlace = index + 1;
      waiting.request.onPlace(index + 1);
    }
  }

  #pause(milliseconds: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + milliseconds);
  }

  /** Makes one more for the pool, or takes one out, if there are too few or too many. */
  #tendPool(): void {
    const wanted = this.#options.pool(new Date());
    const have = this.#pool.size + this.#startingForPool;
    const [surplus] = this.#pool;
    if (have > wanted && surplus !== undefined) {
      void this.#discard(surplus).then(() => this.serve());
      return;
    }
    if (have >= wanted || this.#running >= this.#options.capacity) return;
    if (this.#starting >= this.#options.startsAtOnce) return;
    const pause = this.#pausedUntil - performance.now();
    clearTimeout(this.#timer);
    if (pause > 0) this.#timer = setTimeout(() => this.serve(), pause).unref();
    else {
      this.#follow(this.#startForPool());
      this.#tendPool();
    }
  }

  async #startForPool(): Promise<void> {
    const sandboxId = randomBytes(16).toString('hex');
    this.#starting += 1;
    this.#startingForPool += 1;
    let isReady = false;
    try {
      await this.#warm();
      await this.#make(sandboxId);
      isReady = true;
    } catch (error) {
      this.#options.log.warn({ error }, 'a sandbox for the pool could not be made');
      this.#pause(FAILURE_PAUSE_MS);
    }
    this.#starting -= 1;
    this.#startingForPool -= 1;
    if (isReady) this.#keepForNext(sandboxId);
    else this.serve();
  }

  /** Again from time to time: a machine may have joined, or the image be another. */
  async #warm(): Promise<void> {
    if (this.#warmed === undefined || performance.now() >= this.#warmUntil) {
      this.#warmUntil = performance.now() + WARM_AGAIN_MS;
      this.#warmed = this.#options.driver.warm(this.#options.limits).catch((error: unknown) => {
        this.#options.log.warn({ error }, 'sandboxes start more slowly than they could');
      });
    }
    await this.#warmed;
  }

  #keepForNext(sandboxId: string): void {
    this.#pool.add(sandboxId);
    void this.#options.driver.waitForEnd(sandboxId).then(async () => {
      // Somebody has it, or it is being removed already.
      if (!this.#closed && this.#pool.has(sandboxId)) await this.#discard(sandboxId);
      this.serve();
    });
    this.serve();
  }

  async #discard(sandboxId: string): Promise<void> {
    this.#pool.delete(sandboxId);
    try {
      await this.#options.driver.destroy(sandboxId);
      await this.#options.unclaimed.remove(sandboxId);
    } catch (error) {
      this.#options.log.warn(
        { error, sandboxId },
        'a sandbox of the pool could not be removed; the next start tries again',
      );
    }
  }
}
