/**
 * One terminal of a session: a shell inside the sandbox and any number of viewers.
 *
 * - Every viewer has its own position in the output and a window of bytes it has not acknowledged. It gets no more than
 *   the window; when it falls so far behind that the ring has forgotten its position, it gets the picture instead.
 * - The shell is paused while all viewers have their window full, so that memory never grows with the output. A slow
 *   viewer does not hold up a fast one. Without viewers the output goes on into ring and screen.
 * - The shell belongs to a keeper inside the sandbox (dtach), so it outlives viewers and this process.
 *
 * Knows nothing about sockets, sessions or grading.
 */
import { randomUUID } from 'node:crypto';
import { OUTPUT_WINDOW_BYTES } from '#protocol/messages.ts';
import type { SandboxProcess } from '../driver/driver.ts';
import { OutputRing } from './output-ring.ts';
import { Screen, type ScreenSnapshot } from './screen.ts';

const RING_BYTES = 1024 * 1024;
const LARGEST_PIECE_BYTES = 32 * 1024;
/** Beyond this the shell waits for the screen on the server, too. */
const LARGEST_SCREEN_BACKLOG_BYTES = 512 * 1024;
/** Keys that are kept until the shell is there. */
const LARGEST_EARLY_INPUT_BYTES = 64 * 1024;

/** Size of a terminal in characters. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

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

/** A shell and those who look at it. */
export class Terminal {
  readonly #startShell: (size: TerminalSize) => Promise<SandboxProcess>;
  readonly #onActivity: () => void;
  readonly #viewers = new Map<TerminalViewer, Attachment>();
  #size: TerminalSize;
  #epoch = randomUUID();
  #ring = new OutputRing(RING_BYTES);
  #screen: Screen;
  #process: SandboxProcess | undefined;
  #starting: Promise<void> | undefined;
  #earlyInput: Uint8Array[] = [];
  #ended: { readonly exitCode: number | null } | undefined;
  #closed = false;

  /** @param onActivity called for input and output, for whoever decides what is idle */
  constructor(startShell: (size: TerminalSize) => Promise<SandboxProcess>, size: TerminalSize, onActivity: () => void) {
    this.#startShell = startShell;
    this.#onActivity = onActivity;
    this.#size = size;
    this.#screen = new Screen(size.columns, size.rows);
  }

  /** Starts the shell, or attaches to the one that the keeper still has. Does nothing while one is there. */
  async start(): Promise<void> {
    if (this.#process || this.#closed) return;
    this.#starting ??= this.#begin().finally(() => (this.#starting = undefined));
    await this.#starting;
  }

  /** Shows the terminal to a viewer, from `resume` on if that is still known. */
  attach(viewer: TerminalViewer, resume: ResumePoint | undefined): void {
    const known = resume?.epoch === this.#epoch && resume.offset >= this.#ring.start && resume.offset <= this.#ring.end;
    const offset = known ? resume.offset : 0;
    this.#viewers.set(viewer, { sent: offset, acknowledged: offset, synchronising: false });
    if (known) this.#pump(viewer);
    else void this.#synchronise(viewer);
    if (this.#ended) viewer.showEnd(this.#ended.exitCode);
  }

  /** Forgets a viewer. */
  detach(viewer: TerminalViewer): void {
    this.#viewers.delete(viewer);
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
    this.#onActivity();
    if (!this.#process) {
      const waiting = this.#earlyInput.reduce((sum, piece) => sum + piece.length, 0);
      if (waiting + bytes.length <= LARGEST_EARLY_INPUT_BYTES && !this.#ended) this.#earlyInput.push(bytes);
      return;
    }
    const { stream } = this.#process;
    if (stream.write(bytes)) return;
    await new Promise<void>((resolve) => {
      stream.once('drain', resolve);
      stream.once('close', resolve);
    });
  }

  /** Changes the size for the shell and for the server's screen. */
  async resize(size: TerminalSize): Promise<void> {
    if (size.columns === this.#size.columns && size.rows === this.#size.rows) return;
    this.#size = size;
    this.#screen.resize(size.columns, size.rows);
    // The shell may be ending at this moment; then its end is what there is to tell.
    await this.#process?.resize(size.columns, size.rows).catch(() => undefined);
  }

  /** Lets go of the shell without ending it, and of all viewers. */
  close(): void {
    this.#closed = true;
    this.#viewers.clear();
    this.#process?.detach();
    this.#screen.dispose();
  }

  async #begin(): Promise<void> {
    const process = await this.#startShell(this.#size);
    if (this.#closed) {
      process.detach();
      return;
    }
    if (this.#ended) this.#beginEpoch();
    this.#process = process;
    process.stream.on('data', (bytes: Buffer) => this.#receive(bytes));
    process.stream.on('error', () => process.detach());
    process.stream.on('end', () => process.detach());
    void process.exited.then((exitCode) => this.#end(process, exitCode));
    for (const bytes of this.#earlyInput.splice(0)) process.stream.write(bytes);
  }

  /** A new shell begins with an empty screen and counts its output from zero. */
  #beginEpoch(): void {
    this.#ended = undefined;
    this.#epoch = randomUUID();
    this.#ring = new OutputRing(RING_BYTES);
    this.#screen.dispose();
    this.#screen = new Screen(this.#size.columns, this.#size.rows);
    for (const viewer of this.#viewers.keys()) void this.#synchronise(viewer);
  }

  #receive(bytes: Buffer): void {
    if (this.#closed) return;
    this.#onActivity();
    this.#ring.append(bytes);
    this.#screen.write(bytes, () => this.#regulate());
    for (const viewer of this.#viewers.keys()) this.#pump(viewer);
    this.#regulate();
  }

  #end(process: SandboxProcess, exitCode: number | null): void {
    if (this.#process !== process || this.#closed) return;
    this.#process = undefined;
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
      viewer.showOutput(attachment.sent, bytes);
      attachment.sent += bytes.length;
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
    const wait = allFull || this.#screen.backlog > LARGEST_SCREEN_BACKLOG_BYTES;
    if (wait && !stream.isPaused()) stream.pause();
    if (!wait && stream.isPaused()) stream.resume();
  }
}
