/**
 * The sandbox of one session and what is remembered of it: asking for one, making a new one ready for the lesson, giving back
 * what comes too late, stopping it, throwing it away, and changing the record one change after the other.
 *
 * A new sandbox becomes the session's own, and is written down as such, only when it is ready for the lesson. Until then it
 * belongs to nobody: whatever cuts its preparation off, a crash included, it is thrown away and never handed over.
 *
 * A sandbox whose disk is gone, as with the machine it was on, is not started again but replaced by a new one, into which the
 * saved files are put.
 *
 * Knows nothing about viewers, and does not decide when any of it is to happen.
 */
import type { Logger } from 'pino';
import type { FilesPutBack } from '#protocol/messages.ts';
import type { SandboxDriver } from '../driver/driver.ts';
import { PRISTINE_SNAPSHOT, type SandboxAllocator } from './sandbox-allocator.ts';
import { SandboxPreparation } from './sandbox-preparation.ts';
import { newSessionRecord, replacingSessionRecord, type SessionOwner, type SessionRecord } from './session-record.ts';

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
  readonly driver: Pick<SandboxDriver, 'disks' | 'snapshot' | 'stop'>;
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
  /** Has a sandbox thrown away by the next start of the server unless a session has it then, should `discard` not be reached. */
  readonly discardAfterCrash: (sandboxId: string) => Promise<void>;
  /** Puts into a new sandbox the files that were saved of the lost one whose place it takes. */
  readonly putFilesBack: (lostSandboxId: string, sandboxId: string) => Promise<FilesPutBack>;
  /** What is to be done before the sandbox is stopped. Must not reject. */
  readonly beforeStop: (sandboxId: string) => Promise<void>;
  readonly log: Logger;
}

/** How asking for a sandbox goes. Nothing is told once the request was withdrawn. */
export interface SandboxNews {
  readonly onPlace: (place: number) => void;
  readonly onStarting: () => void;
  /** The sandbox takes the place of one whose disk is gone; `onReady` follows. */
  readonly onReplaced: (files: FilesPutBack) => void;
  readonly onReady: () => void;
  readonly onFailed: (error: unknown) => void;
}

/** A sandbox that has been made ready. */
interface Prepared {
  readonly begunAt: number;
  /** Whether saved files are back; null when there were none to put back because no sandbox was lost. */
  readonly files: FilesPutBack | null;
}

/** The sandbox of one session. */
export class SessionSandbox {
  readonly #options: SessionSandboxOptions;
  readonly #news: SandboxNews;
  readonly #preparation: SandboxPreparation;
  #record: SessionRecord | null;
  #changes: Promise<unknown> = Promise.resolve();
  /** Counts requests; answers to withdrawn ones come too late. */
  #request = 0;
  #withdraw: () => void = () => undefined;
  #runs = false;
  #settled: Promise<void> = Promise.resolve();

  constructor(options: SessionSandboxOptions, news: SandboxNews) {
    this.#options = options;
    this.#news = news;
    this.#record = options.record;
    const { allocator, discard } = options;
    this.#preparation = new SandboxPreparation(async (sandboxId) =>
      discard(sandboxId).finally(() => allocator.release(sandboxId)),
    );
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
    const isWanted = () => request === this.#request;
    const own = this.#record;
    if (own === null) this.#askFor(isWanted, null, null);
    else {
      const before = this.#settled;
      this.#settled = (async () => {
        // One that is being stopped would be taken for one that runs.
        await before;
        const disks = await this.#options.driver.disks();
        if (!isWanted()) return;
        if (disks.includes(own.sandboxId)) this.#askFor(isWanted, own.sandboxId, null);
        else this.#askFor(isWanted, null, own);
      })().catch((error: unknown) => this.#fail(isWanted, error));
    }
  }

  /** @param lost what is remembered of the sandbox that is to be replaced; null when none is */
  #askFor(isWanted: () => boolean, sandboxId: string | null, lost: SessionRecord | null): void {
    let isAnswered = false;
    const withdraw = this.#options.allocator.request({
      sandboxId,
      onPlace: (place) => {
        if (isWanted()) this.#news.onPlace(place);
      },
      onStarting: () => {
        if (isWanted()) this.#news.onStarting();
      },
      onReady: (given) => {
        isAnswered = true;
        const receiving =
          sandboxId === null ? this.#receiveNew(isWanted, given, lost) : this.#receiveOwn(isWanted, sandboxId);
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
    this.#preparation.abandon();
  }

  /** Stops the sandbox; its disk stays. Resolves when that is done. */
  async stop(): Promise<void> {
    this.withdraw();
    if (this.#runs && this.#record) {
      const { sandboxId } = this.#record;
      this.#runs = false;
      this.#settled = this.#options.beforeStop(sandboxId).then(async () => this.#stop(sandboxId));
    }
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

  async #receiveNew(isWanted: () => boolean, sandboxId: string, lost: SessionRecord | null): Promise<void> {
    const { allocator, owner, hasSnapshots, discard } = this.#options;
    if (!isWanted()) {
      allocator.giveBack(sandboxId);
      return;
    }
    const prepared = await this.#prepare(isWanted, sandboxId, lost);
    if (prepared === null) return;
    const { begunAt, files } = prepared;
    const fresh = newSessionRecord(owner, { sandboxId, isPristineKept: hasSnapshots, begunAt });
    await this.#claim(sandboxId, lost === null ? fresh : replacingSessionRecord(fresh, lost));
    if (lost !== null) void discard(lost.sandboxId);
    if (files !== null && isWanted()) this.#news.onReplaced(files);
    if (isWanted()) this.#news.onReady();
    // Wanted when it was written down and not any more: it is the session's own now.
    else if (this.#record?.sandboxId === sandboxId) await this.#stop(sandboxId);
  }

  /**
   * Makes a new sandbox ready for the lesson. Answers with null when it was thrown away because nobody wants it any more. Rejects
   * when it cannot be made ready; it is thrown away then, too, and what was saved of a lost one stays.
   */
  async #prepare(isWanted: () => boolean, sandboxId: string, lost: SessionRecord | null): Promise<Prepared | null> {
    const { driver, hasSnapshots, prepare, putFilesBack, discardAfterCrash } = this.#options;
    if (prepare === null && lost === null) return { begunAt: 0, files: null };
    // One of the pool has come without being started.
    this.#news.onStarting();
    return this.#preparation.run(sandboxId, isWanted, async () => {
      const begunAt = prepare === null ? 0 : await prepare(sandboxId);
      // The beginning of the first step is what the learner is given, not what the pool had.
      if (prepare !== null && hasSnapshots && isWanted()) await driver.snapshot(sandboxId, PRISTINE_SNAPSHOT);
      if (lost === null || !isWanted()) return { begunAt, files: null };
      const files = await putFilesBack(lost.sandboxId, sandboxId);
      await discardAfterCrash(lost.sandboxId);
      return { begunAt, files };
    });
  }

  async #claim(sandboxId: string, record: SessionRecord): Promise<void> {
    const { allocator, records, discard, id } = this.#options;
    const before = this.#record;
    try {
      this.#record = record;
      this.#runs = true;
      await records.save(id, record);
      await allocator.claimed(sandboxId);
    } catch (error) {
      // Somebody may have started over meanwhile.
      if (this.#record === record) this.#record = before;
      this.#runs = false;
      await discard(sandboxId);
      allocator.release(sandboxId);
      throw error;
    }
  }

  async #stop(sandboxId: string): Promise<void> {
    const { driver, allocator, id, log } = this.#options;
    // Somebody may have started over while its files were saved, and has another that runs.
    if (this.#record?.sandboxId === sandboxId) this.#runs = false;
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
