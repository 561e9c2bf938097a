/**
 * What a terminal shows, kept on the server: a screen without a display, so that a browser that comes new (or too late)
 * gets the picture with its scrollback instead of the whole history.
 *
 * Knows nothing about processes, sockets or viewers.
 */
import serialize from '@xterm/addon-serialize';
import headless from '@xterm/headless';

/** Lines above the screen that are kept, the same number as in the browser. */
export const SCROLLBACK_LINES = 10_000;

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
  }

  /** Bytes that were written but are not shown yet. */
  get backlog(): number {
    return this.#written - this.#shown;
  }

  /** Writes output; `shown` is called when the screen contains it. */
  write(bytes: Uint8Array, shown: () => void): void {
    this.#written += bytes.length;
    this.#terminal.write(bytes, () => {
      this.#shown += bytes.length;
      shown();
    });
  }

  /** Follows the size of the real terminal. */
  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
  }

  /** The picture after everything written so far. */
  async snapshot(): Promise<ScreenSnapshot> {
    return new Promise((resolve) => {
      this.#terminal.write('', () => {
        resolve({
          offset: this.#shown,
          columns: this.#terminal.cols,
          rows: this.#terminal.rows,
          data: this.#serializer.serialize({ scrollback: SCROLLBACK_LINES }),
        });
      });
    });
  }

  /** Frees the memory of the screen. */
  dispose(): void {
    this.#terminal.dispose();
  }
}
