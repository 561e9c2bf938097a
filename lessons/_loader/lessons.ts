/**
 * Finds lessons in a catalogue that was loaded.
 *
 * Knows nothing about files.
 */
import type { Catalogue, Lesson } from './catalogue.ts';

/** Every lesson that exists, in the order of the course. */
export function lessonsInOrder(catalogue: Catalogue): Lesson[] {
  return catalogue.parts.flatMap((part) => part.chapters.flatMap((chapter) => chapter.lessons));
}

/** The lesson with this id, if there is one. */
export function findLesson(catalogue: Catalogue, lessonId: string): Lesson | undefined {
  return lessonsInOrder(catalogue).find((lesson) => lesson.id === lessonId);
}

/** The lesson after this one, also across chapters; none after the last one and for an unknown id. */
export function nextLesson(catalogue: Catalogue, lessonId: string): Lesson | undefined {
  const lessons = lessonsInOrder(catalogue);
  const position = lessons.findIndex((lesson) => lesson.id === lessonId);
  return position === -1 ? undefined : lessons[position + 1];
}
