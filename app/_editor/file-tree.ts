/**
 * The learner's home as a tree that is loaded folder by folder and kept as the sandbox has it.
 *
 * Knows nothing about React or open files.
 */
import type { Home } from './home-requests.ts';
import { emptyTree, withFolderState, withListing, withOpen, type Tree } from './tree-rows.ts';

/** The file tree of a page. */
export class FileTree {
  readonly #home: Home;
  readonly #listeners = new Set<() => void>();
  /** Folders being listed, and whether they have to be listed once more. */
  readonly #listing = new Map<string, { isStale: boolean; readonly ended: Promise<void> }>();
  #tree: Tree = emptyTree;

  constructor(home: Home) {
    this.#home = home;
  }

  /** What is known now; the same object until something changes. */
  get tree(): Tree {
    return this.#tree;
  }

  /** Calls back after every change. Returns how to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Opens or closes a folder. */
  setOpen(path: string, isOpen: boolean): void {
    this.#set(withOpen(this.#tree, path, isOpen));
    if (isOpen) void this.refresh(path);
  }

  /** Opens a folder and those it lies in, and lists them as they are now. */
  async reveal(folder: string): Promise<void> {
    const parts = folder === '' ? [] : folder.split('/');
    const folders = ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
    for (const path of folders) this.#set(withOpen(this.#tree, path, true));
    await Promise.all(folders.map((path) => this.refresh(path)));
  }

  /** Lists a folder, again if it is known. Resolves when what is known is not older than this call. */
  refresh(path: string): Promise<void> {
    const running = this.#listing.get(path);
    if (running !== undefined) {
      running.isStale = true;
      return running.ended;
    }
    const listing = { isStale: false, ended: Promise.resolve().then(() => this.#list(path)) };
    this.#listing.set(path, listing);
    return listing.ended;
  }

  /** Something has changed in these folders, null when nobody knows where. */
  changedIn(folders: readonly string[] | null): void {
    const known = [...this.#tree.folders.keys()].filter((folder) => this.#tree.open.has(folder));
    for (const folder of known) if (folders === null || folders.includes(folder)) void this.refresh(folder);
  }

  async #list(path: string): Promise<void> {
    this.#set(withFolderState(this.#tree, path, { kind: 'loading' }));
    let isStale = true;
    while (isStale) {
      const running = this.#listing.get(path);
      if (running !== undefined) running.isStale = false;
      const answer = await this.#home.list(path);
      this.#set(
        answer.ok
          ? withListing(this.#tree, answer.value)
          : withFolderState(this.#tree, path, { kind: 'failed', code: answer.code }),
      );
      isStale = running?.isStale === true;
    }
    this.#listing.delete(path);
  }

  #set(tree: Tree): void {
    if (tree === this.#tree) return;
    this.#tree = tree;
    for (const listener of this.#listeners) listener();
  }
}
