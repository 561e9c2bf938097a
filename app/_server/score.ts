/**
 * The score that an account has reached in a lab, from what is kept about it.
 *
 * Knows nothing about pages.
 */
import type { Lesson } from '#lessons/_loader/catalogue.ts';
import { hintCosts } from '#lessons/_loader/hint-costs.ts';
import { labScore, type AskedHints } from '#lessons/_scoring/score.ts';

/** What is needed of a lesson. */
type GradedLesson = Pick<Lesson, 'kind' | 'steps' | 'text'>;

/**
 * The score in a lab, of 100; null in a lesson, which has none.
 *
 * @param passedSteps ids of the steps that were passed
 * @param asked hints of this lesson that were asked for
 */
export function scoreOf(lesson: GradedLesson, passedSteps: ReadonlySet<string>, asked: AskedHints): number | null {
  if (lesson.kind !== 'lab') return null;
  return labScore(lesson.steps, (id) => passedSteps.has(id), hintCosts(lesson), asked);
}
