/**
 * Tells whether a process noted in a file is still that process and not another one with the same number. Knows nothing
 * about what the process is for.
 */
import { readFileSync } from 'node:fs';
import { isObject } from './durable-file.mjs';

/**
 * @typedef {object} ProcessIdentity
 * @property {number} pid
 * @property {string} startedAt Kernel's start time where /proc exists, else empty.
 */

/**
 * @param {number} pid
 * @returns {ProcessIdentity}
 */
export function identify(pid) {
  return { pid, startedAt: startTime(pid) };
}

/**
 * Whether the very process still runs. A zombie does not.
 * @param {unknown} identity as read from a file
 * @returns {identity is ProcessIdentity}
 */
export function stillRuns(identity) {
  if (!isObject(identity)) return false;
  const { pid, startedAt } = identity;
  if (typeof pid !== 'number' || !Number.isInteger(pid) || pid <= 1) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return startTime(pid) === startedAt;
}

/**
 * @param {number} pid
 * @returns {string}
 */
function startTime(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; what follows the last parenthesis is split by them.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? '');
  } catch {
    return '';
  }
}
