/**
 * When a sandbox that runs will be stopped: after a while in which nothing is typed, printed or built, or when the operator's
 * limit is reached. Counts time that only moves forward, so that a changed wall clock or a machine that slept stops nobody.
 *
 * Decides only. Knows nothing about sessions or sandboxes.
 */
import type { TimeLeft } from '#protocol/messages.ts';

/** Milliseconds before the end at which the learner is told. */
const WARNINGS_MS = [15 * 60_000, 5 * 60_000];

/** The operator's limits, in milliseconds. */
export interface TimeLimits {
  readonly idleMs: number;
  /** From the start or the last `extend` on; null for no such limit. */
  readonly runMs: number | null;
}

/** The time one running sandbox has left. */
export class Countdown {
  readonly #limits: TimeLimits;
  readonly #now: () => number;
  #lastActivity: number;
  #runsSince: number;
  #warned = Infinity;

  /** @param now milliseconds that only move forward */
  constructor(limits: TimeLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
    this.#lastActivity = this.#runsSince = now();
  }

  /** Something was typed, printed or done by the engine. */
  active(): void {
    this.#lastActivity = this.#now();
  }

  /** Someone says they are there. */
  extend(): void {
    this.#lastActivity = this.#runsSince = this.#now();
  }

  /** Milliseconds without any activity. */
  get idleMs(): number {
    return this.#now() - this.#lastActivity;
  }

  /** When the sandbox will be stopped, by the clock given, and why. */
  get end(): { readonly at: number; readonly because: TimeLeft['because'] } {
    const idleEnd = this.#lastActivity + this.#limits.idleMs;
    const runEnd = this.#limits.runMs === null ? Infinity : this.#runsSince + this.#limits.runMs;
    return idleEnd <= runEnd ? { at: idleEnd, because: 'idle' } : { at: runEnd, because: 'time-limit' };
  }

  /** Milliseconds until then; zero or less when the time has come. */
  get left(): number {
    return this.end.at - this.#now();
  }

  /** For the learner. */
  get timeLeft(): TimeLeft {
    return { endsInSeconds: Math.max(0, Math.round(this.left / 1000)), because: this.end.because };
  }

  /** Whether the learner is to be told now; once for each of the two warnings, and again after the end has moved away. */
  takeWarning(): boolean {
    const { left } = this;
    const limit = this.end.because === 'idle' ? this.#limits.idleMs : (this.#limits.runMs ?? Infinity);
    const due = WARNINGS_MS.filter((warning) => warning < limit && left <= warning);
    const next = Math.min(...due);
    if (due.length === 0) this.#warned = Infinity;
    if (next >= this.#warned) return false;
    this.#warned = next;
    return true;
  }
}
