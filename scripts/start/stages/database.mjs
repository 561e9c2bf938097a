/**
 * Stage: the database client is generated and the database has the newest form. Knows nothing about its tables.
 */
import { join } from 'node:path';
import { run } from '../child.mjs';
import { readIfPresent, writeDurably } from '../durable-file.mjs';
import { fingerprint } from '../fingerprint.mjs';
import { processEnvironment } from '../settings.mjs';

/**
 * @param {import('../settings.mjs').Settings} settings
 * @param {import('../progress.mjs').Stage} stage
 */
export async function prepareDatabase(settings, stage) {
  const { repository } = settings;
  const record = join(repository, 'prisma', 'generated', '.recipe');
  const recipe = fingerprint(repository, ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json']);
  const generated = readIfPresent(record) === recipe;
  if (!generated) {
    stage.detail('generating the database client');
    await run(stage, process.execPath, [join(repository, 'node_modules', 'prisma', 'build', 'index.js'), 'generate'], {
      cwd: repository,
      // Prisma would download its schema engine, which generating does not use: any file in its place will do.
      env: { ...processEnvironment(settings), PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
    });
    writeDurably(record, recipe);
  }
  const before = databaseRecipe(settings);
  const applied = join(settings.stateDirectory, 'database.recipe');
  stage.line('migrating');
  await run(stage, process.execPath, ['--import', 'tsx', join('prisma', 'migrate.ts'), 'deploy'], {
    cwd: repository,
    env: processEnvironment(settings),
    advice: `The database is ${settings.databaseUrl.replace(/:\/\/.*@/, '://…@')}; nothing in it was removed.`,
  });
  const migrated = readIfPresent(applied) === before;
  if (!migrated) writeDurably(applied, before);
  return generated && migrated ? 'already' : 'done';
}

/**
 * What the database was migrated to; only for saying whether there was something to do, as migrating is always safe.
 * @param {import('../settings.mjs').Settings} settings
 */
function databaseRecipe(settings) {
  return fingerprint(settings.repository, ['prisma/migrations'], [settings.databaseUrl]);
}
