/**
 * Finds the places in a terminal's output where it can be cut: a screen that has read everything before such a place and
 * nothing behind it can be painted anew from its cells. In the middle of an escape sequence or of a character it cannot,
 * because what has been read of it is nowhere on the screen.
 *
 * Follows the states of the parser of xterm (Williams' state machine for VT500). Where the two could disagree after broken
 * sequences, it waits for a place that is certain. Knows nothing about what sequences mean.
 */

type State = 'ground' | 'escape' | 'sequence' | 'string' | 'bell-ended-string';

const BELL = 0x07;
const CANCEL = 0x18;
const SUBSTITUTE = 0x1a;
const ESCAPE = 0x1b;
const DELETE = 0x7f;

/** What follows an escape character and does not end the sequence at once. */
const AFTER_ESCAPE: Readonly<Record<string, State>> = {
  '[': 'sequence',
  ']': 'bell-ended-string',
  P: 'string',
  X: 'string',
  '^': 'string',
  _: 'string',
};

/** Reads output and remembers what it is in the middle of. */
export class SequenceBoundary {
  #state: State = 'ground';
  /** Bytes that the character being read still lacks. */
  #missing = 0;
  /** Whether the character being read may be one of the 32 control characters beyond ASCII, which begin with 0xC2. */
  #mayBeControl = false;

  /**
   * Reads on. The last place in these bytes where the output can be cut, from 0 for before the first byte to their number
   * for behind the last; null when there is none.
   */
  lastIn(bytes: Uint8Array): number | null {
    let boundary: number | null = null;
    for (let index = 0; index < bytes.length; index += 1) {
      const byte = bytes[index] ?? 0;
      if (byte >= 0x80) {
        if (this.#readBeyondAscii(byte)) boundary = index + 1;
        continue;
      }
      const isBroken = this.#missing > 0;
      this.#missing = 0;
      if (this.#state === 'ground' && byte >= 0x20 && byte !== DELETE) {
        // Before it, as what follows a character may still change it: an accent, or the order to repeat it.
        if (!isBroken) boundary = index;
      } else if (this.#readControl(byte)) boundary = index + 1;
    }
    return boundary;
  }

  /** Reads a byte of ASCII that is not printed. True when the output can be cut behind it. */
  #readControl(byte: number): boolean {
    if (byte === ESCAPE) {
      this.#state = 'escape';
      return false;
    }
    if (byte === CANCEL || byte === SUBSTITUTE) this.#state = 'ground';
    if (this.#state === 'ground') return true;
    if (this.#state === 'bell-ended-string' && byte === BELL) this.#state = 'ground';
    if (this.#state === 'escape') this.#readAfterEscape(byte);
    else if (this.#state === 'sequence' && byte >= 0x40 && byte !== DELETE) this.#state = 'ground';
    return this.#state === 'ground';
  }

  #readAfterEscape(byte: number): void {
    // Controls are obeyed within sequences, and intermediate bytes have others after them.
    if (byte < 0x30 || byte === DELETE) return;
    this.#state = AFTER_ESCAPE[String.fromCharCode(byte)] ?? 'ground';
  }

  /** Reads a byte of a character beyond ASCII. True when the output can be cut behind it. */
  #readBeyondAscii(byte: number): boolean {
    if (byte >= 0xc0) {
      this.#missing = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
      this.#mayBeControl = byte === 0xc2;
      return false;
    }
    if (this.#missing === 0) return false;
    this.#missing -= 1;
    if (!this.#mayBeControl || byte >= 0xa0) return false;
    this.#mayBeControl = false;
    this.#state = afterControl(byte);
    return this.#state === 'ground';
  }
}

/** Where one of the control characters from U+0080 to U+009F leads, from wherever it is read. */
function afterControl(code: number): State {
  switch (code) {
    case 0x9b:
      return 'sequence';
    case 0x9d:
      return 'bell-ended-string';
    case 0x90:
    case 0x98:
    case 0x9e:
    case 0x9f:
      return 'string';
    default:
      return 'ground';
  }
}
