/**
 * Makes the course registry serve images: builds what is missing and publishes it, shows how far it is, and keeps report
 * and lock file right. Knows nothing about lessons or stages.
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { run } from '../start/child.mjs';
import { askDocker, docker, dockerEnvironment, recipeLabel } from '../start/docker.mjs';
import { StageFailure } from '../start/failure.mjs';
import { publishing } from '../start/registry-container.mjs';
import { buildCourseImage, removeLeftovers } from './build-image.mjs';
import { buildLogPath, outstanding, references } from './course-images.mjs';
import { findRecipe, inOrderOfNeed } from './image-order.mjs';
import { makeImages } from './image-work.mjs';
import { takeRequestedImages } from './image-requests.mjs';
import { readServedImages } from './registry-contents.mjs';

/** One more than there are processors: part of the time a build waits for packages. Many at once would only make all of them late. */
const atOnce = Math.min(4, availableParallelism() + 1);

/**
 * @typedef {object} Provision
 * @property {import('../start/settings.mjs').Settings} settings
 * @property {import('./course-images.mjs').Survey} survey Kept up to date.
 * @property {import('./image-report.mjs').ImageReport} report
 * @property {string} registryImage Id of the image of the course registry.
 * @property {Readonly<Record<string, string>>} buildArguments
 */

/**
 * @param {Provision} provision
 * @param {object} how
 * @param {Iterable<string>} how.folders Which recipes.
 * @param {readonly number[]} how.retryMilliseconds
 * @param {(text: string) => void} how.detail Shows what is done now.
 * @param {AbortSignal} how.signal
 * @returns {Promise<Map<string, string>>} why images could not be had, by folder
 * @throws {StageFailure | import('../start/failure.mjs').Interrupted}
 */
export async function provideImages(provision, { folders, retryMilliseconds, detail, signal }) {
  const { settings, survey, report, registryImage } = provision;
  const todo = outstanding(survey, folders);
  if (todo.size === 0) return new Map();
  const working = new Set();
  let done = 0;
  /** @type {string[]} */
  let requested = [];
  return publishing(settings.registry, registryImage, signal, async (address) =>
    makeImages({
      todo,
      order: () => {
        requested = [...requested, ...requestedFolders(provision)];
        return inOrderOfNeed(survey.recipes, survey.lessons, requested);
      },
      make: async (folder) => makeOne(provision, folder, address, signal),
      atOnce,
      retryMilliseconds,
      changed: (folder, state, reason) => {
        report.set(folder, state, reason);
        if (state === 'building') working.add(folder);
        else working.delete(folder);
        if (state === 'served' || state === 'failed') done += 1;
        if (state === 'waiting') detail(`${folder} failed and is tried again later: ${firstLine(reason)}`);
        else if (working.size > 0) detail(`${done}/${todo.size} course images, building ${[...working].join(', ')}`);
      },
      signal,
    }),
  );
}

/** @param {Provision} provision */
function requestedFolders({ settings, survey }) {
  return takeRequestedImages(settings.stateDirectory).flatMap((reference) => {
    const recipe = findRecipe(survey.recipes, reference);
    return recipe === null ? [] : [recipe.folder];
  });
}

/**
 * @param {Provision} provision
 * @param {string} folder
 * @param {string} address of the registry that can be written to
 * @param {AbortSignal} signal
 */
async function makeOne({ settings, survey, buildArguments }, folder, address, signal) {
  const recipe = survey.recipes.find((one) => one.folder === folder);
  if (recipe === undefined) throw new StageFailure(`There is no folder images/course/${folder}.`);
  const logPath = buildLogPath(settings, folder);
  mkdirSync(dirname(logPath), { recursive: true });
  writeFileSync(logPath, `${new Date().toISOString()} ${folder}\n`, { mode: 0o600 });
  const surroundings = { logPath, signal, line: () => undefined };
  const { repository, stateDirectory } = settings;
  const architecture = survey.platform.slice('linux/'.length);
  /** @type {number | null} */
  let buildSeconds = null;
  if (!survey.built.has(folder)) {
    const startedAt = performance.now();
    await buildCourseImage(surroundings, { repository, stateDirectory, architecture, buildArguments }, recipe);
    buildSeconds = Math.round((performance.now() - startedAt) / 100) / 10;
    survey.built.add(folder);
  }
  // In the other modes what our own images are built on is needed on the engine only.
  if (!survey.wanted.includes(recipe)) return;
  for (const reference of references(recipe)) await push(surroundings, recipe.localName, `${address}/${reference}`);
  const served = await readServedImages(settings.registry, references(recipe), signal);
  const publishedAt = new Date().toISOString();
  /** @type {Record<string, import('./image-lock.mjs').LockEntry>} */
  const pinned = {};
  for (const reference of references(recipe)) {
    const found = served.get(reference);
    if (found?.labels[recipeLabel] !== recipe.fingerprint) {
      throw new StageFailure(
        `The course registry does not serve ${reference}, which was just published. Look into ${logPath}`,
      );
    }
    const { digest } = found;
    pinned[reference] = { digest, fingerprint: recipe.fingerprint, publishedAt, buildSeconds };
  }
  survey.lock.pin(survey.platform, pinned);
  survey.current.add(folder);
  if (buildSeconds !== null) appendFileSync(logPath, `built in ${buildSeconds} s\n`);
}

/**
 * @param {import('../start/child.mjs').Surroundings} surroundings
 * @param {string} source
 * @param {string} target
 */
async function push(surroundings, source, target) {
  await docker(['tag', source, target], { signal: surroundings.signal });
  try {
    await run(surroundings, 'docker', ['push', target], { env: dockerEnvironment() });
  } finally {
    await askDocker(['image', 'rm', '--no-prune', target]);
  }
}

/**
 * Once everything has been built: gives back the disk space of what only building needed.
 * @param {import('./course-images.mjs').Survey} survey
 * @param {AbortSignal} signal
 */
export async function tidyUp(survey, signal) {
  if (survey.wanted.every(({ folder }) => survey.current.has(folder))) await removeLeftovers(signal);
}

/**
 * What the operator is told about images that could not be had.
 * @param {ReadonlyMap<string, string>} failed
 * @param {import('../start/settings.mjs').Settings} settings
 */
export function describeFailures(failed, settings) {
  const noSpace = [...failed.values()].some((reason) => /no space left on device/i.test(reason));
  return [
    `${failed.size} course ${failed.size === 1 ? 'image' : 'images'} could not be built:`,
    ...[...failed].map(([folder, reason]) => `  ${folder}: ${reason.split('\n').slice(0, 12).join('\n    ')}`),
    noSpace
      ? 'The disk is full. Make room (`docker system df` shows what Docker takes up), then run again.'
      : `Nothing unfinished is served. Logs: ${settings.logDirectory}/images. Run again to go on with what is missing.`,
  ].join('\n');
}

/** @param {string | null} text */
function firstLine(text) {
  return (text ?? '').split('\n')[0] ?? '';
}
