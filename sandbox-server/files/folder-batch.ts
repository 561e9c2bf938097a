/**
 * Gathers changes of folders for a moment, so that a program that writes a hundred files is told once.
 *
 * Knows nothing about where changes come from.
 */
/** Milliseconds that the first change after a quiet time waits for others. */
const GATHER_MS = 50;

/** Milliseconds between two tellings while it goes on. */
const APART_MS = 300;

/** Milliseconds after a folder appeared until all is looked at again: what was put into it at once is told by nobody. */
const SETTLE_MS = 300;

/** Folders that are told by name; of more it is only said that anything may have changed. */
const MOST_FOLDERS = 200;

/** Something has changed in the home. */
export interface HomeChange {
  /** '' for the home itself; null when nobody knows where. */
  readonly folder: string | null;
  /** Whether a folder has appeared there. */
  readonly newFolder: boolean;
}

/** Tells folders in batches. */
export class FolderBatch {
  readonly #onChanged: (folders: readonly string[] | null) => void;
  readonly #folders = new Set<string>();
  #isAnywhere = false;
  #isClosed = false;
  #lastTold = -Infinity;
  #timer: NodeJS.Timeout | undefined;
  #settling: NodeJS.Timeout | undefined;

  constructor(onChanged: (folders: readonly string[] | null) => void) {
    this.#onChanged = onChanged;
  }

  /** Takes a change. */
  add({ folder, newFolder }: HomeChange): void {
    if (this.#isClosed) return;
    if (folder === null) this.#isAnywhere = true;
    else if (this.#folders.size < MOST_FOLDERS) this.#folders.add(folder);
    else if (!this.#folders.has(folder)) this.#isAnywhere = true;
    if (newFolder) {
      clearTimeout(this.#settling);
      this.#settling = setTimeout(() => this.add({ folder: null, newFolder: false }), SETTLE_MS);
    }
    const sinceTold = performance.now() - this.#lastTold;
    this.#timer ??= setTimeout(() => this.#tell(), Math.max(GATHER_MS, APART_MS - sinceTold));
  }

  /** Tells nothing any more. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#settling);
  }

  #tell(): void {
    this.#timer = undefined;
    this.#lastTold = performance.now();
    const folders = this.#isAnywhere ? null : [...this.#folders];
    this.#folders.clear();
    this.#isAnywhere = false;
    this.#onChanged(folders);
  }
}
