/**
 * Tries everything that proves one lesson, one after another, and tells how each trial went.
 *
 * Knows nothing about the command line.
 */
import type { Proof } from '#lessons/_loader/author.ts';
import type { Lesson } from '#lessons/_loader/catalogue.ts';
import { variablesOf } from '#lessons/_loader/variables.ts';
import type { Checks } from '#lessons/_schema/check.ts';
import type { SandboxDriver, SandboxLimits } from '../driver/driver.ts';
import { prepareSandbox } from '../sessions/lesson-start.ts';
import { runTrial } from './run-trial.ts';
import { FreshSandboxes, OneSandbox } from './trial-sandboxes.ts';
import { trialsOf, type Trial } from './trials.ts';

const limits: SandboxLimits = {
  memoryBytes: 2 * 1024 ** 3,
  cpus: 2,
  cpuWeight: 512,
  pids: 1_024,
  diskBytes: 4 * 1024 ** 3,
};

/** How one trial went. */
export interface TrialReport {
  readonly trial: string;
  readonly result: 'passed' | 'failed' | 'skipped';
  /** Why it did not pass; empty when it did. May have several lines. */
  readonly reason: string;
  readonly milliseconds: number;
}

/** A lesson and how it is to be tried. */
export interface LessonToVerify {
  readonly lesson: Lesson;
  readonly checks: Checks;
  readonly proof: Proof;
  /** Limits the trials to one step; null for all. */
  readonly onlyStep: string | null;
}

/** How long the sandboxes of a lesson took, apart from what was tried in them. */
export interface LessonTimes {
  readonly milliseconds: number;
  readonly sandboxMilliseconds: number;
}

/** Tries everything. What goes wrong in a trial is reported, not thrown. */
export async function verifyLesson(
  driver: SandboxDriver,
  hasSnapshots: boolean,
  { lesson, checks, proof, onlyStep }: LessonToVerify,
  report: (report: TrialReport) => void,
): Promise<LessonTimes> {
  const began = Date.now();
  const stepIds = lesson.steps.map(({ id }) => id);
  const variables = variablesOf(lesson, 'author');
  const Sandboxes = hasSnapshots ? OneSandbox : FreshSandboxes;
  await using sandboxes = new Sandboxes({
    driver,
    limits,
    prepare: async (sandboxId) => {
      const { files, start } = lesson;
      return prepareSandbox(driver, sandboxId, { files, start, variables });
    },
    solutionsBefore: (stepId) =>
      proof.kind === 'lab'
        ? []
        : stepIds
            .slice(0, stepIds.indexOf(stepId))
            .map((id) => ({ stepId: id, actions: proof.steps[id]?.solution ?? [] })),
    judgedBy: { checks, variables },
  });
  const reached = new Set<string | null>([null]);
  for (const trial of trialsOf(stepIds, proof, onlyStep)) {
    const trialBegan = Date.now();
    const told = { trial: trial.name, milliseconds: 0 };
    if (!reached.has(trial.begin)) {
      report({ ...told, result: 'skipped', reason: `the beginning of ${String(trial.begin)} was not reached` });
      continue;
    }
    try {
      const willChange = trial.stages.some(({ actions }) => actions.length > 0);
      const place = await sandboxes.at(trial.begin, willChange);
      await runTrial(place, { id: lesson.id, checks, variables }, trial, async (stepId) => {
        await sandboxes.keep(stepId);
        reached.add(stepId);
      });
      report({ ...told, result: 'passed', reason: '', milliseconds: Date.now() - trialBegan });
    } catch (error) {
      const reason = [error instanceof Error ? error.message : String(error), ...notes(trial, hasSnapshots)].join('\n');
      report({ ...told, result: 'failed', reason, milliseconds: Date.now() - trialBegan });
    }
  }
  return { milliseconds: Date.now() - began, sandboxMilliseconds: sandboxes.spentMs };
}

/** What an author may not think of when a trial fails. */
function notes({ begin }: Trial, hasSnapshots: boolean): string[] {
  if (begin === null || !hasSnapshots) return [];
  return [
    `Note: this begins as for a learner who comes back to step ${begin} the next day. The engine was started anew and ` +
      'remembers no events or requests of the steps before, and running containers were started again. If it passes in ' +
      'one go, the check relies on what is forgotten.',
  ];
}
