/**
 * The files that are open in the editor: which, in what order, and which of them is shown.
 *
 * Knows nothing about React or Monaco, and leaves each file to itself.
 */
import { EditedFile, type FileParts, type OpenFile } from './edited-file.ts';

/** All there is to show. */
export interface OpenFilesView {
  readonly files: readonly OpenFile[];
  readonly current: string | null;
}

/** The open files of a page. */
export class OpenFiles {
  readonly #parts: FileParts;
  readonly #listeners = new Set<() => void>();
  #files = new Map<string, EditedFile>();
  #view: OpenFilesView = { files: [], current: null };

  constructor(parts: FileParts) {
    this.#parts = parts;
  }

  /** What there is to show now; the same object until something changes. */
  get view(): OpenFilesView {
    return this.#view;
  }

  /** Calls back after every change. Returns how to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** An open file, to do something with it. */
  file(path: string): EditedFile | null {
    return this.#files.get(path) ?? null;
  }

  /** Opens a file if it is not open, and shows it. Resolves once it is loaded or has failed to. */
  async open(path: string): Promise<OpenFile> {
    const file = this.#files.get(path) ?? this.#add(path);
    this.#tell(path);
    const { kind } = file.state;
    if (kind === 'loading' || kind === 'failed') await file.load();
    return file.state;
  }

  /** Opens what was open at the last visit. Files that are no longer there are left out. */
  async restore(paths: readonly string[], current: string | null): Promise<void> {
    for (const path of paths) if (!this.#files.has(path)) this.#add(path);
    if (current !== null && this.#files.has(current)) this.#tell(current);
    await Promise.all(
      paths.map(async (path) => {
        const file = this.#files.get(path);
        if (file?.state.kind !== 'loading') return;
        await file.load();
        if (isMissing(file.state)) this.close(path);
      }),
    );
  }

  /** Opens a file that does not exist yet with an empty text, and shows it. It is made when it is saved. */
  begin(path: string): void {
    this.close(path);
    this.#add(path).begin();
    this.#tell(path);
  }

  /** Shows an open file. */
  show(path: string): void {
    if (this.#files.has(path)) this.#tell(path);
  }

  /** Closes a file, whatever stands in it. Its neighbour is shown instead. */
  close(path: string): void {
    const file = this.#files.get(path);
    if (file === undefined) return;
    const paths = [...this.#files.keys()];
    const index = paths.indexOf(path);
    this.#files.delete(path);
    this.#parts.drafts.drop(path);
    this.#tell(this.#view.current === path ? (paths[index + 1] ?? paths[index - 1] ?? null) : this.#view.current);
    // Whoever showed the text has let go of it by now.
    file.close();
  }

  /**
   * Saves what has been edited, in all files or those at and below a path. A file that was removed elsewhere is not made
   * again. Resolves to whether nothing is left unsaved.
   */
  async saveAll(below = ''): Promise<boolean> {
    const saved = [...this.#files.values()].map(async ({ state }) => {
      if (state.kind !== 'text' || !isAtOrBelow(state.path, below)) return true;
      return state.save.kind === 'gone' ? false : (this.#files.get(state.path)?.save() ?? true);
    });
    return (await Promise.all(saved)).every((isSaved) => isSaved);
  }

  /** Something has changed in these folders of the home, null when nobody knows where. */
  async changedIn(folders: readonly string[] | null): Promise<void> {
    const touched = [...this.#files.keys()].filter(
      (path) => folders === null || folders.some((folder) => isAtOrBelow(path, folder)),
    );
    // One list of a folder says of all its files whether it is worth while to read them.
    for (const folder of new Set(touched.map(folderOf))) {
      const answer = await this.#parts.home.list(folder);
      const versions = answer.ok ? new Map(answer.value.entries.map(({ path, version }) => [path, version])) : null;
      for (const path of touched) {
        if (folderOf(path) === folder) void this.#files.get(path)?.compare(versions?.get(path));
      }
    }
  }

  /** The sandbox can be reached again: what waited for it is sent, and what is open is compared. */
  async reconnected(): Promise<void> {
    const waiting = [...this.#files.values()].filter(
      ({ state }) => state.kind === 'text' && state.save.kind === 'unsaved',
    );
    await Promise.all(waiting.map((file) => file.save()));
    await this.changedIn(null);
  }

  /** A file or folder has been moved: what was open there is open at its new place. Nothing there may be unsaved. */
  moved(from: string, to: string): void {
    const { current } = this.#view;
    const newPath = (path: string) => (isAtOrBelow(path, from) ? to + path.slice(from.length) : path);
    const before = this.#files;
    this.#files = new Map();
    for (const [path, file] of before) {
      if (newPath(path) === path) this.#files.set(path, file);
      else void this.#add(newPath(path)).load();
    }
    this.#tell(current === null ? null : newPath(current));
    for (const [path, file] of before) if (newPath(path) !== path) file.close();
  }

  /** A file or folder has been removed by the learner: what was open there is closed. */
  removed(path: string): void {
    for (const open of [...this.#files.keys()]) if (isAtOrBelow(open, path)) this.close(open);
  }

  /** Keeps what is unsaved in this browser tab; the page may be about to go. */
  keepDrafts(): void {
    for (const file of this.#files.values()) file.keepDraft();
  }

  /** Sends what is unsaved and lets go of everything. */
  async dispose(): Promise<void> {
    this.#listeners.clear();
    this.keepDrafts();
    await this.saveAll();
    for (const file of this.#files.values()) file.close();
    this.#files.clear();
  }

  #add(path: string): EditedFile {
    const file = new EditedFile(path, this.#parts, () => {
      if (this.#files.get(path) === file) this.#tell(this.#view.current);
    });
    this.#files.set(path, file);
    return file;
  }

  #tell(current: string | null): void {
    this.#view = { files: [...this.#files.values()].map(({ state }) => state), current };
    for (const listener of this.#listeners) listener();
  }
}

/** Whether a file could not be opened because there is none. */
export function isMissing(file: OpenFile): boolean {
  return file.kind === 'failed' && file.code === 'file-unknown';
}

/** Whether a path is another or lies below it; everything lies below ''. */
export function isAtOrBelow(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** The folder a file or folder lies in. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** A path's last part. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
