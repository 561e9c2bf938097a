/**
 * The browser's end of the WebSocket, without a browser: speaks the protocol, acknowledges output, and waits for things.
 * Shows terminal 1 from the beginning and others when asked. For tests and benchmarks only.
 */
import { once } from 'node:events';
import WebSocket from 'ws';
import { decodeOutputFrame, encodeInputFrame } from '#protocol/frames.ts';
import { PROTOCOL_VERSION, serverMessageSchema, type ServerMessage } from '#protocol/messages.ts';

const WAIT_MS = 30_000;

/** The size of every terminal here. */
const SIZE = { columns: 100, rows: 30 };

/** How a connection ended. */
export interface ClosedConnection {
  readonly code: number;
  readonly messages: readonly ServerMessage[];
}

/** What has been shown of one terminal. */
interface ShownTerminal {
  /** The picture and everything after it, as the terminal got it. */
  output: string;
  epoch: string;
  offset: number;
}

/** One connection. */
export class BrowserConnection implements Disposable {
  readonly socket: WebSocket;
  readonly messages: ServerMessage[] = [];
  readonly #terminals = new Map<number, ShownTerminal>();
  readonly #waiting = new Set<() => void>();

  constructor(url: string, headers: Readonly<Record<string, string>>) {
    this.socket = new WebSocket(url, { headers });
    this.socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.#receiveOutput(data);
      else this.#receiveMessage(serverMessageSchema.parse(JSON.parse(data.toString())));
      for (const check of this.#waiting) check();
    });
    this.socket.on('error', () => undefined);
  }

  /** The picture of terminal 1 and everything after it. */
  get output(): string {
    return this.outputOf(1);
  }

  /** The output stream of terminal 1. */
  get epoch(): string {
    return this.#shown(1).epoch;
  }

  /** Bytes of terminal 1 up to here. */
  get offset(): number {
    return this.#shown(1).offset;
  }

  /** The picture of a terminal and everything after it, as the terminal got it. */
  outputOf(terminal: number): string {
    return this.#shown(terminal).output;
  }

  /** Sends `open`, shows terminal 1, and waits for the welcome. */
  async open(ticket: string, resume?: { epoch: string; offset: number }): Promise<void> {
    if (this.socket.readyState === WebSocket.CONNECTING) await once(this.socket, 'open');
    this.sendMessage({ type: 'open', protocol: PROTOCOL_VERSION, ticket });
    this.attach(1, resume);
    await this.until('the welcome', () => this.messages.some(({ type }) => type === 'welcome'));
  }

  /** Shows a terminal, from `resume` on if the server still knows it. */
  attach(terminal: number, resume?: { epoch: string; offset: number }): void {
    if (resume) Object.assign(this.#shown(terminal), { epoch: resume.epoch, offset: resume.offset });
    this.sendMessage({
      type: 'attach',
      terminal,
      ...SIZE,
      resume: resume ? { epoch: resume.epoch, offset: resume.offset } : null,
    });
  }

  /** Sends any value as a text frame. */
  sendMessage(message: unknown): void {
    this.socket.send(JSON.stringify(message));
  }

  /** Types a line with Enter into a terminal. */
  typeLine(line: string, terminal = 1): void {
    this.socket.send(encodeInputFrame({ terminal, bytes: Buffer.from(`${line}\r`) }));
  }

  /** The last verdict of a step. */
  verdict(stepId: string): Extract<ServerMessage, { type: 'verdict' }> | undefined {
    return this.messages.findLast((message) => message.type === 'verdict' && message.stepId === stepId) as
      Extract<ServerMessage, { type: 'verdict' }> | undefined;
  }

  /** The last phase of the session that was told. */
  get phase(): string | undefined {
    const message = this.messages.findLast(({ type }) => type === 'session' || type === 'welcome');
    return message && 'session' in message ? message.session.state.phase : undefined;
  }

  /** Resolves as soon as `condition` holds. */
  async until(what: string, condition: () => boolean): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const check = () => {
        if (condition()) finish(resolve);
      };
      const timer = setTimeout(() => {
        const seen = `${JSON.stringify(this.messages.slice(-5))}\n${this.output.slice(-500)}`;
        finish(() => reject(new Error(`waited ${String(WAIT_MS / 1000)} s for ${what}; last seen:\n${seen}`)));
      }, WAIT_MS);
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(check);
        settle();
      };
      this.#waiting.add(check);
    });
  }

  /** Resolves when the shell's prompt stands at the end of a terminal's output. */
  async untilPrompt(terminal = 1): Promise<void> {
    // NUL is a snapshot's last byte; like the sequences it shows nothing.
    const shown = () => this.outputOf(terminal).replaceAll(/\u001b\[[\d;?]*[a-zA-Z]|\0/g, '');
    await this.until('the prompt', () => /\$ $/.test(shown()));
  }

  /** Resolves when the server has closed the connection. */
  async untilClosed(): Promise<ClosedConnection> {
    if (this.socket.readyState === WebSocket.CLOSED) throw new Error('the connection had been closed before');
    const [code] = (await once(this.socket, 'close')) as [number];
    return { code, messages: this.messages };
  }

  [Symbol.dispose](): void {
    this.socket.terminate();
  }

  #shown(terminal: number): ShownTerminal {
    const shown = this.#terminals.get(terminal) ?? { output: '', epoch: '', offset: 0 };
    this.#terminals.set(terminal, shown);
    return shown;
  }

  #receiveOutput(data: Buffer): void {
    const frame = decodeOutputFrame(data);
    if (!frame) throw new Error('an output frame is too short');
    const shown = this.#shown(frame.terminal);
    if (frame.offset !== shown.offset) {
      throw new Error(`output at ${String(frame.offset)} where ${String(shown.offset)} should follow`);
    }
    shown.offset += frame.bytes.length;
    shown.output += Buffer.from(frame.bytes).toString();
    this.sendMessage({ type: 'ack', terminal: frame.terminal, offset: shown.offset });
  }

  #receiveMessage(message: ServerMessage): void {
    this.messages.push(message);
    if (message.type !== 'snapshot') return;
    const { epoch, offset, data } = message;
    this.#terminals.set(message.terminal, { epoch, offset, output: data });
  }
}
