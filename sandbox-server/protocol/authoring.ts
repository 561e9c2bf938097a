/**
 * What authors are told while they write lessons (`npm run lessons:dev`): server-sent events of one kind, from the sandbox
 * server through the web app to the open page.
 *
 * Knows nothing about what a mistake is about.
 */
import { z } from 'zod';

/** Most mistakes that are told at once; whoever has more mends these first. */
export const MOST_TOLD_MISTAKES = 50;

/** One mistake in a lesson's files, in the loader's words. */
export const lessonMistakeSchema = z.strictObject({
  /** Beginning with the name of the lessons folder. */
  file: z.string(),
  line: z.int().min(1),
  /** Empty when the whole file is meant. */
  field: z.string(),
  problem: z.string(),
});

/** Told to each listener at once, and again whenever the lessons were read anew. */
export const lessonNewsSchema = z.strictObject({
  /** Counts how often they were read anew since the sandbox server was started. */
  revision: z.int().min(0),
  /** What is wrong now; empty when all is well. */
  mistakes: z.array(lessonMistakeSchema).max(MOST_TOLD_MISTAKES),
});

export type LessonMistake = z.infer<typeof lessonMistakeSchema>;
export type LessonNews = z.infer<typeof lessonNewsSchema>;
