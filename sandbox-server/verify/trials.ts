/**
 * What has to be tried to prove a lesson, decided from its proof alone.
 *
 * Knows nothing about sandboxes or terminals.
 */
import type { Proof } from '#lessons/_loader/author.ts';

/** Commands that are typed, and what the check of a step must say afterwards. */
export interface TrialStage {
  readonly stepId: string;
  readonly type: readonly string[];
  readonly expect: { readonly outcome: 'passed' } | { readonly outcome: 'failed'; readonly hint: string };
}

/** One fresh sandbox's worth of proof. */
export interface Trial {
  readonly name: string;
  /** Without stages, every step must be failed as not started. */
  readonly stages: readonly TrialStage[];
}

/**
 * The trials of a lesson: nothing typed, all solutions in order, every other right way and every wrong answer, the last
 * two after the solutions of the steps before.
 */
export function trialsOf(stepIds: readonly string[], proof: Proof): Trial[] {
  const solved = (stepId: string): TrialStage => ({
    stepId,
    type: proof.steps[stepId]?.solution ?? [],
    expect: { outcome: 'passed' },
  });
  const variants = stepIds.flatMap((stepId, index) => {
    const before = stepIds.slice(0, index).map(solved);
    const { alsoRight = [], wrong = [] } = proof.steps[stepId] ?? {};
    return [
      ...alsoRight.map(({ name, type }): Trial => ({
        name: `${stepId}: also right: ${name}`,
        stages: [...before, { stepId, type, expect: { outcome: 'passed' } }],
      })),
      ...wrong.map(({ name, type, hint }): Trial => ({
        name: `${stepId}: wrong: ${name} → ${hint}`,
        stages: [...before, { stepId, type, expect: { outcome: 'failed', hint } }],
      })),
    ];
  });
  return [
    { name: 'the untouched start fails every step', stages: [] },
    { name: 'the solution passes every step', stages: stepIds.map(solved) },
    ...variants,
  ];
}
