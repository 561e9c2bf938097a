/**
 * Runs one trial in a sandbox that is at its beginning: does what it says in a new terminal, and compares what the checks
 * say with what they must say.
 *
 * Knows nothing about how trials are chosen or reported, nor about where sandboxes come from.
 */
import { EventEmitter, on } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Variables } from '#lessons/_loader/variables.ts';
import type { Checks } from '#lessons/_schema/check.ts';
import type { Verdict } from '#protocol/verdict.ts';
import type { SandboxDriver } from '../driver/driver.ts';
import { SandboxGrading } from '../grading/sandbox-grading.ts';
import { performAction } from '../sessions/perform-action.ts';
import { privateTerminal } from '../terminals/private-terminal.ts';
import { Typist } from '../terminals/typist.ts';
import type { Expectation, Trial, TrialStage } from './trials.ts';

/** Milliseconds until the verdicts must have come after the last action. */
const VERDICT_TIMEOUT_MS = 20_000;

/** Milliseconds without any new verdict after which one that is not the right one is taken for the last word. */
const LAST_WORD_MS = 8_000;

/** Milliseconds for which the verdict of a wrong answer must not change before it is looked at a last time. */
const STEADY_MS = 750;

/** Milliseconds a look may take in a sandbox that never comes to rest. */
const LOOK_MS = 3_000;

/** Letters of the terminal's end in a report. */
const TAIL_LETTERS = 800;

/** A lesson that is tried. */
export interface TriedLesson {
  readonly id: string;
  readonly checks: Checks;
  /** What `{{name}}` stands for in what is typed. */
  readonly variables: Variables;
}

/** A running sandbox at the beginning of a trial. */
export interface TrialPlace {
  readonly driver: SandboxDriver;
  readonly sandboxId: string;
  /** Milliseconds since the epoch by the sandbox's clock; what happened before was not the learner's doing. */
  readonly since: number;
}

/**
 * Resolves when the trial went as it must; rejects with an error that says what was expected and what was found.
 *
 * @param onReached keeps the sandbox as it is now as the beginning of a step
 */
export async function runTrial(
  { driver, sandboxId, since }: TrialPlace,
  { id: lessonId, checks, variables }: TriedLesson,
  { stages }: Trial,
  onReached: (stepId: string) => Promise<void>,
): Promise<void> {
  const judged = new Set(stages.flatMap(({ expect }) => expect.map(({ stepId }) => stepId)));
  const verdicts = new EventEmitter<{ verdict: [] }>();
  const grading = new SandboxGrading({
    driver,
    sandboxId,
    checks: Object.fromEntries(Object.entries(checks).filter(([stepId]) => judged.has(stepId))),
    variables,
    since,
    passed: new Set(),
    onVerdict: () => verdicts.emit('verdict'),
    onEngine: () => undefined,
    onMistake: (stepId, error) => {
      process.stderr.write(
        `${lessonId} ${stepId}: the check threw: ${error instanceof Error ? error.stack : String(error)}\n`,
      );
    },
    onActivity: () => undefined,
  });
  const terminal = privateTerminal(driver, sandboxId);
  try {
    const typist = new Typist(terminal);
    const judge = new Judge(grading, verdicts, typist);
    const needsTerminal = stages.some(({ actions }) => actions.length > 0);
    await Promise.all([
      judge.untilAllFail([...judged]),
      needsTerminal ? terminal.start().then(async () => typist.ready()) : undefined,
    ]);
    for (const stage of stages) {
      judge.requireNonePassed(stage);
      for (const action of stage.actions) await performAction({ driver, sandboxId, typist, variables }, action);
      await judge.expect(stage);
      if (stage.reaches !== null) await onReached(stage.reaches);
    }
  } finally {
    terminal.close();
    grading.close();
  }
}

/** Waits for verdicts of one trial. */
class Judge {
  constructor(
    private readonly grading: SandboxGrading,
    private readonly changes: EventEmitter<{ verdict: [] }>,
    private readonly typist: Typist,
  ) {}

  /** Every step has been looked at before anything was done, and none has passed. */
  async untilAllFail(stepIds: readonly string[]): Promise<void> {
    const begin = stepIds.map((stepId): Expectation => ({ stepId, outcome: 'failed', hint: null }));
    const signal = AbortSignal.timeout(VERDICT_TIMEOUT_MS);
    while (!begin.every((expected) => this.#matches(expected))) {
      const passed = stepIds.find((stepId) => this.#verdict(stepId)?.outcome === 'passed');
      if (passed !== undefined) throw new Error(`step ${passed} has passed before anything was done for it`);
      if (!(await this.#change(signal))) throw this.#difference('before anything was done, ', begin);
    }
  }

  requireNonePassed({ expect }: TrialStage): void {
    for (const { stepId } of expect) {
      if (this.#verdict(stepId)?.outcome === 'passed') {
        throw new Error(`step ${stepId} has passed before anything was done for it`);
      }
    }
  }

  /** Resolves when all is as expected and no verdict that could still change is about to. */
  async expect({ expect: expected }: TrialStage): Promise<void> {
    const failing = expected.filter(({ outcome }) => outcome === 'failed');
    const timeout = AbortSignal.timeout(VERDICT_TIMEOUT_MS);
    if (failing.length > 0 || !expected.every((one) => this.#matches(one))) await this.#look();
    for (;;) {
      // What has passed stays so.
      const isFinal = failing.some(({ stepId }) => this.#verdict(stepId)?.outcome === 'passed');
      if (isFinal) throw this.#difference('', expected);
      if (expected.every((one) => this.#matches(one))) {
        if (failing.length === 0) return;
        if (!timeout.aborted && (await this.#change(AbortSignal.timeout(STEADY_MS)))) continue;
        await this.#look();
        if (expected.every((one) => this.#matches(one))) return;
      } else {
        const lastWord = failing.length === 0 ? [] : [AbortSignal.timeout(LAST_WORD_MS)];
        if (!(await this.#change(AbortSignal.any([timeout, ...lastWord])))) throw this.#difference('', expected);
      }
    }
  }

  /** What has changed without the engine's saying so is seen, too. */
  async #look(): Promise<void> {
    await Promise.race([this.grading.look(), sleep(LOOK_MS, undefined, { ref: false })]);
  }

  /** Whether there was a new verdict before the signal came. */
  async #change(signal: AbortSignal): Promise<boolean> {
    try {
      for await (const _ of on(this.changes, 'verdict', { signal })) break;
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
  }

  #matches(expected: Expectation): boolean {
    const verdict = this.#verdict(expected.stepId);
    if (expected.outcome === 'passed') return verdict?.outcome === 'passed';
    if (verdict?.outcome !== 'failed') return false;
    return expected.hint === null || verdict.hint.code === expected.hint;
  }

  #verdict(stepId: string): Verdict | undefined {
    return this.grading.verdicts.get(stepId);
  }

  #difference(when: string, expected: readonly Expectation[]): Error {
    const lines = expected
      .filter((one) => !this.#matches(one))
      .map((one) => {
        const found = describeVerdict(this.#verdict(one.stepId));
        return `${when}expected step ${one.stepId} ${describeExpectation(one)}\nfound ${found}`;
      });
    const tail = this.typist.tail.slice(-TAIL_LETTERS);
    return new Error([...lines, ...(tail === '' ? [] : [`the terminal's end:\n${tail}`])].join('\n'));
  }
}

function describeExpectation(expected: Expectation): string {
  if (expected.outcome === 'passed') return 'to pass';
  return expected.hint === null ? 'to fail' : `to fail with the hint “${expected.hint}”`;
}

function describeVerdict(verdict: Verdict | undefined): string {
  if (verdict === undefined) return 'no verdict';
  if (verdict.outcome !== 'failed') return JSON.stringify(verdict);
  return `failed with the hint “${verdict.hint.code}”: ${verdict.hint.text.en}`;
}
