/**
 * The connection against a scripted server: what it says first, what it does with output, and how it comes back.
 */
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '#protocol/errors.ts';
import { decodeInputFrame, encodeOutputFrame, MOST_INPUT_BYTES } from '#protocol/frames.ts';
import {
  ACK_EVERY_BYTES,
  clientMessageSchema,
  PROTOCOL_VERSION,
  type ClientMessage,
  type ServerMessage,
} from '#protocol/messages.ts';
import type { SessionState } from '#protocol/session.ts';
import type { Opening, SocketHandlers } from './connection-parts.ts';
import type { ConnectionState } from './connection-state.ts';
import { SessionConnection } from './session-connection.ts';
import { SessionFeed } from './session-feed.ts';
import type { TerminalScreen, TerminalSize } from './terminal-screen.ts';

const sessionId = '0123456789abcdef0123456789abcdef';

function session(state: SessionState) {
  return { id: sessionId, lessonId: 'ch02/first-container', state };
}

/** One WebSocket as the scripted server sees it. */
class ScriptedSocket {
  readonly said: ClientMessage[] = [];
  readonly typed: string[] = [];
  readonly typedInto: number[] = [];
  isClosed = false;

  constructor(readonly handlers: SocketHandlers) {}

  send(data: string | Uint8Array): void {
    if (typeof data === 'string') this.said.push(clientMessageSchema.parse(JSON.parse(data)));
    else {
      const frame = decodeInputFrame(data);
      this.typed.push(new TextDecoder().decode(frame?.bytes));
      this.typedInto.push(frame?.terminal ?? 0);
    }
  }

  close(): void {
    this.isClosed = true;
  }

  tell(message: ServerMessage): void {
    this.handlers.received(JSON.stringify(message));
  }

  output(offset: number, text: string, terminal = 1): void {
    this.handlers.received(encodeOutputFrame({ terminal, offset, bytes: new TextEncoder().encode(text) }).buffer);
  }

  welcome(state: SessionState = { phase: 'ready' }, terminals: readonly number[] = [1]): void {
    this.handlers.opened();
    this.tell({ type: 'welcome', protocol: PROTOCOL_VERSION, session: session(state) });
    this.terminals(...terminals);
  }

  terminals(...numbers: readonly number[]): void {
    const terminals = numbers.map((number) => ({ number, name: null }));
    this.tell({ type: 'terminals', terminals, recorded: false });
  }

  snapshot(offset: number, data = '', epoch = 'first', terminal = 1): void {
    this.tell({ type: 'snapshot', terminal, epoch, offset, columns: 80, rows: 24, data });
  }

  size(columns: number, rows: number, isDriver: boolean): void {
    this.tell({ type: 'terminal-size', terminal: 1, columns, rows, isDriver });
  }

  saidOf(type: ClientMessage['type']): readonly ClientMessage[] {
    return this.said.filter((message) => message.type === type);
  }
}

/** A screen that remembers what was drawn on it. */
class ScriptedScreen implements TerminalScreen {
  readonly shown: string[] = [];
  readonly unconsumed: (() => void)[] = [];
  readonly followed: (TerminalSize | null)[] = [];
  size: TerminalSize = { columns: 80, rows: 24 };

  fittingSize(): TerminalSize {
    return this.size;
  }

  restore({ data }: { readonly data: string }, shown: () => void): void {
    this.shown.push(`snapshot:${data}`);
    shown();
  }

  write(bytes: Uint8Array, shown: () => void): void {
    this.shown.push(new TextDecoder().decode(bytes));
    this.unconsumed.push(shown);
  }

  follow(size: TerminalSize | null): void {
    this.followed.push(size);
  }
}

/** A page with a connection, and everything it can reach. Terminal 1 is shown. */
class ScriptedPage {
  readonly sockets: ScriptedSocket[] = [];
  readonly states: ConnectionState[] = [];
  readonly delays: number[] = [];
  readonly screen = new ScriptedScreen();
  refusals: ErrorCode[] = [];
  tickets = 0;
  now = 0;
  #scheduled: (() => void) | null = null;

  readonly feed = new SessionFeed();

  readonly connection = new SessionConnection({
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
    now: () => this.now,
    onState: (state) => this.states.push(state),
    feed: this.feed,
  });

  constructor() {
    this.connection.terminal(1).show(this.screen);
  }

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

  type(text: string, terminal = 1): void {
    this.connection.terminal(terminal).send(new TextEncoder().encode(text));
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
  it('introduces itself with the ticket and then shows its terminal, resuming nothing', async () => {
    const page = new ScriptedPage();
    await page.start();
    page.socket.handlers.opened();
    expect(page.socket.said).toEqual([
      { type: 'open', protocol: PROTOCOL_VERSION, ticket: 'ticket-1' },
      { type: 'attach', terminal: 1, columns: 80, rows: 24, resume: null },
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
    expect(page.screen.shown).toEqual(['snapshot:$ ', 'hello', ' world']);
  });

  it('is acknowledged when the screen has consumed it, not when it arrives', async () => {
    const page = await connectedPage();
    page.socket.output(10, 'x'.repeat(ACK_EVERY_BYTES));
    expect(page.socket.said.filter(({ type }) => type === 'ack')).toEqual([]);
    page.screen.unconsumed[0]?.();
    expect(page.socket.said.at(-1)).toEqual({ type: 'ack', terminal: 1, offset: 10 + ACK_EVERY_BYTES });
  });

  it('with bytes missing makes it ask for a snapshot and ignore everything until that comes', async () => {
    const page = await connectedPage();
    page.socket.output(20, 'later');
    expect(page.socket.said.slice(-2)).toEqual([
      { type: 'detach', terminal: 1 },
      { type: 'attach', terminal: 1, columns: 80, rows: 24, resume: null },
    ]);
    page.socket.output(25, 'stale');
    page.socket.snapshot(40, '$ later');
    page.socket.output(40, ' now');
    expect(page.screen.shown).toEqual(['snapshot:$ ', 'snapshot:$ later', ' now']);
    expect(page.socket.saidOf('attach')).toHaveLength(2);
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
    expect(page.socket.said).toEqual([
      { type: 'open', protocol: PROTOCOL_VERSION, ticket: 'ticket-2' },
      { type: 'attach', terminal: 1, columns: 80, rows: 24, resume: { epoch: 'first', offset: 15 } },
    ]);
    page.socket.output(13, 'lo again');
    expect(page.screen.shown).toEqual(['snapshot:$ ', 'hello', ' again']);
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
    page.connection.terminal(1).resized({ columns: 100, rows: 30 });
    page.connection.terminal(1).resized({ columns: 100, rows: 30 });
    expect(page.socket.said.filter(({ type }) => type === 'resize')).toEqual([
      { type: 'resize', terminal: 1, columns: 100, rows: 30 },
    ]);
  });

  it('gets this page’s size back after a snapshot of another size', async () => {
    const page = new ScriptedPage();
    page.screen.size = { columns: 120, rows: 40 };
    await page.start();
    page.socket.welcome();
    page.socket.snapshot(0);
    expect(page.socket.said.at(-1)).toEqual({ type: 'resize', terminal: 1, columns: 120, rows: 40 });
  });
});

describe('several terminals', () => {
  async function twoTerminals() {
    const page = await connectedPage();
    const second = new ScriptedScreen();
    page.socket.terminals(1, 2);
    page.connection.terminal(2).show(second);
    page.socket.snapshot(0, '2$ ', 'of-two', 2);
    return { page, second };
  }

  it('each show their own output, however it is interleaved', async () => {
    const { page, second } = await twoTerminals();
    page.socket.output(10, 'one');
    page.socket.output(0, 'two', 2);
    page.socket.output(13, ' more');
    page.socket.output(3, ' again', 2);
    expect(page.screen.shown).toEqual(['snapshot:$ ', 'one', ' more']);
    expect(second.shown).toEqual(['snapshot:2$ ', 'two', ' again']);
  });

  it('get the keys typed into them', async () => {
    const { page } = await twoTerminals();
    page.type('a', 2);
    page.type('b', 1);
    expect(page.socket.typed).toEqual(['a', 'b']);
    expect(page.socket.typedInto).toEqual([2, 1]);
  });

  it('all go on where they stopped after a cut, with nothing lost or doubled', async () => {
    const { page, second } = await twoTerminals();
    page.socket.output(10, 'one');
    page.socket.output(0, 'second', 2);
    page.socket.handlers.closed();
    page.type('kept', 2);
    await page.waitForRetry();
    page.socket.welcome({ phase: 'ready' }, [1, 2]);
    expect(page.socket.saidOf('attach')).toMatchObject([
      { terminal: 1, resume: { epoch: 'first', offset: 13 } },
      { terminal: 2, resume: { epoch: 'of-two', offset: 6 } },
    ]);
    page.socket.output(4, 'nd goes on', 2);
    page.socket.output(13, ' goes on');
    expect(second.shown).toEqual(['snapshot:2$ ', 'second', ' goes on']);
    expect(page.screen.shown).toEqual(['snapshot:$ ', 'one', ' goes on']);
    expect([page.socket.typed, page.socket.typedInto]).toEqual([['kept'], [2]]);
  });

  it('that are hidden are detached, keep what was still on its way, and go on from there when shown again', async () => {
    const { page, second } = await twoTerminals();
    const terminal = page.connection.terminal(2);
    terminal.hide();
    expect(page.socket.said.at(-1)).toEqual({ type: 'detach', terminal: 2 });
    page.socket.output(0, 'late', 2);
    terminal.show(second);
    expect(page.socket.said.at(-1)).toMatchObject({ type: 'attach', resume: { epoch: 'of-two', offset: 4 } });
    page.socket.output(4, ' and on', 2);
    expect(second.shown).toEqual(['snapshot:2$ ', 'late', ' and on']);
  });

  it('that are hidden are not attached by a new connection', async () => {
    const { page } = await twoTerminals();
    page.connection.terminal(2).hide();
    page.socket.handlers.closed();
    await page.waitForRetry();
    page.socket.handlers.opened();
    expect(page.socket.saidOf('attach')).toMatchObject([{ terminal: 1 }]);
  });

  it('that another page has closed are forgotten, and a new one of that number starts with a snapshot', async () => {
    const { page } = await twoTerminals();
    page.socket.terminals(1);
    expect(page.state.terminals.map(({ number }) => number)).toEqual([1]);
    page.socket.terminals(1, 2);
    page.connection.terminal(2).show(new ScriptedScreen());
    expect(page.socket.said.at(-1)).toMatchObject({ type: 'attach', terminal: 2, resume: null });
  });

  it('are opened by asking, and whoever asked learns the number', async () => {
    const page = await connectedPage();
    const asked = page.connection.openTerminal();
    expect(page.socket.said.at(-1)).toEqual({ type: 'new-terminal' });
    page.socket.tell({ type: 'terminal-opened', terminal: 3 });
    expect(await asked).toBe(3);
    expect(page.state.terminals.map(({ number }) => number)).toEqual([1, 3]);
  });

  it('are not opened when there are too many or the connection is cut, and whoever asked learns that, too', async () => {
    const page = await connectedPage();
    const refused = page.connection.openTerminal();
    page.socket.tell({ type: 'error', code: 'too-many-terminals' });
    expect(await refused).toBeNull();
    expect(page.state.notice).toBe('too-many-terminals');
    const cut = page.connection.openTerminal();
    page.socket.handlers.closed();
    expect(await cut).toBeNull();
    expect(await page.connection.openTerminal()).toBeNull();
  });
});

describe('the size of a terminal that several pages show', () => {
  it('is somebody else’s until the learner types here, and then that of this page', async () => {
    const page = await connectedPage();
    page.socket.size(120, 40, false);
    expect(page.screen.followed.at(-1)).toEqual({ columns: 120, rows: 40 });
    expect(page.state.terminals[0]?.isDriver).toBe(false);
    page.type('x');
    page.socket.size(80, 24, true);
    expect(page.screen.followed.at(-1)).toBeNull();
    expect(page.state.terminals[0]?.isDriver).toBe(true);
  });

  it('stays somebody else’s when a snapshot comes or the pane changes, but the pane’s is told', async () => {
    const page = await connectedPage();
    page.socket.size(120, 40, false);
    page.socket.snapshot(50, '$ ');
    page.screen.size = { columns: 90, rows: 30 };
    page.connection.terminal(1).resized(page.screen.size);
    expect(page.screen.followed.at(-1)).toEqual({ columns: 120, rows: 40 });
    expect(page.socket.saidOf('resize')).toEqual([{ type: 'resize', terminal: 1, columns: 90, rows: 30 }]);
  });
});

describe('keys', () => {
  it('are kept while the sandbox waits for its turn', async () => {
    const page = new ScriptedPage();
    await page.start();
    page.socket.welcome({ phase: 'queued', place: 2 });
    page.type('ls');
    page.socket.tell({ type: 'session', session: session({ phase: 'ready' }) });
    expect(page.socket.typed).toEqual(['ls']);
  });

  it('are dropped while the sandbox goes back to the beginning of a step, because their shell ends', async () => {
    const page = await connectedPage();
    page.socket.tell({ type: 'session', session: session({ phase: 'rewinding', stepId: 'one' }) });
    page.type('ls');
    page.socket.tell({ type: 'session', session: session({ phase: 'ready' }) });
    page.socket.snapshot(0, '$ ', 'second');
    page.type('pwd');
    expect(page.socket.typed).toEqual(['pwd']);
    expect(page.screen.shown).toEqual(['snapshot:$ ', 'snapshot:$ ']);
  });

  it('of a long paste travel in frames the server takes', async () => {
    const page = await connectedPage();
    page.type('x'.repeat(MOST_INPUT_BYTES + 1));
    expect(page.socket.typed.map(({ length }) => length)).toEqual([MOST_INPUT_BYTES, 1]);
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

describe('what a page watches', () => {
  it('is asked for in every connection, and its news reach whoever listens', async () => {
    const page = await connectedPage();
    page.feed.watch('files');
    const heard: unknown[] = [];
    page.feed.on('files-changed', ({ folders }) => heard.push(folders));
    page.socket.tell({ type: 'files-changed', folders: ['src'] });
    page.socket.handlers.closed();
    await page.waitForRetry();
    page.socket.welcome();
    const watch = { type: 'watch', subject: 'files', isOn: true };
    expect(page.sockets.map(({ said }) => said.filter(({ type }) => type === 'watch'))).toEqual([[watch], [watch]]);
    expect(heard).toEqual([['src']]);
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
