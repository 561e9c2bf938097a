/**
 * The browser's end of the WebSocket, without a browser: speaks the protocol, acknowledges output, and waits for things.
 * For tests and benchmarks only.
 */
import { once } from 'node:events';
import WebSocket from 'ws';
import { decodeOutputFrame, encodeInputFrame } from '#protocol/frames.ts';
import { PROTOCOL_VERSION, serverMessageSchema, type ServerMessage } from '#protocol/messages.ts';

const WAIT_MS = 30_000;

/** How a connection ended. */
export interface ClosedConnection {
  readonly code: number;
  readonly messages: readonly ServerMessage[];
}

/** One connection. */
export class BrowserConnection implements Disposable {
  readonly socket: WebSocket;
  readonly messages: ServerMessage[] = [];
  /** The picture and everything after it, as the terminal got it. */
  output = '';
  epoch = '';
  offset = 0;
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

  /** Sends `open` and waits for the welcome. */
  async open(ticket: string, resume?: { epoch: string; offset: number }): Promise<void> {
    if (this.socket.readyState === WebSocket.CONNECTING) await once(this.socket, 'open');
    if (resume) Object.assign(this, resume);
    this.sendMessage({
      type: 'open',
      protocol: PROTOCOL_VERSION,
      ticket,
      columns: 100,
      rows: 30,
      resume: resume ? [{ terminal: 1, ...resume }] : [],
    });
    await this.until('the welcome', () => this.messages.some(({ type }) => type === 'welcome'));
  }

  /** Sends any value as a text frame. */
  sendMessage(message: unknown): void {
    this.socket.send(JSON.stringify(message));
  }

  /** Types a line with Enter into the terminal. */
  typeLine(line: string): void {
    this.socket.send(encodeInputFrame({ terminal: 1, bytes: Buffer.from(`${line}\r`) }));
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

  /** Resolves when the shell's prompt stands at the end of the output. */
  async untilPrompt(): Promise<void> {
    await this.until('the prompt', () => /\$ $/.test(this.output.replaceAll(/\u001b\[[\d;?]*[a-zA-Z]/g, '')));
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

  #receiveOutput(data: Buffer): void {
    const frame = decodeOutputFrame(data);
    if (!frame) throw new Error('an output frame is too short');
    if (frame.offset !== this.offset) {
      throw new Error(`output at ${String(frame.offset)} where ${String(this.offset)} should follow`);
    }
    this.offset += frame.bytes.length;
    this.output += Buffer.from(frame.bytes).toString();
    this.sendMessage({ type: 'ack', terminal: 1, offset: this.offset });
  }

  #receiveMessage(message: ServerMessage): void {
    this.messages.push(message);
    if (message.type !== 'snapshot') return;
    this.epoch = message.epoch;
    this.offset = message.offset;
    this.output = message.data;
  }
}
