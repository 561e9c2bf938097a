/**
 * Runs one trial in a sandbox of its own: types, and compares what the checks say with what they must say.
 *
 * Knows nothing about how trials are chosen or reported.
 */
import { randomBytes } from 'node:crypto';
import { EventEmitter, on } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fillVariables, type Variables } from '#lessons/_loader/variables.ts';
import type { Checks } from '#lessons/_schema/check.ts';
import type { Verdict } from '#protocol/verdict.ts';
import type { SandboxDriver, SandboxLimits } from '../driver/driver.ts';
import { SandboxGrading } from '../grading/sandbox-grading.ts';
import { privateTerminal } from '../terminals/private-terminal.ts';
import { Typist } from '../terminals/typist.ts';
import type { Trial, TrialStage } from './trials.ts';

/** Milliseconds until a verdict must have come after the last command has ended. */
const VERDICT_TIMEOUT_MS = 20_000;

/** Milliseconds for which a verdict of a wrong answer must not change any more. */
const STEADY_MS = 750;

const limits: SandboxLimits = {
  memoryBytes: 2 * 1024 ** 3,
  cpus: 2,
  cpuWeight: 512,
  pids: 1_024,
  diskBytes: 4 * 1024 ** 3,
};

/** A lesson that is tried. */
export interface TriedLesson {
  readonly id: string;
  readonly checks: Checks;
  /** What `{{name}}` stands for in what is typed. */
  readonly variables: Variables;
}

/** Resolves when the trial went as it must; rejects with a sentence that says what was expected and what was found. */
export async function runTrial(driver: SandboxDriver, lesson: TriedLesson, trial: Trial): Promise<void> {
  const { id: lessonId, checks, variables } = lesson;
  const sandboxId = randomBytes(16).toString('hex');
  await driver.create({ id: sandboxId, limits });
  const changes = new EventEmitter<{ verdict: [] }>();
  const grading = new SandboxGrading({
    driver,
    sandboxId,
    checks,
    variables,
    passed: new Set(),
    onVerdict: () => changes.emit('verdict'),
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
    await terminal.start();
    const typist = new Typist(terminal);
    await typist.ready();
    const untouched = Object.keys(checks).map((stepId) => ({ stepId, hint: 'not-started' }));
    for (const { stepId, hint } of untouched) {
      await expectVerdict(grading, changes, { stepId, type: [], expect: { outcome: 'failed', hint } }, typist);
    }
    for (const stage of trial.stages) {
      const before = grading.verdicts.get(stage.stepId);
      if (before?.outcome === 'passed')
        throw new Error(`step ${stage.stepId} had passed before its commands were typed`);
      for (const command of stage.type) await typist.type(fillVariables(command, variables));
      await expectVerdict(grading, changes, stage, typist);
    }
  } finally {
    terminal.close();
    grading.close();
    await driver.destroy(sandboxId);
  }
}

async function expectVerdict(
  grading: SandboxGrading,
  changes: EventEmitter<{ verdict: [] }>,
  { stepId, expect: expected }: TrialStage,
  typist: Typist,
): Promise<void> {
  const describe = () =>
    `${JSON.stringify(grading.verdicts.get(stepId))}\nThe terminal's end:\n${typist.tail.slice(-800)}`;
  const matches = () => isExpected(grading.verdicts.get(stepId), expected);
  const signal = AbortSignal.timeout(VERDICT_TIMEOUT_MS);
  try {
    for (;;) {
      while (!matches()) await nextChange(changes, signal);
      // Steps that passed stay so. A failure counts when nothing follows that would change it.
      if (expected.outcome === 'passed') return;
      const changed = await Promise.race([nextChange(changes, signal).then(() => true), sleep(STEADY_MS, false)]);
      if (!changed && matches()) return;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    const wanted = expected.outcome === 'passed' ? 'to pass' : `to fail with the hint “${expected.hint}”`;
    throw new Error(`expected step ${stepId} ${wanted}, found ${describe()}`, { cause: error });
  }
}

async function nextChange(changes: EventEmitter<{ verdict: [] }>, signal: AbortSignal): Promise<void> {
  for await (const _ of on(changes, 'verdict', { signal })) return;
}

function isExpected(verdict: Verdict | undefined, expected: TrialStage['expect']): boolean {
  if (expected.outcome === 'passed') return verdict?.outcome === 'passed';
  return verdict?.outcome === 'failed' && verdict.hint.code === expected.hint;
}
