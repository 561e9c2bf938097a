/**
 * The shape of lessons/catalogue.yaml: the parts of the course and their chapters, whether or not lessons exist yet.
 *
 * Knows nothing about lessons; a chapter gets its lessons from the folder that carries its id.
 */
import { z } from 'zod';
import { localizedTextSchema } from './localized.ts';

/** "ch02" for chapter 2, "a1" for the first appendix chapter. */
export const chapterIdSchema = z
  .string()
  .regex(/^(ch[0-9]{2}|a[1-9])$/, 'must be "ch" and two digits (ch02), or "a" and one digit for the appendix (a1)');

/** One chapter as listed in the catalogue. */
export const chapterEntrySchema = z.strictObject({
  id: chapterIdSchema.describe(
    'Also the beginning of the name of the folder with its lessons, e.g. ch02.run-containers',
  ),
  title: localizedTextSchema.describe('What the chapter is about, as a heading'),
  summary: localizedTextSchema.describe('What a learner can do afterwards, in one line'),
});

/** One part: chapters that belong together. */
export const partEntrySchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case words joined by "-"')
    .describe('"part-1" to "part-4", and "appendix" for the last'),
  title: localizedTextSchema.describe('What the part is about, as a heading, without its number'),
  chapters: z.array(chapterEntrySchema).min(1, 'needs at least one chapter').describe('In the order to be learnt'),
});

/** lessons/catalogue.yaml */
export const catalogueFileSchema = z.strictObject({
  parts: z.array(partEntrySchema).min(1, 'needs at least one part').describe('In the order to be learnt'),
});

/** lessons/catalogue.yaml */
export type CatalogueFile = z.infer<typeof catalogueFileSchema>;
