/**
 * The time that one running sandbox has left, and whom it concerns: tells viewers when the end moves or comes near, and says
 * when it has come.
 *
 * Knows nothing about how a sandbox is stopped.
 */
import type { ServerMessage } from '#protocol/messages.ts';
import { Countdown, type TimeLimits } from './time-left.ts';

/** Milliseconds by which the end must have moved before a learner is told without being warned. */
const WORTH_TELLING_MS = 30_000;

/** What a clock is made of. */
export interface SessionClockOptions {
  readonly timeLimits: TimeLimits;
  /** Milliseconds that only move forward. */
  readonly now: () => number;
  readonly tell: (message: ServerMessage) => void;
}

/** The clock of one session. */
export class SessionClock {
  readonly #countdown: Countdown;
  readonly #tell: (message: ServerMessage) => void;
  #toldEnd = 0;

  constructor({ timeLimits, now, tell }: SessionClockOptions) {
    this.#countdown = new Countdown(timeLimits, now);
    this.#tell = tell;
  }

  /** Milliseconds without any activity. */
  get idleMs(): number {
    return this.#countdown.idleMs;
  }

  /** Why the sandbox is to be stopped now; null while it has time left. */
  get over(): 'idle' | 'time-limit' | null {
    return this.#countdown.left <= 0 ? this.#countdown.end.because : null;
  }

  /** What a new viewer is told. */
  get message(): ServerMessage {
    return { type: 'time-left', timeLeft: this.#countdown.timeLeft, warning: false };
  }

  /** A sandbox begins to run. */
  start(): void {
    this.#countdown.extend();
  }

  /** Something was typed, printed or done by the engine. */
  active(): void {
    this.#countdown.active();
  }

  /** Someone says they are there, and learns what that has changed. */
  extend(): void {
    this.#countdown.extend();
    this.#countdown.takeWarning();
    this.#toldEnd = 0;
    this.#tellEnd(false);
  }

  /** As time passes: warns, or tells that the end has moved. */
  tick(): void {
    this.#tellEnd(this.#countdown.takeWarning());
  }

  #tellEnd(warning: boolean): void {
    const { at } = this.#countdown.end;
    if (!warning && Math.abs(at - this.#toldEnd) < WORTH_TELLING_MS) return;
    this.#toldEnd = at;
    this.#tell({ type: 'time-left', timeLeft: this.#countdown.timeLeft, warning });
  }
}
