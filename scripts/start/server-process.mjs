/**
 * One server as a child process: started, watched, started again when it dies by itself, stopped when asked. Knows nothing
 * about what it serves.
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { signalGroup } from './lock.mjs';

const stopMilliseconds = 20_000;
const firstBackoffMilliseconds = 1_000;
const longestBackoffMilliseconds = 30_000;
/** A server that ran this long before it died is taken as healthy, and the wait begins small again. */
const steadyMilliseconds = 60_000;

/**
 * @typedef {object} ServerSpec
 * @property {string} name shown to the operator
 * @property {readonly string[]} parameters of node
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {string} logPath
 * @property {(signal: AbortSignal) => Promise<boolean>} healthy
 */

/** A server that is kept running. */
export class ServerProcess {
  #spec;
  #say;
  #changed;
  /** @type {import('node:child_process').ChildProcess | null} */
  #child = null;
  /** @type {Promise<void>} */
  #ended = Promise.resolve();
  /** @type {NodeJS.Timeout | undefined} */
  #restart;
  #backoff = firstBackoffMilliseconds;
  #stopping = false;
  #keepRunning = false;
  #logStart = 0;

  /**
   * @param {ServerSpec} spec
   * @param {(text: string) => void} say
   * @param {() => void} changed called whenever the process is another one
   */
  constructor(spec, say, changed) {
    this.#spec = spec;
    this.#say = say;
    this.#changed = changed;
  }

  /** Shown to the operator. */
  get name() {
    return this.#spec.name;
  }

  /** Process id, or null while it does not run. */
  get pid() {
    return this.#child?.pid ?? null;
  }

  /** Starts it. Its output goes to its log. */
  start() {
    const log = openSync(this.#spec.logPath, 'a', 0o600);
    this.#logStart = statSync(this.#spec.logPath).size;
    const startedAt = performance.now();
    // A group of its own: Ctrl-C in the terminal must reach the start script only, which then stops servers in order.
    const child = spawn(process.execPath, this.#spec.parameters, {
      cwd: this.#spec.cwd,
      env: this.#spec.env,
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    this.#child = child;
    this.#ended = new Promise((resolve) => {
      child.once('error', () => resolve());
      child.once('close', (code, signal) => {
        this.#child = null;
        resolve();
        if (this.#stopping) return;
        if (performance.now() - startedAt > steadyMilliseconds) this.#backoff = firstBackoffMilliseconds;
        if (this.#keepRunning) this.#startAgain(signal ?? `exit code ${code}`);
      });
    });
    this.#changed();
  }

  /** From now on it is started again whenever it dies. */
  keepRunning() {
    this.#keepRunning = true;
    if (this.#child === null && !this.#stopping) this.#startAgain('it had already ended');
  }

  /**
   * Whether it answers.
   * @param {AbortSignal} signal
   */
  async healthy(signal) {
    try {
      return this.#child !== null && (await this.#spec.healthy(signal));
    } catch {
      return false;
    }
  }

  /** The last lines of its log since it was started. */
  lastLines() {
    const text = readFileSync(this.#spec.logPath).subarray(this.#logStart).toString('utf8');
    return text.trimEnd().split('\n').slice(-20);
  }

  /** Asks it to end, waits, and ends it by force if it does not. */
  async stop() {
    this.#stopping = true;
    clearTimeout(this.#restart);
    const pid = this.pid;
    if (pid === null) return;
    signalGroup(pid, 'SIGTERM');
    const timer = setTimeout(() => {
      this.#say(`The ${this.name} did not end within ${stopMilliseconds / 1000} s and is ended by force.`);
      signalGroup(pid, 'SIGKILL');
    }, stopMilliseconds);
    await this.#ended;
    clearTimeout(timer);
  }

  /** Ends it at once. */
  kill() {
    this.#stopping = true;
    clearTimeout(this.#restart);
    if (this.pid !== null) signalGroup(this.pid, 'SIGKILL');
  }

  /** @param {string} reason */
  #startAgain(reason) {
    const seconds = this.#backoff / 1000;
    this.#say(
      `The ${this.name} ended by itself (${reason}); starting it again in ${seconds} s. Log: ${this.#spec.logPath}`,
    );
    this.#changed();
    this.#restart = setTimeout(() => this.start(), this.#backoff);
    this.#backoff = Math.min(this.#backoff * 2, longestBackoffMilliseconds);
  }
}
