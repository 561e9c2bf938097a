/**
 * One start script per state directory. Knows who holds the lock and which servers that one left behind; knows nothing
 * about stages.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isObject, readJsonIfPresent, writeDurably } from './durable-file.mjs';
import { StageFailure } from './failure.mjs';
import { identify, stillRuns } from './process-identity.mjs';

const terminateGraceMilliseconds = 20_000;

/** The right to work in a state directory. */
export class InstanceLock {
  #path;
  #settings;
  /** @type {import('./process-identity.mjs').ProcessIdentity[]} */
  #servers = [];

  /**
   * @param {string} path
   * @param {import('./settings.mjs').Settings} settings
   */
  constructor(path, settings) {
    this.#path = path;
    this.#settings = settings;
  }

  /**
   * Takes the lock. Servers of a start script that was killed are stopped first.
   * @param {import('./settings.mjs').Settings} settings
   * @returns {Promise<InstanceLock>}
   * @throws {StageFailure} when another start script holds it
   */
  static async take(settings) {
    const path = join(settings.stateDirectory, 'start.lock');
    const lock = new InstanceLock(path, settings);
    const found = readJsonIfPresent(path);
    if (found !== null) {
      if (stillRuns(found['owner'])) {
        throw new StageFailure(
          `Drydock is already running or being prepared here (process ${found['owner'].pid}). ` +
            `Open ${String(found['address'])}, or stop that one first with Ctrl-C.`,
        );
      }
      await stopAll(Array.isArray(found['servers']) ? found['servers'].filter((server) => isObject(server)) : []);
    }
    // Whatever is left now belongs to a process that has ended, or is half a file.
    rmSync(path, { force: true });
    try {
      writeFileSync(path, lock.#text(), { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
        throw new StageFailure('Another `npm start` began at the same moment. Use that one.');
      }
      throw error;
    }
    return lock;
  }

  /**
   * Notes which servers run, so that a later start can stop them should this process be killed.
   * @param {readonly number[]} pids
   */
  noteServers(pids) {
    this.#servers = pids.map((pid) => identify(pid));
    writeDurably(this.#path, this.#text(), 0o600);
  }

  /** Gives the lock back. */
  release() {
    rmSync(this.#path, { force: true });
  }

  #text() {
    const address = `http://localhost:${this.#settings.webPort}`;
    return `${JSON.stringify({ owner: identify(process.pid), address, servers: this.#servers })}\n`;
  }
}

/** @param {readonly unknown[]} identities */
async function stopAll(identities) {
  const running = identities.filter((identity) => stillRuns(identity));
  for (const { pid } of running) signalGroup(pid, 'SIGTERM');
  const deadline = performance.now() + terminateGraceMilliseconds;
  while (running.some((identity) => stillRuns(identity)) && performance.now() < deadline) await pause(100);
  for (const identity of running) if (stillRuns(identity)) signalGroup(identity.pid, 'SIGKILL');
}

/**
 * Signals a process that leads its own group, with all its children.
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has just ended.
  }
}
