/**
 * A sentence in both languages, as it stands in a lesson's YAML files.
 *
 * Knows nothing about which language a learner reads.
 */
import { z } from 'zod';

/** The languages every lesson is written in; the files of a lesson's text are named after them. */
export const lessonLanguages = ['ko', 'en'] as const;

const sentence = z.string().regex(/\S/, 'is empty');

/** The same sentence in both languages; neither may be left out. */
export const localizedTextSchema = z.strictObject({
  ko: sentence.describe('In Korean, 합니다-style'),
  en: sentence.describe('In English, saying the same'),
});
