/**
 * What a shell line consists of, with the place of every piece in the text it was read from.
 *
 * Knows nothing about how a line is read or what any command means.
 */

/** A piece of the text: from `start` up to, but without, `end`, counted as String.slice counts. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Something a shell takes as one word. */
export interface Word extends Span {
  /** As written. */
  readonly raw: string;
  /** Without quotes and escapes. Variables and command substitutions stay as written. */
  readonly value: string;
  readonly substitutions: readonly Substitution[];
}

/** A command whose output becomes part of a word. */
export interface Substitution extends Span {
  readonly opening: Span;
  readonly closing: Span | null;
  readonly line: ShellLine;
}

/** A sign or reserved word between commands, e.g. `&&`, `|`, `do`. */
export interface Operator extends Span {
  readonly text: string;
}

/** Input or output led elsewhere. */
export interface Redirection {
  readonly operator: Operator;
  readonly target: Word | null;
}

/** A program's name with what is given to it. */
export interface SimpleCommand {
  readonly assignments: readonly Word[];
  /** The program's name first. Empty when the line only assigns or redirects. */
  readonly words: readonly Word[];
  readonly redirections: readonly Redirection[];
}

/** Commands in the order they were written, whatever combines them. */
export interface ShellLine {
  readonly commands: readonly SimpleCommand[];
  readonly operators: readonly Operator[];
  /** Texts given to commands by `<<`, with the line that ends them. */
  readonly hereDocuments: readonly Span[];
}
