/**
 * What is needed of the thing that draws a terminal. Only types, so that everything about output can be tested without xterm.
 *
 * Knows nothing about sessions or sockets.
 */

/** Size of a terminal in character cells. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** Where the output of one terminal is drawn. */
export interface TerminalScreen {
  /** The size that fills the pane, whatever size is shown at the moment. */
  fittingSize(): TerminalSize;
  /** Replaces everything on the screen and in its scrollback. `shown` is called once it has been consumed. */
  restore(snapshot: TerminalSize & { readonly data: string }, shown: () => void): void;
  /** Draws output. `shown` is called once it has been consumed. */
  write(bytes: Uint8Array, shown: () => void): void;
  /** Has a size that somebody else decides; with null the size that fills the pane. */
  follow(size: TerminalSize | null): void;
}
