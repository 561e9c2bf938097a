/**
 * The course images of an installation: which there should be, which the course registry serves, and the work that makes
 * up the difference. Knows nothing about how one image is built, or about stages.
 */
import { join } from 'node:path';
import { askDocker, docker, inspectImage, recipeLabel } from '../start/docker.mjs';
import { parseObject } from '../start/durable-file.mjs';
import { asError, StageFailure } from '../start/failure.mjs';
import { baseImage } from '../start/stages/sandbox-image.mjs';
import { ImageLock } from './image-lock.mjs';
import { inOrderOfNeed, withParents } from './image-order.mjs';
import { isOwn, readRecipes, repositoryOf } from './recipe.mjs';
import { readServedImages } from './registry-contents.mjs';

/**
 * @typedef {object} Survey
 * @property {string} platform Of the engine that builds, such as "linux/amd64".
 * @property {readonly import('./recipe.mjs').Recipe[]} recipes All, each after those it is built on.
 * @property {ReadonlyMap<string, string>} mistakes What is wrong with recipes that are left out, by folder.
 * @property {readonly import('./recipe.mjs').Recipe[]} wanted Those the registry has to serve, in the order of need.
 * @property {readonly import('./image-order.mjs').LessonImages[]} lessons In the order of the course.
 * @property {ReadonlyMap<string, import('./registry-contents.mjs').ServedImage>} served By reference.
 * @property {Set<string>} current Folders of which the registry serves every tag in its present form.
 * @property {Set<string>} built Folders whose image is on the engine in its present form.
 * @property {ImageLock} lock
 */

/**
 * Compares what there should be with what there is.
 * @param {import('../start/settings.mjs').Settings} settings
 * @param {readonly import('./image-order.mjs').LessonImages[]} lessons in the order of the course
 * @param {AbortSignal} signal
 * @returns {Promise<Survey>}
 * @throws {StageFailure} when what the stages before this one make is not there
 */
export async function surveyCourseImages(settings, lessons, signal) {
  const base = await inspectImage(baseImage, signal);
  if (base === null) throw new StageFailure(`${baseImage} is not there. \`npm start\` makes it.`);
  /** @type {Map<string, string>} */
  const mistakes = new Map();
  const recipes = readRecipes(settings.repository, base.id, (folder, { message }) => mistakes.set(folder, message));
  const platform = await enginePlatform(signal);
  const ordered = orderOrExplain(recipes, lessons, mistakes);
  const wanted = ordered.filter((recipe) => settings.images === 'course' || isOwn(recipe));
  const served = await readServedImages(settings.registry, wanted.flatMap(references), signal);
  const lock = new ImageLock(settings.stateDirectory);
  const current = wanted.filter((recipe) => isCurrent(recipe, platform, served, lock)).map(({ folder }) => folder);
  const built = await builtFolders(recipes, signal);
  return { platform, recipes, mistakes, wanted, lessons, served, current: new Set(current), built, lock };
}

/**
 * A lesson may need an image whose recipe was left out; then the mistake in the recipe is what the author has to know.
 * @param {readonly import('./recipe.mjs').Recipe[]} recipes
 * @param {readonly import('./image-order.mjs').LessonImages[]} lessons
 * @param {ReadonlyMap<string, string>} mistakes
 */
function orderOrExplain(recipes, lessons, mistakes) {
  try {
    return inOrderOfNeed(recipes, lessons);
  } catch (error) {
    throw new StageFailure([asError(error).message, ...mistakes.values()].join('\n'));
  }
}

/**
 * The references under which a recipe is served.
 * @param {import('./recipe.mjs').Recipe} recipe
 * @returns {string[]} such as "library/nginx:latest"
 */
export function references({ name, tags }) {
  return tags.map((tag) => `${repositoryOf(name)}:${tag}`);
}

/**
 * What has to be built for folders to be served, with what they are built on: that is published again, too, so that what
 * the registry serves goes on sharing its layers.
 * @param {Pick<Survey, 'recipes' | 'current' | 'built'>} survey
 * @param {Iterable<string>} folders
 * @returns {Set<string>}
 */
export function outstanding({ recipes, current, built }, folders) {
  const stale = [...folders].filter((folder) => !current.has(folder));
  const needed = withParents(recipes, stale);
  return new Set([...needed].filter((folder) => stale.includes(folder) || !built.has(folder)));
}

/**
 * Whether the registry serves a recipe in its present form and under the digests that this installation published. What
 * another installation with the same registry published is taken over.
 * @param {import('./recipe.mjs').Recipe} recipe
 * @param {string} platform
 * @param {ReadonlyMap<string, import('./registry-contents.mjs').ServedImage>} served
 * @param {ImageLock} lock
 */
export function isCurrent(recipe, platform, served, lock) {
  /** @type {Record<string, import('./image-lock.mjs').LockEntry>} */
  const takenOver = {};
  for (const reference of references(recipe)) {
    const found = served.get(reference);
    if (found?.labels[recipeLabel] !== recipe.fingerprint || found.platform !== platform) return false;
    const pinned = lock.find(platform, reference);
    if (pinned?.fingerprint === recipe.fingerprint && pinned.digest !== found.digest) return false;
    if (pinned?.digest !== found.digest) {
      const { digest } = found;
      const publishedAt = new Date().toISOString();
      takenOver[reference] = { digest, fingerprint: recipe.fingerprint, publishedAt, buildSeconds: null };
    }
  }
  if (Object.keys(takenOver).length > 0) lock.pin(platform, takenOver);
  return true;
}

/**
 * @param {readonly import('./recipe.mjs').Recipe[]} recipes
 * @param {AbortSignal} signal
 */
async function builtFolders(recipes, signal) {
  const format = `{"names":{{json .RepoTags}},"recipe":{{json (index .Config.Labels "${recipeLabel}")}}}`;
  // Names that do not exist make the command fail; what it says of the others counts.
  const answer = await askDocker(
    ['image', 'inspect', '--format', format, ...recipes.map(({ localName }) => localName)],
    {
      signal,
    },
  );
  /** @type {Map<string, unknown>} */
  const fingerprints = new Map();
  for (const line of answer.stdout.split('\n')) {
    const found = parseObject(line);
    const names = found?.['names'];
    if (Array.isArray(names)) for (const name of names) fingerprints.set(String(name), found?.['recipe']);
  }
  return new Set(
    recipes
      .filter(({ localName, fingerprint }) => fingerprints.get(localName) === fingerprint)
      .map(({ folder }) => folder),
  );
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<string>} such as "linux/amd64"
 */
async function enginePlatform(signal) {
  const said = await docker(['image', 'inspect', '--format', '{{.Os}}/{{.Architecture}}', baseImage], { signal });
  if (!/^linux\/[a-z0-9]+$/.test(said))
    throw new StageFailure(`Docker Engine names its platform in an unknown way: ${said}`);
  return said;
}

/**
 * Where the log of an image's build is.
 * @param {import('../start/settings.mjs').Settings} settings
 * @param {string} folder
 */
export function buildLogPath(settings, folder) {
  return join(settings.logDirectory, 'images', `${folder}.log`);
}
