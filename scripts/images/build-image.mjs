/**
 * Builds one course image on the engine of this machine, from its recipe folder alone, and labels it with what is really in
 * it. Knows nothing about registries, or about which images are wanted.
 */
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../start/child.mjs';
import { askDocker, buildImage, docker, dockerEnvironment, recipeLabel } from '../start/docker.mjs';
import { StageFailure } from '../start/failure.mjs';
import { buildArgumentName } from './recipe.mjs';
import { lockedPackages, placePackages } from './npm-packages.mjs';

/**
 * @typedef {object} BuildSettings
 * @property {string} repository Absolute path of the checkout.
 * @property {string} stateDirectory Where contexts and fetched packages are kept.
 * @property {string} architecture As Docker names it, such as "amd64".
 * @property {Readonly<Record<string, string>>} buildArguments Given to every build.
 */

/** Half of what a sandbox gets, so that learners come first while images are built in the background. */
const cpuShares = '256';

/**
 * Builds an image and tags it with its local name when it is complete.
 * @param {import('../start/child.mjs').Surroundings} surroundings
 * @param {BuildSettings} settings
 * @param {import('./recipe.mjs').Recipe} recipe
 * @throws {StageFailure | import('../start/failure.mjs').Interrupted}
 */
export async function buildCourseImage(surroundings, settings, recipe) {
  const context = join(settings.stateDirectory, 'build', recipe.folder);
  const unlabelled = `drydock/course/${recipe.folder}:unlabelled`;
  try {
    await assembleContext(surroundings, settings, recipe, context);
    await buildImage(surroundings, {
      name: unlabelled,
      context,
      dockerfile: join(context, 'course', recipe.folder, 'Dockerfile'),
      buildArguments: {
        ...settings.buildArguments,
        ...Object.fromEntries(
          recipe.from.map((folder) => [buildArgumentName(folder), `drydock/course/${folder}:local`]),
        ),
      },
      parameters: ['--cpu-shares', cpuShares],
    });
    const version = await measureVersion(surroundings, recipe, unlabelled);
    await label(surroundings, recipe, unlabelled, version);
  } finally {
    rmSync(context, { recursive: true, force: true });
    await askDocker(['image', 'rm', '--no-prune', unlabelled]);
  }
}

/**
 * A recipe sees its own folder, what all recipes share, and its npm packages; nothing else can find its way into an image.
 * @param {import('../start/child.mjs').Surroundings} surroundings
 * @param {BuildSettings} settings
 * @param {import('./recipe.mjs').Recipe} recipe
 * @param {string} context
 */
async function assembleContext(surroundings, { repository, stateDirectory, architecture }, { folder }, context) {
  const images = join(repository, 'images');
  rmSync(context, { recursive: true, force: true });
  mkdirSync(join(context, 'npm'), { recursive: true });
  cpSync(join(images, '_closure'), join(context, '_closure'), { recursive: true });
  cpSync(join(images, 'course', folder), join(context, 'course', folder), {
    recursive: true,
    verbatimSymlinks: true,
    // Neither is part of an image; leaving them out keeps Docker's own cache when only a sentence changes.
    filter: (path) => !path.endsWith(join(folder, 'smoke.sh')) && !path.endsWith(join(folder, 'image.json')),
  });
  const packages = lockedPackages(join(images, 'course', folder, 'package-lock.json'), architecture);
  await placePackages(surroundings, packages, {
    cache: join(stateDirectory, 'cache', 'npm'),
    folder: join(context, 'npm'),
  });
}

/**
 * @param {import('../start/child.mjs').Surroundings} surroundings
 * @param {import('./recipe.mjs').Recipe} recipe
 * @param {string} image
 * @returns {Promise<string>}
 */
async function measureVersion(surroundings, { folder, version }, image) {
  if ('text' in version) return version.text;
  const [program = '', ...parameters] = version.command;
  const answer = await askDocker(
    ['run', '--rm', '--network', 'none', '--memory', '512m', '--entrypoint', program, image, ...parameters],
    { signal: surroundings.signal, timeoutMilliseconds: 60_000 },
  );
  const found = /\d+(\.\d+)+/.exec(`${answer.stdout}\n${answer.stderr}`)?.[0];
  if (answer.code === 0 && found !== undefined) return found;
  throw new StageFailure(
    `images/course/${folder}: \`${version.command.join(' ')}\` in the built image does not say its version ` +
      `(exit code ${answer.code}: ${`${answer.stdout} ${answer.stderr}`.trim().slice(0, 300)}). Correct versionCommand.`,
  );
}

/**
 * @param {import('../start/child.mjs').Surroundings} surroundings
 * @param {import('./recipe.mjs').Recipe} recipe
 * @param {string} image
 * @param {string} version
 */
async function label(surroundings, recipe, image, version) {
  const labels = {
    'org.opencontainers.image.title': recipe.title,
    'org.opencontainers.image.version': version,
    'org.opencontainers.image.description': `${recipe.title}. Stands in for ${recipe.standsFor}. ${recipe.differs.en}`,
    'drydock.stands-in-for': recipe.standsFor,
    'drydock.differs.en': recipe.differs.en,
    'drydock.differs.ko': recipe.differs.ko,
    [recipeLabel]: recipe.fingerprint,
  };
  const parameters = Object.entries(labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]);
  await run(surroundings, 'docker', ['build', '--tag', recipe.localName, ...parameters, '-'], {
    env: dockerEnvironment(),
    input: `FROM ${image}\n`,
  });
}

/**
 * Removes what is left of images that were built anew, and of stages that no image keeps.
 * @param {AbortSignal} signal
 */
export async function removeLeftovers(signal) {
  for (const found of ['label=drydock.build-stage=yes', `label=${recipeLabel}`]) {
    await docker(['image', 'prune', '--force', '--filter', found], { signal, timeoutMilliseconds: 300_000 });
  }
}
