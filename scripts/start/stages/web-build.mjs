/**
 * Stage: the web app, built for production. Knows what a build depends on; knows nothing about the pages.
 */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../child.mjs';
import { readIfPresent, writeDurably } from '../durable-file.mjs';
import { fingerprint } from '../fingerprint.mjs';
import { processEnvironment } from '../settings.mjs';

const ingredients = [
  ...['app', 'public', 'sandbox-server/protocol', 'prisma'],
  ...['next.config.ts', 'next.config.mjs', 'postcss.config.mjs', 'proxy.ts', 'instrumentation.ts'],
  ...['package.json', 'package-lock.json', 'tsconfig.json'],
];

/**
 * @param {import('../settings.mjs').Settings} settings
 * @param {import('../progress.mjs').Stage} stage
 */
export async function buildWebApp(settings, stage) {
  const { repository } = settings;
  // Beside what it describes: whoever removes the build removes the record.
  const record = join(repository, '.next', 'drydock-recipe');
  // Lessons themselves are read by the running server; only the code beside them becomes part of the build. Checks and
  // templates are for the sandbox server and for authors.
  const lessonCode = readdirSync(join(repository, 'lessons'))
    .filter((name) => name.startsWith('_') && !['_checks', '_templates'].includes(name))
    .map((name) => join('lessons', name));
  const recipe = fingerprint(
    repository,
    [...ingredients, ...lessonCode.sort()],
    [process.versions.modules],
    ['prisma/generated'],
  );
  if (readIfPresent(record) === recipe) return 'already';
  rmSync(record, { force: true });
  await run(stage, process.execPath, [join('node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
    cwd: repository,
    env: { ...processEnvironment(settings), NODE_ENV: 'production' },
  });
  writeDurably(record, recipe);
  return 'done';
}
