/**
 * Reads a stream by counted bytes, without holding more of it than one piece.
 *
 * Knows nothing about what the bytes mean.
 */

/** Counted reading from a stream. */
export class ByteSource {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#pieces = source[Symbol.asyncIterator]();
  }

  /** Exactly so many bytes as one array, for small counts; fewer when the stream ends before. */
  async take(count: number): Promise<Uint8Array> {
    const taken = new Uint8Array(count);
    let length = 0;
    for await (const piece of this.pieces(count)) {
      taken.set(piece, length);
      length += piece.length;
    }
    return taken.subarray(0, length);
  }

  /** So many bytes as they come; fewer when the stream ends before. */
  async *pieces(count: number): AsyncGenerator<Uint8Array> {
    let remaining = count;
    while (remaining > 0 && (await this.#fill())) {
      const piece = this.#rest.subarray(0, remaining);
      this.#rest = this.#rest.subarray(piece.length);
      remaining -= piece.length;
      yield piece;
    }
  }

  async #fill(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const next = await this.#pieces.next();
      if (next.done === true) return false;
      this.#rest = next.value;
    }
    return true;
  }
}
