/**
 * `npm run lessons:dev`: Drydock as `npm start` runs it, for those who write lessons. What they save is on the open page a
 * few seconds later, and what is wrong in it is said there and here. Uses Node's own modules only, like `npm start`.
 *
 * Knows nothing about how lessons are read.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { followLessons } from './start/lesson-news.mjs';
import { run } from './start/run.mjs';
import { repository } from './start/settings.mjs';

const help = `Usage: npm run lessons:dev [-- --lesson CHAPTER/NAME]

Starts Drydock as \`npm start\` does and watches the lessons. When a file of a lesson is saved, the open page of the lesson
shows it a few seconds later, its terminals go on, and its steps are graded by the new checks. A mistake in a file is told on
the page and here; until it is mended the lesson stays as it was. Ctrl-C stops everything.

Options
  --lesson CHAPTER/NAME   says the address of this lesson, for example ch02/first-container
  --help                  show this text

The environment is that of \`npm start\`.
`;

process.exitCode = await main(process.argv.slice(2));

/**
 * @param {readonly string[]} options
 * @returns {Promise<number>} exit code
 */
async function main(options) {
  if (options.includes('--help') || options.includes('-h')) {
    process.stdout.write(help);
    return 0;
  }
  const [option, lesson] = options;
  if (option !== undefined && (option !== '--lesson' || lesson === undefined || options.length > 2)) {
    process.stderr.write(
      `This is not an option: ${options.join(' ')}. \`npm run lessons:dev -- --help\` lists them.\n`,
    );
    return 2;
  }
  if (lesson !== undefined && !lessonIds().includes(lesson)) {
    process.stderr.write(`There is no lesson ${lesson}. These are there:\n  ${lessonIds().join('\n  ')}\n`);
    return 2;
  }
  process.env['DRYDOCK_AUTHORING'] = 'yes';
  return run({
    command: 'npm run lessons:dev',
    prepareOnly: false,
    whenReady: (settings, signal) => {
      if (lesson !== undefined) say(`The lesson: http://localhost:${settings.webPort}/lessons/${lesson}\n`);
      say(`Watching ${join(settings.repository, 'lessons')}`);
      void followLessons(settings, signal, say);
    },
  });
}

/** "ch02/first-container", by the names of the folders alone, so that a lesson with mistakes is found as well. */
function lessonIds() {
  const lessons = join(repository, 'lessons');
  return foldersIn(lessons)
    .flatMap((chapter) => foldersIn(join(lessons, chapter)).map((lesson) => [chapter, lesson]))
    .flatMap(([chapter = '', lesson = '']) => {
      const slug = /^\d{3}\.(.+)$/.exec(lesson)?.[1];
      return slug === undefined ? [] : [`${chapter.split('.')[0]}/${slug}`];
    });
}

/** @param {string} folder */
function foldersIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^[_.]/.test(entry.name))
    .map(({ name }) => name)
    .sort();
}

/** @param {string} text */
function say(text) {
  process.stdout.write(`${text}\n`);
}
