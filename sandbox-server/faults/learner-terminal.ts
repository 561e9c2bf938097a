/**
 * A terminal in a sandbox as a learner has it: keys go in, what is shown comes out. For tests only, like all in this folder.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxDriver, SandboxProcess } from '../driver/driver.ts';

/** As much as the sentences looked for; an attack may print without end. */
const SHOWN_CHARACTERS = 20_000;

const CONTROL_C = '\u0003';

/** How a command in the terminal went on. */
export type CommandEnd = 'ended' | 'shell-ended' | 'still-running';

/** A shell with a terminal. */
export class LearnerTerminal {
  readonly #shell: SandboxProcess;
  #shown = '';
  #isEnded = false;

  private constructor(shell: SandboxProcess) {
    this.#shell = shell;
    shell.stream.on('data', (bytes: Buffer) => {
      this.#shown = (this.#shown + bytes.toString('latin1')).slice(-SHOWN_CHARACTERS);
    });
    shell.stream.on('error', () => undefined);
    void shell.exited.then(() => (this.#isEnded = true));
  }

  /** Opens a terminal in a sandbox. */
  static async open(driver: SandboxDriver, id: string): Promise<LearnerTerminal> {
    const size = { columns: 100, rows: 30 };
    return new LearnerTerminal(
      await driver.exec(id, { command: ['/bin/bash'], user: 'learner', workingDirectory: '/tmp', terminal: size }),
    );
  }

  /** The end of what is shown. */
  get shown(): string {
    return this.#shown;
  }

  /** Types a line with Enter. */
  typeLine(line: string): void {
    this.#shell.stream.write(`${line}\r`);
  }

  /** Presses Ctrl-C. */
  interrupt(): void {
    this.#shell.stream.write(CONTROL_C);
  }

  /** Types a command and waits until it has ended, the shell has, or `seconds` have passed. */
  async run(command: string, seconds: number): Promise<CommandEnd> {
    const mark = randomBytes(4).toString('hex');
    // The mark as it is typed differs from the mark that is printed.
    this.typeLine(`${command}; printf '<%s>\\n' ${mark}`);
    for (let waited = 0; waited < seconds * 10; waited += 1) {
      if (this.#shown.includes(`<${mark}>`)) return 'ended';
      if (this.#isEnded) return 'shell-ended';
      await sleep(100);
    }
    return 'still-running';
  }

  /** Lets go of the shell. */
  close(): void {
    this.#shell.detach();
  }
}
