import { PassThrough } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { OUTPUT_WINDOW_BYTES } from '#protocol/messages.ts';
import type { SandboxProcess } from '../driver/driver.ts';
import type { ScreenSnapshot } from './screen.ts';
import { Terminal, type TerminalViewer } from './terminal.ts';

/** A shell whose output the test writes and whose input the test reads. */
class ScriptedShell implements SandboxProcess {
  readonly stream: PassThrough & { written: string };
  readonly exited: Promise<number | null>;
  end!: (exitCode: number) => void;
  readonly sizes: string[] = [];

  constructor() {
    const stream = Object.assign(new PassThrough(), { written: '' });
    // Input and output are separate in a real process; a PassThrough would echo.
    stream.write = ((bytes: Uint8Array) => {
      stream.written += Buffer.from(bytes).toString();
      return true;
    }) as typeof stream.write;
    this.stream = stream;
    this.exited = new Promise((resolve) => (this.end = resolve));
  }

  print(text: string): void {
    this.stream.push(Buffer.from(text));
  }

  async resize(columns: number, rows: number): Promise<void> {
    this.sizes.push(`${String(columns)}x${String(rows)}`);
  }

  detach(): void {
    this.stream.destroy();
  }
}

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
  const terminal = new Terminal(
    async () => {
      const shell = new ScriptedShell();
      shells.push(shell);
      return shell;
    },
    { columns: 80, rows: 24 },
    () => undefined,
  );
  await terminal.start();
  return { terminal, shell: () => shells.at(-1)!, shells, [Symbol.dispose]: () => terminal.close() };
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
    session.shell().print('before');
    const viewer = await attached(session.terminal);
    expect(viewer.snapshots[0]?.data).toContain('before');
    session.shell().print(' after');
    await vi.waitFor(() => expect(viewer.text).toBe(' after'));
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
    session.shell().print('hello');
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

  it('keeps keys that are typed before the shell is there', async () => {
    const shell = new ScriptedShell();
    const terminal = new Terminal(
      async () => shell,
      { columns: 80, rows: 24 },
      () => undefined,
    );
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
});
