/**
 * What has to be tried to prove a lesson or a lab, decided from its proof alone.
 *
 * Knows nothing about sandboxes or terminals.
 */
import type { LabProof, LessonProof, Proof } from '#lessons/_loader/author.ts';
import type { Action } from '#lessons/_schema/proof.ts';

/** What the check of a step must say. */
export type Expectation =
  | { readonly stepId: string; readonly outcome: 'passed' }
  /** Any hint when it is null. */
  | { readonly stepId: string; readonly outcome: 'failed'; readonly hint: string | null };

/** What is done, and what the checks must say afterwards. */
export interface TrialStage {
  readonly actions: readonly Action[];
  readonly expect: readonly Expectation[];
  /** The step whose beginning this reaches, where later trials begin; null when none does. */
  readonly reaches: string | null;
}

/** What is tried in one go. Only the steps that are expected to pass or fail are judged. */
export interface Trial {
  readonly name: string;
  /** The step at whose beginning it begins; null for the untouched start. */
  readonly begin: string | null;
  readonly stages: readonly TrialStage[];
}

/**
 * All trials, those first that reach what the others begin at.
 *
 * @param stepIds all steps, in order
 * @param only the step to which the trials are limited, with what must be done to reach it; null for all
 */
export function trialsOf(stepIds: readonly string[], proof: Proof, only: string | null = null): Trial[] {
  return proof.kind === 'lab' ? labTrials(stepIds, proof, only) : lessonTrials(stepIds, proof, only);
}

function lessonTrials(stepIds: readonly string[], proof: LessonProof, only: string | null): Trial[] {
  const solved = (stepId: string, index: number): TrialStage => ({
    actions: proof.steps[stepId]?.solution ?? [],
    expect: [{ stepId, outcome: 'passed' }],
    reaches: stepIds[index + 1] ?? null,
  });
  const inOneGo: Trial = { name: 'the solution passes every step', begin: null, stages: stepIds.map(solved) };
  const untouched = untouchedTrial(stepIds, 'not-started');
  if (only === null) return [untouched, inOneGo, ...stepIds.flatMap((id, index) => stepTrials(id, index, proof))];
  const index = stepIds.indexOf(only);
  const before = { ...inOneGo, name: `the solution reaches ${only}`, stages: inOneGo.stages.slice(0, index) };
  const first: Trial = {
    name: `${only}: the solution`,
    begin: null,
    stages: [stepStage(only, solutionOf(proof, only))],
  };
  return [...(index === 0 ? [untouched, first] : [before]), ...stepTrials(only, index, proof)];
}

function solutionOf(proof: LessonProof, stepId: string): readonly Action[] {
  return proof.steps[stepId]?.solution ?? [];
}

function stepStage(stepId: string, actions: readonly Action[], hint?: string): TrialStage {
  const expected: Expectation =
    hint === undefined ? { stepId, outcome: 'passed' } : { stepId, outcome: 'failed', hint };
  return { actions, expect: [expected], reaches: null };
}

/** Everything that is tried at the beginning of one step. That the first step's solution passes there is known by then. */
function stepTrials(stepId: string, index: number, proof: LessonProof): Trial[] {
  const begin = index === 0 ? null : stepId;
  const { alsoRight = [], wrong = [] } = proof.steps[stepId] ?? {};
  const trial = (name: string, stage: TrialStage): Trial => ({ name: `${stepId}: ${name}`, begin, stages: [stage] });
  return [
    ...(index === 0 ? [] : [trial('the solution, after coming back', stepStage(stepId, solutionOf(proof, stepId)))]),
    ...alsoRight.map(({ name, type }) => trial(`also right: ${name}`, stepStage(stepId, type))),
    ...wrong.map(({ name, type, hint }) => trial(`wrong: ${name} → ${hint}`, stepStage(stepId, type, hint))),
  ];
}

function labTrials(stepIds: readonly string[], proof: LabProof, only: string | null): Trial[] {
  const passed = (stepId: string): Expectation => ({ stepId, outcome: 'passed' });
  const whole = (name: string, actions: readonly Action[]): Trial => ({
    name,
    begin: null,
    stages: [{ actions, expect: stepIds.map(passed), reaches: null }],
  });
  const wrong = stepIds
    .filter((stepId) => only === null || stepId === only)
    .flatMap((stepId) =>
      (proof.steps[stepId]?.wrong ?? []).map(({ name, type, hint, passes }): Trial => ({
        name: `${stepId}: wrong: ${name} → ${hint}`,
        begin: null,
        stages: [
          { actions: type, expect: [{ stepId, outcome: 'failed', hint }, ...passes.map(passed)], reaches: null },
        ],
      })),
    );
  if (only !== null) return wrong;
  return [
    untouchedTrial(stepIds, null),
    whole('the solution passes every step', proof.solution),
    ...proof.alsoRight.map(({ name, type }) => whole(`also right: ${name}`, type)),
    ...wrong,
  ];
}

/** A lab's start may be a mess that a hint is about, but must not be done. */
function untouchedTrial(stepIds: readonly string[], hint: string | null): Trial {
  const expect = stepIds.map((stepId): Expectation => ({ stepId, outcome: 'failed', hint }));
  return {
    name: 'the untouched start fails every step',
    begin: null,
    stages: [{ actions: [], expect, reaches: null }],
  };
}
