/**
 * What the hints of a lab cost, as its text says.
 *
 * Knows nothing about who has asked for which.
 */
import type { HintCosts } from '#lessons/_scoring/score.ts';
import { scanLessonText } from './lesson-text.ts';

/** The costs of a lesson's hints, by step id; hints of a lesson that is no lab cost nothing. Both languages say the same. */
export function hintCosts(lesson: { readonly text: { readonly en: string } }): HintCosts {
  const { blocks } = scanLessonText(lesson.text.en);
  return Object.fromEntries(blocks.map(({ id, hints }) => [id, hints.map(({ cost }) => cost ?? 0)]));
}
