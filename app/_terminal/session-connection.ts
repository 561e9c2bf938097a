/**
 * The page's end of the sandbox: asks the web app for a session and a ticket, speaks the protocol over one WebSocket for all
 * terminals, and comes back by itself when the connection is lost.
 *
 * Knows nothing about React or xterm: the screens, the socket and the clock are given to it.
 */
import { errorTable, type ErrorCode } from '#protocol/errors.ts';
import { decodeOutputFrame, encodeInputFrame } from '#protocol/frames.ts';
import { PROTOCOL_VERSION, serverMessageSchema, type ClientMessage, type ServerMessage } from '#protocol/messages.ts';
import { afterNews, type ConnectionNews } from './connection-news.ts';
import type { ConnectionParts, ConnectionSocket } from './connection-parts.ts';
import { initialConnectionState } from './connection-state.ts';
import { reconnectDelay } from './reconnect-delay.ts';
import { TerminalStream } from './terminal-stream.ts';

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
  readonly #terminals = new Map<number, TerminalStream>();
  #state = initialConnectionState;
  #socket: ConnectionSocket | null = null;
  /** Whether `open` was sent, so that everything else may follow. */
  #isIntroduced = false;
  /** Answers to earlier tries are ignored. */
  #try = 0;
  #failures = 0;
  #cancelRetry: (() => void) | null = null;
  #closingError: ErrorCode | null = null;
  /** Those who asked for a new terminal, in the order of asking. */
  #openings: ((terminal: number | null) => void)[] = [];
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
    for (const terminal of this.#terminals.values()) terminal.forget();
    this.#learn({ type: 'started-over' });
    this.#forgetAllBut(this.#state.terminals.map(({ number }) => number));
    this.#failures = 0;
    void this.#connect();
  }

  /** Tries at once instead of waiting, because the network or the page has come back. */
  hurry(): void {
    if (this.#cancelRetry === null) return;
    this.#failures = 0;
    void this.#connect();
  }

  /** A terminal by its number, whether the session has it yet or not. */
  terminal(number: number): TerminalStream {
    const known = this.#terminals.get(number);
    if (known !== undefined) return known;
    const terminal = new TerminalStream(number, {
      isOpen: () => this.#isIntroduced,
      keysAre: () => (this.#state.session.phase === 'rewinding' ? 'dropped' : this.#isReady ? 'sent' : 'kept'),
      hasEnded: () => this.#state.terminals.some((one) => one.number === number && one.shell === 'ended'),
      tell: (message) => this.#tell(message),
      type: (bytes) => this.#socket?.send(encodeInputFrame({ terminal: number, bytes })),
      inputLost: () => this.#learn({ type: 'input-lost' }),
    });
    this.#terminals.set(number, terminal);
    return terminal;
  }

  /** Opens one more terminal. Its number; null when the sandbox refused or could not be asked. */
  async openTerminal(): Promise<number | null> {
    if (!this.#isIntroduced) return null;
    return new Promise((resolve) => {
      this.#openings.push(resolve);
      this.#tell({ type: 'new-terminal' });
    });
  }

  /** Ends the shell of a terminal and removes it. Does nothing while disconnected. */
  closeTerminal(terminal: number): void {
    this.#tell({ type: 'close-terminal', terminal });
  }

  /** Names a terminal, as the protocol allows names. Does nothing while disconnected. */
  renameTerminal(terminal: number, name: string): void {
    this.#tell({ type: 'rename-terminal', terminal, name });
  }

  /** Someone is there: the time left begins anew. */
  extend(): void {
    this.#tell({ type: 'extend' });
  }

  /** Ends everything; the sandbox goes on without this page. */
  dispose(): void {
    this.#disposed = true;
    this.#leave();
  }

  get #isReady(): boolean {
    return this.#state.link === 'open' && this.#state.session.phase === 'ready';
  }

  #leave(): void {
    this.#try += 1;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#socket?.close();
    this.#socket = null;
    this.#isIntroduced = false;
    this.#parts.feed.closed();
    this.#closingError = null;
    for (const answer of this.#openings.splice(0)) answer(null);
  }

  async #connect(): Promise<void> {
    this.#leave();
    const currentTry = this.#try;
    const opening = await this.#parts.openSession();
    if (currentTry !== this.#try) return;
    if (!opening.ok) {
      if (passing.has(opening.code)) this.#retryLater(opening.code);
      else this.#refused(opening.code);
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
    this.#isIntroduced = true;
    this.#tell({ type: 'open', protocol: PROTOCOL_VERSION, ticket });
    for (const terminal of this.#terminals.values()) terminal.attach();
    this.#parts.feed.opened((message) => this.#tell(message));
  }

  #receive(data: unknown): void {
    if (data instanceof ArrayBuffer) {
      const frame = decodeOutputFrame(new Uint8Array(data));
      if (frame !== null) this.#terminals.get(frame.terminal)?.receiveOutput(frame.offset, frame.bytes);
      return;
    }
    const message = typeof data === 'string' ? parseMessage(data) : null;
    if (message === null) this.#refused('protocol-mismatch');
    else this.#receiveMessage(message);
  }

  #receiveMessage(message: ServerMessage): void {
    switch (message.type) {
      case 'welcome':
        this.#failures = 0;
        break;
      case 'snapshot':
        this.#terminals.get(message.terminal)?.receiveSnapshot(message);
        break;
      case 'terminal-size':
        this.#terminals.get(message.terminal)?.receiveSize(message);
        break;
      case 'error':
        if (errorTable[message.code].closeCode !== null) this.#closingError = message.code;
        else if (message.code === 'too-many-terminals') this.#openings.shift()?.(null);
        break;
      default:
        break;
    }
    this.#learn({ type: 'message', message, now: this.#parts.now() });
    this.#parts.feed.receive(message);
    if (message.type === 'terminals') this.#forgetAllBut(message.terminals.map(({ number }) => number));
    // After the state knows of the terminal, so that whoever asked finds it there.
    if (message.type === 'terminal-opened') this.#openings.shift()?.(message.terminal);
    if (this.#state.session.phase === 'rewinding') for (const terminal of this.#terminals.values()) terminal.dropKeys();
    if (this.#isReady) for (const terminal of this.#terminals.values()) terminal.sendKept();
  }

  /** Terminals that were closed, perhaps by another page. A later one with the same number has nothing to do with them. */
  #forgetAllBut(existing: readonly number[]): void {
    for (const number of this.#terminals.keys()) if (!existing.includes(number)) this.#terminals.delete(number);
  }

  #lost(): void {
    const code = this.#closingError;
    if (code !== null && final.has(code)) this.#refused(code);
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

  #refused(code: ErrorCode): void {
    this.#leave();
    this.#learn({ type: 'refused', code });
  }

  #tell(message: ClientMessage): void {
    if (this.#isIntroduced) this.#socket?.send(JSON.stringify(message));
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
