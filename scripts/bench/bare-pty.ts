/**
 * The peer that nothing in user space can beat: a shell in a pseudo terminal of this machine with no product between.
 *
 * Knows nothing about any single figure.
 */
import { randomBytes } from 'node:crypto';
import { spawn, type IPty } from 'node-pty';

/** A shell without start files in a terminal of its own. */
export class BarePty implements Disposable {
  readonly #pty: IPty;
  readonly #listeners = new Set<(text: string) => void>();

  constructor() {
    this.#pty = spawn('/bin/bash', ['--norc'], { cols: 100, rows: 30 });
    this.#pty.onData((text) => {
      for (const listener of this.#listeners) listener(text);
    });
  }

  /** Sends keys. */
  type(keys: string): void {
    this.#pty.write(keys);
  }

  /** Resolves when `text` is printed from now on. */
  async untilPrinted(text: string): Promise<void> {
    await new Promise<void>((resolve) => {
      let tail = '';
      const listener = (piece: string) => {
        tail += piece;
        if (!tail.includes(text)) {
          tail = tail.slice(-text.length);
          return;
        }
        this.#listeners.delete(listener);
        resolve();
      };
      this.#listeners.add(listener);
    });
  }

  /** What to type for a command, and the promise of its end. */
  begin(command: string): { readonly typed: string; readonly ended: Promise<void> } {
    const mark = randomBytes(4).toString('hex');
    return { typed: `${command}; printf '<%s>\\n' ${mark}\r`, ended: this.untilPrinted(`<${mark}>`) };
  }

  /** Types a command and resolves when it has ended. */
  async run(command: string): Promise<void> {
    const { typed, ended } = this.begin(command);
    this.type(typed);
    await ended;
  }

  [Symbol.dispose](): void {
    this.#pty.kill('SIGKILL');
  }
}
