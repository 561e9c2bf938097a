/**
 * Stage: the packages of package-lock.json, installed and fit for this Node. Knows nothing about what they do.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ask, run } from '../child.mjs';
import { isObject, readJsonIfPresent } from '../durable-file.mjs';
import { StageFailure } from '../failure.mjs';
import { hasCommand, installPackages } from '../packages.mjs';

const needed = { major: 20, minor: 19 };

/**
 * @param {string} [version] such as 20.19.1
 * @throws {StageFailure} when this Node is too old
 */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > needed.major || (major === needed.major && minor >= needed.minor)) return;
  throw new StageFailure(
    `This is Node.js ${version}; Drydock needs ${needed.major}.${needed.minor} or newer. ` +
      'Install a current Node.js, for example the newest LTS release, and run again.',
  );
}

/**
 * @param {import('../settings.mjs').Settings} settings
 * @param {import('../progress.mjs').Stage} stage
 */
export async function installDependencies(settings, stage) {
  const { repository } = settings;
  if (lockedPackagesInstalled(repository) && (await nativeModulesLoad(repository, stage.signal))) return 'already';

  const compilers = [
    { command: 'python3', name: 'python3' },
    { command: 'make', name: 'make' },
    { command: 'g++', name: 'g++' },
  ].filter(({ command }) => !hasCommand(command));
  if (compilers.length > 0) {
    await installPackages(
      stage,
      compilers.map(({ name }) => name),
      { purpose: 'compile the database driver' },
    );
  }
  stage.detail('npm ci');
  await run(stage, process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: repository,
    env: { ...process.env, ...nodeHeaders() },
    advice: 'Is this machine connected to an npm registry? To try by hand: npm ci',
  });
  if (!(await nativeModulesLoad(repository, stage.signal))) {
    throw new StageFailure(
      'The packages are installed, but the database driver (better-sqlite3) does not load in this Node.js. ' +
        `Look into ${stage.logPath}, remove node_modules and run again.`,
    );
  }
  return 'done';
}

/**
 * Whether everything package-lock.json asks for is there. npm writes its own lock file into node_modules last, so one that
 * is there means that an installation ended well.
 * @param {string} repository
 */
export function lockedPackagesInstalled(repository) {
  const wanted = readJsonIfPresent(join(repository, 'package-lock.json'))?.['packages'];
  const installed = readJsonIfPresent(join(repository, 'node_modules', '.package-lock.json'))?.['packages'];
  if (!isObject(wanted))
    throw new StageFailure('package-lock.json is missing or damaged. Restore it from the repository.');
  if (!isObject(installed)) return false;
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || !isObject(entry)) continue;
    const found = installed[path];
    if (!isObject(found)) {
      // npm leaves out optional packages made for other machines.
      if (entry['optional'] === true || entry['devOptional'] === true) continue;
      return false;
    }
    if (found['version'] !== entry['version'] || found['integrity'] !== entry['integrity']) return false;
  }
  return Object.keys(installed).every((path) => path in wanted);
}

/**
 * Whether the compiled modules fit this Node; they do not after Node was updated to another major version.
 * @param {string} repository
 * @param {AbortSignal} signal
 */
async function nativeModulesLoad(repository, signal) {
  const program = `new (require(${JSON.stringify(join(repository, 'node_modules', 'better-sqlite3'))}))(':memory:').close()`;
  return (await ask(process.execPath, ['-e', program], { signal })).code === 0;
}

/** Where this Node brings its own headers, compiling needs no download. */
function nodeHeaders() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include', 'node', 'node_version.h')) ? { npm_config_nodedir: prefix } : {};
}
