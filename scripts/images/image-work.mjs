/**
 * The work of building and publishing course images: several at a time, each after what it is built on, what learners wait
 * for first, and again after a failure that may pass. Decides when what is done; is told how to do it.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { asError, Interrupted } from '../start/failure.mjs';

/**
 * @typedef {object} ImageWorkOptions
 * @property {ReadonlySet<string>} todo Folders.
 * @property {() => readonly { readonly folder: string, readonly from: readonly string[] }[]} order All recipes in the order
 *   of need, asked again before each choice.
 * @property {(folder: string) => Promise<void>} make Builds and publishes one.
 * @property {number} atOnce
 * @property {readonly number[]} retryMilliseconds How long to wait after the first, second, … failure of an image; after the
 *   last one it is given up.
 * @property {(folder: string, state: 'building' | 'served' | 'waiting' | 'failed', reason: string | null) => void} changed
 * @property {AbortSignal} signal
 */

/** How long a worker without work waits before it looks again. */
const idleMilliseconds = 250;

/**
 * Does the work. One image that fails does not stop the others.
 * @param {ImageWorkOptions} options
 * @returns {Promise<Map<string, string>>} why images failed, by folder
 * @throws {Interrupted} as soon as what runs has been stopped
 */
export async function makeImages(options) {
  const { todo, order, make, atOnce, retryMilliseconds, changed, signal } = options;
  const open = new Set(todo);
  /** @type {Set<string>} */
  const running = new Set();
  /** @type {Map<string, string>} */
  const failed = new Map();
  /** @type {Map<string, { failures: number, notBefore: number }>} */
  const setbacks = new Map();

  const choose = () => {
    for (const { folder, from } of order()) {
      if (!open.has(folder) || running.has(folder)) continue;
      const lost = from.find((parent) => failed.has(parent));
      if (lost !== undefined) {
        open.delete(folder);
        failed.set(folder, `it is built on ${lost}, which failed`);
        changed(folder, 'failed', failed.get(folder) ?? null);
        continue;
      }
      if (from.some((parent) => open.has(parent))) continue;
      if ((setbacks.get(folder)?.notBefore ?? 0) <= performance.now()) return folder;
    }
    return null;
  };
  const work = async () => {
    while (open.size > 0) {
      if (signal.aborted) throw new Interrupted();
      const folder = choose();
      if (folder === null) {
        // Others are at it, or a failure has to age. Also looks for what learners have begun to wait for.
        await pause(idleMilliseconds);
        continue;
      }
      running.add(folder);
      try {
        changed(folder, 'building', null);
        await make(folder);
        open.delete(folder);
        changed(folder, 'served', null);
      } catch (error) {
        if (error instanceof Interrupted || signal.aborted) throw new Interrupted();
        const reason = asError(error).message;
        const failures = (setbacks.get(folder)?.failures ?? 0) + 1;
        const wait = retryMilliseconds[failures - 1];
        if (wait === undefined) {
          open.delete(folder);
          failed.set(folder, reason);
          changed(folder, 'failed', reason);
        } else {
          setbacks.set(folder, { failures, notBefore: performance.now() + wait });
          changed(folder, 'waiting', reason);
        }
      } finally {
        running.delete(folder);
      }
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: Math.min(atOnce, todo.size) }, work));
  for (const worker of workers) if (worker.status === 'rejected') throw asError(worker.reason);
  return failed;
}
