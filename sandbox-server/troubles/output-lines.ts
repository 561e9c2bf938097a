/**
 * Picks the lines worth reading out of a terminal's raw output, as a learner sees them: without escape sequences, and with
 * what a carriage return has written over.
 *
 * Made for floods: a chunk without any of the words that errors have is never decoded. Knows nothing about what lines mean.
 * Sequences that go over the end of a line, which no error has, are not followed.
 */

/** Bytes of a line that are looked at; what lies behind is cut off. */
const LONGEST_LINE_BYTES = 8_000;

/** Characters of a line as it is given out. */
const LONGEST_LINE = 2_000;

const NEWLINE = 0x0a;

/** A line without any of these is no error that a rule knows. Parts of words, so that capitals do not matter. */
const telltales = [
  'rror',
  'nvalid',
  'nknown',
  'not ',
  'annot',
  'o such',
  'o space',
  'denied',
  'already',
  'variable',
  'undefined',
  'equire',
  'flag',
  'yaml',
  'ailed',
  'must ',
  'refus',
  'onflict',
  'obsolete',
  'othing',
  'no build',
  'cycle',
  'accepts no',
  'complete',
  'esolve',
].map((word) => Buffer.from(word, 'latin1'));

const longestTelltale = Math.max(...telltales.map(({ length }) => length));

/** Reads the output of one terminal. */
export class OutputLines {
  /** The line that has not ended yet. */
  #open: Buffer = Buffer.alloc(0);

  /** The lines that this chunk completes and that may be errors, oldest first. */
  push(bytes: Uint8Array): readonly string[] {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const end = chunk.lastIndexOf(NEWLINE);
    if (end === -1) {
      this.#extend(chunk);
      return [];
    }
    const first = chunk.indexOf(NEWLINE);
    const lines: string[] = [];
    // The line from before may have its word in either part, or across both.
    this.#extend(chunk.subarray(0, first));
    if (hasTelltale(this.#open)) lines.push(shownText(this.#open));
    const rest = chunk.subarray(first + 1, end + 1);
    if (rest.length > longestTelltale && hasTelltale(rest)) collectLines(rest, lines);
    this.#open = Buffer.alloc(0);
    this.#extend(chunk.subarray(end + 1));
    return lines;
  }

  /** Forgets the line that has not ended: what comes next does not belong to it. */
  skip(): void {
    this.#open = Buffer.alloc(0);
  }

  #extend(piece: Buffer): void {
    const room = LONGEST_LINE_BYTES - this.#open.length;
    // A copy: the chunk is its owner's.
    if (room > 0 && piece.length > 0) this.#open = Buffer.concat([this.#open, piece.subarray(0, room)]);
  }
}

function hasTelltale(bytes: Buffer): boolean {
  return telltales.some((word) => bytes.includes(word));
}

function collectLines(bytes: Buffer, lines: string[]): void {
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(NEWLINE, start);
    const line = bytes.subarray(start, Math.min(end, start + LONGEST_LINE_BYTES));
    if (line.length > 0 && hasTelltale(line)) lines.push(shownText(line));
    start = end + 1;
  }
}

/** Either text, or one control character or escape sequence (ECMA-48). Every alternative stops at the next escape. */
const pieces =
  /\x1b\[([0-?]*)[ -/]*([@-~])|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]?|[\x00-\x1f\x7f]|[^\x00-\x1f\x7f]+/g;

/** A line as it stands on the screen in the end. */
export function shownText(bytes: Buffer): string {
  let shown = '';
  let column = 0;
  for (const [piece, parameters = '', final = ''] of bytes.toString('utf8').matchAll(pieces)) {
    if (piece === '\r') column = 0;
    else if (piece === '\b') column = Math.max(0, column - 1);
    else if (final === 'G' && /^[01]?$/.test(parameters)) column = 0;
    else if (final === 'K') shown = parameters === '2' ? ' '.repeat(column) : shown.slice(0, column);
    else if (piece === '\t') [shown, column] = over(shown, column, ' ');
    else if (!/^[\x00-\x1f\x7f]/.test(piece)) [shown, column] = over(shown, column, piece);
    if (column > LONGEST_LINE) break;
  }
  return shown.slice(0, LONGEST_LINE).trim();
}

function over(shown: string, column: number, text: string): [string, number] {
  const end = column + text.length;
  return [shown.slice(0, column) + text + shown.slice(end), end];
}
