/**
 * Gives a shell its input no faster than a program can take it in.
 *
 * dtach, which keeps the shells, waits for a shell that does not take its input, and does not read the shell's output
 * meanwhile; when a pasted text has filled the one and the answers to it the other, both wait for each other for ever. So
 * long input is handed over in pieces that fit into what the kernel keeps for a terminal (4 KiB), with a pause between.
 *
 * Knows nothing about terminals and viewers.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Duplex } from 'node:stream';

const PIECE_BYTES = 1024;
/** Milliseconds between two pieces. */
const PAUSE_MS = 5;

/** The way into one shell. */
export class PacedInput {
  readonly #stream: Duplex;
  #waiting = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor(stream: Duplex) {
    this.#stream = stream;
  }

  /** Whether there is input that the shell has not been given yet. */
  get isWaiting(): boolean {
    return this.#waiting > 0;
  }

  /** Writes input behind all that came before; keys go at once. Resolves when there is room for more. Never rejects. */
  async write(bytes: Uint8Array): Promise<void> {
    const isFirst = this.#waiting === 0;
    this.#waiting += 1;
    this.#turn = isFirst ? this.#hand(bytes) : this.#turn.then(async () => this.#hand(bytes));
    await this.#turn;
    this.#waiting -= 1;
  }

  async #hand(bytes: Uint8Array): Promise<void> {
    for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
      if (start > 0) await sleep(PAUSE_MS);
      // A shell that has ended takes nothing, and its stream would never say that it has room.
      if (!this.#stream.writable) return;
      if (!this.#stream.write(bytes.subarray(start, start + PIECE_BYTES))) await this.#room();
    }
  }

  async #room(): Promise<void> {
    const stream = this.#stream;
    await new Promise<void>((resolve) => {
      const finish = () => {
        stream.off('drain', finish).off('close', finish);
        resolve();
      };
      stream.on('drain', finish).on('close', finish);
    });
  }
}
