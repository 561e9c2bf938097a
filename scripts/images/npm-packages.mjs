/**
 * The npm packages of a recipe, fetched with the configuration of this machine's npm and checked against the recipe's
 * package-lock.json. Fetched once: they are kept by their checksum. Knows nothing about images.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, linkSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../start/child.mjs';
import { isObject, readJsonIfPresent } from '../start/durable-file.mjs';
import { StageFailure } from '../start/failure.mjs';

/**
 * @typedef {object} NpmPackage
 * @property {string} name
 * @property {string} version
 * @property {string} integrity "sha512-" and the checksum of the tarball in base64.
 */

/** What npm calls the processors that Docker calls otherwise. */
const npmProcessors = new Map([
  ['amd64', 'x64'],
  ['arm64', 'arm64'],
]);

/**
 * The packages that a lock file pins for one processor; none when there is no lock file.
 * @param {string} lockPath
 * @param {string} architecture as Docker names it
 * @returns {NpmPackage[]}
 * @throws {StageFailure} when an entry has no checksum
 */
export function lockedPackages(lockPath, architecture) {
  const lock = readJsonIfPresent(lockPath);
  if (lock === null) return [];
  const processor = npmProcessors.get(architecture) ?? architecture;
  const packages = isObject(lock['packages']) ? lock['packages'] : {};
  /** @type {Map<string, NpmPackage>} */
  const found = new Map();
  for (const [path, entry] of Object.entries(packages)) {
    if (path === '' || !isObject(entry) || entry['inBundle'] === true) continue;
    if (!isFor(entry['os'], 'linux') || !isFor(entry['cpu'], processor)) continue;
    const name = typeof entry['name'] === 'string' ? entry['name'] : path.slice(path.lastIndexOf('node_modules/') + 13);
    const { version, integrity } = entry;
    if (typeof version !== 'string' || typeof integrity !== 'string' || !integrity.startsWith('sha512-')) {
      throw new StageFailure(`${lockPath}: ${name} has no version or no sha512 checksum. Make the lock file anew.`);
    }
    found.set(`${name}@${version}`, { name, version, integrity });
  }
  return [...found.values()];
}

/**
 * Whether a package is for a system or processor.
 * @param {unknown} wanted as its own package.json says it: nothing, one name or several, or those it is not for as "!name"
 * @param {string} name
 */
function isFor(wanted, name) {
  /** @type {unknown[]} */
  const names = wanted === undefined ? [] : [wanted].flat();
  if (names.includes(`!${name}`)) return false;
  const suitable = names.filter((one) => typeof one === 'string' && !one.startsWith('!'));
  return suitable.length === 0 || suitable.includes(name) || suitable.includes('any');
}

/**
 * Puts the tarballs of packages into a folder, each as `<name>-<version>.tgz` with `@scope/name` written `scope-name`.
 * @param {import('../start/child.mjs').Surroundings} surroundings
 * @param {readonly NpmPackage[]} packages
 * @param {{ cache: string, folder: string }} paths
 * @throws {StageFailure} when one cannot be fetched or is not what the lock file says
 */
export async function placePackages(surroundings, packages, { cache, folder }) {
  mkdirSync(cache, { recursive: true });
  mkdirSync(folder, { recursive: true });
  const missing = packages.filter((wanted) => !isIntact(join(cache, cacheName(wanted)), wanted));
  if (missing.length > 0) await fetchPackages(surroundings, missing, cache);
  for (const wanted of packages) place(join(cache, cacheName(wanted)), join(folder, tarballName(wanted)));
}

/**
 * @param {import('../start/child.mjs').Surroundings} surroundings
 * @param {readonly NpmPackage[]} packages
 * @param {string} cache
 */
async function fetchPackages(surroundings, packages, cache) {
  const arrival = mkdtempSync(join(cache, 'arrival-'));
  try {
    const specifications = packages.map(({ name, version }) => `${name}@${version}`);
    // Elsewhere than in the checkout, so that no package.json of ours is taken for a workspace.
    await run(surroundings, 'npm', ['pack', '--silent', '--pack-destination', arrival, ...specifications], {
      cwd: arrival,
      advice: 'Is this machine connected to its npm registry? To check: npm ping',
    });
    for (const wanted of packages) {
      const arrived = join(arrival, tarballName(wanted));
      if (!isIntact(arrived, wanted)) {
        throw new StageFailure(
          `${wanted.name}@${wanted.version} from this machine's npm registry is not the package that ` +
            'package-lock.json names: its checksum is another one. Nothing was built with it. ' +
            'Ask whoever runs the registry or mirror (`npm config get registry`), or try again later.',
        );
      }
      renameSync(arrived, join(cache, cacheName(wanted)));
    }
  } finally {
    rmSync(arrival, { recursive: true, force: true });
  }
}

/**
 * @param {string} path
 * @param {NpmPackage} wanted
 */
function isIntact(path, { integrity }) {
  try {
    return `sha512-${createHash('sha512').update(readFileSync(path)).digest('base64')}` === integrity;
  } catch {
    return false;
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
function place(from, to) {
  try {
    linkSync(from, to);
  } catch {
    // Another file system.
    copyFileSync(from, to);
  }
}

/** @param {NpmPackage} wanted */
function cacheName({ integrity }) {
  return `${Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex').slice(0, 64)}.tgz`;
}

/** @param {NpmPackage} wanted */
function tarballName({ name, version }) {
  return `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
}
