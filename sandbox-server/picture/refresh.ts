/**
 * Work that is done again whenever it is asked for: soon after, once for many askings, and never twice at a time.
 *
 * Knows nothing about what the work is.
 */

/** Milliseconds between being asked and beginning, in which more askings are gathered. */
const GATHER_MS = 25;

/** Milliseconds until work that has failed is tried again. */
const RETRY_MS = 1_000;

/** One piece of work that is repeated. */
export class Refresh {
  readonly #work: () => Promise<number>;
  readonly #onError: (error: unknown) => void;
  #timer: NodeJS.Timeout | null = null;
  #isAsked = false;
  #isWorking = false;
  #isClosed = false;
  /** Milliseconds of the process's own clock; it is not done again before. */
  #restUntil = 0;

  /**
   * @param work answers with the milliseconds for which it must rest afterwards, which keeps what is costly from being done
   *   all the time; may reject and is tried again then
   * @param onError must not throw
   */
  constructor(work: () => Promise<number>, onError: (error: unknown) => void) {
    this.#work = work;
    this.#onError = onError;
  }

  /** Has the work done, also if it is being done now. */
  ask(): void {
    this.#isAsked = true;
    if (this.#timer || this.#isWorking || this.#isClosed) return;
    this.#timer = setTimeout(() => void this.#run(), Math.max(GATHER_MS, this.#restUntil - performance.now()));
  }

  /** Begins no more work. */
  close(): void {
    this.#isClosed = true;
    if (this.#timer) clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    this.#timer = null;
    this.#isAsked = false;
    this.#isWorking = true;
    let rest = RETRY_MS;
    try {
      rest = await this.#work();
    } catch (error) {
      this.#isAsked = true;
      if (!this.#isClosed) this.#onError(error);
    }
    this.#isWorking = false;
    this.#restUntil = performance.now() + rest;
    if (this.#isAsked) this.ask();
  }
}
