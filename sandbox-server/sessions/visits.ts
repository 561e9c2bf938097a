/**
 * Who looks at a session, and at which of its terminals in which size, so that they can be shown a sandbox that comes later.
 *
 * Knows nothing about what is shown.
 */
import type { ResumePoint } from '../terminals/terminal.ts';
import type { TerminalSize } from '../terminals/terminal-size.ts';

/** A terminal that a viewer wants to see. */
export interface ShownTerminal {
  readonly terminal: number;
  readonly size: TerminalSize;
  /** Where the viewer stopped; of use for one sandbox only. */
  readonly resume: ResumePoint | null;
}

/** The viewers of one session. */
export class Visits<Viewer> {
  readonly #shown = new Map<Viewer, Map<number, ShownTerminal>>();

  /** Whether nobody looks. */
  get isEmpty(): boolean {
    return this.#shown.size === 0;
  }

  /** Everyone who looks. */
  get viewers(): readonly Viewer[] {
    return [...this.#shown.keys()];
  }

  /** The size that somebody's terminal has, for terminals that are not shown yet. */
  get anySize(): TerminalSize | undefined {
    return [...this.#shown.values()].flatMap((terminals) => [...terminals.values()]).at(-1)?.size;
  }

  /** Someone came. */
  arrive(viewer: Viewer): void {
    this.#shown.set(viewer, new Map());
  }

  /** Someone left. */
  leave(viewer: Viewer): void {
    this.#shown.delete(viewer);
  }

  /** A viewer wants to see a terminal. */
  show(viewer: Viewer, terminal: number, size: TerminalSize, resume: ResumePoint | null): void {
    this.#shown.get(viewer)?.set(terminal, { terminal, size, resume });
  }

  /** A viewer's pane has another size. */
  resize(viewer: Viewer, terminal: number, size: TerminalSize): void {
    const shown = this.#shown.get(viewer)?.get(terminal);
    if (shown) this.#shown.get(viewer)?.set(terminal, { ...shown, size });
  }

  /** A viewer does not want to see a terminal any more. */
  hide(viewer: Viewer, terminal: number): void {
    this.#shown.get(viewer)?.delete(terminal);
  }

  /** What a viewer wants to see; where they stopped is told once. */
  takeShown(viewer: Viewer): readonly ShownTerminal[] {
    const terminals = this.#shown.get(viewer);
    const shown = [...(terminals?.values() ?? [])];
    for (const { terminal, size } of shown) terminals?.set(terminal, { terminal, size, resume: null });
    return shown;
  }
}
