/**
 * The machine's own package manager, on Debian and Ubuntu: what is installed, installing more, and where its packages come
 * from. Knows nothing about what they are for.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ask, run } from './child.mjs';
import { StageFailure } from './failure.mjs';

/**
 * The distribution, or null when it is neither Debian nor Ubuntu nor a close relative with their package names.
 * @returns {{ id: 'debian' | 'ubuntu', codename: string } | null}
 */
export function debianFamily() {
  let text;
  try {
    text = readFileSync('/etc/os-release', 'utf8');
  } catch {
    return null;
  }
  /** @param {string} key */
  const field = (key) => new RegExp(`^${key}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
  const id = field('ID');
  const codename = field('VERSION_CODENAME');
  return id === 'debian' || id === 'ubuntu' ? { id, codename } : null;
}

/**
 * Whether a command can be found.
 * @param {string} name
 */
export function hasCommand(name) {
  const directories = (process.env['PATH'] ?? '').split(delimiter).concat('/usr/sbin', '/sbin');
  return directories.some((directory) => {
    try {
      accessSync(join(directory, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * The words to put before a command so that it runs as root, or null when that is not possible. May ask for a password
 * in a terminal.
 * @param {import('./progress.mjs').Stage} stage
 * @param {string} purpose completes "Administrator rights are needed to …"
 * @returns {Promise<string[] | null>}
 */
export async function elevation(stage, purpose) {
  if (process.getuid?.() === 0) return [];
  if (!hasCommand('sudo')) return null;
  if ((await ask('sudo', ['-n', 'true'], { signal: stage.signal })).code === 0) return ['sudo', '-n'];
  if (!process.stdin.isTTY) return null;
  stage.say(`Administrator rights are needed to ${purpose}.`);
  return spawnSync('sudo', ['-v'], { stdio: 'inherit' }).status === 0 ? ['sudo', '-n'] : null;
}

/**
 * Installs packages.
 * @param {import('./progress.mjs').Stage} stage
 * @param {readonly string[]} names
 * @param {{ purpose: string, optional?: readonly string[], backports?: boolean }} options optional: installed where the
 *   distribution has them; backports: taken from there when the release itself lacks the first one
 * @throws {StageFailure} with the command to type, when this process may not install
 */
export async function installPackages(stage, names, { purpose, optional = [], backports = false }) {
  const byHand = `sudo apt-get update && sudo apt-get install --no-install-recommends ${names.join(' ')}`;
  if (debianFamily() === null) {
    throw new StageFailure(`${names.join(', ')} missing, needed to ${purpose}. Install what is missing and run again.`);
  }
  const prefix = await elevation(stage, purpose);
  if (prefix === null) {
    throw new StageFailure(
      `Not allowed to install ${names.join(', ')}, needed to ${purpose}. Run this, then run again:\n    ${byHand}`,
    );
  }
  const [command = 'env', ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  const wait = ['-o', 'DPkg::Lock::Timeout=120'];
  const advice = `Is this machine connected to its package sources? To try by hand: ${byHand}`;
  stage.detail('reading package lists');
  await run(stage, command, [...rest, ...wait, 'update'], { advice });
  const available = [];
  for (const name of optional) {
    if ((await ask('apt-cache', ['show', name], { signal: stage.signal })).code === 0) available.push(name);
  }
  stage.detail(`installing ${[...names, ...available].join(', ')}`);
  const install = ['install', '--yes', '--no-install-recommends', ...names, ...available];
  const isKnown = (await ask('apt-cache', ['show', names[0] ?? ''], { signal: stage.signal })).code === 0;
  if (isKnown || !backports) {
    await run(stage, command, [...rest, ...wait, ...install], { advice });
    return;
  }
  // For these two commands only: what this machine's apt is configured with stays as it is.
  const folder = mkdtempSync(join(tmpdir(), 'drydock-sources-'));
  try {
    const { line, suite } = await backportsSource(stage);
    const list = join(folder, 'sources.list');
    writeFileSync(
      list,
      `${existsSync('/etc/apt/sources.list') ? readFileSync('/etc/apt/sources.list', 'utf8') : ''}\n${line}\n`,
    );
    const more = ['-o', `Dir::Etc::sourcelist=${list}`];
    await run(stage, command, [...rest, ...wait, ...more, 'update'], { advice });
    await run(stage, command, [...rest, ...wait, ...more, ...install, '--target-release', suite], { advice });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Newer packages for this release, from where the others come from.
 * @param {import('./progress.mjs').Stage} stage
 * @returns {Promise<{ line: string, suite: string }>} line: of sources.list
 */
async function backportsSource(stage) {
  const codename = debianFamily()?.codename ?? '';
  const suite = `${codename}-backports`;
  const main = (await sourceRows(stage)).find(({ release }) => release === codename)?.uri;
  if (main === undefined) {
    throw new StageFailure(
      `apt on this machine knows no package source of ${codename}. Look at /etc/apt/sources.list.d.`,
    );
  }
  const keys = '/usr/share/keyrings/debian-archive-keyring.gpg';
  return { suite, line: `deb ${existsSync(keys) ? `[signed-by=${keys}] ` : ''}${main} ${suite} main` };
}

/**
 * The package sources that this machine's apt uses, for a root file system of its own kind.
 * @param {import('./progress.mjs').Stage} stage
 * @returns {Promise<{ suite: string, sources: string[], proxy: string | null }>} sources: lines of sources.list
 * @throws {StageFailure} when apt knows no source of the distribution
 */
export async function aptSources(stage) {
  const family = debianFamily();
  if (family === null)
    throw new StageFailure('Only Debian and Ubuntu can make a root file system from their own packages.');
  const debian = family.id === 'debian';
  const suite = debian ? 'trixie' : family.codename;
  const components = debian ? 'main' : 'main universe';
  let rows = await sourceRows(stage);
  /** @param {RegExp} pattern */
  const site = (pattern) => rows.find(({ release }) => pattern.test(release))?.uri;
  if (site(/^[a-z]+$/) === undefined) {
    // apt knows whose packages a source has only after it has read the lists once.
    const prefix = await elevation(stage, 'read the package lists');
    const [command = 'apt-get', ...rest] = [...(prefix ?? []), 'apt-get', 'update'];
    await run(stage, command, rest, { advice: 'Run `sudo apt-get update`, then run again.' });
    rows = await sourceRows(stage);
  }
  const main = site(/^[a-z]+$/);
  if (main === undefined) {
    throw new StageFailure(
      `apt on this machine knows no package source of ${debian ? 'Debian' : 'Ubuntu'}. ` +
        'Look at /etc/apt/sources.list and /etc/apt/sources.list.d, run `apt-get update`, then run again.',
    );
  }
  const updates = site(/-updates$/);
  const security = site(/-security$/);
  const sources = [`deb ${main} ${suite} ${components}`];
  if (updates !== undefined) sources.push(`deb ${updates} ${suite}-updates ${components}`);
  if (security !== undefined) sources.push(`deb ${security} ${suite}-security ${components}`);
  return { suite, sources, proxy: await aptProxy(stage) };
}

/**
 * What apt knows of the distribution's own sources.
 * @param {import('./progress.mjs').Stage} stage
 * @returns {Promise<{ release: string, uri: string }[]>}
 */
async function sourceRows(stage) {
  const format = '$(ORIGIN)|$(RELEASE)|$(REPO_URI)';
  const answer = await ask('apt-get', ['indextargets', '--format', format, 'Created-By: Packages'], {
    signal: stage.signal,
  });
  return answer.stdout
    .split('\n')
    .map((line) => line.split('|'))
    .filter(([origin, , uri = '']) => (origin === 'Debian' || origin === 'Ubuntu') && /^https?:/.test(uri))
    .map(([, release = '', uri = '']) => ({ release, uri }));
}

/**
 * The HTTP proxy that apt is told to use, or null.
 * @param {import('./progress.mjs').Stage} stage
 * @returns {Promise<string | null>}
 */
export async function aptProxy(stage) {
  if (!hasCommand('apt-config')) return null;
  const answer = await ask('apt-config', ['shell', 'PROXY', 'Acquire::http::Proxy'], { signal: stage.signal });
  const proxy = /^PROXY='([^']*)'/m.exec(answer.stdout)?.[1] ?? '';
  return proxy === '' || proxy === 'DIRECT' ? null : proxy;
}
