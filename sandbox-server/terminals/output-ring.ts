/**
 * The last bytes of an output stream, addressed by their position in the whole stream.
 *
 * Knows nothing about terminals.
 */

/** A byte buffer of fixed size that forgets its oldest bytes. */
export class OutputRing {
  readonly #bytes: Uint8Array;
  #end = 0;

  /** @param capacity bytes that are remembered */
  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  /** Offset of the oldest byte that is remembered. */
  get start(): number {
    return Math.max(0, this.#end - this.#bytes.length);
  }

  /** Offset behind the newest byte, which is the number of bytes ever appended. */
  get end(): number {
    return this.#end;
  }

  /** Adds bytes at the end. */
  append(bytes: Uint8Array): void {
    const capacity = this.#bytes.length;
    const kept = bytes.length > capacity ? bytes.subarray(bytes.length - capacity) : bytes;
    const position = (this.#end + bytes.length - kept.length) % capacity;
    const untilWrap = Math.min(kept.length, capacity - position);
    this.#bytes.set(kept.subarray(0, untilWrap), position);
    this.#bytes.set(kept.subarray(untilWrap), 0);
    this.#end += bytes.length;
  }

  /** A copy of at most `most` bytes from `offset` on; null when they are forgotten or do not exist yet. */
  read(offset: number, most: number): Uint8Array | null {
    if (offset < this.start || offset > this.#end) return null;
    const length = Math.min(most, this.#end - offset);
    const position = offset % this.#bytes.length;
    const untilWrap = Math.min(length, this.#bytes.length - position);
    const result = new Uint8Array(length);
    result.set(this.#bytes.subarray(position, position + untilWrap), 0);
    result.set(this.#bytes.subarray(0, length - untilWrap), untilWrap);
    return result;
  }
}
