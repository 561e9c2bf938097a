/**
 * One process at a time works on the course images of an installation; others wait for it. Knows nothing about the work.
 */
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readJsonIfPresent } from '../start/durable-file.mjs';
import { Interrupted } from '../start/failure.mjs';
import { identify, stillRuns } from '../start/process-identity.mjs';

const lookAgainMilliseconds = 200;
/** Much longer than it takes to write a line. */
const halfWrittenMilliseconds = 2_000;

/**
 * Runs work as soon as nobody else does.
 * @template T
 * @param {string} stateDirectory
 * @param {{ signal: AbortSignal, waiting: (pid: number) => void }} options waiting: told once who is at work
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {Interrupted}
 */
export async function workingOnImages(stateDirectory, { signal, waiting }, work) {
  const path = join(stateDirectory, 'images-work.lock');
  let told = false;
  while (!take(path)) {
    if (signal.aborted) throw new Interrupted();
    const holder = readJsonIfPresent(path);
    if (stillRuns(holder)) {
      if (!told) waiting(holder.pid);
      told = true;
      await pause(lookAgainMilliseconds);
    } else if (holder !== null || isAbandoned(path)) {
      rmSync(path, { force: true });
    } else {
      // It was given back just now, or somebody is about to write who they are.
      await pause(lookAgainMilliseconds);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** @param {string} path */
function take(path) {
  try {
    writeFileSync(path, JSON.stringify(identify(process.pid)), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Whether half a file is what a process left that was killed while it wrote.
 * @param {string} path
 */
function isAbandoned(path) {
  const status = statSync(path, { throwIfNoEntry: false });
  return status !== undefined && Date.now() - status.mtimeMs > halfWrittenMilliseconds;
}
