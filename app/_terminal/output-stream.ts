/**
 * Bookkeeping of one terminal's output: which bytes are new, which were seen, what is missing, and what to acknowledge.
 *
 * Knows nothing about sockets or about how bytes are drawn.
 */
import { ACK_EVERY_BYTES } from '#protocol/messages.ts';

/** What to do with an output frame. */
export type Arrival =
  | { readonly kind: 'new'; readonly bytes: Uint8Array; readonly end: number }
  /** Nothing in it is new, as happens after a reconnect. */
  | { readonly kind: 'seen' }
  /** Bytes before it are missing, or the stream is not known: only a snapshot can mend that. */
  | { readonly kind: 'gap' };

/** Where a stream stopped, for going on after a reconnect. */
export interface ResumePoint {
  readonly epoch: string;
  /** Bytes since the epoch began. */
  readonly offset: number;
}

/** One terminal's output. Offsets are bytes since the epoch began. */
export class OutputStream {
  #epoch: string | null = null;
  #received = 0;
  #acknowledged = 0;

  /** Where to go on after a reconnect, null when a snapshot is needed. */
  get resumePoint(): ResumePoint | null {
    return this.#epoch === null ? null : { epoch: this.#epoch, offset: this.#received };
  }

  /** A snapshot was shown; output goes on at its offset. */
  begin(epoch: string, offset: number): void {
    this.#epoch = epoch;
    this.#received = offset;
    this.#acknowledged = offset;
  }

  /** Gives up the stream, so that the next connection asks for a snapshot. */
  forget(): void {
    this.#epoch = null;
  }

  /** Decides about a frame that begins at `offset`. */
  arrive(offset: number, bytes: Uint8Array): Arrival {
    if (this.#epoch === null || offset > this.#received) return { kind: 'gap' };
    const end = offset + bytes.length;
    if (end <= this.#received) return { kind: 'seen' };
    const fresh = bytes.subarray(this.#received - offset);
    this.#received = end;
    return { kind: 'new', bytes: fresh, end };
  }

  /**
   * The terminal has consumed everything before `end`, in the given epoch.
   *
   * @returns the offset to acknowledge now, null when that can wait
   */
  consume(epoch: string, end: number): number | null {
    if (epoch !== this.#epoch || end - this.#acknowledged < ACK_EVERY_BYTES) return null;
    this.#acknowledged = end;
    return end;
  }

  /** A new connection goes on where this stream stopped; the server counts from there. */
  resume(): void {
    this.#acknowledged = this.#received;
  }
}
