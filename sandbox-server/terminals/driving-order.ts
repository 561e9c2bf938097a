/**
 * Who drives a terminal: of all who look at it, the one that typed last, or came first while nobody has typed. When the
 * driver leaves, the one that typed or came last before follows.
 *
 * Knows nothing about what a terminal or a viewer is.
 */
import type { TerminalSize } from './terminal-size.ts';

/** The viewers of one terminal, in the order in which they would drive it. */
export class DrivingOrder<Viewer> {
  readonly #sizes = new Map<Viewer, TerminalSize>();
  /** The driver is the last. */
  readonly #order: Viewer[] = [];

  /** Whose size the terminal has; undefined while nobody looks. */
  get driver(): Viewer | undefined {
    return this.#order.at(-1);
  }

  /** All viewers, the driver last. */
  get viewers(): readonly Viewer[] {
    return this.#order;
  }

  /** The size that a viewer has room for; undefined for strangers. */
  sizeOf(viewer: Viewer): TerminalSize | undefined {
    return this.#sizes.get(viewer);
  }

  /** Someone comes, or comes again: drives if nobody does and is next in line otherwise. */
  enter(viewer: Viewer, size: TerminalSize): void {
    if (!this.#sizes.has(viewer)) this.#order.splice(Math.max(0, this.#order.length - 1), 0, viewer);
    this.#sizes.set(viewer, size);
  }

  /** Someone types. True when that makes another driver. */
  take(viewer: Viewer): boolean {
    if (!this.#sizes.has(viewer) || this.driver === viewer) return false;
    this.#order.splice(this.#order.indexOf(viewer), 1);
    this.#order.push(viewer);
    return true;
  }

  /** Remembers a viewer's size. Strangers are ignored. */
  resize(viewer: Viewer, size: TerminalSize): void {
    if (this.#sizes.has(viewer)) this.#sizes.set(viewer, size);
  }

  /** Someone goes. True when that was the driver. */
  leave(viewer: Viewer): boolean {
    if (!this.#sizes.delete(viewer)) return false;
    const wasDriver = this.driver === viewer;
    this.#order.splice(this.#order.indexOf(viewer), 1);
    return wasDriver;
  }
}
