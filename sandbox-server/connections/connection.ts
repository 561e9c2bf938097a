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
import { FIRST_TERMINAL } from '../sessions/live-sandbox.ts';
import type { Session, SessionViewer } from '../sessions/session.ts';
import type { TerminalViewer } from '../terminals/terminal.ts';

/** Milliseconds between two pings; a browser that missed one is taken for gone. */
const HEARTBEAT_MS = 20_000;

/** Finds the session that a ticket admits to. Throws DrydockError. */
export type Admit = (ticket: string) => Session;

/** A browser's connection. */
export class Connection implements SessionViewer {
  readonly terminal: TerminalViewer;
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
    this.terminal = {
      showSnapshot: (epoch, snapshot) => this.send({ type: 'snapshot', terminal: FIRST_TERMINAL, epoch, ...snapshot }),
      showOutput: (offset, bytes) => socket.send(encodeOutputFrame({ terminal: FIRST_TERMINAL, offset, bytes })),
      showEnd: (exitCode) => this.send({ type: 'terminal-ended', terminal: FIRST_TERMINAL, exitCode }),
    };
    this.#openTimer = setTimeout(() => this.fail('ticket-missing'), OPEN_TIMEOUT_MS);
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('pong', () => (this.#alive = true));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.#close());
  }

  send(message: ServerMessage): void {
    this.#socket.send(JSON.stringify(message));
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
      if (!(error instanceof DrydockError)) this.#log.error({ error }, 'a message could not be handled');
      this.fail(error instanceof DrydockError ? error.code : 'internal');
    }
  }

  #receiveMessage(message: ClientMessage): void {
    if (message.type === 'open') {
      this.#open(message);
      return;
    }
    const session = this.#requireSession();
    switch (message.type) {
      case 'resize':
        void session.resize(message);
        return;
      case 'ack':
        session.acknowledge(this, message.offset);
        return;
      case 'start-terminal':
        session.startTerminal();
    }
  }

  #open(message: Extract<ClientMessage, { type: 'open' }>): void {
    if (this.#session) throw new DrydockError('message-invalid', 'a connection is opened once');
    clearTimeout(this.#openTimer);
    if (message.protocol !== PROTOCOL_VERSION) throw new DrydockError('protocol-mismatch');
    const session = this.#admit(message.ticket);
    this.#session = session;
    const { columns, rows } = message;
    session.attach(
      this,
      { columns, rows },
      message.resume.find(({ terminal }) => terminal === FIRST_TERMINAL),
    );
  }

  #receiveInput(bytes: Uint8Array): void {
    const session = this.#requireSession();
    const input = decodeInputFrame(bytes);
    if (input?.terminal !== FIRST_TERMINAL) throw new DrydockError('message-invalid', 'no such terminal');
    // The browser waits while the shell takes in what was pasted; nothing piles up here.
    this.#socket.pause();
    void session.type(input.bytes).finally(() => this.#socket.resume());
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
    this.#session?.detach(this);
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
