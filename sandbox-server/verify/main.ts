/**
 * `npm run lessons:verify`: proves lessons on a real engine. The untouched start fails, the solution typed into a real
 * terminal passes, other right ways pass, and each wrong answer fails with its own hint.
 *
 *   npm run lessons:verify -- [--lesson ch02/first-container | ch02]... [--step run-hello] [--jobs 3]
 *
 * Mistakes in files of lessons that are not named are no obstacle. Several runs at the same time leave each other alone.
 * The last line is "N passed, N failed, N skipped"; the exit code is 1 when anything failed.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadAuthorFiles } from '#lessons/_loader/author.ts';
import { LessonMistakes, readCatalogue, type Catalogue, type Lesson } from '#lessons/_loader/catalogue.ts';
import { lessonsInOrder } from '#lessons/_loader/lessons.ts';
import { readDriverChoice } from '../driver/driver-choice.ts';
import { removeInstallation } from '../driver/installations.ts';
import { openDriver } from '../driver/open-driver.ts';
import { ownInstallation, removeLeftovers } from './own-installation.ts';
import { isWanted, mistakesInTheWay } from './selection.ts';
import { verifyLesson, type LessonToVerify, type TrialReport } from './verify-lesson.ts';

const LESSONS_DIRECTORY = path.join(import.meta.dirname, '..', '..', 'lessons');

const signs = { passed: '✓', failed: '✗', skipped: '-' } as const;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      lesson: { type: 'string', multiple: true, default: [] },
      step: { type: 'string' },
      jobs: { type: 'string', default: '3' },
    },
  });
  const jobs = Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1) throw new Error(`--jobs must be a number from 1 on, not ${values.jobs}`);
  const queue = await lessonsToVerify(values.lesson, values.step ?? null);

  const choice = readDriverChoice({ DRYDOCK_REGISTRY_SOCKET_VOLUME: 'drydock-registry-socket', ...process.env });
  await removeLeftovers(choice);
  const driver = openDriver({ ...choice, instance: ownInstallation, internet: false, imageSource: 'course' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void removeInstallation(choice, ownInstallation).finally(() => process.exit(130));
    });
  }
  const counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    const { noSnapshotsBecause } = await driver.probe();
    if (noSnapshotsBecause !== null) {
      process.stdout.write(`Every trial gets a new sandbox, which takes longer: ${noSnapshotsBecause}\n`);
    }
    const work = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const { id } = next.lesson;
        const times = await verifyLesson(driver, noSnapshotsBecause === null, next, (report) => {
          counts[report.result] += 1;
          tell(id, report);
        });
        const [all, sandboxes] = [times.milliseconds, times.sandboxMilliseconds].map(seconds);
        process.stdout.write(`  ${id} took ${all ?? ''}, of which ${sandboxes ?? ''} for its sandboxes\n`);
      }
    };
    await Promise.all(Array.from({ length: jobs }, work));
  } finally {
    await driver.close();
    await removeInstallation(choice, ownInstallation);
  }
  process.stdout.write(
    `${String(counts.passed)} passed, ${String(counts.failed)} failed, ${String(counts.skipped)} skipped\n`,
  );
  return counts.failed === 0 && counts.passed > 0 ? 0 : 1;
}

/** The lessons that are named, or all. Throws LessonMistakes when something in them is wrong. */
async function lessonsToVerify(wanted: readonly string[], onlyStep: string | null): Promise<LessonToVerify[]> {
  const { catalogue, mistakes } = await readCatalogue(LESSONS_DIRECTORY, { parts: [] });
  const inTheWay = mistakesInTheWay(mistakes, wanted);
  if (inTheWay.length > 0) throw new LessonMistakes(inTheWay);
  const lessons = lessonsInOrder(catalogue).filter(({ id }) => isWanted(id, wanted));
  const unknown = wanted.filter((name) => !lessons.some(({ id }) => isWanted(id, [name])));
  if (unknown.length > 0) throw new Error(`there is no lesson in ${unknown.join(', ')}`);
  if (onlyStep !== null && !lessons.some(({ steps }) => steps.some(({ id }) => id === onlyStep))) {
    throw new Error(`no lesson that is named has a step ${onlyStep}`);
  }
  const authorFiles = await loadAuthorFiles(LESSONS_DIRECTORY, withOnly(catalogue, lessons));
  return lessons
    .filter(({ steps }) => onlyStep === null || steps.some(({ id }) => id === onlyStep))
    .map((lesson) => {
      const files = authorFiles.get(lesson.id);
      if (!files) throw new Error(`${lesson.id} has no author files`);
      return { lesson, ...files, onlyStep };
    });
}

function withOnly(catalogue: Catalogue, lessons: readonly Lesson[]): Catalogue {
  const parts = catalogue.parts.map((part) => ({
    ...part,
    chapters: part.chapters.map((chapter) => ({
      ...chapter,
      lessons: chapter.lessons.filter((lesson) => lessons.includes(lesson)),
    })),
  }));
  return { parts };
}

function tell(lessonId: string, { trial, result, reason, milliseconds }: TrialReport): void {
  const lines = reason === '' ? '' : `    ${reason.replaceAll('\n', '\n    ')}\n`;
  process.stdout.write(`${signs[result]} ${lessonId} ${trial} (${seconds(milliseconds)})\n${lines}`);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n0 passed, 1 failed, 0 skipped\n`);
    process.exit(1);
  },
);
