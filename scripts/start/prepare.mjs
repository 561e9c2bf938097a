/**
 * Everything that must be there before the servers can run, in order. Each stage finds out by itself whether it has anything
 * to do. Knows nothing about servers or tests.
 */
import { installDependencies } from './stages/dependencies.mjs';
import { provideEngine } from './stages/engine.mjs';
import { buildSandboxImage } from './stages/sandbox-image.mjs';
import { provideCourseRegistry } from './stages/course-registry.mjs';
import { provideCourseImages } from './stages/course-images.mjs';
import { prepareDatabase } from './stages/database.mjs';
import { provideIncus } from './stages/incus.mjs';
import { buildWebApp } from './stages/web-build.mjs';

/**
 * @param {import('./settings.mjs').Settings} settings
 * @param {import('./progress.mjs').Progress} progress
 * @param {import('./stages/course-images.mjs').Choice} images which course images to wait for
 * @throws {import('./failure.mjs').StageFailure | import('./failure.mjs').Interrupted}
 */
export async function prepare(settings, progress, images) {
  await progress.stage('dependencies', (stage) => installDependencies(settings, stage));
  await progress.stage('Docker Engine', (stage) => provideEngine(settings, stage));
  await progress.stage('sandbox image', (stage) => buildSandboxImage(settings, stage));
  if (settings.driver === 'incus') await progress.stage('Incus', (stage) => provideIncus(settings, stage));
  await progress.stage('course registry', (stage) => provideCourseRegistry(settings, stage));
  await progress.stage('course images', (stage) => provideCourseImages(settings, stage, images));
  await progress.stage('database', (stage) => prepareDatabase(settings, stage));
  await progress.stage('web build', (stage) => buildWebApp(settings, stage));
}
