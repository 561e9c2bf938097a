/**
 * Keys that are typed while the sandbox is still being made, kept in order until there is a shell to take them.
 *
 * Knows nothing about terminals or about when the sandbox is there.
 */
import { MOST_INPUT_BYTES } from '#protocol/frames.ts';

/** Keys of one viewer for one terminal. */
export interface EarlyKeys<Viewer> {
  readonly viewer: Viewer;
  readonly terminal: number;
  readonly bytes: Uint8Array;
}

/** Holds as many keys as one frame may have; what is typed beyond that is lost. */
export class EarlyInput<Viewer> {
  #pieces: EarlyKeys<Viewer>[] = [];

  /** Keeps keys if there is room for all of them. */
  keep(keys: EarlyKeys<Viewer>): void {
    const kept = this.#pieces.reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (kept + keys.bytes.length <= MOST_INPUT_BYTES) this.#pieces.push(keys);
  }

  /** Everything that was kept, once. */
  take(): readonly EarlyKeys<Viewer>[] {
    const taken = this.#pieces;
    this.#pieces = [];
    return taken;
  }
}
