/**
 * A browser for measuring: speaks the protocol, but keeps no output beyond what is looked for, so that it costs little and
 * the same however much is printed. It can stop acknowledging, cut its connection, and come back where it was.
 *
 * Knows nothing about any single figure.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import WebSocket from 'ws';
import { decodeOutputFrame, encodeInputFrame } from '#protocol/frames.ts';
import { ACK_EVERY_BYTES, PROTOCOL_VERSION, serverMessageSchema, type ServerMessage } from '#protocol/messages.ts';
import type { SessionState } from '#protocol/session.ts';

const SIZE = { columns: 100, rows: 30 };

/** Longer than any sentence looked for. */
const TAIL_CHARACTERS = 200;

const WAIT_MS = 120_000;

interface Stream {
  epoch: string;
  offset: number;
  acknowledged: number;
}

/** One learner's connection. It can be opened several times, one after the other. */
export class TerminalClient implements Disposable {
  readonly #url: string;
  readonly #origin: string;
  readonly #streams = new Map<number, Stream>();
  readonly #checks = new Set<() => void>();
  readonly #listeners = new Set<(terminal: number, bytes: Uint8Array) => void>();
  #socket: WebSocket | undefined;

  /** The last state of the session that was told. */
  state: SessionState | undefined;
  /** Codes of the errors that were told. */
  readonly errors: string[] = [];
  /** The largest place in the queue that was told; 0 when there was none. */
  largestPlace = 0;
  /** Numbers of the terminals there are. */
  terminals: readonly number[] = [];
  /** Pictures of a terminal that came instead of what followed the last offset, as after a page was loaded. */
  snapshots = 0;
  /** Output frames that did not begin where the last one ended. */
  gaps = 0;
  /** Whether output is acknowledged, as a browser does that shows it. */
  acknowledges = true;

  constructor(url: string, origin: string) {
    this.#url = url;
    this.#origin = origin;
  }

  /** Connects and shows the terminals it showed before, from where it was; the first one at the first time. */
  async open(ticket: string): Promise<void> {
    const socket = new WebSocket(this.#url, { headers: { origin: this.#origin } });
    this.#socket = socket;
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer, isBinary) => {
      if (socket !== this.#socket) return;
      if (isBinary) this.#receiveOutput(data);
      else this.#receiveMessage(serverMessageSchema.parse(JSON.parse(data.toString())));
      for (const check of this.#checks) check();
    });
    await once(socket, 'open');
    let isWelcome = false;
    const welcome = (data: Buffer, isBinary: boolean) => (isWelcome ||= !isBinary && data.includes('"welcome"'));
    socket.on('message', welcome);
    this.#send({ type: 'open', protocol: PROTOCOL_VERSION, ticket });
    if (this.#streams.size === 0) this.attach(1);
    else for (const terminal of this.#streams.keys()) this.attach(terminal);
    await this.until('the welcome', () => isWelcome);
    socket.off('message', welcome);
  }

  /** Shows a terminal. */
  attach(terminal: number): void {
    const known = this.#streams.get(terminal);
    const resume = known ? { epoch: known.epoch, offset: known.offset } : null;
    if (!known) this.#streams.set(terminal, { epoch: '', offset: 0, acknowledged: 0 });
    this.#send({ type: 'attach', terminal, ...SIZE, resume });
  }

  /** Opens one more terminal, shows it and answers its number. */
  async openTerminal(): Promise<number> {
    const before = new Set(this.terminals);
    this.#send({ type: 'new-terminal' });
    const isNew = (terminal: number) => !before.has(terminal);
    await this.until('one more terminal', () => this.terminals.some(isNew));
    const terminal = this.terminals.find(isNew) ?? 0;
    this.attach(terminal);
    return terminal;
  }

  /** Sends keys. */
  type(keys: string, terminal = 1): void {
    this.#socket?.send(encodeInputFrame({ terminal, bytes: Buffer.from(keys) }));
  }

  /** Calls `listener` with every piece of output until the returned function is called. */
  onOutput(listener: (terminal: number, bytes: Uint8Array) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when `text` is printed from now on. */
  async untilPrinted(text: string, terminal = 1): Promise<void> {
    let tail = '';
    let isPrinted = false;
    const stop = this.onOutput((number, bytes) => {
      if (number !== terminal || isPrinted) return;
      tail += Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
      isPrinted = tail.includes(text);
      tail = tail.slice(-TAIL_CHARACTERS);
    });
    try {
      await this.until(JSON.stringify(text), () => isPrinted);
    } finally {
      stop();
    }
  }

  /** Types a command and resolves when it has ended. */
  async run(command: string, terminal = 1): Promise<void> {
    const { typed, ended } = this.begin(command, terminal);
    this.type(typed, terminal);
    await ended;
  }

  /** What to type for a command, and the promise of its end. The mark as it is typed differs from the mark printed. */
  begin(command: string, terminal = 1): { readonly typed: string; readonly ended: Promise<void> } {
    const mark = randomBytes(4).toString('hex');
    const ended = this.untilPrinted(`<${mark}>`, terminal);
    return { typed: `${command}; printf '<%s>\\n' ${mark}\r`, ended };
  }

  /** Loses the connection without a word, as a laptop that is closed. */
  cut(): void {
    this.#socket?.terminate();
  }

  /** Resolves as soon as `condition` holds; it is asked after each message. */
  async until(what: string, condition: () => boolean): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        this.#checks.delete(check);
        settle();
      };
      const check = () => {
        if (condition()) finish(resolve);
      };
      const seen = () => `${JSON.stringify(this.state)} ${this.errors.join(' ')}`;
      const timer = setTimeout(() => finish(() => reject(new Error(`no ${what} came; ${seen()}`))), WAIT_MS);
      this.#checks.add(check);
    });
  }

  [Symbol.dispose](): void {
    this.cut();
  }

  #send(message: unknown): void {
    this.#socket?.send(JSON.stringify(message));
  }

  #receiveOutput(data: Buffer): void {
    const frame = decodeOutputFrame(data);
    const stream = frame && this.#streams.get(frame.terminal);
    if (!frame || !stream) throw new Error('output of a terminal that is not shown');
    if (frame.offset !== stream.offset) this.gaps += 1;
    stream.offset = frame.offset + frame.bytes.length;
    this.#tell(frame.terminal, frame.bytes);
    if (!this.acknowledges || stream.offset - stream.acknowledged < ACK_EVERY_BYTES) return;
    this.acknowledge();
  }

  /** Says that everything that came was shown. */
  acknowledge(): void {
    for (const [terminal, stream] of this.#streams) {
      if (stream.offset === stream.acknowledged) continue;
      stream.acknowledged = stream.offset;
      this.#send({ type: 'ack', terminal, offset: stream.offset });
    }
  }

  #receiveMessage(message: ServerMessage): void {
    switch (message.type) {
      case 'welcome':
      case 'session':
        this.state = message.session.state;
        if (this.state.phase === 'queued') this.largestPlace = Math.max(this.largestPlace, this.state.place);
        return;
      case 'terminals':
        this.terminals = message.terminals.map(({ number }) => number);
        return;
      case 'snapshot':
        this.snapshots += 1;
        this.#streams.set(message.terminal, {
          epoch: message.epoch,
          offset: message.offset,
          acknowledged: message.offset,
        });
        this.#tell(message.terminal, Buffer.from(message.data));
        return;
      case 'error':
        this.errors.push(message.code);
        return;
      default:
      // The rest changes nothing that is measured.
    }
  }

  #tell(terminal: number, bytes: Uint8Array): void {
    for (const listener of this.#listeners) listener(terminal, bytes);
  }
}
