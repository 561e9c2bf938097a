/**
 * When the home of one session's sandbox is saved: soon after something has happened in it, not more often than once a minute,
 * and a last time before it is stopped. Nobody waits for it but a sandbox that is to stop, and that not for long.
 *
 * What counts is that the sandbox was used, not that a file changed: to know the latter, a program would have to run in every
 * sandbox all the time.
 *
 * Knows nothing about how a home is packed or where it is kept.
 */
import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import { SandboxNotRunning } from '../driver/driver.ts';
import type { SavedFiles } from './saved-files.ts';

/** Milliseconds after something has happened: whatever belongs to it happens meanwhile. */
const SETTLE_MS = 5_000;

/** Milliseconds between two savings. */
const PAUSE_MS = 60_000;

/** Milliseconds until a home that could not be saved is packed again; most often it is too large and stays so. */
const PAUSE_AFTER_FAILURE_MS = 10 * 60_000;

/** Milliseconds that saving may take. */
const TIME_LIMIT_MS = 30_000;

/** Milliseconds that a sandbox which is to stop waits for it. */
const LAST_TIME_LIMIT_MS = 5_000;

/** What is saved, and where. */
export interface HomeSavingOptions {
  /** The session, for the log. */
  readonly id: string;
  readonly saved: Pick<SavedFiles, 'save'>;
  /** The home as an archive. */
  readonly pack: (sandboxId: string) => Promise<Readable>;
  readonly log: Logger;
}

interface Saving {
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

/** The saving of one session's home. */
export class HomeSaving {
  readonly #options: HomeSavingOptions;
  #sandboxId: string | null = null;
  #isChanged = false;
  #timer: NodeJS.Timeout | undefined;
  #saving: Saving | null = null;
  /** By the clock of `performance.now()`. */
  #notBefore = 0;
  /** Whether the last attempt failed, which the log knows then. */
  #hasFailed = false;

  constructor(options: HomeSavingOptions) {
    this.#options = options;
  }

  /** The sandbox runs and is the session's. */
  begin(sandboxId: string): void {
    this.pause();
    this.#sandboxId = sandboxId;
    this.#isChanged = false;
    this.#notBefore = 0;
  }

  /** Something has happened in the sandbox. */
  changed(): void {
    if (this.#sandboxId === null) return;
    this.#isChanged = true;
    this.#schedule(this.#sandboxId);
  }

  /** Lets go of the sandbox. What was being saved is not. */
  pause(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#saving?.stop.abort();
    this.#sandboxId = null;
  }

  /** Saves a last time, before a sandbox is stopped. Never rejects. */
  async finish(sandboxId: string): Promise<void> {
    this.pause();
    await this.#saving?.done;
    await this.#save(sandboxId, LAST_TIME_LIMIT_MS).done;
  }

  #schedule(sandboxId: string): void {
    if (this.#timer !== undefined || this.#saving !== null) return;
    const delay = Math.max(SETTLE_MS, this.#notBefore - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#isChanged = false;
      void this.#save(sandboxId, TIME_LIMIT_MS);
    }, delay).unref();
  }

  #save(sandboxId: string, limitMs: number): Saving {
    const stop = new AbortController();
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      stop.abort();
    }, limitMs);
    const saving: Saving = {
      stop,
      done: this.#packAndKeep(sandboxId, stop.signal)
        .catch((error: unknown) => this.#fail(error, stop.signal.aborted && !isLate))
        .finally(() => {
          clearTimeout(timer);
          if (this.#saving === saving) this.#saving = null;
          // Something has happened meanwhile.
          if (this.#isChanged && this.#sandboxId !== null) this.#schedule(this.#sandboxId);
        }),
    };
    this.#saving = saving;
    return saving;
  }

  async #packAndKeep(sandboxId: string, signal: AbortSignal): Promise<void> {
    const { pack, saved } = this.#options;
    this.#notBefore = performance.now() + PAUSE_MS;
    const archive = await unlessAborted(pack(sandboxId), signal);
    // Whoever reads it learns of it.
    archive.on('error', () => undefined);
    // Ends an archive that would never come to its end, too.
    const giveUp = () => archive.destroy(new Error('saving was given up'));
    signal.addEventListener('abort', giveUp);
    try {
      if (signal.aborted) giveUp();
      await saved.save(sandboxId, archive, signal);
      this.#hasFailed = false;
    } finally {
      signal.removeEventListener('abort', giveUp);
      archive.destroy();
    }
  }

  /** Nothing is saved then, and what was saved last stays. */
  #fail(error: unknown, isGivenUp: boolean): void {
    const { id, log } = this.#options;
    // The sandbox has gone, or what is in it is about to change.
    if (isGivenUp || isGone(error)) return;
    this.#notBefore = performance.now() + PAUSE_AFTER_FAILURE_MS;
    // A learner can make this fail as often as they like.
    if (!this.#hasFailed) log.warn({ error, session: id }, 'the files of a sandbox could not be saved');
    this.#hasFailed = true;
  }
}

/** The archive, unless making it takes too long; one that comes too late is not read. */
async function unlessAborted(making: Promise<Readable>, signal: AbortSignal): Promise<Readable> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new Error('saving was given up'));
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    making.then((archive) => {
      signal.removeEventListener('abort', giveUp);
      if (signal.aborted) archive.on('error', () => undefined).destroy();
      resolve(archive);
    }, reject);
  });
}

function isGone(error: unknown): boolean {
  return error instanceof SandboxNotRunning || (error instanceof Error && error.cause instanceof SandboxNotRunning);
}
