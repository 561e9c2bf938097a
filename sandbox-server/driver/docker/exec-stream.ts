/**
 * The two-way byte stream of a process that Docker runs without a terminal.
 *
 * Docker sends standard output and standard error over one connection, each piece behind a header of 8 bytes: the stream's
 * number (1 or 2), three zeros, the length as 32 bits, big endian (Engine API, "Attach to a container: stream format").
 * This takes the pieces apart, one at a time, and stops reading while nobody takes the output.
 *
 * Knows nothing about what the bytes mean.
 */
import { Duplex } from 'node:stream';

const HEADER_BYTES = 8;
const STANDARD_OUTPUT = 1;

/** Standard input and output of a process as one stream; standard error goes to a callback. */
export class ExecStream extends Duplex {
  readonly #connection: Duplex;
  readonly #onStandardError: (bytes: Buffer) => void;
  #header = Buffer.alloc(0);
  #remaining = 0;
  #isStandardOutput = true;

  /** Takes over `connection`; destroying this stream destroys it. */
  constructor(connection: Duplex, onStandardError: (bytes: Buffer) => void = () => undefined) {
    super();
    this.#connection = connection;
    this.#onStandardError = onStandardError;
    connection.on('data', (chunk: Buffer) => {
      if (!this.#accept(chunk)) connection.pause();
    });
    connection.on('end', () => this.push(null));
    connection.on('error', (error) => this.destroy(error));
    connection.on('close', () => {
      // A connection that breaks without its end leaves readers waiting otherwise.
      if (!this.readableEnded) this.push(null);
    });
  }

  /** Answers false when readers want no more for now. */
  #accept(chunk: Buffer): boolean {
    let position = 0;
    let wanted = true;
    while (position < chunk.length) {
      if (this.#remaining === 0) {
        const missing = HEADER_BYTES - this.#header.length;
        this.#header = Buffer.concat([this.#header, chunk.subarray(position, position + missing)]);
        position = Math.min(position + missing, chunk.length);
        if (this.#header.length < HEADER_BYTES) break;
        this.#isStandardOutput = this.#header[0] === STANDARD_OUTPUT;
        this.#remaining = this.#header.readUInt32BE(4);
        this.#header = Buffer.alloc(0);
        continue;
      }
      const piece = chunk.subarray(position, position + this.#remaining);
      position += piece.length;
      this.#remaining -= piece.length;
      if (this.#isStandardOutput) wanted = this.push(piece);
      else this.#onStandardError(piece);
    }
    return wanted;
  }

  override _read(): void {
    this.#connection.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#connection.write(chunk, done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#connection.end(done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#connection.destroy();
    done(error);
  }
}
