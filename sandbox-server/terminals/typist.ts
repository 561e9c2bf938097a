/**
 * Types commands into a terminal as a learner does, and knows from the prompt's mark when a command has ended.
 *
 * Knows nothing about lessons.
 */
import type { ScreenSnapshot } from './screen.ts';
import type { Terminal, TerminalViewer } from './terminal.ts';

/** The sandbox's prompt begins with this (OSC 133, "semantic prompts"); a command has ended when it appears again. */
const PROMPT_MARK = '\u001b]133;A';

/** Milliseconds a command may take. */
const COMMAND_TIMEOUT_MS = 60_000;

/** A viewer that counts prompts and keeps the last output for reports. */
export class Typist implements TerminalViewer {
  readonly #terminal: Terminal;
  #unread = '';
  #prompts = 0;
  #waiting: (() => void) | undefined;
  /** The end of the output, for reports. */
  tail = '';

  /** Attaches to the terminal as its only viewer. */
  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    terminal.attach(this, undefined);
  }

  showSnapshot(_epoch: string, snapshot: ScreenSnapshot): void {
    // A picture has no marks; the prompt in it is seen by its shape.
    if (snapshot.data.includes('$ ')) this.#sawPrompt();
  }

  showOutput(offset: number, bytes: Uint8Array): void {
    const text = new TextDecoder().decode(bytes);
    this.tail = (this.tail + text).slice(-2_000);
    this.#unread += text;
    const pieces = this.#unread.split(PROMPT_MARK);
    this.#unread = pieces.at(-1) ?? '';
    for (let count = 1; count < pieces.length; count += 1) this.#sawPrompt();
    this.#terminal.acknowledge(this, offset + bytes.length);
  }

  showEnd(): void {
    this.tail += '\n[the shell has ended]';
  }

  /** Resolves when the shell has shown its first prompt. */
  async ready(): Promise<void> {
    await this.#promptAfter(0, 'the first prompt');
  }

  /** Types a line with Enter. Resolves when the prompt is back. */
  async type(line: string): Promise<void> {
    const before = this.#prompts;
    await this.#terminal.write(Buffer.from(`${line}\r`));
    await this.#promptAfter(before, line);
  }

  #sawPrompt(): void {
    this.#prompts += 1;
    this.#waiting?.();
  }

  async #promptAfter(count: number, what: string): Promise<void> {
    if (this.#prompts > count) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`no prompt after “${what}” for ${String(COMMAND_TIMEOUT_MS / 1000)} s:\n${this.tail}`)),
        COMMAND_TIMEOUT_MS,
      );
      this.#waiting = () => {
        clearTimeout(timer);
        this.#waiting = undefined;
        resolve();
      };
    });
  }
}
