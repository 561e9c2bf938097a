/**
 * Questions to and orders for the Docker Engine, by its command line, so that contexts and DOCKER_HOST count. Knows nothing
 * about which images and containers Drydock has.
 */
import { ask, run } from './child.mjs';
import { parseObject } from './durable-file.mjs';
import { StageFailure } from './failure.mjs';

/** Label of an image or container with the fingerprint of what it was made from. */
export const recipeLabel = 'drydock.recipe';

/**
 * Environment of every docker command.
 * @returns {NodeJS.ProcessEnv}
 */
export function dockerEnvironment() {
  // An attestation would turn each image into an index of two manifests, which the course has no use for.
  return { ...process.env, BUILDX_NO_DEFAULT_ATTESTATIONS: '1', DOCKER_CLI_HINTS: 'false' };
}

/**
 * @typedef {object} DockerOptions
 * @property {AbortSignal} [signal]
 * @property {number} [timeoutMilliseconds]
 * @property {Readonly<Record<string, string>>} [environment] Added to that of the docker command.
 */

/**
 * Asks the engine. A failing command is an answer.
 * @param {readonly string[]} parameters
 * @param {DockerOptions} [options]
 */
export function askDocker(parameters, { environment = {}, ...options } = {}) {
  return ask('docker', parameters, { ...options, env: { ...dockerEnvironment(), ...environment } });
}

/**
 * Asks the engine for something that must succeed.
 * @param {readonly string[]} parameters
 * @param {DockerOptions & { verbatim?: boolean }} [options] verbatim: every byte of the output counts
 * @returns {Promise<string>} standard output, without white space at both ends unless verbatim
 * @throws {StageFailure}
 */
export async function docker(parameters, { verbatim = false, ...options } = {}) {
  const answer = await askDocker(parameters, options);
  if (answer.code === 0) return verbatim ? answer.stdout : answer.stdout.trim();
  throw new StageFailure(
    answer.code === 124
      ? `Docker Engine did not answer \`docker ${parameters.slice(0, 2).join(' ')}\` in time. Is it overloaded or stuck? Restart it and run again.`
      : `\`docker ${parameters.slice(0, 3).join(' ')}\` failed: ${answer.stderr.trim() || answer.stdout.trim()}`,
  );
}

/**
 * Id and recipe of a local image, or null when there is none of that name.
 * @param {string} name
 * @param {AbortSignal} [signal]
 * @returns {Promise<{ id: string, recipe: string } | null>}
 */
export async function inspectImage(name, signal) {
  const answer = await askDocker(
    [
      'image',
      'inspect',
      '--format',
      `{"id":{{json .Id}},"recipe":{{json (index .Config.Labels "${recipeLabel}")}}}`,
      name,
    ],
    signal ? { signal } : {},
  );
  if (answer.code !== 0) return null;
  const found = parseObject(answer.stdout);
  if (found === null || typeof found['id'] !== 'string') return null;
  return { id: found['id'], recipe: typeof found['recipe'] === 'string' ? found['recipe'] : '' };
}

/**
 * Builds an image and tags it when it is complete.
 * @param {import('./child.mjs').Surroundings} stage
 * @param {{ name: string, context: string, dockerfile?: string, recipe?: string,
 *   buildArguments?: Readonly<Record<string, string>>, parameters?: readonly string[] }} image parameters: further ones of
 *   `docker build`
 */
export async function buildImage(stage, image) {
  const parameters = ['build', '--tag', image.name, ...(image.parameters ?? [])];
  if (image.recipe !== undefined) parameters.push('--label', `${recipeLabel}=${image.recipe}`);
  if (image.dockerfile !== undefined) parameters.push('--file', image.dockerfile);
  for (const [name, value] of Object.entries(image.buildArguments ?? {})) {
    parameters.push('--build-arg', `${name}=${value}`);
  }
  await run(stage, 'docker', [...parameters, image.context], {
    env: dockerEnvironment(),
    advice: 'Building needs the package sources of Debian: is this machine connected, and does apt work on it?',
  });
}
