/**
 * Finding text in a terminal's screen and scrollback.
 *
 * Knows nothing about how the learner enters what to find.
 */
import { SearchAddon, type ISearchDecorationOptions } from '@xterm/addon-search';
import type { Terminal } from '@xterm/xterm';
import type { Appearance } from './terminal-palettes.ts';

/** Where a search stands. */
export interface FindResults {
  readonly count: number;
  /** From 1; 0 while none is selected. */
  readonly current: number;
}

/** `again`: the text changed, the present hit may stay. */
export type FindDirection = 'again' | 'next' | 'previous';

const decorations: Readonly<Record<Appearance, ISearchDecorationOptions>> = {
  light: {
    matchBackground: '#fbe3a6',
    matchOverviewRuler: '#805000',
    activeMatchBackground: '#f2b84b',
    activeMatchColorOverviewRuler: '#0b6390',
  },
  dark: {
    matchBackground: '#4a3a12',
    matchOverviewRuler: '#f0c268',
    activeMatchBackground: '#8a6414',
    activeMatchColorOverviewRuler: '#6cc3ee',
  },
};

/** Finding text in one screen. */
export class XtermFind {
  readonly #addon = new SearchAddon();
  #appearance: Appearance;
  #onResults: ((results: FindResults) => void) | null = null;

  constructor(terminal: Terminal, appearance: Appearance) {
    this.#appearance = appearance;
    terminal.loadAddon(this.#addon);
    this.#addon.onDidChangeResults(({ resultIndex, resultCount }) =>
      this.#onResults?.({ count: resultCount, current: resultIndex + 1 }),
    );
  }

  setAppearance(appearance: Appearance): void {
    this.#appearance = appearance;
  }

  /** Selects a hit. `onResults` is called now and whenever output changes the hits. */
  find(text: string, direction: FindDirection, onResults: (results: FindResults) => void): void {
    this.#onResults = onResults;
    if (text === '') {
      this.#addon.clearDecorations();
      onResults({ count: 0, current: 0 });
      return;
    }
    const options = { decorations: decorations[this.#appearance], incremental: direction === 'again' };
    // Backwards from the newest line: what one looks for in a terminal was usually printed last.
    if (direction === 'next') this.#addon.findNext(text, options);
    else this.#addon.findPrevious(text, options);
  }

  /** Takes all marks away; the selection stays, to be copied. */
  end(): void {
    this.#onResults = null;
    this.#addon.clearDecorations();
  }
}
