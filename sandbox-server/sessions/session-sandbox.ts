/**
 * The sandbox of one session and what is remembered of it: asking for one, making a new one ready for the lesson, giving back
 * what comes too late, stopping it, throwing it away, and changing the record one change after the other.
 *
 * A new sandbox becomes the session's own, and is written down as such, only when it is ready for the lesson. Until then it
 * belongs to nobody: whatever cuts its preparation off, a crash included, it is thrown away and never handed over.
 *
 * Knows nothing about viewers, and does not decide when any of it is to happen.
 */
import type { Logger } from 'pino';
import type { SandboxDriver } from '../driver/driver.ts';
import { PRISTINE_SNAPSHOT, type SandboxAllocator } from './sandbox-allocator.ts';
import { newSessionRecord, type SessionOwner, type SessionRecord } from './session-record.ts';

/** Keeps the records of sessions. */
export interface SessionRecords {
  /** Resolves when the record would survive a crash. */
  save(sessionId: string, record: SessionRecord): Promise<void>;
  forget(sessionId: string): Promise<void>;
}

/** What the sandbox of a session is got with, and who is told how that goes. The methods must not throw. */
export interface SessionSandboxOptions {
  readonly id: string;
  readonly owner: SessionOwner;
  /** What is known from before; null for a session that has no sandbox yet. */
  readonly record: SessionRecord | null;
  readonly records: SessionRecords;
  readonly driver: Pick<SandboxDriver, 'snapshot' | 'stop'>;
  readonly allocator: Pick<SandboxAllocator, 'request' | 'claimed' | 'giveBack' | 'release'>;
  /** Whether new sandboxes have a snapshot from before they were given to anybody. */
  readonly hasSnapshots: boolean;
  /**
   * Makes a new sandbox ready for the lesson and answers with the moment when that was done (`begunAt` of the record). Rejects
   * when it cannot, and when the sandbox is thrown away meanwhile. null when the lesson needs nothing.
   */
  readonly prepare: ((sandboxId: string) => Promise<number>) | null;
  /** Throws away a sandbox that nobody has any more, whatever happens meanwhile. */
  readonly discard: (sandboxId: string) => Promise<void>;
  readonly log: Logger;
}

/** How asking for a sandbox goes. Nothing is told once the request was withdrawn. */
export interface SandboxNews {
  readonly onPlace: (place: number) => void;
  readonly onStarting: () => void;
  readonly onReady: () => void;
  readonly onFailed: (error: unknown) => void;
}

/** A sandbox that is being made ready, and its removal once that has begun. */
interface Preparation {
  readonly sandboxId: string;
  thrownAway: Promise<void> | null;
}

/** The sandbox of one session. */
export class SessionSandbox {
  readonly #options: SessionSandboxOptions;
  readonly #news: SandboxNews;
  #record: SessionRecord | null;
  #changes: Promise<unknown> = Promise.resolve();
  /** Counts requests; answers to withdrawn ones come too late. */
  #request = 0;
  #withdraw: () => void = () => undefined;
  /** A sandbox that is being made ready for the lesson. */
  #preparing: Preparation | null = null;
  #runs = false;
  #settled: Promise<void> = Promise.resolve();

  constructor(options: SessionSandboxOptions, news: SandboxNews) {
    this.#options = options;
    this.#news = news;
    this.#record = options.record;
  }

  /** What is remembered; null while the session has no sandbox. */
  get record(): SessionRecord | null {
    return this.#record;
  }

  /** Resolves when what was begun last has ended. */
  get settled(): Promise<void> {
    return this.#settled;
  }

  /** The sandbox was found running. */
  adopt(): void {
    this.#runs = true;
  }

  /** Asks for a sandbox: the one from last time, or any new one. */
  ask(): void {
    this.withdraw();
    const request = this.#request;
    let isAnswered = false;
    const isWanted = () => request === this.#request;
    const own = this.#record?.sandboxId ?? null;
    const withdraw = this.#options.allocator.request({
      sandboxId: own,
      onPlace: (place) => {
        if (isWanted()) this.#news.onPlace(place);
      },
      onStarting: () => {
        if (isWanted()) this.#news.onStarting();
      },
      onReady: (sandboxId) => {
        isAnswered = true;
        const receiving = own === null ? this.#receiveNew(isWanted, sandboxId) : this.#receiveOwn(isWanted, own);
        this.#settled = receiving.catch((error: unknown) => this.#fail(isWanted, error));
      },
      onFailed: (error) => {
        isAnswered = true;
        this.#fail(isWanted, error);
      },
    });
    if (!isAnswered) this.#withdraw = withdraw;
  }

  /**
   * Wants no answer any more. A sandbox that comes all the same is given back, or stopped if it is the session's own; one that
   * is being prepared is thrown away.
   */
  withdraw(): void {
    this.#request += 1;
    this.#withdraw();
    this.#withdraw = () => undefined;
    this.#abandonPreparation();
  }

  /** Stops the sandbox; its disk stays. Resolves when that is done. */
  async stop(): Promise<void> {
    this.withdraw();
    if (this.#runs && this.#record) this.#settled = this.#stop(this.#record.sandboxId);
    await this.#settled;
  }

  /** The sandbox does not run any more, by itself. */
  ended(): void {
    this.#runs = false;
    if (this.#record) this.#options.allocator.release(this.#record.sandboxId);
  }

  /** Throws the sandbox away and asks for another, which does not wait until the old one is gone. */
  startOver(): void {
    this.withdraw();
    const request = this.#request;
    const isWanted = () => request === this.#request;
    const { allocator, records, discard, id } = this.#options;
    const old = this.#record;
    const hadSandbox = this.#runs;
    this.#record = null;
    this.#runs = false;
    this.#settled = (async () => {
      if (old) {
        await records.forget(id);
        void discard(old.sandboxId).finally(() => {
          if (hadSandbox) allocator.release(old.sandboxId);
        });
      }
      if (isWanted()) this.ask();
    })().catch((error: unknown) => this.#fail(isWanted, error));
  }

  /**
   * Changes the record when all earlier changes are done. Answers with whether it was changed; a session that lost its
   * sandbox meanwhile has nothing to change. Rejects as `work` does.
   */
  async change(work: (record: SessionRecord) => Promise<SessionRecord>): Promise<boolean> {
    const change = this.#changes.then(async () => {
      const before = this.#record;
      if (!before) return false;
      const after = await work(before);
      if (this.#record?.sandboxId !== before.sandboxId) return false;
      this.#record = after;
      return true;
    });
    this.#changes = change.catch(() => undefined);
    return change;
  }

  /** Writes a changed record down. What outlived its sandbox is not remembered. */
  async save(record: SessionRecord): Promise<void> {
    if (this.#record?.sandboxId !== record.sandboxId) return;
    await this.#options.records.save(this.#options.id, record);
    if (this.#record?.sandboxId === record.sandboxId) this.#record = record;
  }

  async #receiveOwn(isWanted: () => boolean, sandboxId: string): Promise<void> {
    if (!isWanted()) {
      await this.#stop(sandboxId);
      return;
    }
    this.#runs = true;
    this.#news.onReady();
  }

  async #receiveNew(isWanted: () => boolean, sandboxId: string): Promise<void> {
    const { allocator, owner, hasSnapshots } = this.#options;
    if (!isWanted()) {
      allocator.giveBack(sandboxId);
      return;
    }
    const begunAt = await this.#prepare(isWanted, sandboxId);
    if (begunAt === null) return;
    await this.#claim(sandboxId, newSessionRecord(owner, { sandboxId, isPristineKept: hasSnapshots, begunAt }));
    if (isWanted()) this.#news.onReady();
    // Wanted when it was written down and not any more: it is the session's own now.
    else if (this.#record?.sandboxId === sandboxId) await this.#stop(sandboxId);
  }

  /**
   * Makes a new sandbox ready for the lesson. Answers with `begunAt`, or null when it was thrown away because nobody wants it
   * any more. Rejects when it cannot be made ready; it is thrown away then, too.
   */
  async #prepare(isWanted: () => boolean, sandboxId: string): Promise<number | null> {
    const { driver, hasSnapshots, prepare } = this.#options;
    if (prepare === null) return 0;
    const preparing: Preparation = { sandboxId, thrownAway: null };
    this.#preparing = preparing;
    // One of the pool has come without being started.
    this.#news.onStarting();
    try {
      const begunAt = await prepare(sandboxId);
      // The beginning of the first step is what the learner is given, not what the pool had.
      if (hasSnapshots && isWanted()) await driver.snapshot(sandboxId, PRISTINE_SNAPSHOT);
      if (isWanted()) {
        this.#preparing = null;
        return begunAt;
      }
    } catch (error) {
      if (isWanted()) {
        this.#abandonPreparation();
        await preparing.thrownAway;
        throw error;
      }
    }
    await preparing.thrownAway;
    return null;
  }

  /** Throws away what is being prepared; it is neither new nor ready, and good for nobody. */
  #abandonPreparation(): void {
    const preparing = this.#preparing;
    if (!preparing) return;
    this.#preparing = null;
    const { allocator, discard } = this.#options;
    const { sandboxId } = preparing;
    preparing.thrownAway = discard(sandboxId).finally(() => allocator.release(sandboxId));
  }

  async #claim(sandboxId: string, record: SessionRecord): Promise<void> {
    const { allocator, records, discard, id } = this.#options;
    try {
      this.#record = record;
      this.#runs = true;
      await records.save(id, record);
      await allocator.claimed(sandboxId);
    } catch (error) {
      this.#record = null;
      this.#runs = false;
      await discard(sandboxId);
      allocator.release(sandboxId);
      throw error;
    }
  }

  async #stop(sandboxId: string): Promise<void> {
    const { driver, allocator, id, log } = this.#options;
    this.#runs = false;
    try {
      await driver.stop(sandboxId);
    } catch (error) {
      log.error({ error, session: id }, 'the sandbox could not be stopped');
    }
    allocator.release(sandboxId);
  }

  #fail(isWanted: () => boolean, error: unknown): void {
    this.#options.log.error({ error, session: this.#options.id }, 'the sandbox could not be started');
    if (isWanted()) this.#news.onFailed(error);
  }
}
