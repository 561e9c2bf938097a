/**
 * The connection against a scripted server: what it says first, what it does with output, and how it comes back.
 */
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '#protocol/errors.ts';
import { decodeInputFrame, encodeOutputFrame } from '#protocol/frames.ts';
import { ACK_EVERY_BYTES, clientMessageSchema, type ClientMessage, type ServerMessage } from '#protocol/messages.ts';
import type { SessionState } from '#protocol/session.ts';
import type { ConnectionState } from './connection-state.ts';
import { SessionConnection, type Opening, type SocketHandlers } from './session-connection.ts';

const sessionId = '0123456789abcdef0123456789abcdef';

function session(state: SessionState) {
  return { id: sessionId, lessonId: 'ch02/first-container', state };
}

/** One WebSocket as the scripted server sees it. */
class ScriptedSocket {
  readonly said: ClientMessage[] = [];
  readonly typed: string[] = [];
  isClosed = false;

  constructor(readonly handlers: SocketHandlers) {}

  send(data: string | Uint8Array): void {
    if (typeof data === 'string') this.said.push(clientMessageSchema.parse(JSON.parse(data)));
    else this.typed.push(new TextDecoder().decode(decodeInputFrame(data)?.bytes));
  }

  close(): void {
    this.isClosed = true;
  }

  tell(message: ServerMessage): void {
    this.handlers.received(JSON.stringify(message));
  }

  output(offset: number, text: string): void {
    this.handlers.received(encodeOutputFrame({ terminal: 1, offset, bytes: new TextEncoder().encode(text) }).buffer);
  }

  welcome(state: SessionState = { phase: 'ready' }): void {
    this.handlers.opened();
    this.tell({ type: 'welcome', protocol: 1, session: session(state) });
  }

  snapshot(offset: number, data = '', epoch = 'first'): void {
    this.tell({ type: 'snapshot', terminal: 1, epoch, offset, columns: 80, rows: 24, data });
  }
}

/** A page with a connection, and everything it can reach. */
class ScriptedPage {
  readonly sockets: ScriptedSocket[] = [];
  readonly states: ConnectionState[] = [];
  readonly delays: number[] = [];
  readonly shown: string[] = [];
  readonly unconsumed: (() => void)[] = [];
  refusals: ErrorCode[] = [];
  tickets = 0;
  size = { columns: 80, rows: 24 };
  #scheduled: (() => void) | null = null;

  readonly connection = new SessionConnection({
    screen: {
      size: () => this.size,
      restore: ({ data }, shown) => {
        this.shown.push(`snapshot:${data}`);
        shown();
      },
      write: (bytes, shown) => {
        this.shown.push(new TextDecoder().decode(bytes));
        this.unconsumed.push(shown);
      },
    },
    openSession: async (): Promise<Opening> => {
      const code = this.refusals.shift();
      if (code !== undefined) return { ok: false, code };
      this.tickets += 1;
      const connection = {
        url: 'ws://localhost:3001/connection',
        ticket: `ticket-${this.tickets}`,
        expiresInSeconds: 30,
      };
      return { ok: true, opened: { session: session({ phase: 'creating' }), connection } };
    },
    connect: (_url, handlers) => {
      const socket = new ScriptedSocket(handlers);
      this.sockets.push(socket);
      return socket;
    },
    schedule: (action, milliseconds) => {
      this.delays.push(milliseconds);
      this.#scheduled = action;
      return () => (this.#scheduled = null);
    },
    random: () => 0,
    onState: (state) => this.states.push(state),
  });

  get state(): ConnectionState {
    const state = this.states.at(-1);
    if (state === undefined) throw new Error('no state was told yet');
    return state;
  }

  get socket(): ScriptedSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error('no socket was opened yet');
    return socket;
  }

  async start(): Promise<void> {
    this.connection.start();
    await answered();
  }

  /** Runs what was scheduled, as if its time had come. */
  async waitForRetry(): Promise<void> {
    const action = this.#scheduled;
    if (action === null) throw new Error('nothing was scheduled');
    this.#scheduled = null;
    action();
    await answered();
  }

  type(text: string): void {
    this.connection.send(new TextEncoder().encode(text));
  }
}

/** Lets promises that are already settled run their continuations. */
async function answered(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

async function connectedPage(): Promise<ScriptedPage> {
  const page = new ScriptedPage();
  await page.start();
  page.socket.welcome();
  page.socket.snapshot(10, '$ ');
  return page;
}

describe('opening', () => {
  it('introduces itself with the ticket and the size, and resumes nothing', async () => {
    const page = new ScriptedPage();
    await page.start();
    page.socket.handlers.opened();
    expect(page.socket.said).toEqual([
      { type: 'open', protocol: 1, ticket: 'ticket-1', columns: 80, rows: 24, resume: [] },
    ]);
  });

  it('keeps keys until the sandbox is ready and then sends them in order', async () => {
    const page = new ScriptedPage();
    page.type('doc');
    await page.start();
    page.socket.welcome({ phase: 'creating' });
    page.type('ker');
    expect(page.socket.typed).toEqual([]);
    page.socket.tell({ type: 'session', session: session({ phase: 'ready' }) });
    page.type(' ps');
    expect(page.socket.typed).toEqual(['doc', 'ker', ' ps']);
  });

  it('says so when more was typed than can be kept', async () => {
    const page = new ScriptedPage();
    await page.start();
    page.type('x'.repeat(64 * 1024));
    expect(page.state.inputLost).toBe(false);
    page.type('y');
    expect(page.state.inputLost).toBe(true);
  });

  it('tells a refusal that only the learner can act on, and does not try again by itself', async () => {
    const page = new ScriptedPage();
    page.refusals = ['disk-nearly-full'];
    await page.start();
    expect(page.state).toMatchObject({ link: 'closed', refusal: 'disk-nearly-full' });
    expect(page.delays).toEqual([]);
    await page.start();
    expect(page.sockets).toHaveLength(1);
  });

  it('waits longer after every failure, from 0.3 s to 5 s, and anew after a success', async () => {
    const page = new ScriptedPage();
    page.refusals = Array.from({ length: 6 }, () => 'sandbox-server-unreachable' as const);
    await page.start();
    for (let failure = 0; failure < 6; failure += 1) await page.waitForRetry();
    expect(page.delays).toEqual([300, 600, 1200, 2400, 4800, 5000]);
    page.socket.welcome();
    page.socket.handlers.closed();
    expect(page.delays.at(-1)).toBe(300);
  });
});

describe('output', () => {
  it('is shown once, however often it arrives', async () => {
    const page = await connectedPage();
    page.socket.output(10, 'hello');
    page.socket.output(10, 'hello');
    page.socket.output(12, 'llo world');
    expect(page.shown).toEqual(['snapshot:$ ', 'hello', ' world']);
  });

  it('is acknowledged when the screen has consumed it, not when it arrives', async () => {
    const page = await connectedPage();
    page.socket.output(10, 'x'.repeat(ACK_EVERY_BYTES));
    expect(page.socket.said.filter(({ type }) => type === 'ack')).toEqual([]);
    page.unconsumed[0]?.();
    expect(page.socket.said.at(-1)).toEqual({ type: 'ack', terminal: 1, offset: 10 + ACK_EVERY_BYTES });
  });

  it('with bytes missing makes it reconnect and ask for a snapshot', async () => {
    const page = await connectedPage();
    page.socket.output(20, 'later');
    expect(page.sockets[0]?.isClosed).toBe(true);
    await page.waitForRetry();
    page.socket.handlers.opened();
    expect(page.socket.said[0]).toMatchObject({ ticket: 'ticket-2', resume: [] });
    expect(page.shown).toEqual(['snapshot:$ ']);
  });
});

describe('a lost connection', () => {
  it('goes on where the output stopped, with a fresh ticket', async () => {
    const page = await connectedPage();
    page.socket.output(10, 'hello');
    page.socket.handlers.closed();
    expect(page.state.link).toBe('reconnecting');
    await page.waitForRetry();
    page.socket.welcome();
    expect(page.socket.said[0]).toMatchObject({
      ticket: 'ticket-2',
      resume: [{ terminal: 1, epoch: 'first', offset: 15 }],
    });
    page.socket.output(13, 'lo again');
    expect(page.shown).toEqual(['snapshot:$ ', 'hello', ' again']);
  });

  it('is retried at once when the page comes back, and only once', async () => {
    const page = await connectedPage();
    page.socket.handlers.closed();
    page.connection.hurry();
    page.connection.hurry();
    await answered();
    expect(page.tickets).toBe(2);
  });

  it('is final when the server speaks another version', async () => {
    const page = await connectedPage();
    page.socket.tell({ type: 'error', code: 'protocol-mismatch' });
    page.socket.handlers.closed();
    expect(page.state).toMatchObject({ link: 'closed', refusal: 'protocol-mismatch' });
    expect(page.delays).toEqual([]);
  });

  it('of a stopped sandbox does not start it again behind the learner’s back', async () => {
    const page = await connectedPage();
    page.socket.tell({ type: 'session', session: session({ phase: 'stopped', reason: 'idle' }) });
    page.socket.handlers.closed();
    expect(page.state).toMatchObject({ link: 'closed', session: { phase: 'stopped', reason: 'idle' } });
    expect(page.tickets).toBe(1);
  });
});

describe('the shell', () => {
  it('is started again by Enter after it has ended, and other keys go nowhere', async () => {
    const page = await connectedPage();
    page.socket.tell({ type: 'terminal-ended', terminal: 1, exitCode: 0 });
    page.type('x');
    page.type('\r');
    expect(page.socket.typed).toEqual([]);
    expect(page.socket.said.at(-1)).toEqual({ type: 'start-terminal', terminal: 1 });
    page.socket.snapshot(0, '$ ', 'second');
    page.type('y');
    expect(page.socket.typed).toEqual(['y']);
  });

  it('is told a new size once', async () => {
    const page = await connectedPage();
    page.connection.resized({ columns: 100, rows: 30 });
    page.connection.resized({ columns: 100, rows: 30 });
    expect(page.socket.said.filter(({ type }) => type === 'resize')).toEqual([
      { type: 'resize', terminal: 1, columns: 100, rows: 30 },
    ]);
  });

  it('gets this page’s size back after a snapshot of another size', async () => {
    const page = new ScriptedPage();
    page.size = { columns: 120, rows: 40 };
    await page.start();
    page.socket.welcome();
    page.socket.snapshot(0);
    expect(page.socket.said.at(-1)).toEqual({ type: 'resize', terminal: 1, columns: 120, rows: 40 });
  });
});

describe('verdicts', () => {
  it('of a passed step stay, whatever comes later, and survive starting over', async () => {
    const page = await connectedPage();
    const hint = { code: 'not-started', text: { ko: '하세요', en: 'do it' } };
    page.socket.tell({ type: 'verdict', stepId: 'one', verdict: { outcome: 'passed' }, recorded: true });
    page.socket.tell({
      type: 'verdict',
      stepId: 'one',
      verdict: { outcome: 'failed', because: 'not-started', hint },
      recorded: false,
    });
    page.socket.tell({
      type: 'verdict',
      stepId: 'two',
      verdict: { outcome: 'failed', because: 'not-started', hint },
      recorded: false,
    });
    page.connection.startOver();
    expect(page.state.verdicts).toEqual({ one: { verdict: { outcome: 'passed' }, recorded: true } });
  });
});

describe('a page that was left', () => {
  it('closes its socket, says nothing more and does not come back', async () => {
    const page = await connectedPage();
    const told = page.states.length;
    page.connection.dispose();
    expect(page.socket.isClosed).toBe(true);
    page.connection.hurry();
    await answered();
    expect(page.tickets).toBe(1);
    expect(page.states).toHaveLength(told);
  });

  it('while asking for its session opens no socket when the answer comes', async () => {
    const page = new ScriptedPage();
    page.connection.start();
    page.connection.dispose();
    await answered();
    expect(page.sockets).toEqual([]);
  });
});
