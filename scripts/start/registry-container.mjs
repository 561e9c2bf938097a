/**
 * The containers of the course registry: the one that serves sandboxes and the short-lived one that is published to. Knows
 * nothing about which images there are.
 */
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { askDocker, docker, recipeLabel } from './docker.mjs';
import { Interrupted, StageFailure } from './failure.mjs';

/** Name of the image of the course registry. */
export const registryImage = 'drydock/registry:local';

const socket = '/run/drydock-registry/registry.sock';
const startMilliseconds = 20_000;
const hardening = [
  ...['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
  ...['--memory', '256m', '--pids-limit', '128', '--log-opt', 'max-size=1m', '--log-opt', 'max-file=2'],
];

/**
 * Names of what belongs to the registry of an instance.
 * @param {string} instance
 */
export function registryNames(instance) {
  return {
    serving: `${instance}-registry`,
    publishing: `${instance}-registry-publish`,
    data: `${instance}-registry-data`,
    socket: `${instance}-registry-socket`,
  };
}

/**
 * Makes the serving container run, made anew when it is not the one that would be made now.
 * @param {string} instance
 * @param {string} imageId
 * @param {AbortSignal} signal
 * @returns {Promise<'already' | 'done'>}
 */
export async function serveRegistry(instance, imageId, signal) {
  const names = registryNames(instance);
  const parameters = [
    ...['--network', 'none', '--restart', 'unless-stopped', ...hardening],
    ...['--mount', `type=volume,source=${names.data},target=/var/lib/registry,readonly`],
    ...['--mount', `type=volume,source=${names.socket},target=/run/drydock-registry`],
  ];
  const recipe = createHash('sha256')
    .update(JSON.stringify([imageId, parameters]))
    .digest('hex');
  const format = `{{.State.Running}} {{index .Config.Labels "${recipeLabel}"}}`;
  const found = await askDocker(['container', 'inspect', '--format', format, names.serving], { signal });
  if (found.code === 0) {
    if (found.stdout.trim() === `true ${recipe}`) return 'already';
    if (found.stdout.trim() === `false ${recipe}`) {
      await docker(['start', names.serving], { signal });
      await waitUntilItAnswers(names.serving, ['--unix-socket', socket, 'http://registry/v2/'], signal);
      return 'done';
    }
    await docker(['rm', '--force', names.serving], { signal });
  }
  for (const volume of [names.data, names.socket]) {
    await docker(['volume', 'create', '--label', `drydock.instance=${instance}`, volume], { signal });
  }
  const labels = ['--label', `drydock.instance=${instance}`, '--label', `${recipeLabel}=${recipe}`];
  await docker(['run', '--detach', '--name', names.serving, ...labels, ...parameters, imageId, 'serve'], { signal });
  await waitUntilItAnswers(names.serving, ['--unix-socket', socket, 'http://registry/v2/'], signal);
  return 'done';
}

/**
 * Asks the serving registry, from inside its container, as it has no network.
 * @param {string} instance
 * @param {readonly string[]} paths such as /v2/_catalog
 * @param {AbortSignal} signal
 * @returns {Promise<string[]>} one body per path, in order; an error of the registry is a body too
 */
export async function askRegistry(instance, paths, signal) {
  if (paths.length === 0) return [];
  const accept = [
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.v2+json',
  ].join(', ');
  const separator = '\u001e';
  const answer = await docker(
    [
      ...['exec', registryNames(instance).serving, 'curl', '--silent', '--show-error', '--unix-socket', socket],
      ...['--header', `Accept: ${accept}`, '--write-out', separator],
      ...paths.map((path) => `http://registry${path}`),
    ],
    { signal },
  );
  return answer.split(separator).slice(0, paths.length);
}

/**
 * Runs work while the registry can be written to, at an address that the engine can push to.
 * @param {string} instance
 * @param {string} imageId
 * @param {AbortSignal} signal
 * @param {(address: string) => Promise<void>} work
 */
export async function publishing(instance, imageId, signal, work) {
  const names = registryNames(instance);
  const remove = () => askDocker(['rm', '--force', names.publishing]);
  // One may be left from a run that was killed.
  await remove();
  try {
    await docker(
      [
        ...['run', '--detach', '--name', names.publishing, '--label', `drydock.instance=${instance}`, ...hardening],
        ...['--publish', '127.0.0.1::5000', '--mount', `type=volume,source=${names.data},target=/var/lib/registry`],
        ...[imageId, 'publish'],
      ],
      { signal },
    );
    await waitUntilItAnswers(names.publishing, ['http://127.0.0.1:5000/v2/'], signal);
    const mapping = await docker(['port', names.publishing, '5000/tcp'], { signal });
    const address = /127\.0\.0\.1:\d+/.exec(mapping)?.[0];
    if (address === undefined)
      throw new StageFailure(`Docker Engine gave the course registry no port on 127.0.0.1 (it said: ${mapping}).`);
    await work(address);
  } finally {
    await remove();
  }
}

/**
 * Stops the serving container, if there is one. It is kept and started again next time.
 * @param {string} instance
 */
export async function stopRegistry(instance) {
  await askDocker(['stop', '-t', '5', registryNames(instance).serving]);
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
