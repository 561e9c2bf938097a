/**
 * The two-way byte stream of a process that Incus runs: standard input and output are web sockets, one for both with a
 * terminal, one each without. A text message in place of bytes says that there will be no more.
 *
 * Knows nothing about what the bytes mean.
 */
import { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';

/** Standard input and output of a process as one stream. Not reading it pauses the process. */
export class ExecStream extends Duplex {
  readonly #input: WebSocket;
  readonly #output: WebSocket;

  /** Takes over the sockets, paused or not, which are the same one for a terminal; destroying this stream closes them. */
  constructor(input: WebSocket, output: WebSocket) {
    super();
    this.#input = input;
    this.#output = output;
    output.on('message', (data, isBinary) => {
      if (!isBinary) this.push(null);
      else if (!this.push(bytesOf(data))) output.pause();
    });
    output.once('close', () => {
      if (!this.readableEnded) this.push(null);
    });
    for (const socket of new Set([input, output])) {
      socket.once('error', (error) => this.destroy(error));
      socket.resume();
    }
  }

  override _read(): void {
    if (this.#output.isPaused) this.#output.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#input.readyState !== this.#input.OPEN) {
      // As with a broken pipe, the end of the process is told by its exit code.
      done();
      return;
    }
    this.#input.send(chunk, { binary: true }, (error) => done(error ?? null));
  }

  override _final(done: (error?: Error | null) => void): void {
    if (this.#input.readyState === this.#input.OPEN) this.#input.send('', { binary: false });
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#input.close();
    this.#output.close();
    // A socket that is paused would never see the other side's agreement.
    if (this.#output.isPaused) this.#output.resume();
    done(error);
  }
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
