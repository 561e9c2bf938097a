import { describe, expect, it, vi } from 'vitest';
import { MOST_TERMINALS, OUTPUT_WINDOW_BYTES, type TerminalInfo } from '#protocol/messages.ts';
import { ScriptedShell } from '../testing/scripted-shell.ts';
import type { ScreenSnapshot } from './screen.ts';
import { TerminalSet, type TerminalSetViewer } from './terminal-set.ts';
import type { TerminalSize } from './terminal-size.ts';

const small: TerminalSize = { columns: 80, rows: 24 };
const large: TerminalSize = { columns: 120, rows: 40 };

/** Keeps what it is shown, by terminal. */
class Viewer implements TerminalSetViewer {
  readonly text = new Map<number, string>();
  readonly snapshots: { terminal: number; snapshot: ScreenSnapshot }[] = [];
  readonly ends: (readonly [number, number | null])[] = [];
  readonly sizes: string[] = [];
  offset = 0;

  showSnapshot(terminal: number, _epoch: string, snapshot: ScreenSnapshot): void {
    this.snapshots.push({ terminal, snapshot });
    this.text.set(terminal, '');
  }

  showOutput(terminal: number, offset: number, bytes: Uint8Array): void {
    this.offset = offset + bytes.length;
    this.text.set(terminal, (this.text.get(terminal) ?? '') + Buffer.from(bytes).toString());
  }

  showEnd(terminal: number, exitCode: number | null): void {
    this.ends.push([terminal, exitCode]);
  }

  showSize(terminal: number, { columns, rows }: TerminalSize, isDriver: boolean): void {
    this.sizes.push(`${String(terminal)}: ${String(columns)}x${String(rows)}${isDriver ? ' drives' : ''}`);
  }

  /** The sizes it was told since it was asked last. */
  news(): string[] {
    return this.sizes.splice(0);
  }
}

function openSet(terminals: readonly TerminalInfo[] = [{ number: 1, name: null }]) {
  const shells = new Map<number, ScriptedShell>();
  const ended: number[] = [];
  const lists: (readonly TerminalInfo[])[] = [];
  const failures: unknown[] = [];
  const refusals: Error[] = [];
  let endShell: () => Promise<void> = async () => undefined;
  const set = new TerminalSet({
    shells: {
      open: async (terminal) => {
        const refusal = refusals.shift();
        if (refusal) throw refusal;
        const shell = new ScriptedShell();
        shells.set(terminal, shell);
        return shell;
      },
      end: async (terminal) => {
        ended.push(terminal);
        await endShell();
      },
    },
    terminals,
    size: small,
    recordings: null,
    onActivity: () => undefined,
    onOutput: () => undefined,
    onTerminals: (list) => lists.push(list),
    onFailure: (error) => failures.push(error),
  });
  return {
    set,
    ended,
    lists,
    failures,
    refusals,
    shell: (terminal: number) => vi.waitFor(() => shells.get(terminal) ?? expect.fail('no shell')),
    endShellsBy: (end: () => Promise<void>) => (endShell = end),
    [Symbol.dispose]: () => set.close(),
  };
}

async function attached(set: TerminalSet, size: TerminalSize, terminal = 1): Promise<Viewer> {
  const viewer = new Viewer();
  set.attach(viewer, terminal, size, null);
  await vi.waitFor(() => expect(viewer.snapshots).not.toHaveLength(0));
  return viewer;
}

describe('the driver of a terminal', () => {
  it('is the first to come, and the terminal has its size', async () => {
    using session = openSet();
    session.set.startAll();
    const shell = await session.shell(1);
    const first = await attached(session.set, large);
    const second = await attached(session.set, small);
    expect(first.news()).toEqual(['1: 120x40 drives']);
    expect(second.news()).toEqual(['1: 120x40']);
    expect(shell.sizes).toEqual(['120x40']);
  });

  it('is whoever types, with the size it has room for', async () => {
    using session = openSet();
    session.set.startAll();
    const shell = await session.shell(1);
    const first = await attached(session.set, large);
    const second = await attached(session.set, small);
    [first, second].map((viewer) => viewer.news());
    await session.set.write(second, 1, Buffer.from('ls\r'));
    expect(shell.stream.written).toBe('ls\r');
    expect(first.news()).toEqual(['1: 80x24']);
    expect(second.news()).toEqual(['1: 80x24 drives']);
    expect(shell.sizes).toEqual(['120x40', '80x24']);
  });

  it('learns that it is none any more when the sizes are the same, too', async () => {
    using session = openSet();
    const first = await attached(session.set, small);
    const second = await attached(session.set, small);
    [first, second].map((viewer) => viewer.news());
    await session.set.write(second, 1, Buffer.from('x'));
    expect(first.news()).toEqual(['1: 80x24']);
    expect(second.news()).toEqual(['1: 80x24 drives']);
  });

  it('alone changes the size; the others’ is remembered', async () => {
    using session = openSet();
    session.set.startAll();
    const shell = await session.shell(1);
    const first = await attached(session.set, small);
    const second = await attached(session.set, small);
    [first, second].map((viewer) => viewer.news());
    await session.set.resize(second, 1, large);
    expect(shell.sizes).toEqual([]);
    await session.set.resize(first, 1, { columns: 90, rows: 20 });
    expect(second.news()).toEqual(['1: 90x20']);
    session.set.detach(first);
    expect(second.news()).toEqual(['1: 120x40 drives']);
    expect(shell.sizes).toEqual(['90x20', '120x40']);
  });

  it('is not changed by what a screen answers by itself', async () => {
    using session = openSet();
    session.set.startAll();
    const shell = await session.shell(1);
    const first = await attached(session.set, large);
    const second = await attached(session.set, small);
    const answer = Buffer.from('\u001b[?1;2c');
    await session.set.write(first, 1, answer);
    await session.set.write(second, 1, answer);
    expect(shell.stream.written).toBe('\u001b[?1;2c');
    expect(shell.sizes).toEqual(['120x40']);
  });

  it('that does not read holds up the shell only when nobody else looks', async () => {
    using session = openSet();
    session.set.startAll();
    const shell = await session.shell(1);
    const driver = await attached(session.set, small);
    const other = await attached(session.set, small);
    const piece = 'x'.repeat(64 * 1024);
    for (let count = 1; count <= 32; count += 1) {
      shell.print(piece);
      await vi.waitFor(() => expect(other.text.get(1)).toHaveLength(count * piece.length));
      session.set.acknowledge(other, 1, other.offset);
    }
    expect(driver.text.get(1)).toHaveLength(OUTPUT_WINDOW_BYTES);
    // The screen holds up the shell, too, while it has not caught up.
    await vi.waitFor(() => expect(shell.stream.isPaused()).toBe(false));
    session.set.detach(other);
    await vi.waitFor(() => expect(shell.stream.isPaused()).toBe(true));
  });
});

describe('a set of terminals', () => {
  it('has a shell of its own for each', async () => {
    using session = openSet([
      { number: 1, name: null },
      { number: 3, name: 'logs' },
    ]);
    session.set.startAll();
    const viewer = await attached(session.set, small, 3);
    (await session.shell(1)).print('of the first');
    (await session.shell(3)).print('of the third');
    await vi.waitFor(() => expect(viewer.text.get(3)).toBe('of the third'));
    expect(viewer.text.has(1)).toBe(false);
    (await session.shell(3)).end(7);
    await vi.waitFor(() => expect(viewer.ends).toEqual([[3, 7]]));
  });

  it('gives a new terminal the lowest free number and starts its shell', async () => {
    using session = openSet([
      { number: 1, name: null },
      { number: 3, name: 'logs' },
    ]);
    expect(session.set.open()).toBe(2);
    await session.shell(2);
    expect(session.lists).toEqual([
      [
        { number: 1, name: null },
        { number: 2, name: null },
        { number: 3, name: 'logs' },
      ],
    ]);
  });

  it('refuses one more than a session may have', () => {
    using session = openSet();
    while (session.set.terminals.length < MOST_TERMINALS) session.set.open();
    expect(() => session.set.open()).toThrow(expect.objectContaining({ code: 'too-many-terminals' }));
    expect(session.set.terminals).toHaveLength(MOST_TERMINALS);
  });

  it('ends the shell of a terminal that is closed, and uses its number again only then', async () => {
    using session = openSet([
      { number: 1, name: null },
      { number: 2, name: null },
    ]);
    session.set.startAll();
    let finish: () => void = () => undefined;
    session.endShellsBy(async () => new Promise((resolve) => (finish = resolve)));
    const closing = session.set.closeTerminal(2);
    expect(session.set.terminals).toEqual([{ number: 1, name: null }]);
    await vi.waitFor(() => expect(session.ended).toEqual([2]));
    expect(session.set.open()).toBe(3);
    finish();
    await closing;
    expect(session.set.open()).toBe(2);
  });

  it('keeps its last terminal', async () => {
    using session = openSet();
    await session.set.closeTerminal(1);
    expect(session.ended).toEqual([]);
    expect(session.set.terminals).toHaveLength(1);
  });

  it('tells a name once', () => {
    using session = openSet();
    session.set.rename(1, 'web');
    session.set.rename(1, 'web');
    expect(session.lists).toEqual([[{ number: 1, name: 'web' }]]);
  });

  it('ignores numbers that it does not have', async () => {
    using session = openSet();
    const viewer = new Viewer();
    session.set.attach(viewer, 9, small, null);
    session.set.detach(viewer, 9);
    session.set.acknowledge(viewer, 9, 5);
    session.set.rename(9, 'none');
    session.set.start(9);
    await session.set.write(viewer, 9, Buffer.from('x'));
    await session.set.resize(viewer, 9, large);
    await session.set.closeTerminal(9);
    expect(viewer.sizes).toEqual([]);
    expect(session.lists).toEqual([]);
  });

  it('tries a shell again that could not be started, until it is closed', async () => {
    vi.useFakeTimers();
    try {
      using session = openSet();
      session.refusals.push(new Error('busy'), new Error('still busy'), new Error('never asked'));
      session.set.startAll();
      await vi.advanceTimersByTimeAsync(1_500);
      expect(session.failures).toEqual([new Error('busy'), new Error('still busy')]);
      session.set.close();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(session.refusals).toEqual([new Error('never asked')]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('shows a terminal to a viewer that comes again only once', async () => {
    using session = openSet();
    session.set.startAll();
    const viewer = await attached(session.set, small);
    session.set.attach(viewer, 1, small, null);
    await vi.waitFor(() => expect(viewer.snapshots).toHaveLength(2));
    (await session.shell(1)).print('once');
    await vi.waitFor(() => expect(viewer.text.get(1)).toBe('once'));
    session.set.detach(viewer);
    session.set.detach(viewer);
    expect(viewer.news()).toEqual(['1: 80x24 drives', '1: 80x24 drives']);
  });
});
