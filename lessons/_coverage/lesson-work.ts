/**
 * Gathers what every step of lessons has the learner do: from the text, and from the solution in author/proof.yaml.
 *
 * For `npm run lessons:coverage` only; the web app must not import it, because it reads solutions. What it gathers is good
 * for is not its business.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadProof } from '#lessons/_loader/author.ts';
import type { Lesson } from '#lessons/_loader/catalogue.ts';
import { scanLessonText } from '#lessons/_loader/lesson-text.ts';
import type { Action } from '#lessons/_schema/proof.ts';
import type { LessonWork, StepWork } from './coverage.ts';
import { isDockerfile } from './dockerfile-instructions.ts';

/**
 * What these lessons have the learner do, in their order.
 * @throws LessonMistakes when a proof has mistakes
 */
export async function gatherLessonWork(lessonsDirectory: string, lessons: readonly Lesson[]): Promise<LessonWork[]> {
  return Promise.all(
    lessons.map(async (lesson) => {
      const { id: lessonId, chapterId, tells, kind } = lesson;
      const solutions = kind === 'lab' ? null : await solutionsOf(lessonsDirectory, lesson);
      const steps = await Promise.all(
        lesson.steps.map(async ({ id, covers }) =>
          solutions === null ? goalWork(id, covers) : stepWork(lesson, id, covers, solutions.get(id) ?? []),
        ),
      );
      return { lessonId, chapterId, tells, steps };
    }),
  );
}

/** The solutions of a lesson, by step. */
async function solutionsOf(lessonsDirectory: string, lesson: Lesson): Promise<Map<string, readonly Action[]>> {
  const proof = await loadProof(lessonsDirectory, lesson);
  if (proof.kind === 'lab') return new Map();
  return new Map(Object.entries(proof.steps).map(([id, { solution }]) => [id, solution]));
}

/** What is done in a lab is what has been learnt before: nobody is told any commands, so it teaches none. */
function goalWork(stepId: string, covers: readonly string[]): StepWork {
  return { stepId, covers, commands: [], dockerfiles: [] };
}

async function stepWork(
  lesson: Lesson,
  stepId: string,
  covers: readonly string[],
  solution: readonly Action[],
): Promise<StepWork> {
  // The commands are the same in both languages.
  const block = scanLessonText(lesson.text.en).blocks.find(({ id }) => id === stepId);
  const typed = solution.filter((action) => typeof action === 'string');
  const written = [
    ...(block?.snippets ?? []),
    ...solution.filter((action) => typeof action !== 'string').map(({ file, text }) => ({ path: file, text })),
  ].filter((file) => isDockerfile(file.path));
  const edited = await Promise.all(
    [...new Set(written.map((file) => file.path))].map((name) => broughtAlong(lesson, name)),
  );
  return {
    stepId,
    covers,
    commands: [...(block?.commands ?? []), ...typed],
    dockerfiles: [...written.map(({ text }) => text), ...edited.filter((text) => text !== null)],
  };
}

/** A file of the learner's home that the lesson brings along, as it is before the learner edits it; null when there is none. */
async function broughtAlong({ files }: Lesson, name: string): Promise<string | null> {
  if (files === null) return null;
  return readFile(path.join(files, name), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
}
