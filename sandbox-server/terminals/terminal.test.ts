import { describe, expect, it, vi } from 'vitest';
import { OUTPUT_WINDOW_BYTES } from '#protocol/messages.ts';
import { ScriptedShell } from '../testing/scripted-shell.ts';
import type { TerminalRecording } from './recording.ts';
import type { ScreenSnapshot } from './screen.ts';
import { Terminal, type TerminalViewer } from './terminal.ts';
import type { TerminalSize } from './terminal-size.ts';

class RecordingViewer implements TerminalViewer {
  readonly snapshots: (ScreenSnapshot & { epoch: string })[] = [];
  text = '';
  offset = 0;
  ended: number | null | undefined;

  showSnapshot(epoch: string, snapshot: ScreenSnapshot): void {
    this.snapshots.push({ ...snapshot, epoch });
    this.offset = snapshot.offset;
    this.text = '';
  }

  showOutput(offset: number, bytes: Uint8Array): void {
    expect(offset).toBe(this.offset);
    this.offset += bytes.length;
    this.text += Buffer.from(bytes).toString();
  }

  showEnd(exitCode: number | null): void {
    this.ended = exitCode;
  }
}

async function openTerminal() {
  const shells: ScriptedShell[] = [];
  const recorded: string[] = [];
  const beginRecording = ({ columns, rows }: TerminalSize): TerminalRecording => {
    recorded.push(`begin ${String(columns)}x${String(rows)}`);
    return {
      output: (bytes) => recorded.push(`output ${Buffer.from(bytes).toString()}`),
      resize: (size) => recorded.push(`resize ${String(size.columns)}x${String(size.rows)}`),
      end: () => recorded.push('end'),
    };
  };
  const terminal = new Terminal({
    startShell: async () => {
      const shell = new ScriptedShell();
      shells.push(shell);
      return shell;
    },
    size: { columns: 80, rows: 24 },
    beginRecording,
    onActivity: () => undefined,
    onOutput: () => undefined,
  });
  await terminal.start();
  return { terminal, shell: () => shells.at(-1)!, shells, recorded, [Symbol.dispose]: () => terminal.close() };
}

async function attached(terminal: Terminal, resume?: { epoch: string; offset: number }) {
  const viewer = new RecordingViewer();
  terminal.attach(viewer, resume);
  if (!resume) await vi.waitFor(() => expect(viewer.snapshots).toHaveLength(1));
  return viewer;
}

describe('a terminal', () => {
  it('shows a new viewer the picture and then what follows it', async () => {
    using session = await openTerminal();
    session.shell().print('before\r\n');
    const viewer = await attached(session.terminal);
    expect(viewer.snapshots[0]?.data).toContain('before');
    session.shell().print('after');
    await vi.waitFor(() => expect(viewer.text).toBe('after'));
  });

  it('waits for its last viewer to come back before it forgets where they were, and not for ever', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      using session = await openTerminal();
      const first = new RecordingViewer();
      session.terminal.attach(first, undefined);
      await vi.waitFor(() => expect(first.snapshots).toHaveLength(1));
      const epoch = first.snapshots[0]!.epoch;
      session.terminal.detach(first);
      for (let line = 0; line < 40; line += 1)
        session.shell().print(`${String(line).padStart(32 * 1024 - 2, '.')}\r\n`);
      await vi.waitFor(() => expect(session.shell().stream.isPaused()).toBe(true));
      const again = new RecordingViewer();
      session.terminal.attach(again, { epoch, offset: 0 });
      expect(again.snapshots).toEqual([]);
      expect(again.text.length).toBe(OUTPUT_WINDOW_BYTES);
      session.terminal.detach(again);
      await vi.advanceTimersByTimeAsync(30_000);
      expect(session.shell().stream.isPaused()).toBe(false);
    } finally {
      vi.useRealTimers();
    }
  });

  it('sends a viewer that comes back only what it missed', async () => {
    using session = await openTerminal();
    const first = await attached(session.terminal);
    const epoch = first.snapshots[0]!.epoch;
    session.shell().print('one two');
    await vi.waitFor(() => expect(first.text).toBe('one two'));
    session.terminal.detach(first);
    session.shell().print(' three');
    const second = new RecordingViewer();
    second.offset = 4;
    session.terminal.attach(second, { epoch, offset: 4 });
    await vi.waitFor(() => expect(second.text).toBe('two three'));
    expect(second.snapshots).toHaveLength(0);
  });

  it('shows the picture to a viewer that comes back with offsets of another epoch', async () => {
    using session = await openTerminal();
    session.shell().print('hello\r\n');
    const viewer = await attached(session.terminal);
    const stranger = new RecordingViewer();
    session.terminal.attach(stranger, { epoch: 'an epoch before a restart', offset: 2 });
    await vi.waitFor(() => expect(stranger.snapshots[0]?.data).toContain('hello'));
    expect(viewer.snapshots).toHaveLength(1);
  });

  it('sends no more than the window to a viewer that acknowledges nothing, and pauses the shell', async () => {
    using session = await openTerminal();
    const viewer = await attached(session.terminal);
    const { stream } = session.shell();
    const piece = 'x'.repeat(64 * 1024);
    for (let count = 0; count < 8; count += 1) session.shell().print(piece);
    await vi.waitFor(() => expect(stream.isPaused()).toBe(true));
    expect(viewer.text.length).toBe(OUTPUT_WINDOW_BYTES);
    session.terminal.acknowledge(viewer, viewer.offset);
    await vi.waitFor(() => expect(viewer.text.length).toBe(2 * OUTPUT_WINDOW_BYTES));
  });

  it('does not hold up a viewer that keeps pace for one that does not', async () => {
    using session = await openTerminal();
    const stalled = await attached(session.terminal);
    const quick = await attached(session.terminal);
    const piece = 'y'.repeat(32 * 1024);
    for (let count = 0; count < 64; count += 1) {
      session.shell().print(piece);
      await vi.waitFor(() => expect(quick.text.length).toBe((count + 1) * piece.length));
      session.terminal.acknowledge(quick, quick.offset);
    }
    expect(stalled.text.length).toBe(OUTPUT_WINDOW_BYTES);
    session.terminal.acknowledge(stalled, stalled.offset);
    await vi.waitFor(() => expect(stalled.snapshots).toHaveLength(2));
  });

  it('goes on for a viewer that acknowledges while it is being shown the output', async () => {
    using session = await openTerminal();
    const viewer = await attached(session.terminal);
    const show = viewer.showOutput.bind(viewer);
    viewer.showOutput = (offset, bytes) => {
      show(offset, bytes);
      session.terminal.acknowledge(viewer, viewer.offset);
    };
    for (let count = 0; count < 8; count += 1) session.shell().print('z'.repeat(64 * 1024));
    await vi.waitFor(() => expect(viewer.text.length).toBe(2 * OUTPUT_WINDOW_BYTES));
  });

  it('keeps keys that are typed before the shell is there', async () => {
    const shell = new ScriptedShell();
    const terminal = new Terminal({
      startShell: async () => shell,
      size: { columns: 80, rows: 24 },
      beginRecording: null,
      onActivity: () => undefined,
      onOutput: () => undefined,
    });
    await terminal.write(Buffer.from('docker ps\r'));
    await terminal.start();
    expect(shell.stream.written).toBe('docker ps\r');
    terminal.close();
  });

  it('tells viewers that the shell has ended, and begins anew when asked', async () => {
    using session = await openTerminal();
    const viewer = await attached(session.terminal);
    session.shell().print('bye');
    session.shell().end(3);
    await vi.waitFor(() => expect(viewer.ended).toBe(3));
    await session.terminal.start();
    await vi.waitFor(() => expect(viewer.snapshots).toHaveLength(2));
    expect(viewer.snapshots[1]?.epoch).not.toBe(viewer.snapshots[0]?.epoch);
    session.shell().print('fresh');
    await vi.waitFor(() => expect(viewer.text).toBe('fresh'));
  });

  it('changes the size of the shell once per change', async () => {
    using session = await openTerminal();
    await session.terminal.resize({ columns: 100, rows: 30 });
    await session.terminal.resize({ columns: 100, rows: 30 });
    expect(session.shell().sizes).toEqual(['100x30']);
  });

  it('gives a new viewer what its picture holds back with the output that follows it', async () => {
    using session = await openTerminal();
    session.shell().print('one\r\n\u001b[1;3');
    const viewer = await attached(session.terminal);
    expect(viewer.snapshots[0]?.offset).toBe(5);
    session.shell().print('1mred');
    await vi.waitFor(() => expect(viewer.text).toBe('\u001b[1;31mred'));
  });

  it('takes keys at once while its output is paused, and lets the shell answer', async () => {
    using session = await openTerminal();
    const viewer = await attached(session.terminal);
    const { stream } = session.shell();
    for (let count = 0; count < 8; count += 1) session.shell().print('y'.repeat(64 * 1024));
    await vi.waitFor(() => expect(stream.isPaused()).toBe(true));
    await session.terminal.write(Buffer.from('\u0003'));
    expect(stream.written).toBe('\u0003');
    expect(stream.isPaused()).toBe(false);
    session.shell().print('^C');
    for (let count = 0; count < 16; count += 1) session.shell().print('y'.repeat(64 * 1024));
    await vi.waitFor(() => expect(stream.isPaused()).toBe(true));
    const { length } = viewer.text;
    expect(length).toBe(OUTPUT_WINDOW_BYTES);
    session.terminal.acknowledge(viewer, viewer.offset);
    await vi.waitFor(() => expect(viewer.text.length).toBeGreaterThan(length));
    expect(viewer.snapshots).toHaveLength(1);
  });

  it('records what every shell shows, and its sizes', async () => {
    using session = await openTerminal();
    session.shell().print('one');
    await vi.waitFor(() => expect(session.recorded).toContain('output one'));
    await session.terminal.resize({ columns: 90, rows: 20 });
    await session.terminal.write(Buffer.from('secret'));
    session.shell().end(0);
    await vi.waitFor(() => expect(session.recorded).toContain('end'));
    await session.terminal.start();
    session.terminal.close();
    expect(session.recorded).toEqual(['begin 80x24', 'output one', 'resize 90x20', 'end', 'begin 90x20', 'end']);
  });

  it('tells a shell the size that changed while it was being started', async () => {
    const shell = new ScriptedShell();
    const terminal = new Terminal({
      startShell: async () => shell,
      size: { columns: 80, rows: 24 },
      beginRecording: null,
      onActivity: () => undefined,
      onOutput: () => undefined,
    });
    const started = terminal.start();
    await terminal.resize({ columns: 132, rows: 43 });
    await started;
    expect(shell.sizes).toEqual(['132x43']);
    terminal.close();
  });
});
