/**
 * `npm run lessons:coverage`: which promise of the course (lessons/coverage.yaml) is kept in which step.
 *
 *   npm run lessons:coverage -- [--chapter ch03]
 *
 * Mistakes in files of other chapters than the one asked for are no obstacle.
 * The last line is "N passed, N failed, N skipped"; the exit code is 1 when a chapter that has lessons lacks something.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readCoverage } from '#lessons/_coverage/coverage-file.ts';
import { coverageReport } from '#lessons/_coverage/coverage-report.ts';
import { coverageOf } from '#lessons/_coverage/coverage.ts';
import { gatherLessonWork } from '#lessons/_coverage/lesson-work.ts';
import { LessonMistakes, readCatalogue } from '#lessons/_loader/catalogue.ts';
import { lessonsInOrder } from '#lessons/_loader/lessons.ts';
import { MistakeList, rightNameHint } from '#lessons/_loader/mistakes.ts';
import { mistakesInTheWay } from '#sandbox/verify/selection.ts';

const LESSONS_DIRECTORY = path.join(import.meta.dirname, '..', 'lessons');

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { chapter: { type: 'string' } } });
  const { chapter } = values;
  const { catalogue, mistakes: found } = await readCatalogue(LESSONS_DIRECTORY, { parts: [] });
  const inTheWay = mistakesInTheWay(found, chapter === undefined ? [] : [chapter]);
  if (inTheWay.length > 0) throw new LessonMistakes(inTheWay);
  const chapterIds = catalogue.parts.flatMap(({ chapters }) => chapters.map(({ id }) => id));
  if (chapter !== undefined && !chapterIds.includes(chapter))
    throw new Error(`there is no chapter "${chapter}"${rightNameHint(chapter, chapterIds)}`);
  const mistakes = new MistakeList(LESSONS_DIRECTORY);
  const { items } = await readCoverage(LESSONS_DIRECTORY, chapterIds, mistakes);
  mistakes.throwIfAny();
  if (items.length === 0) throw new Error('lessons/coverage.yaml is missing, so nothing can be compared with it');

  const asked = chapter === undefined ? chapterIds : [chapter];
  const lessons = await gatherLessonWork(
    LESSONS_DIRECTORY,
    lessonsInOrder(catalogue).filter(({ chapterId }) => asked.includes(chapterId)),
  );
  const { lines, passed, failed, skipped } = coverageReport(coverageOf(items, asked, lessons));
  const summary = `${String(passed)} passed, ${String(failed)} failed, ${String(skipped)} skipped`;
  process.stdout.write(`${[...lines, summary].join('\n')}\n`);
  return failed === 0 ? 0 : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.stdout.write('0 passed, 1 failed, 0 skipped\n');
    process.exitCode = 1;
  },
);
