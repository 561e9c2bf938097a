/**
 * The shape of a lesson's lesson.yaml: everything about it except its text, its checks and their proof.
 *
 * The lesson's id is not written anywhere: it is the chapter's id and the folder's name without the order prefix.
 */
import { z } from 'zod';
import { localizedTextSchema } from './localized.ts';

/** Step ids name a step in the text, in the checks, in the proof and in the learner's progress. */
export const stepIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be lower-case words joined by "-", at most 64 letters');

/** Names something the course promises to teach, from lessons/coverage.yaml. */
export const conceptIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'must be the id of a concept in coverage.yaml: lower-case words joined by "-"');

/** One thing the learner does, which turns green by itself. */
export const stepSchema = z.strictObject({
  id: stepIdSchema.describe('Never changes once learners have progress in it'),
  title: localizedTextSchema.describe('What to do, as a short imperative; in a lab, what must be true at the end'),
  points: z
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(100, 'must be at most 100')
    .optional()
    .describe('In a lab only, where all steps together make 100: what the step is worth'),
  covers: z
    .array(conceptIdSchema)
    .optional()
    .describe('Concepts that the learner meets by doing the step; commands and flags are found by themselves'),
});

/** lesson.yaml */
export const lessonFileSchema = z.strictObject({
  kind: z
    .literal('lab')
    .optional()
    .describe('"lab" for the graded work at the end of a chapter: goals instead of instructions, and points'),
  title: localizedTextSchema.describe('What the lesson is about, as a heading'),
  summary: localizedTextSchema.describe('What the learner will have done at the end, in one line'),
  minutes: z
    .int('must be a whole number of minutes')
    .min(1, 'must be at least 1')
    .max(120, 'must be at most 120')
    .describe('How long a beginner needs, in minutes'),
  images: z
    .array(z.string().regex(/^[a-z0-9][a-z0-9._/:@-]*$/, 'must be an image reference, e.g. diamol/base'))
    .describe('Images the course registry must have for this lesson, as the learner writes them'),
  variables: z
    .record(
      z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'must be a word that begins with a small letter'),
      z
        .array(z.string().regex(/^[\w.-]+$/, 'must be letters, digits, "_", "." and "-" only'))
        .min(2, 'needs at least two choices'),
    )
    .optional()
    .describe('Words that differ from learner to learner, written {{name}} in the text; each gets one of the choices'),
  start: z
    .array(z.string().regex(/^[^\r\n]*\S[^\r\n]*$/, 'must be one line that is not empty'))
    .min(1, 'needs at least one command; leave it out when there is none')
    .optional()
    .describe('Commands run as the learner in the home folder before the sandbox is handed over, e.g. to leave a mess'),
  tells: z
    .array(conceptIdSchema)
    .optional()
    .describe('Concepts that can only be told, in a :::theory block of the text'),
  steps: z.array(stepSchema).min(1, 'needs at least one step').describe('In the order of the text'),
});

/** lesson.yaml */
export type LessonFile = z.infer<typeof lessonFileSchema>;
