/**
 * A learner at a terminal of the product: enters a lesson, types through the WebSocket as the browser does, and reads what
 * comes back.
 *
 * Knows nothing about what is typed.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserConnection } from '../testing/browser-connection.ts';
import type { ServerProcess } from '../testing/server-process.ts';

const LESSON = 'ch02/first-container';

/** Bytes of an answer that are read; an attempt may print without end. */
const LONGEST_ANSWER_BYTES = 40_000;

/** Milliseconds beyond the seconds of a command in which its end must show. */
const PATIENCE_MS = 10_000;

const LOOK_EVERY_MS = 25;

/** How to run a script. */
export interface RunOptions {
  /** Who runs it; every learner may become root. */
  readonly as?: 'root' | 'learner';
  /** After these it is ended. */
  readonly seconds?: number;
}

/** One learner in one sandbox. */
export class Learner {
  readonly #server: ServerProcess;
  readonly #account: string;
  readonly #session: string;
  #browser: BrowserConnection;
  #sandbox: string;

  private constructor(server: ServerProcess, account: string, session: string, browser: BrowserConnection, id: string) {
    this.#server = server;
    this.#account = account;
    this.#session = session;
    this.#browser = browser;
    this.#sandbox = id;
  }

  /** Opens the lesson and waits for the shell. */
  static async enter(server: ServerProcess, account: string): Promise<Learner> {
    const { id, browser } = await server.enter(account, LESSON);
    return new Learner(server, account, id, browser, await server.sandboxOf(id));
  }

  /** Id of the sandbox, as the driver knows it. */
  get sandbox(): string {
    return this.#sandbox;
  }

  /**
   * Types a script and gives what it prints, without control characters. Standard error counts as output; the exit code is
   * the script's own affair to print. Throws when its end does not show.
   */
  async run(script: string, { as = 'root', seconds = 30 }: RunOptions = {}): Promise<string> {
    const mark = randomBytes(4).toString('hex');
    const code = Buffer.from(script).toString('base64');
    const shell = `${as === 'root' ? 'sudo ' : ''}bash -c "$(base64 -d <<< ${code})" < /dev/null 2>&1`;
    // The marks as they are typed differ from the marks that are printed.
    const print = (edge: string) => `printf '<%s>\\n' ${edge}${mark}`;
    this.type(
      `${print('from')}; timeout --kill-after 2 ${String(seconds)} ${shell} | head --bytes ${String(LONGEST_ANSWER_BYTES)}; ${print('to')}`,
    );
    // What was shown before is not read again: it may be long.
    const before = this.#browser.output.length;
    const heard = this.#browser.messages.length;
    const [from, to] = [`<from${mark}>`, `<to${mark}>`];
    const answer = await this.#see(seconds * 1000 + PATIENCE_MS, heard, (shown) => {
      const begin = shown.indexOf(from, shown.length < before ? 0 : before);
      const end = begin < 0 ? -1 : shown.indexOf(to, begin);
      return end < 0 ? null : shown.slice(begin + from.length, end);
    });
    if (answer === null) throw new Error(`the terminal gave no answer: ${JSON.stringify(this.shown.slice(-300))}`);
    return plain(answer).trim();
  }

  /** Types a line with Enter and does not wait. */
  type(line: string): void {
    this.#browser.typeLine(line);
  }

  /** What the terminal shows. */
  get shown(): string {
    return this.#browser.output;
  }

  /** How much of the disk is used, from 0 to 1, as the page was told last; null before. */
  get diskShare(): number | null {
    const told = this.#browser.messages.findLast((message) => message.type === 'usage');
    return told?.type === 'usage' ? told.usage.diskBytes.used / told.usage.diskBytes.limit : null;
  }

  /** Milliseconds from a typed command to its answer. */
  async echo(): Promise<number> {
    const began = performance.now();
    await this.run('true', { as: 'learner', seconds: 20 });
    return performance.now() - began;
  }

  /** Asks for a new sandbox, as the button does, and waits for its shell. */
  async startOver(): Promise<void> {
    const browser = this.#browser;
    const body = { accountId: this.#account };
    const answer = await this.#server.request('POST', `/sessions/${this.#session}/reset`, body);
    if (!answer.ok) throw new Error(`the reset was answered with ${String(answer.status)}`);
    await browser.until('the end of the old sandbox', () => browser.phase !== 'ready');
    await browser.until('the new sandbox', () => browser.phase === 'ready');
    browser[Symbol.dispose]();
    this.#browser = (await this.#server.enter(this.#account, LESSON)).browser;
    this.#sandbox = await this.#server.sandboxOf(this.#session);
  }

  /** Closes the page. */
  [Symbol.dispose](): void {
    this.#browser[Symbol.dispose]();
  }

  /** What `look` finds; null when it finds nothing in time, or the shell or its sandbox has ended meanwhile. */
  async #see<T>(milliseconds: number, heard: number, look: (shown: string) => T | null): Promise<T | null> {
    const deadline = performance.now() + milliseconds;
    for (;;) {
      const seen = look(this.#browser.output);
      if (seen !== null || performance.now() > deadline || this.#hasEnded(heard)) return seen;
      await sleep(LOOK_EVERY_MS);
    }
  }

  #hasEnded(heard: number): boolean {
    const news = this.#browser.messages.slice(heard);
    return news.some(
      (message) =>
        message.type === 'terminal-ended' || (message.type === 'session' && message.session.state.phase !== 'ready'),
    );
  }
}

function plain(text: string): string {
  return text.replace(/\u001b\[[\d;?]*[a-zA-Z]|[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
}
