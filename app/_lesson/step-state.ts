/**
 * What a step's card shows, decided from what the page knows.
 *
 * Knows nothing about React or wording.
 */
import type { ConnectionState } from '#app/_terminal/connection-state.ts';
import type { Hint, Verdict } from '#protocol/verdict.ts';

/** What a step's card shows. */
export type StepState =
  | { readonly kind: 'todo' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'passed'; readonly isSaved: boolean }
  | { readonly kind: 'hint'; readonly hint: Hint }
  | { readonly kind: 'wrong-move'; readonly hint: Hint }
  | { readonly kind: 'ungradable'; readonly cause: Extract<Verdict, { outcome: 'ungradable' }>['cause'] };

/** The states of a lesson's steps, in their order. */
export interface LessonProgress {
  readonly states: ReadonlyMap<string, StepState>;
  readonly passed: number;
  /** The first step that is not passed yet, null when all are. */
  readonly currentStepId: string | null;
}

/**
 * The states of all steps. Done in order, only the current step shows a hint: hints for later ones would answer what was not
 * asked yet. Done in any order, as in a lab, every step shows what was done wrongly, but none says what to do first.
 *
 * @param stepIds in the order of the lesson
 * @param passedBefore steps the database had when the page was made
 */
export function lessonProgress(
  stepIds: readonly string[],
  passedBefore: ReadonlySet<string>,
  connection: ConnectionState,
  order: 'in-order' | 'any-order' = 'in-order',
): LessonProgress {
  const isPassed = (id: string) => passedBefore.has(id) || connection.verdicts[id]?.verdict.outcome === 'passed';
  const currentStepId = stepIds.find((id) => !isPassed(id)) ?? null;
  const states = new Map(
    stepIds.map((id): [string, StepState] => {
      if (isPassed(id)) {
        return [id, { kind: 'passed', isSaved: passedBefore.has(id) || connection.verdicts[id]?.recorded === true }];
      }
      if (order === 'in-order' && id !== currentStepId) return [id, { kind: 'todo' }];
      const state = currentState(connection.verdicts[id]?.verdict, connection);
      return [id, order === 'any-order' && state.kind === 'hint' ? { kind: 'todo' } : state];
    }),
  );
  return { states, passed: stepIds.filter(isPassed).length, currentStepId };
}

function currentState(verdict: Verdict | undefined, connection: ConnectionState): StepState {
  if (verdict === undefined) {
    const isWatched = connection.link === 'open' && connection.session.phase === 'ready';
    return { kind: isWatched ? 'checking' : 'todo' };
  }
  switch (verdict.outcome) {
    case 'passed':
      return { kind: 'passed', isSaved: false };
    case 'failed':
      return { kind: verdict.because === 'not-started' ? 'hint' : 'wrong-move', hint: verdict.hint };
    case 'ungradable':
      return { kind: 'ungradable', cause: verdict.cause };
  }
}
