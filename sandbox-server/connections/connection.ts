/**
 * One WebSocket of one browser: waits for `open` with a ticket, then carries messages and bytes between the browser and
 * its session. Everything that comes in is parsed; what does not fit ends the connection with a code of the table.
 *
 * Knows nothing about how sessions work inside.
 */
import type { Logger } from 'pino';
import type { RawData, WebSocket } from 'ws';
import { DrydockError, errorTable, type ErrorCode } from '#protocol/errors.ts';
import { decodeInputFrame, encodeOutputFrame } from '#protocol/frames.ts';
import {
  clientMessageSchema,
  OPEN_TIMEOUT_MS,
  PROTOCOL_VERSION,
  type ClientMessage,
  type ServerMessage,
} from '#protocol/messages.ts';
import type { SessionViewer } from '../sessions/session-audience.ts';
import type { Session } from '../sessions/session.ts';
import type { ScreenSnapshot } from '../terminals/screen.ts';
import type { TerminalSize } from '../terminals/terminal-size.ts';

/** Milliseconds between two pings; a browser that missed one is taken for gone. */
const HEARTBEAT_MS = 20_000;

/** What may wait for a browser to read it; output has its window, so that only pictures asked for again and again pile up. */
const MOST_WAITING_BYTES = 64 * 1024 * 1024;

/** Finds the session that a ticket admits to. Throws DrydockError. */
export type Admit = (ticket: string) => Session;

/** A browser's connection. */
export class Connection implements SessionViewer {
  readonly #socket: WebSocket;
  readonly #admit: Admit;
  readonly #log: Logger;
  readonly #openTimer: NodeJS.Timeout;
  readonly #heartbeat: NodeJS.Timeout;
  #alive = true;
  #session: Session | undefined;

  constructor(socket: WebSocket, admit: Admit, log: Logger) {
    this.#socket = socket;
    this.#admit = admit;
    this.#log = log;
    this.#openTimer = setTimeout(() => this.fail('ticket-missing'), OPEN_TIMEOUT_MS);
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('pong', () => (this.#alive = true));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.#close());
  }

  send(message: ServerMessage): void {
    if (this.#socket.bufferedAmount > MOST_WAITING_BYTES) this.#socket.terminate();
    else this.#socket.send(JSON.stringify(message));
  }

  showSnapshot(terminal: number, epoch: string, snapshot: ScreenSnapshot): void {
    this.send({ type: 'snapshot', terminal, epoch, ...snapshot });
  }

  showOutput(terminal: number, offset: number, bytes: Uint8Array): void {
    this.#socket.send(encodeOutputFrame({ terminal, offset, bytes }));
  }

  showEnd(terminal: number, exitCode: number | null): void {
    this.send({ type: 'terminal-ended', terminal, exitCode });
  }

  showSize(terminal: number, { columns, rows }: TerminalSize, isDriver: boolean): void {
    this.send({ type: 'terminal-size', terminal, columns, rows, isDriver });
  }

  /** Tells the browser what went wrong and ends the connection if the table says so. */
  fail(code: ErrorCode): void {
    this.send({ type: 'error', code });
    const { closeCode } = errorTable[code];
    if (closeCode !== null) this.#socket.close(closeCode, code);
  }

  #receive(data: RawData, isBinary: boolean): void {
    try {
      const bytes = toBuffer(data);
      if (isBinary) this.#receiveInput(bytes);
      else this.#receiveMessage(parse(bytes.toString('utf8')));
    } catch (error) {
      this.#refuse(error);
    }
  }

  #refuse(error: unknown): void {
    if (!(error instanceof DrydockError)) this.#log.error({ error }, 'a message could not be handled');
    this.fail(error instanceof DrydockError ? error.code : 'internal');
  }

  #receiveMessage(message: ClientMessage): void {
    if (message.type === 'open') {
      this.#open(message);
      return;
    }
    const session = this.#requireSession();
    switch (message.type) {
      case 'attach': {
        const { terminal, columns, rows, resume } = message;
        session.audience.attachTerminal(this, terminal, { columns, rows }, resume);
        return;
      }
      case 'detach':
        session.audience.detachTerminal(this, message.terminal);
        return;
      case 'resize':
        this.#follow(session.audience.resize(this, message.terminal, { columns: message.columns, rows: message.rows }));
        return;
      case 'ack':
        session.audience.acknowledge(this, message.terminal, message.offset);
        return;
      case 'start-terminal':
        session.audience.startTerminal(message.terminal);
        return;
      case 'new-terminal':
        this.send({ type: 'terminal-opened', terminal: session.audience.openTerminal() });
        return;
      case 'close-terminal':
        this.#follow(session.audience.closeTerminal(message.terminal));
        return;
      case 'rename-terminal':
        session.audience.renameTerminal(message.terminal, message.name);
        return;
      case 'extend':
        session.extend();
        return;
      case 'watch':
        session.audience.watch(this, message.subject, message.isOn);
    }
  }

  #open(message: Extract<ClientMessage, { type: 'open' }>): void {
    if (this.#session) throw new DrydockError('message-invalid', 'a connection is opened once');
    clearTimeout(this.#openTimer);
    if (message.protocol !== PROTOCOL_VERSION) throw new DrydockError('protocol-mismatch');
    const session = this.#admit(message.ticket);
    this.#session = session;
    session.audience.attach(this);
  }

  #receiveInput(bytes: Uint8Array): void {
    const session = this.#requireSession();
    const input = decodeInputFrame(bytes);
    if (!input) throw new DrydockError('message-invalid', 'a frame without input');
    // The browser waits while the shell takes in what was pasted; nothing piles up here.
    this.#socket.pause();
    this.#follow(session.audience.type(this, input.terminal, input.bytes).finally(() => this.#socket.resume()));
  }

  /** Nothing waits for this work; when it fails, the browser learns of it. */
  #follow(work: Promise<void>): void {
    work.catch((error: unknown) => this.#refuse(error));
  }

  #requireSession(): Session {
    if (!this.#session) throw new DrydockError('ticket-missing');
    return this.#session;
  }

  #beat(): void {
    if (!this.#alive) {
      this.#socket.terminate();
      return;
    }
    this.#alive = false;
    this.#socket.ping();
  }

  #close(): void {
    clearTimeout(this.#openTimer);
    clearInterval(this.#heartbeat);
    this.#session?.audience.detach(this);
  }
}

function toBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}

function parse(text: string): ClientMessage {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DrydockError('message-invalid', 'not JSON', { cause: error });
  }
  const message = clientMessageSchema.safeParse(value);
  if (!message.success) throw new DrydockError('message-invalid', message.error.message);
  return message.data;
}
