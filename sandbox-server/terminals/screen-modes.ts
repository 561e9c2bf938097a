/**
 * The settings of a screen that its cells do not show and that xterm's serializer leaves out: scroll region, hidden and saved
 * cursor, * shape of the cursor, form of mouse reports, line drawing, the link that is being written. Programs that fill the screen set them once and rely on them.
 *
 * Knows nothing about output and offsets.
 */
import type { Terminal } from '@xterm/headless';

/** Private modes that are passed on as they are, by what they are until a program sets them. */
const PRIVATE_MODES: ReadonlyMap<number, boolean> = new Map([
  [25, true],
  [1005, false],
  [1006, false],
  [1015, false],
  [1016, false],
]);

/** Longer links are painted as text. */
const LONGEST_LINK = 2_048;

type Parameters = readonly (number | readonly number[])[];

/** Rows from 1, both included. */
interface Region {
  readonly top: number;
  readonly bottom: number;
}

/** Follows the settings of one screen. */
export class ScreenModes {
  readonly #terminal: Terminal;
  readonly #privateModes = new Map(PRIVATE_MODES);
  /** Each of the two screens has a region of its own; none is the whole screen. */
  readonly #regions = new Map<'normal' | 'alternate', Region>();
  /** Where each of them has a saved cursor: row from the top of the scrollback, and column, from 0. */
  readonly #savedCursors = new Map<'normal' | 'alternate', { readonly row: number; readonly column: number }>();
  #cursorShape = 0;
  #drawsLines = false;
  /** Parameters and address of the link that is being written. */
  #link: string | null = null;

  /** Listens as long as the terminal lives. */
  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    const { parser } = terminal;
    // Every listener answers false, so that the terminal itself obeys the sequence, too.
    parser.registerCsiHandler({ final: 'r' }, (parameters) => this.#setRegion(parameters));
    parser.registerCsiHandler({ prefix: '?', final: 'h' }, (parameters) => this.#setModes(parameters, true));
    parser.registerCsiHandler({ prefix: '?', final: 'l' }, (parameters) => this.#setModes(parameters, false));
    parser.registerCsiHandler({ intermediates: ' ', final: 'q' }, (parameters) => this.#setCursorShape(parameters));
    parser.registerCsiHandler({ intermediates: '!', final: 'p' }, () => this.#resetSoftly());
    parser.registerEscHandler({ final: 'c' }, () => this.#reset());
    parser.registerEscHandler({ intermediates: '(', final: '0' }, () => this.#drawLines(true));
    parser.registerEscHandler({ intermediates: '(', final: 'B' }, () => this.#drawLines(false));
    parser.registerEscHandler({ final: '7' }, () => this.#saveCursor());
    parser.registerCsiHandler({ final: 's' }, () => this.#saveCursor());
    parser.registerOscHandler(8, (data) => this.#setLink(data));
    terminal.buffer.onBufferChange(({ type }) => {
      if (type === 'alternate') return;
      this.#regions.delete('alternate');
      this.#savedCursors.delete('alternate');
    });
  }

  /** Sequences that make these settings on a screen that shows the right picture and has none of them yet. */
  get sequences(): string {
    let result = '';
    for (const [mode, isSet] of this.#privateModes) {
      if (isSet !== PRIVATE_MODES.get(mode)) result += `\u001b[?${String(mode)}${isSet ? 'h' : 'l'}`;
    }
    if (this.#cursorShape > 0) result += `\u001b[${String(this.#cursorShape)} q`;
    if (this.#drawsLines) result += '\u001b(0';
    // The serializer takes the look of a link for an underline, which the end of the link would not take back.
    if (this.#link !== null) result += `\u001b[24m\u001b]8;${this.#link}\u0007`;
    return result + this.#regionAndCursor();
  }

  /** A terminal that changes its size forgets its regions. */
  resized(): void {
    this.#regions.clear();
  }

  /** Setting a region, counting rows from it and saving a cursor elsewhere move the cursor; it is put back. */
  #regionAndCursor(): string {
    const { buffer, modes, cols } = this.#terminal;
    const { type, baseY, cursorX, cursorY } = buffer.active;
    const region = this.#regions.get(type);
    const saved = this.#savedCursors.get(type);
    if (!region && !saved && !modes.originMode) return '';
    const firstRow = modes.originMode && region ? region.top - 1 : 0;
    const moveTo = (row: number, column: number) =>
      `\u001b[${String(Math.max(row - firstRow, 0) + 1)};${String(Math.min(column + 1, cols))}H`;
    const setting = region ? `\u001b[${String(region.top)};${String(region.bottom)}r` : '';
    const saving = saved ? `${moveTo(saved.row - baseY, saved.column)}\u001b7` : '';
    return setting + saving + moveTo(cursorY, cursorX);
  }

  #saveCursor(): boolean {
    const { type, baseY, cursorX, cursorY } = this.#terminal.buffer.active;
    this.#savedCursors.set(type, { row: baseY + cursorY, column: cursorX });
    return false;
  }

  #setRegion(parameters: Parameters): boolean {
    const { rows, buffer } = this.#terminal;
    const top = parameter(parameters, 0) || 1;
    const given = parameter(parameters, 1);
    const bottom = given === 0 || given > rows ? rows : given;
    if (bottom <= top) return false;
    if (top === 1 && bottom === rows) this.#regions.delete(buffer.active.type);
    else this.#regions.set(buffer.active.type, { top, bottom });
    return false;
  }

  #setModes(parameters: Parameters, isSet: boolean): boolean {
    for (const mode of parameters) {
      if (typeof mode === 'number' && this.#privateModes.has(mode)) this.#privateModes.set(mode, isSet);
    }
    return false;
  }

  #setCursorShape(parameters: Parameters): boolean {
    this.#cursorShape = parameter(parameters, 0);
    return false;
  }

  #drawLines(draws: boolean): boolean {
    this.#drawsLines = draws;
    return false;
  }

  #setLink(data: string): boolean {
    const isOpen = data.slice(data.indexOf(';') + 1) !== '';
    this.#link = isOpen && data.length <= LONGEST_LINK ? data : null;
    return false;
  }

  #resetSoftly(): boolean {
    this.#regions.delete(this.#terminal.buffer.active.type);
    this.#privateModes.set(25, true);
    return this.#drawLines(false);
  }

  #reset(): boolean {
    this.#regions.clear();
    this.#savedCursors.clear();
    this.#cursorShape = 0;
    this.#link = null;
    for (const [mode, isSet] of PRIVATE_MODES) this.#privateModes.set(mode, isSet);
    return this.#drawLines(false);
  }
}

/** A parameter of a sequence; 0 when it was left out. */
function parameter(parameters: Parameters, index: number): number {
  const value = parameters[index];
  return typeof value === 'number' && value > 0 ? value : 0;
}
