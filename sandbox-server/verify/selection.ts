/**
 * Which lessons a run is about, and which mistakes in lesson files are therefore in its way.
 *
 * Knows nothing about how lessons are loaded or tried.
 */
import type { Mistake } from '#lessons/_loader/catalogue.ts';

/** The lesson that a file of the lessons folder belongs to, by the path of a mistake. */
const lessonFile = /^[^/]+\/(?<chapter>ch[0-9]{2}|a[1-9])\.[^/]+(?:\/[0-9]{3}\.(?<slug>[^/]+))?/;

/** Whether a lesson is wanted: by its id, by its chapter's id, or because nothing is named. */
export function isWanted(lessonId: string, wanted: readonly string[]): boolean {
  return wanted.length === 0 || wanted.some((name) => name === lessonId || lessonId.startsWith(`${name}/`));
}

/** The mistakes in wanted lessons, in what all lessons share, and in folders of which it cannot be said whose they are. */
export function mistakesInTheWay(mistakes: readonly Mistake[], wanted: readonly string[]): readonly Mistake[] {
  return mistakes.filter(({ file }) => {
    const { chapter, slug } = lessonFile.exec(file)?.groups ?? {};
    if (chapter === undefined) return wanted.length === 0 || file.endsWith('/catalogue.yaml');
    if (slug === undefined) return wanted.length === 0;
    return isWanted(`${chapter}/${slug}`, wanted);
  });
}
