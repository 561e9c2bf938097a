/**
 * Where the cluster is on this machine, what its members are called, and how commands are run. Knows nothing about what a
 * member does.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ask } from '../start/child.mjs';
import { StageFailure } from '../start/failure.mjs';

/** Everything of the cluster lies here. */
export const root = '/var/lib/drydock-cluster';

/** Name of the storage pool that every member has. */
export const pool = 'drydock';

const retryMilliseconds = 50;

/**
 * @typedef {object} Member
 * @property {string} name e.g. "m2"
 * @property {string} address in the cluster's own network
 * @property {string} folder its INCUS_DIR
 * @property {string} socket its API, for whoever is on this machine
 * @property {string} network file that keeps its network namespace
 */

/**
 * @param {number} number from 1
 * @returns {Member}
 */
export function memberOf(number) {
  const name = `m${number}`;
  const folder = join(root, name);
  return {
    name,
    address: `10.213.77.${number}`,
    folder,
    socket: join(folder, 'unix.socket'),
    network: join(root, `${name}.network`),
  };
}

/** Members that were made, running or not, in the order in which they were. */
export function members() {
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .flatMap((name) => (/^m\d+$/.test(name) ? [Number(name.slice(1))] : []))
    .sort((one, other) => one - other)
    .map(memberOf);
}

/**
 * Runs a command that must succeed.
 * @param {readonly [string, ...string[]]} command
 * @param {{ input?: string, env?: NodeJS.ProcessEnv, timeoutMilliseconds?: number }} [options]
 * @returns {Promise<string>} what it wrote to standard output
 * @throws {StageFailure}
 */
export async function must([program, ...parameters], options = {}) {
  const { code, stdout, stderr } = await ask(program, parameters, options);
  if (code === 0) return stdout;
  const words = [program, ...parameters.slice(0, 6)].join(' ');
  throw new StageFailure(
    code === 124
      ? `\`${words}\` did not end in time. The logs of the members are ${root}/m*/incusd.log.`
      : `\`${words}\` failed: ${stderr.trim() || stdout.trim() || `exit code ${code}`}`,
  );
}

/**
 * Runs a command and does without its answer.
 * @param {readonly [string, ...string[]]} command
 */
export async function attempt([program, ...parameters]) {
  await ask(program, parameters);
}

/**
 * Resolves when something has become so.
 * @param {() => boolean | Promise<boolean>} isSo
 * @param {{ milliseconds: number, failure: string }} options the failure says what is wrong when the time is over
 * @throws {StageFailure}
 */
export async function until(isSo, { milliseconds, failure }) {
  const deadline = performance.now() + milliseconds;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new StageFailure(failure);
    await pause(retryMilliseconds);
  }
}
