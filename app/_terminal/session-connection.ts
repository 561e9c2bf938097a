/**
 * The page's end of the sandbox: asks the web app for a session and a ticket, speaks the protocol over a WebSocket, and
 * comes back by itself when the connection is lost.
 *
 * Knows nothing about React or xterm: the screen, the socket and the clock are given to it.
 */
import { errorTable, type ErrorCode } from '#protocol/errors.ts';
import { decodeOutputFrame, encodeInputFrame } from '#protocol/frames.ts';
import { PROTOCOL_VERSION, serverMessageSchema, type ClientMessage, type ServerMessage } from '#protocol/messages.ts';
import { afterNews, type ConnectionNews } from './connection-news.ts';
import { initialConnectionState, type ConnectionState } from './connection-state.ts';
import { InputQueue } from './input-queue.ts';
import type { OpenedSession } from './opened-session.ts';
import { OutputStream } from './output-stream.ts';
import { reconnectDelay } from './reconnect-delay.ts';

/** The one terminal of a session, so far. */
const TERMINAL = 1;
/** Bytes of input in one frame at most; a long paste becomes several. */
const INPUT_FRAME_BYTES = 16 * 1024;

/** Size of a terminal in character cells. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** Where output is drawn. */
export interface TerminalScreen {
  size(): TerminalSize;
  /** Replaces everything on the screen and in its scrollback. `shown` is called once it has been consumed. */
  restore(snapshot: TerminalSize & { readonly data: string }, shown: () => void): void;
  /** Draws output. `shown` is called once it has been consumed. */
  write(bytes: Uint8Array, shown: () => void): void;
}

/** What is needed of a WebSocket. */
export interface ConnectionSocket {
  send(data: string | Uint8Array<ArrayBuffer>): void;
  /** No handler is called afterwards. */
  close(): void;
}

/** What a WebSocket tells. */
export interface SocketHandlers {
  opened(): void;
  received(data: unknown): void;
  /** Also when it could not be opened. */
  closed(): void;
}

/** The answer to asking for a session. */
export type Opening =
  { readonly ok: true; readonly opened: OpenedSession } | { readonly ok: false; readonly code: ErrorCode };

/** What the connection is given. */
export interface ConnectionParts {
  readonly screen: TerminalScreen;
  /** Asks the web app for a session and a fresh ticket. Never rejects. */
  readonly openSession: () => Promise<Opening>;
  readonly connect: (url: string, handlers: SocketHandlers) => ConnectionSocket;
  /** Runs something later; returns how to cancel it. */
  readonly schedule: (action: () => void, milliseconds: number) => () => void;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly onState: (state: ConnectionState) => void;
}

/** Refusals that pass by themselves: a fresh ticket or a server that is back is all they need. */
const passing: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'sandbox-server-unreachable',
  'progress-unavailable',
  'server-stopping',
  'session-unknown',
  'ticket-missing',
  'ticket-invalid',
]);

/** Close reasons that reconnecting would only repeat. */
const final: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['protocol-mismatch', 'message-invalid', 'lesson-unknown']);

/** One page's connection to one sandbox. */
export class SessionConnection {
  readonly #parts: ConnectionParts;
  readonly #queue = new InputQueue();
  readonly #output = new OutputStream();
  #state = initialConnectionState;
  #socket: ConnectionSocket | null = null;
  /** Answers to earlier tries are ignored. */
  #try = 0;
  #failures = 0;
  #cancelRetry: (() => void) | null = null;
  #closingError: ErrorCode | null = null;
  #serverSize: TerminalSize | null = null;
  #disposed = false;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
  }

  /** Connects for the first time, or again after the learner asked for it. */
  start(): void {
    this.#learn({ type: 'asked-again' });
    this.#failures = 0;
    void this.#connect();
  }

  /** The sandbox was thrown away: forgets its output and connects to the new one. */
  startOver(): void {
    this.#output.forget();
    this.#queue.drain();
    this.#learn({ type: 'started-over' });
    this.#failures = 0;
    void this.#connect();
  }

  /** Tries at once instead of waiting, because the network or the page has come back. */
  hurry(): void {
    if (this.#cancelRetry === null) return;
    this.#failures = 0;
    void this.#connect();
  }

  /** Sends keys or pasted text; keeps them while nothing can take them. */
  send(bytes: Uint8Array): void {
    if (this.#state.shell === 'ended') {
      if (bytes.includes(0x0d)) this.startShell();
      return;
    }
    if (this.#ready) this.#sendInput(bytes);
    else if (!this.#queue.add(bytes)) this.#learn({ type: 'input-lost' });
  }

  /** Starts a new shell after the last one ended. */
  startShell(): void {
    if (this.#ready && this.#state.shell === 'ended') this.#tell({ type: 'start-terminal', terminal: TERMINAL });
  }

  /** The screen has another size. */
  resized({ columns, rows }: TerminalSize): void {
    if (this.#state.link !== 'open') return;
    if (this.#serverSize?.columns === columns && this.#serverSize.rows === rows) return;
    this.#serverSize = { columns, rows };
    this.#tell({ type: 'resize', terminal: TERMINAL, columns, rows });
  }

  /** Ends everything; the sandbox goes on without this page. */
  dispose(): void {
    this.#disposed = true;
    this.#leave();
  }

  get #ready(): boolean {
    return this.#state.link === 'open' && this.#state.session.phase === 'ready';
  }

  #leave(): void {
    this.#try += 1;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#socket?.close();
    this.#socket = null;
    this.#closingError = null;
  }

  async #connect(): Promise<void> {
    this.#leave();
    const currentTry = this.#try;
    const opening = await this.#parts.openSession();
    if (currentTry !== this.#try) return;
    if (!opening.ok) {
      if (passing.has(opening.code)) this.#retryLater(opening.code);
      else this.#learn({ type: 'refused', code: opening.code });
      return;
    }
    const { session, connection } = opening.opened;
    this.#learn({ type: 'session', session });
    this.#socket = this.#parts.connect(connection.url, {
      opened: () => this.#introduce(connection.ticket),
      received: (data) => this.#receive(data),
      closed: () => this.#lost(),
    });
  }

  #introduce(ticket: string): void {
    const { columns, rows } = this.#parts.screen.size();
    const resumePoint = this.#output.resumePoint;
    this.#output.resume();
    this.#serverSize = { columns, rows };
    this.#tell({
      type: 'open',
      protocol: PROTOCOL_VERSION,
      ticket,
      columns,
      rows,
      resume: resumePoint === null ? [] : [{ terminal: TERMINAL, ...resumePoint }],
    });
  }

  #receive(data: unknown): void {
    if (data instanceof ArrayBuffer) {
      this.#receiveOutput(new Uint8Array(data));
      return;
    }
    const message = typeof data === 'string' ? parseMessage(data) : null;
    if (message === null) this.#learnAndLeave('protocol-mismatch');
    else this.#receiveMessage(message);
  }

  #receiveOutput(data: Uint8Array): void {
    const frame = decodeOutputFrame(data);
    if (frame?.terminal !== TERMINAL) return;
    const arrival = this.#output.arrive(frame.offset, frame.bytes);
    if (arrival.kind === 'seen') return;
    if (arrival.kind === 'gap') {
      // Only a snapshot can fill it, and a new connection that resumes nothing gets one.
      this.#output.forget();
      this.#retryLater(null);
      return;
    }
    const epoch = this.#output.resumePoint?.epoch ?? '';
    this.#parts.screen.write(arrival.bytes, () => this.#consumed(epoch, arrival.end));
  }

  #consumed(epoch: string, end: number): void {
    if (this.#state.link !== 'open') return;
    const offset = this.#output.consume(epoch, end);
    if (offset !== null) this.#tell({ type: 'ack', terminal: TERMINAL, offset });
  }

  #receiveMessage(message: ServerMessage): void {
    if ('terminal' in message && message.terminal !== TERMINAL) return;
    if (message.type === 'welcome') this.#failures = 0;
    if (message.type === 'snapshot') {
      this.#output.begin(message.epoch, message.offset);
      this.#serverSize = { columns: message.columns, rows: message.rows };
      this.#parts.screen.restore(message, () => this.resized(this.#parts.screen.size()));
    }
    if (message.type === 'error' && errorTable[message.code].closeCode !== null) this.#closingError = message.code;
    this.#learn({ type: 'message', message });
    if (this.#ready) for (const bytes of this.#queue.drain()) this.#sendInput(bytes);
  }

  #lost(): void {
    const code = this.#closingError;
    if (code !== null && final.has(code)) this.#learnAndLeave(code);
    else if (this.#state.session.phase === 'stopped' || this.#state.session.phase === 'failed') {
      // Asking for the session again would start it, and that is for the learner to decide.
      this.#leave();
      this.#learn({ type: 'closed' });
    } else this.#retryLater(code);
  }

  #retryLater(code: ErrorCode | null): void {
    this.#leave();
    this.#learn({ type: 'connection-lost', code });
    const delay = reconnectDelay(this.#failures, this.#parts.random());
    this.#failures += 1;
    this.#cancelRetry = this.#parts.schedule(() => void this.#connect(), delay);
  }

  #learnAndLeave(code: ErrorCode): void {
    this.#leave();
    this.#learn({ type: 'refused', code });
  }

  #sendInput(bytes: Uint8Array): void {
    for (let begin = 0; begin < bytes.length; begin += INPUT_FRAME_BYTES) {
      this.#socket?.send(
        encodeInputFrame({ terminal: TERMINAL, bytes: bytes.subarray(begin, begin + INPUT_FRAME_BYTES) }),
      );
    }
  }

  #tell(message: ClientMessage): void {
    this.#socket?.send(JSON.stringify(message));
  }

  #learn(news: ConnectionNews): void {
    if (this.#disposed) return;
    this.#state = afterNews(this.#state, news);
    this.#parts.onState(this.#state);
  }
}

function parseMessage(text: string): ServerMessage | null {
  try {
    return serverMessageSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
