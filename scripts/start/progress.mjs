/**
 * Shows stages as they run: one line that changes in a terminal, plain lines elsewhere. Knows nothing about what they do.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const redrawMilliseconds = 120;
const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/**
 * What a stage gets to work with.
 * @typedef {object} Stage
 * @property {string} logPath Where the output of its commands goes.
 * @property {AbortSignal} signal Aborted when the operator asks to stop.
 * @property {(line: string) => void} line Shows the latest line of output.
 * @property {(text: string) => void} detail Says which part of the stage runs now.
 * @property {(text: string) => void} say Prints a line that stays.
 */

/** Runs stages one after another and shows them. */
export class Progress {
  /** @type {import('node:tty').WriteStream | NodeJS.WriteStream} */
  #output = process.stdout;
  #logDirectory;
  #signal;

  /**
   * @param {string} logDirectory
   * @param {AbortSignal} signal
   */
  constructor(logDirectory, signal) {
    this.#logDirectory = logDirectory;
    this.#signal = signal;
  }

  /**
   * Runs one stage.
   * @template T
   * @param {string} name shown, and the name of its log
   * @param {(stage: Stage) => Promise<T>} work answers 'already' when there was nothing to do
   * @returns {Promise<T>}
   */
  async stage(name, work) {
    const startedAt = performance.now();
    const logPath = join(this.#logDirectory, `${name.replaceAll(' ', '-')}.log`);
    writeFileSync(logPath, `${new Date().toISOString()} ${name}\n`, { mode: 0o600 });
    const terminal = this.#output.isTTY;
    let detail = '';
    let latest = '';
    let frame = 0;
    const draw = () => {
      frame += 1;
      const what = [name, detail, `${Math.round((performance.now() - startedAt) / 1000)} s`].filter(Boolean).join('  ');
      const width = (this.#output.columns ?? 80) - 1;
      const text = `${spinner[frame % spinner.length]} ${what}  ${latest}`;
      this.#output.write(`\r\u001b[K${Array.from(text).slice(0, width).join('')}`);
    };
    const timer = terminal ? setInterval(draw, redrawMilliseconds) : undefined;
    const clear = () => (terminal ? this.#output.write('\r\u001b[K') : undefined);
    let announced = false;
    /** @param {string} text */
    const say = (text) => {
      clear();
      this.#output.write(`  ${text}\n`);
    };
    /** @type {Stage} */
    const stage = {
      logPath,
      signal: this.#signal,
      // Escape sequences of a child must not move our cursor.
      line: (text) => (latest = text.replace(/\u001b\[[0-9;?]*[A-Za-z]|[\u0000-\u001f]/g, ' ').trim()),
      detail: (text) => {
        detail = text;
        appendFileSync(logPath, `\n${text}\n`);
        if (terminal) return;
        if (!announced) this.#output.write(`… ${name}\n`);
        announced = true;
        say(text);
      },
      say,
    };
    try {
      const result = await work(stage);
      clear();
      const how = result === 'already' ? 'already done' : duration(performance.now() - startedAt);
      this.#output.write(`✓ ${name} (${how})\n`);
      return result;
    } catch (error) {
      clear();
      this.#output.write(`✗ ${name} (${duration(performance.now() - startedAt)})\n`);
      throw error;
    } finally {
      clearInterval(timer);
    }
  }

  /**
   * A stage that goes on after all others, beside whatever else is shown: its lines go to its log only.
   * @param {string} name
   * @returns {Stage}
   */
  backgroundStage(name) {
    const logPath = join(this.#logDirectory, `${name.replaceAll(' ', '-')}.log`);
    writeFileSync(logPath, `${new Date().toISOString()} ${name}\n`, { mode: 0o600 });
    return {
      logPath,
      signal: this.#signal,
      line: () => undefined,
      detail: (text) => appendFileSync(logPath, `${text}\n`),
      say: (text) => this.#output.write(`${text}\n`),
    };
  }
}

/**
 * A length of time for people, e.g. "3 min 12 s".
 * @param {number} milliseconds
 */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
