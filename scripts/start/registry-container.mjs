/**
 * The containers of the course registry: the one that serves sandboxes, the short-lived one that is published to, and, when
 * asked for, the one that passes on what Docker Hub has and keeps it. Knows nothing about which images there are.
 */
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { askDocker, docker, recipeLabel } from './docker.mjs';
import { parseObject } from './durable-file.mjs';
import { Interrupted, StageFailure } from './failure.mjs';
import { identify, stillRuns } from './process-identity.mjs';

/** Name of the image of the course registry. */
export const registryImage = 'drydock/registry:local';

const folder = '/run/drydock-registry';
const sockets = { serve: `${folder}/registry.sock`, cache: `${folder}/cache.sock` };
/** Label with the process that a publishing container belongs to. */
const publisherLabel = 'drydock.publisher';
const startMilliseconds = 20_000;
const hardening = [
  ...['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
  ...['--memory', '256m', '--pids-limit', '128', '--log-opt', 'max-size=1m', '--log-opt', 'max-file=2'],
];

/**
 * Names of what belongs to a course registry.
 * @typedef {object} Registry
 * @property {string} prefix Prefix of the names, and value of the label `drydock.instance`.
 * @property {string} serving Container that sandboxes pull from.
 * @property {string} cache Container that passes on Docker Hub.
 * @property {string} data Volume with the images.
 * @property {string} cacheData Volume with what came from Docker Hub.
 * @property {string} socket Volume with the sockets.
 */

/**
 * @param {string} prefix
 * @param {'course' | 'hub' | 'hub-through-cache'} images
 * @returns {Registry}
 */
export function registryNames(prefix, images) {
  return {
    prefix,
    serving: `${prefix}-registry`,
    cache: `${prefix}-registry-cache`,
    // A registry with stand-ins wins over Docker Hub. Where the real images are wanted, one without stand-ins serves.
    data: images === 'course' ? `${prefix}-registry-data` : `${prefix}-registry-own-data`,
    cacheData: `${prefix}-registry-cache-data`,
    socket: `${prefix}-registry-socket`,
  };
}

/**
 * Makes the serving container run, made anew when it is not the one that would be made now.
 * @param {Registry} registry
 * @param {string} imageId
 * @param {AbortSignal} signal
 * @returns {Promise<'already' | 'done'>}
 */
export function serveRegistry(registry, imageId, signal) {
  const mount = `type=volume,source=${registry.data},target=/var/lib/registry,readonly`;
  return keepRunning(registry, registry.serving, imageId, ['--network', 'none', '--mount', mount], 'serve', signal);
}

/**
 * Makes the container run that passes on what Docker Hub has.
 * @param {Registry} registry
 * @param {string} imageId
 * @param {{ address: string, userName: string, password: string }} hub
 * @param {AbortSignal} signal
 * @returns {Promise<'already' | 'done'>}
 */
export function serveHubCache(registry, imageId, { address, userName, password }, signal) {
  const parameters = ['--mount', `type=volume,source=${registry.cacheData},target=/var/lib/registry`];
  /** @type {Record<string, string>} */
  const environment = { REGISTRY_PROXY_REMOTEURL: address };
  if (userName !== '') {
    environment['REGISTRY_PROXY_USERNAME'] = userName;
    environment['REGISTRY_PROXY_PASSWORD'] = password;
  }
  // Values come from the environment of the docker command and not from its parameters, which every process can see.
  for (const name of Object.keys(environment)) parameters.push('--env', name);
  return keepRunning(registry, registry.cache, imageId, parameters, 'cache', signal, environment);
}

/**
 * @param {Registry} registry
 * @param {string} name
 * @param {string} imageId
 * @param {readonly string[]} special
 * @param {keyof typeof sockets} role
 * @param {AbortSignal} signal
 * @param {Readonly<Record<string, string>>} [environment]
 * @returns {Promise<'already' | 'done'>}
 */
async function keepRunning(registry, name, imageId, special, role, signal, environment = {}) {
  const parameters = [
    ...['--restart', 'unless-stopped', ...hardening, ...special],
    ...['--mount', `type=volume,source=${registry.socket},target=${folder}`],
  ];
  const recipe = createHash('sha256')
    .update(JSON.stringify([imageId, parameters, environment]))
    .digest('hex');
  const waitForIt = () => waitUntilItAnswers(name, ['--unix-socket', sockets[role], 'http://registry/v2/'], signal);
  const format = `{{.State.Running}} {{index .Config.Labels "${recipeLabel}"}}`;
  const found = await askDocker(['container', 'inspect', '--format', format, name], { signal });
  if (found.code === 0) {
    if (found.stdout.trim() === `true ${recipe}`) return 'already';
    if (found.stdout.trim() === `false ${recipe}`) {
      await docker(['start', name], { signal });
      await waitForIt();
      return 'done';
    }
    await docker(['rm', '--force', name], { signal });
  }
  for (const volume of [role === 'cache' ? registry.cacheData : registry.data, registry.socket]) {
    await docker(['volume', 'create', '--label', `drydock.instance=${registry.prefix}`, volume], { signal });
  }
  const labels = ['--label', `drydock.instance=${registry.prefix}`, '--label', `${recipeLabel}=${recipe}`];
  await docker(['run', '--detach', '--name', name, ...labels, ...parameters, imageId, role], { signal, environment });
  await waitForIt();
  return 'done';
}

/**
 * Asks the serving registry, from inside its container, as it has no network.
 * @param {Registry} registry
 * @param {readonly string[]} paths such as /v2/_catalog
 * @param {AbortSignal} signal
 * @returns {Promise<string[]>} one body per path, in order; an error of the registry is a body too
 */
export async function askRegistry(registry, paths, signal) {
  if (paths.length === 0) return [];
  const accept = [
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.v2+json',
  ].join(', ');
  const separator = '\u001e';
  const answer = await docker(
    [
      ...['exec', registry.serving, 'curl', '--silent', '--show-error', '--unix-socket', sockets.serve],
      ...['--header', `Accept: ${accept}`, '--write-out', separator],
      ...paths.map((path) => `http://registry${path}`),
    ],
    { signal, verbatim: true },
  );
  return answer.split(separator).slice(0, paths.length);
}

/**
 * Runs work while the registry can be written to, at an address that the engine can push to.
 * @template T
 * @param {Registry} registry
 * @param {string} imageId
 * @param {AbortSignal} signal
 * @param {(address: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function publishing(registry, imageId, signal, work) {
  await removeAbandonedPublishers(registry);
  // Two checkouts may publish to one registry at the same time.
  const name = `${registry.prefix}-registry-publish-${randomBytes(3).toString('hex')}`;
  try {
    await docker(
      [
        ...['run', '--detach', '--name', name, '--label', `drydock.instance=${registry.prefix}`],
        ...['--label', `${publisherLabel}=${JSON.stringify(identify(process.pid))}`],
        ...[...hardening, '--publish', '127.0.0.1::5000'],
        ...['--mount', `type=volume,source=${registry.data},target=/var/lib/registry`, imageId, 'publish'],
      ],
      { signal },
    );
    await waitUntilItAnswers(name, ['http://127.0.0.1:5000/v2/'], signal);
    const mapping = await docker(['port', name, '5000/tcp'], { signal });
    const address = /127\.0\.0\.1:\d+/.exec(mapping)?.[0];
    if (address === undefined)
      throw new StageFailure(`Docker Engine gave the course registry no port on 127.0.0.1 (it said: ${mapping}).`);
    return await work(address);
  } finally {
    await askDocker(['rm', '--force', name]);
  }
}

/**
 * Removes what runs that were killed have left.
 * @param {Registry} registry
 */
async function removeAbandonedPublishers({ prefix }) {
  const filters = ['--filter', `label=drydock.instance=${prefix}`, '--filter', `label=${publisherLabel}`];
  const found = await docker(['ps', '--all', ...filters, '--format', `{{.ID}} {{.Label "${publisherLabel}"}}`]);
  for (const line of found.split('\n').filter(Boolean)) {
    const [id = '', owner = ''] = [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)];
    if (!stillRuns(parseObject(owner))) await askDocker(['rm', '--force', id]);
  }
}

/**
 * Stops the containers that run. They are kept and started again next time.
 * @param {Registry} registry
 */
export async function stopRegistry(registry) {
  await askDocker(['stop', '-t', '5', registry.serving]);
  await stopHubCache(registry);
}

/**
 * Stops the container that passes on Docker Hub, if there is one.
 * @param {Registry} registry
 */
export async function stopHubCache(registry) {
  await askDocker(['stop', '-t', '5', registry.cache]);
}

/**
 * @param {string} container
 * @param {readonly string[]} target
 * @param {AbortSignal} signal
 */
async function waitUntilItAnswers(container, target, signal) {
  const deadline = performance.now() + startMilliseconds;
  let reason = '';
  while (performance.now() < deadline) {
    const answer = await askDocker(['exec', container, 'curl', '--silent', '--show-error', '--fail', ...target], {
      signal,
    });
    if (answer.code === 0) return;
    reason = answer.stderr.trim();
    if (signal.aborted) throw new Interrupted();
    await pause(100);
  }
  const logs = await askDocker(['logs', '--tail', '20', container]);
  throw new StageFailure(`The course registry (${container}) does not answer: ${reason}\n${logs.stdout}${logs.stderr}`);
}
