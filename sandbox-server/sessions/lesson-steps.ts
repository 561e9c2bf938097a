/**
 * Which beginnings of a lesson a learner can go back to, and what prepares each.
 *
 * Knows nothing about sessions or snapshots.
 */
import type { Proof } from '#lessons/_loader/author.ts';
import type { Lesson } from '#lessons/_loader/catalogue.ts';
import type { LessonStep } from './rewind.ts';

/**
 * The steps of a lesson with their solutions. The goals of a lab are reached in any order, so that only its start is a
 * place to go back to: it has one step, and that one has no solution.
 */
export function lessonSteps(lesson: Pick<Lesson, 'steps'>, proof: Proof | undefined): LessonStep[] {
  if (proof?.kind === 'lab') return lesson.steps.slice(0, 1).map(({ id }) => ({ id, solution: [] }));
  return lesson.steps.map(({ id }) => ({ id, solution: proof?.steps[id]?.solution ?? [] }));
}
