/**
 * What a terminal shows, kept on the server: a screen without a display, so that a browser that comes new (or too late)
 * gets the picture with its scrollback instead of the whole history.
 *
 * The picture always ends where the output can be cut: the screen holds back what it cannot show completely yet, and the
 * viewer gets it with the output that follows. Knows nothing about processes, sockets or viewers.
 */
import serialize from '@xterm/addon-serialize';
import unicode11 from '@xterm/addon-unicode11';
import headless from '@xterm/headless';
import { ScreenModes } from './screen-modes.ts';
import { SequenceBoundary } from './sequence-boundary.ts';

/** Lines above the screen that are kept, the same number as in the browser. */
export const SCROLLBACK_LINES = 10_000;

/** A sequence that is longer than this is not waited for; a picture taken within it may lack its effect. */
const LONGEST_HELD_BACK_BYTES = 256 * 1024;

/** A picture of a screen at one position of the output. */
export interface ScreenSnapshot {
  /** Bytes of output that the picture contains. */
  readonly offset: number;
  readonly columns: number;
  readonly rows: number;
  /** Escape sequences and text that paint the picture on an empty terminal. */
  readonly data: string;
}

/** A screen that output is written to. */
export class Screen {
  readonly #terminal: headless.Terminal;
  readonly #serializer = new serialize.SerializeAddon();
  readonly #modes: ScreenModes;
  readonly #boundary = new SequenceBoundary();
  #heldBack = new Uint8Array();
  #written = 0;
  #shown = 0;

  constructor(columns: number, rows: number) {
    this.#terminal = new headless.Terminal({
      cols: columns,
      rows,
      scrollback: SCROLLBACK_LINES,
      allowProposedApi: true,
    });
    this.#terminal.loadAddon(this.#serializer);
    // The browser's screen counts the columns of characters by the same version.
    this.#terminal.loadAddon(new unicode11.Unicode11Addon());
    this.#terminal.unicode.activeVersion = '11';
    this.#modes = new ScreenModes(this.#terminal);
  }

  /** Bytes that were written but are not shown yet, without what is held back. */
  get backlog(): number {
    return this.#written - this.#shown;
  }

  /** Writes output; `shown` is called when the screen contains what it does not hold back of it. */
  write(bytes: Uint8Array, shown: () => void): void {
    const boundary = this.#boundary.lastIn(bytes);
    const output = new Uint8Array(this.#heldBack.length + bytes.length);
    output.set(this.#heldBack);
    output.set(bytes, this.#heldBack.length);
    let cut = boundary === null ? 0 : this.#heldBack.length + boundary;
    if (output.length - cut > LONGEST_HELD_BACK_BYTES) cut = output.length;
    this.#heldBack = output.slice(cut);
    if (cut === 0) return;
    this.#written += cut;
    this.#terminal.write(output.subarray(0, cut), () => {
      this.#shown += cut;
      shown();
    });
  }

  /** Follows the size of the real terminal. */
  resize(columns: number, rows: number): void {
    // In the order of writing: what is still queued was meant for the size before.
    this.#terminal.write('', () => {
      this.#terminal.resize(columns, rows);
      this.#modes.resized();
    });
  }

  /** The picture after everything written so far. */
  async snapshot(): Promise<ScreenSnapshot> {
    return new Promise((resolve) => {
      this.#terminal.write('', () => {
        resolve({
          offset: this.#shown,
          columns: this.#terminal.cols,
          rows: this.#terminal.rows,
          data: this.#paint(),
        });
      });
    });
  }

  /** Frees the memory of the screen. */
  dispose(): void {
    this.#terminal.dispose();
  }

  #paint(): string {
    const normal = this.#serializer.serialize({
      scrollback: SCROLLBACK_LINES,
      excludeAltBuffer: true,
      excludeModes: true,
    });
    // The serializer gives the parts only together. Without scrollback they are cheap to tell apart.
    const visible = this.#serializer.serialize({ scrollback: 0, excludeAltBuffer: true, excludeModes: true });
    const visibleAndOther = this.#serializer.serialize({ scrollback: 0, excludeModes: true });
    const all = this.#serializer.serialize({ scrollback: 0 });
    const alternate = visibleAndOther.slice(visible.length);
    const modes = all.slice(visibleAndOther.length);
    // The alternate screen is painted from default colours on, and it is with those that a program has left the other.
    const between = alternate === '' ? '' : '\u001b[m';
    // The last byte shows nothing; behind it nothing joins the character before, like on the screen that was painted.
    return `${normal}${between}${alternate}${modes}${this.#modes.sequences}\0`;
  }
}
