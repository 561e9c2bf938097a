/**
 * Checks that the lines 1, 2, 3 … come once each, in pieces that may be cut anywhere.
 *
 * Knows nothing about where they come from.
 */

/** Counts what is missing and what came twice. */
export class LineCounter {
  /** Lines that never came. */
  lost = 0;
  /** Lines that came when they had come before. */
  doubled = 0;
  #expected = 1;
  #rest = '';

  /** Lines up to here, each counted once. */
  get reached(): number {
    return this.#expected - 1;
  }

  /** Takes a piece of output. Lines that are no number are left out until the first one, and after the last. */
  take(piece: string): void {
    const lines = (this.#rest + piece).split('\r\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      if (!/^\d+$/.test(line)) continue;
      const number = Number(line);
      if (number < this.#expected) this.doubled += 1;
      else {
        this.lost += number - this.#expected;
        this.#expected = number + 1;
      }
    }
  }
}
