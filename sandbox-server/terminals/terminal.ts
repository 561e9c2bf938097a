/**
 * One terminal of a session: a shell inside the sandbox and any number of viewers.
 *
 * - Every viewer has its own position in the output and a window of bytes it has not acknowledged. It gets no more than
 *   the window; when it falls so far behind that the ring has forgotten its position, it gets the picture instead.
 * - The shell is paused while all viewers have their window full, so that memory never grows with the output. A slow
 *   viewer does not hold up a fast one. When the last viewer goes, the shell waits a while at the end of the ring, because
 *   a connection that broke comes back and must not have missed anything; then output goes on into ring and screen.
 *   Input never waits for output.
 * - The shell belongs to a keeper inside the sandbox (dtach), so it outlives viewers and this process.
 *
 * Knows nothing about sockets, sessions or grading.
 */
import { randomUUID } from 'node:crypto';
import { OUTPUT_WINDOW_BYTES } from '#protocol/messages.ts';
import type { SandboxProcess } from '../driver/driver.ts';
import { OutputRing } from './output-ring.ts';
import { PacedInput } from './paced-input.ts';
import type { TerminalRecording } from './recording.ts';
import { Screen, type ScreenSnapshot } from './screen.ts';
import type { TerminalSize } from './terminal-size.ts';

const RING_BYTES = 1024 * 1024;
const LARGEST_PIECE_BYTES = 32 * 1024;
/** Milliseconds for which the shell waits for its last viewer to come back before the ring forgets where they were. */
const ABSENCE_MS = 30_000;
/** Output that may still be on its way when the shell is paused. */
const ON_ITS_WAY_BYTES = 128 * 1024;
/** Beyond this the shell waits for the screen on the server, too. */
const LARGEST_SCREEN_BACKLOG_BYTES = 512 * 1024;
/**
 * Output that a paused shell may still make for every piece of input. What lies between the shell and this process is full
 * when the shell is paused, and input passes only when that moves; with less, Ctrl-C would wait for the slowest viewer.
 * No more than the ring holds beside a window, so that nobody loses their position by it.
 */
const OUTPUT_AFTER_INPUT_BYTES = RING_BYTES - OUTPUT_WINDOW_BYTES - ON_ITS_WAY_BYTES;
/** Keys that are kept until the shell is there. */
const LARGEST_EARLY_INPUT_BYTES = 64 * 1024;

/** Someone who looks at a terminal. The methods must not throw. */
export interface TerminalViewer {
  showSnapshot(epoch: string, snapshot: ScreenSnapshot): void;
  showOutput(offset: number, bytes: Uint8Array): void;
  showEnd(exitCode: number | null): void;
}

/** Where a viewer stopped. */
export interface ResumePoint {
  readonly epoch: string;
  readonly offset: number;
}

interface Attachment {
  sent: number;
  acknowledged: number;
  /** Waiting for a picture; no output meanwhile. */
  synchronising: boolean;
}

/** What a terminal needs. */
export interface TerminalOptions {
  /** Starts a shell, or finds the one that is there. */
  readonly startShell: (size: TerminalSize) => Promise<SandboxProcess>;
  readonly size: TerminalSize;
  /** Begins the recording of a shell; null when nothing is recorded. */
  readonly beginRecording: ((size: TerminalSize) => TerminalRecording) | null;
  /** Called for input and output, for whoever decides what is idle. */
  readonly onActivity: () => void;
  /** Called for every piece of output, after it was passed on. Must not throw. */
  readonly onOutput: (bytes: Uint8Array) => void;
}

/** A shell and those who look at it. */
export class Terminal {
  readonly #options: TerminalOptions;
  readonly #viewers = new Map<TerminalViewer, Attachment>();
  #size: TerminalSize;
  #epoch = randomUUID();
  #ring = new OutputRing(RING_BYTES);
  #screen: Screen;
  #process: SandboxProcess | undefined;
  #recording: TerminalRecording | undefined;
  /** Where the last viewer stopped, as long as they are waited for. */
  #absence: { readonly offset: number; readonly timer: NodeJS.Timeout } | undefined;
  /** Output that is let through although nobody can take it. */
  #outputAfterInput = 0;
  #input: PacedInput | undefined;
  #starting: Promise<void> | undefined;
  #earlyInput: Uint8Array[] = [];
  #ended: { readonly exitCode: number | null } | undefined;
  #closed = false;

  constructor(options: TerminalOptions) {
    this.#options = options;
    this.#size = options.size;
    this.#screen = new Screen(options.size.columns, options.size.rows);
  }

  /** The size it has now. */
  get size(): TerminalSize {
    return this.#size;
  }

  /** Starts the shell, or attaches to the one that the keeper still has. Does nothing while one is there. */
  async start(): Promise<void> {
    if (this.#process || this.#closed) return;
    this.#starting ??= this.#begin().finally(() => (this.#starting = undefined));
    await this.#starting;
  }

  /** Resolves when no shell is being started at the moment. */
  async settled(): Promise<void> {
    await this.#starting?.catch(() => undefined);
  }

  /** Shows the terminal to a viewer, from `resume` on if that is still known. */
  attach(viewer: TerminalViewer, resume: ResumePoint | undefined): void {
    this.#endAbsence();
    const known = resume?.epoch === this.#epoch && resume.offset >= this.#ring.start && resume.offset <= this.#ring.end;
    const offset = known ? resume.offset : 0;
    this.#viewers.set(viewer, { sent: offset, acknowledged: offset, synchronising: false });
    if (known) this.#pump(viewer);
    else void this.#synchronise(viewer);
    if (this.#ended) viewer.showEnd(this.#ended.exitCode);
  }

  /** Forgets a viewer. */
  detach(viewer: TerminalViewer): void {
    const attachment = this.#viewers.get(viewer);
    this.#viewers.delete(viewer);
    if (attachment && !attachment.synchronising && this.#viewers.size === 0)
      this.#beginAbsence(attachment.acknowledged);
    this.#regulate();
  }

  /** Notes how far a viewer has shown the output, and sends it more. */
  acknowledge(viewer: TerminalViewer, offset: number): void {
    const attachment = this.#viewers.get(viewer);
    if (!attachment || offset > attachment.sent) return;
    attachment.acknowledged = Math.max(attachment.acknowledged, offset);
    this.#pump(viewer);
    this.#regulate();
  }

  /** Sends keys to the shell. Resolves when the shell has room for more. */
  async write(bytes: Uint8Array): Promise<void> {
    this.#options.onActivity();
    if (!this.#process) {
      const waiting = this.#earlyInput.reduce((sum, piece) => sum + piece.length, 0);
      if (waiting + bytes.length <= LARGEST_EARLY_INPUT_BYTES && !this.#ended) this.#earlyInput.push(bytes);
      return;
    }
    this.#outputAfterInput = OUTPUT_AFTER_INPUT_BYTES;
    const written = this.#input?.write(bytes);
    this.#regulate();
    await written;
    this.#regulate();
  }

  /** Changes the size for the shell and for the server's screen. */
  async resize(size: TerminalSize): Promise<void> {
    if (size.columns === this.#size.columns && size.rows === this.#size.rows) return;
    this.#size = size;
    this.#screen.resize(size.columns, size.rows);
    this.#recording?.resize(size);
    // The shell may be ending at this moment; then its end is what there is to tell.
    await this.#process?.resize(size.columns, size.rows).catch(() => undefined);
  }

  /** Lets go of the shell without ending it, and of all viewers. */
  close(): void {
    this.#closed = true;
    this.#endAbsence();
    this.#viewers.clear();
    this.#process?.detach();
    this.#recording?.end();
    this.#screen.dispose();
  }

  async #begin(): Promise<void> {
    const size = this.#size;
    const process = await this.#options.startShell(size);
    if (this.#closed) {
      process.detach();
      return;
    }
    if (this.#ended) this.#beginEpoch();
    this.#process = process;
    this.#input = new PacedInput(process.stream);
    this.#recording = this.#options.beginRecording?.(this.#size);
    if (size !== this.#size) void process.resize(this.#size.columns, this.#size.rows).catch(() => undefined);
    process.stream.on('data', (bytes: Buffer) => this.#receive(bytes));
    process.stream.on('error', () => process.detach());
    process.stream.on('end', () => process.detach());
    void process.exited.then((exitCode) => this.#end(process, exitCode));
    for (const bytes of this.#earlyInput.splice(0)) void this.#input.write(bytes);
  }

  #beginAbsence(offset: number): void {
    this.#endAbsence();
    const timer = setTimeout(() => {
      this.#endAbsence();
      this.#regulate();
    }, ABSENCE_MS).unref();
    this.#absence = { offset, timer };
  }

  #endAbsence(): void {
    clearTimeout(this.#absence?.timer);
    this.#absence = undefined;
  }

  /** A new shell begins with an empty screen and counts its output from zero. */
  #beginEpoch(): void {
    this.#ended = undefined;
    this.#endAbsence();
    this.#epoch = randomUUID();
    this.#ring = new OutputRing(RING_BYTES);
    this.#screen.dispose();
    this.#screen = new Screen(this.#size.columns, this.#size.rows);
    for (const viewer of this.#viewers.keys()) void this.#synchronise(viewer);
  }

  #receive(bytes: Buffer): void {
    if (this.#closed) return;
    this.#options.onActivity();
    this.#outputAfterInput = Math.max(0, this.#outputAfterInput - bytes.length);
    this.#ring.append(bytes);
    this.#recording?.output(bytes);
    this.#screen.write(bytes, () => this.#regulate());
    for (const viewer of this.#viewers.keys()) this.#pump(viewer);
    this.#regulate();
    this.#options.onOutput(bytes);
  }

  #end(process: SandboxProcess, exitCode: number | null): void {
    if (this.#process !== process || this.#closed) return;
    this.#process = undefined;
    this.#input = undefined;
    this.#recording?.end();
    this.#recording = undefined;
    this.#ended = { exitCode };
    for (const viewer of this.#viewers.keys()) viewer.showEnd(exitCode);
  }

  #pump(viewer: TerminalViewer): void {
    const attachment = this.#viewers.get(viewer);
    if (!attachment || attachment.synchronising) return;
    for (;;) {
      const room = OUTPUT_WINDOW_BYTES - (attachment.sent - attachment.acknowledged);
      if (room <= 0 || attachment.sent === this.#ring.end) return;
      const bytes = this.#ring.read(attachment.sent, Math.min(room, LARGEST_PIECE_BYTES));
      if (!bytes) {
        void this.#synchronise(viewer);
        return;
      }
      const offset = attachment.sent;
      // Before it is shown: a viewer may acknowledge at once.
      attachment.sent += bytes.length;
      viewer.showOutput(offset, bytes);
    }
  }

  async #synchronise(viewer: TerminalViewer): Promise<void> {
    const attachment = this.#viewers.get(viewer);
    if (!attachment || attachment.synchronising) return;
    attachment.synchronising = true;
    const screen = this.#screen;
    const snapshot = await screen.snapshot();
    if (this.#viewers.get(viewer) !== attachment) return;
    attachment.synchronising = false;
    if (screen !== this.#screen) {
      await this.#synchronise(viewer);
      return;
    }
    attachment.sent = snapshot.offset;
    attachment.acknowledged = snapshot.offset;
    viewer.showSnapshot(this.#epoch, snapshot);
    this.#pump(viewer);
  }

  /** Pauses the shell when nobody can take more, and lets it go on otherwise. */
  #regulate(): void {
    const stream = this.#process?.stream;
    if (!stream) return;
    const attachments = [...this.#viewers.values()];
    const allFull =
      attachments.length > 0 &&
      attachments.every(({ sent, acknowledged }) => sent - acknowledged >= OUTPUT_WINDOW_BYTES);
    const isMissed =
      this.#absence !== undefined && this.#ring.end - this.#absence.offset >= RING_BYTES - ON_ITS_WAY_BYTES;
    const isBehind =
      isMissed || (allFull && !this.#input?.isWaiting) || this.#screen.backlog > LARGEST_SCREEN_BACKLOG_BYTES;
    const wait = isBehind && this.#outputAfterInput === 0;
    if (wait && !stream.isPaused()) stream.pause();
    if (!wait && stream.isPaused()) stream.resume();
  }
}
