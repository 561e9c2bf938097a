/**
 * Grades the steps of one lesson in one sandbox: evaluates a step's check again when something it watches may have
 * changed, until it has passed once. What is passed stays passed; a lesson teaches, it does not trap.
 *
 * Knows nothing about sockets, databases or how evidence is gathered.
 */
import { isDeepStrictEqual } from 'node:util';
import { TOO_EARLY, type Checks } from '#lessons/_schema/check.ts';
import type { Evidence, EvidenceKind } from '#lessons/_schema/evidence.ts';
import type { Verdict } from '#protocol/verdict.ts';
import { evaluateCheck, type EngineState } from './evaluate-check.ts';

/** Milliseconds in which changes are gathered, since one command makes a handful of events. */
const GATHER_MS = 15;

/**
 * Milliseconds a verdict other than "passed" must last before it is told. A right command passes through states that a
 * wrong one ends in (a container is made before it is started), and a hint that flashes up and goes helps nobody.
 */
const HOLD_MS = 300;

/** What a grader works with. */
export interface GraderOptions {
  readonly checks: Checks;
  /** Steps that need no grading any more. */
  readonly passed: ReadonlySet<string>;
  /** Fresh evidence for each round. */
  readonly evidence: () => Evidence;
  readonly engine: EngineState;
  /** A verdict that differs from the one before. */
  readonly onVerdict: (stepId: string, verdict: Verdict) => void;
  /** A check threw; the learner sees "could not grade". */
  readonly onMistake: (stepId: string, error: unknown) => void;
}

/** Evaluates checks as things change. */
export class Grader {
  readonly #options: GraderOptions;
  #checks: Checks;
  readonly #verdicts = new Map<string, Verdict>();
  readonly #due = new Set<string>();
  readonly #held = new Map<string, NodeJS.Timeout>();
  #timer: NodeJS.Timeout | undefined;
  readonly #waiting: (() => void)[] = [];
  #running = false;
  #closed = false;

  constructor(options: GraderOptions) {
    this.#options = options;
    this.#checks = options.checks;
    for (const stepId of options.passed) this.#verdicts.set(stepId, { outcome: 'passed' });
  }

  /** The verdicts told last, by step id; a step without one was not evaluated yet. */
  get verdicts(): ReadonlyMap<string, Verdict> {
    return this.#verdicts;
  }

  /** Says that evidence of these kinds may have changed. */
  changed(kinds: readonly EvidenceKind[]): void {
    for (const [stepId, check] of Object.entries(this.#checks)) {
      if (check.watches.some((kind) => kinds.includes(kind))) this.#due.add(stepId);
    }
    this.#schedule();
  }

  /**
   * Looks again at what has not passed and depends on evidence of these kinds, which change without a word. Does nothing
   * while the engine is down or a round is under way, so that rounds that take long do not follow one another without end.
   */
  lookAgain(kinds: readonly EvidenceKind[]): void {
    if (this.#running || !this.#options.engine.isUp) return;
    for (const [stepId, check] of Object.entries(this.#checks)) {
      if (this.#verdicts.get(stepId)?.outcome === 'passed') continue;
      if (check.watches.some((kind) => kinds.includes(kind))) this.#due.add(stepId);
    }
    this.#schedule();
  }

  /** Says that the engine came or went, which concerns every step. */
  engineChanged(): void {
    this.#lookAtEverything();
  }

  /**
   * Looks once more at everything that has not passed. Resolves when what was found then has been told, and nothing is
   * left to look at, or when grading ends; in a sandbox that never comes to rest, possibly not before.
   */
  async look(): Promise<void> {
    if (this.#closed) return;
    this.#lookAtEverything();
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Grades by these checks from now on; steps that have not passed are graded anew. */
  use(checks: Checks): void {
    this.#checks = checks;
    this.#lookAtEverything();
  }

  /** Stops grading. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const timer of this.#held.values()) clearTimeout(timer);
    this.#held.clear();
    this.#endWaiting();
  }

  #lookAtEverything(): void {
    for (const stepId of Object.keys(this.#checks)) this.#due.add(stepId);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#closed || this.#running || this.#timer || this.#due.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#round();
    }, GATHER_MS);
  }

  async #round(): Promise<void> {
    this.#running = true;
    const due = [...this.#due];
    this.#due.clear();
    const { evidence, engine, onMistake } = this.#options;
    const checks = this.#checks;
    const facts = evidence();
    for (const stepId of due) {
      const check = checks[stepId];
      if (!check || this.#verdicts.get(stepId)?.outcome === 'passed') continue;
      const verdict = await evaluateCheck(check, facts, engine, (error) => {
        // A check that was still looking when grading ended lost its engine; that is no mistake of its own.
        if (!this.#closed) onMistake(stepId, error);
      });
      if (this.#closed) return;
      clearTimeout(this.#held.get(stepId));
      this.#held.delete(stepId);
      if (verdict.outcome === 'passed') this.#tell(stepId, verdict);
      else
        this.#held.set(
          stepId,
          setTimeout(() => this.#settle(stepId, verdict), HOLD_MS),
        );
    }
    this.#running = false;
    this.#schedule();
    this.#endWaiting();
  }

  #endWaiting(): void {
    const isAtRest = !this.#running && this.#timer === undefined && this.#due.size === 0 && this.#held.size === 0;
    if (!isAtRest && !this.#closed) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #settle(stepId: string, verdict: Verdict): void {
    this.#held.delete(stepId);
    const isTooEarly = verdict.outcome === 'failed' && verdict.hint.code === TOO_EARLY;
    if (!isTooEarly) this.#tell(stepId, verdict);
    // An engine that was too busy to answer says nothing when it has time again.
    const isTimedOut = verdict.outcome === 'ungradable' && verdict.cause === 'timeout';
    if (isTooEarly || isTimedOut) {
      this.#due.add(stepId);
      this.#schedule();
    }
    this.#endWaiting();
  }

  #tell(stepId: string, verdict: Verdict): void {
    if (isDeepStrictEqual(this.#verdicts.get(stepId), verdict)) return;
    this.#verdicts.set(stepId, verdict);
    this.#options.onVerdict(stepId, verdict);
  }
}
