/**
 * Keys pressed while nothing can take them, in order and bounded.
 *
 * Knows nothing about sockets.
 */

/** Bytes kept at most. A person types less; a large paste into a dead connection is dropped whole, never half. */
const CAPACITY_BYTES = 64 * 1024;

/** Keys waiting for a connection. */
export class InputQueue {
  #waiting: Uint8Array[] = [];
  #length = 0;

  /** Keeps bytes for later; false when there is no room, and then nothing of them is kept. */
  add(bytes: Uint8Array): boolean {
    if (this.#length + bytes.length > CAPACITY_BYTES) return false;
    this.#waiting.push(bytes);
    this.#length += bytes.length;
    return true;
  }

  /** Takes everything out, oldest first. */
  drain(): readonly Uint8Array[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#length = 0;
    return waiting;
  }
}
