/**
 * Where things are and what they are called, read once from the environment. Knows nothing about stages.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeDurably } from './durable-file.mjs';
import { StageFailure } from './failure.mjs';
import { registryNames } from './registry-container.mjs';

/**
 * @typedef {object} Settings
 * @property {string} repository Absolute path of the checkout.
 * @property {string} stateDirectory Absolute path of database, secret, logs and pid files.
 * @property {string} logDirectory Absolute path.
 * @property {string} instance Prefix of containers, volumes and networks, and value of the label `drydock.instance`.
 * @property {number} webPort
 * @property {number} sandboxPort
 * @property {string} databaseUrl
 * @property {string} secret Shared by the web app and the sandbox server.
 * @property {'course' | 'hub' | 'hub-through-cache'} images Where sandboxes get images from.
 * @property {{ address: string, userName: string, password: string }} hub Docker Hub, as the cache asks it.
 * @property {import('./registry-container.mjs').Registry} registry
 * @property {'docker' | 'incus'} driver What sandboxes are made with.
 * @property {string | null} runtime OCI runtime of Docker's sandboxes; null for the engine's default.
 * @property {'local' | 'classroom'} mode Who learns here: whoever started it, or others.
 * @property {{ socket: string, pool: string }} incus
 */

/** Where Docker Engine itself looks for images whose name has no registry. */
const dockerHub = 'https://registry-1.docker.io';

/** Absolute path of the checkout. */
export const repository = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * Reads the settings and makes the state directory and the secret if they are missing.
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {Settings}
 * @throws {StageFailure} when a value makes no sense
 */
export function readSettings(environment) {
  const driver = readDriver(environment);
  const stateDirectory = resolve(repository, environment['DRYDOCK_STATE_DIR'] || '.drydock');
  const instance = environment['DRYDOCK_INSTANCE'] || 'drydock';
  const registryPrefix = environment['DRYDOCK_REGISTRY'] || instance;
  for (const [variable, name] of Object.entries({ DRYDOCK_INSTANCE: instance, DRYDOCK_REGISTRY: registryPrefix })) {
    if (/^[a-z0-9][a-z0-9-]{0,30}$/.test(name)) continue;
    throw new StageFailure(
      `${variable} is "${name}". Use up to 31 lower-case letters, digits and hyphens, starting with a letter or digit.`,
    );
  }
  const webPort = readPort(environment, 'DRYDOCK_PORT', 3000);
  const sandboxPort = readPort(environment, 'DRYDOCK_SANDBOX_PORT', 3001);
  if (webPort === sandboxPort) {
    throw new StageFailure(
      `DRYDOCK_PORT and DRYDOCK_SANDBOX_PORT are both ${webPort}. The web app and the sandbox server need a port each.`,
    );
  }
  const logDirectory = join(stateDirectory, 'logs');
  try {
    mkdirSync(logDirectory, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StageFailure(
      `The state directory ${stateDirectory} cannot be written (${error instanceof Error ? error.message : String(error)}). ` +
        'Give yourself write access to it, or name another one: DRYDOCK_STATE_DIR=/path/to/state npm start',
    );
  }
  const images = readImages(environment);
  return {
    ...driver,
    incus: {
      socket: environment['INCUS_SOCKET'] || '/var/lib/incus/unix.socket',
      pool: environment['INCUS_POOL'] || 'drydock',
    },
    images,
    hub: {
      address: environment['DRYDOCK_HUB'] || dockerHub,
      userName: environment['DRYDOCK_HUB_USERNAME'] ?? '',
      password: environment['DRYDOCK_HUB_TOKEN'] ?? '',
    },
    registry: registryNames(registryPrefix, images),
    repository,
    stateDirectory,
    logDirectory,
    instance,
    webPort,
    sandboxPort,
    databaseUrl: environment['DATABASE_URL'] || `file:${join(stateDirectory, 'drydock.db')}`,
    secret: environment['DRYDOCK_SECRET'] || readOrMakeSecret(join(stateDirectory, 'secret')),
  };
}

/**
 * The environment every process of ours runs in.
 * @param {Settings} settings
 * @returns {NodeJS.ProcessEnv}
 */
export function processEnvironment(settings) {
  const inherited = { ...process.env };
  // Only the cache of Docker Hub, a container, has to do with the account there.
  delete inherited['DRYDOCK_HUB_TOKEN'];
  return {
    ...inherited,
    DRYDOCK_STATE_DIR: settings.stateDirectory,
    DRYDOCK_INSTANCE: settings.instance,
    DRYDOCK_PORT: String(settings.webPort),
    DRYDOCK_SANDBOX_PORT: String(settings.sandboxPort),
    DRYDOCK_SECRET: settings.secret,
    DRYDOCK_REGISTRY_SOCKET_VOLUME: settings.registry.socket,
    SANDBOX_DRIVER: settings.driver,
    SANDBOX_RUNTIME: settings.runtime ?? '',
    DRYDOCK_MODE: settings.mode,
    INCUS_SOCKET: settings.incus.socket,
    INCUS_POOL: settings.incus.pool,
    IMAGES: settings.images,
    DATABASE_URL: settings.databaseUrl,
    NEXT_TELEMETRY_DISABLED: '1',
    CHECKPOINT_DISABLE: '1',
  };
}

/**
 * Refuses what would let a learner out of the sandbox without the operator's word; the sandbox server does the same.
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {Pick<Settings, 'driver' | 'runtime' | 'mode'>}
 */
function readDriver(environment) {
  const driver = environment['SANDBOX_DRIVER'] || 'docker';
  if (driver !== 'docker' && driver !== 'incus') {
    throw new StageFailure(
      `SANDBOX_DRIVER is "${driver}". Use docker (for your own machine) or incus (for learners you do not know).`,
    );
  }
  const runtime = environment['SANDBOX_RUNTIME'] || null;
  if (runtime !== null && driver !== 'docker') {
    throw new StageFailure(
      `SANDBOX_RUNTIME is "${runtime}", but only Docker's sandboxes have an OCI runtime, and SANDBOX_DRIVER is ${driver}. Leave one of them away.`,
    );
  }
  const mode = environment['DRYDOCK_MODE'] || 'local';
  if (mode !== 'local' && mode !== 'classroom') {
    throw new StageFailure(
      `DRYDOCK_MODE is "${mode}". Use local (for yourself on your own machine) or classroom (for other learners).`,
    );
  }
  const trust = environment['I_TRUST_EVERY_LEARNER'] || 'no';
  if (trust !== 'yes' && trust !== 'no') {
    throw new StageFailure(`I_TRUST_EVERY_LEARNER is "${trust}". Use yes or no.`);
  }
  if (mode === 'classroom' && driver === 'docker' && trust !== 'yes') {
    throw new StageFailure(
      'DRYDOCK_MODE=classroom refuses the Docker driver: root in a sandbox of it is close to root on this machine. ' +
        'Use SANDBOX_DRIVER=incus. If every learner might as well be root here, say so: I_TRUST_EVERY_LEARNER=yes\n' +
        '  docs/security.md tells what each driver holds.',
    );
  }
  return { driver, runtime, mode };
}

/**
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {Settings['images']}
 */
function readImages(environment) {
  const images = environment['IMAGES'] || 'course';
  if (images !== 'course' && images !== 'hub' && images !== 'hub-through-cache') {
    throw new StageFailure(
      `IMAGES is "${images}". Use course (the product's own images), hub (Docker Hub's, pulled by each sandbox) or ` +
        "hub-through-cache (Docker Hub's, pulled once and kept).",
    );
  }
  if (images === 'hub' && environment['DRYDOCK_SANDBOX_INTERNET'] !== 'yes') {
    throw new StageFailure(
      'IMAGES=hub makes sandboxes pull from Docker Hub themselves, but they have no network. ' +
        'Set DRYDOCK_SANDBOX_INTERNET=yes as well, or use IMAGES=hub-through-cache, which needs none.',
    );
  }
  return images;
}

/**
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @param {string} name
 * @param {number} fallback
 */
function readPort(environment, name, fallback) {
  const text = environment[name];
  if (text === undefined || text === '') return fallback;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65535) {
    throw new StageFailure(`${name} is "${text}". Use a port number from 1 to 65535.`);
  }
  return port;
}

/** @param {string} path */
function readOrMakeSecret(path) {
  try {
    const secret = readFileSync(path, 'utf8').trim();
    if (/^[0-9a-f]{64}$/.test(secret)) return secret;
  } catch {
    // First start.
  }
  const secret = randomBytes(32).toString('hex');
  writeDurably(path, `${secret}\n`, 0o600);
  return secret;
}
