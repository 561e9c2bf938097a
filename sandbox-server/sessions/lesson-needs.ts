/**
 * What sessions need to know of lessons, taken from the lessons' files.
 *
 * Knows nothing about sessions themselves.
 */
import { loadAuthorFiles, type Proof } from '#lessons/_loader/author.ts';
import { loadCatalogue, type Lesson } from '#lessons/_loader/catalogue.ts';
import { lessonsInOrder } from '#lessons/_loader/lessons.ts';
import { variablesOf } from '#lessons/_loader/variables.ts';
import type { Checks } from '#lessons/_schema/check.ts';
import { lessonSteps } from './lesson-steps.ts';
import type { LessonNeeds } from './session-directory.ts';

/**
 * Reads every lesson; the answer is by lesson id.
 * @throws LessonMistakes with every mistake in every file, when there is any
 */
export async function loadLessonNeeds(lessonsDirectory: string): Promise<ReadonlyMap<string, LessonNeeds>> {
  const catalogue = await loadCatalogue(lessonsDirectory);
  const authorFiles = await loadAuthorFiles(lessonsDirectory, catalogue);
  return new Map(
    lessonsInOrder(catalogue).map((lesson) => {
      const { checks = {}, proof } = authorFiles.get(lesson.id) ?? {};
      return [lesson.id, lessonNeeds(lesson, checks, proof)];
    }),
  );
}

/** What a session needs to know of one lesson; without its proof no step can be prepared. */
export function lessonNeeds(lesson: Lesson, checks: Checks, proof: Proof | undefined): LessonNeeds {
  const { images, files, start } = lesson;
  const steps = lessonSteps(lesson, proof);
  return { images, files, start, checks, steps, variablesOf: (accountId) => variablesOf(lesson, accountId) };
}
