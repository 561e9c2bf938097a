/**
 * One open file: loading it, saving it by itself, and what happens when it changes elsewhere.
 *
 * Requests about it never overlap, so that an answer is always judged by the version it belongs to.
 *
 * Knows nothing about tabs, React or Monaco: the text itself is in the buffers of whoever shows it.
 */
import type { ErrorCode } from '#protocol/errors.ts';
import { MOST_EDITED_BYTES, type FileContent } from '#protocol/workspace.ts';
import type { Drafts } from './drafts.ts';
import type { Answer, Home } from './home-requests.ts';
import {
  afterSaveEvent,
  canBeSent,
  isUnsaved,
  savesByItself,
  type SaveEvent,
  type SaveState,
  type Theirs,
} from './save-state.ts';

/** The texts of the open files, as the learner edits them. */
export interface TextBuffers {
  create(path: string, text: string): void;
  read(path: string): string;
  /** Puts another text there, keeping the cursor; the learner can undo it. It is no edit of the learner's. */
  replace(path: string, text: string): void;
  dispose(path: string): void;
}

/** An open file as it is shown. */
export type OpenFile = { readonly path: string } & (
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly code: ErrorCode }
  | { readonly kind: 'binary' | 'too-large'; readonly bytes: number }
  | { readonly kind: 'text'; readonly save: SaveState }
);

/** What open files work with. */
export interface FileParts {
  readonly home: Home;
  readonly buffers: TextBuffers;
  readonly drafts: Drafts;
}

/** Milliseconds after the last key until a text is saved by itself. */
export const SAVE_PAUSE_MS = 600;

/** Milliseconds until a text that could not be saved is sent again. */
export const RETRY_PAUSE_MS = 5_000;

/** An open file. */
export class EditedFile {
  readonly #parts: FileParts;
  readonly #changed: () => void;
  #state: OpenFile;
  /** The version the text was made from; null while there is no such file. */
  #seen: string | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** The last request about this file. */
  #last: Promise<void> = Promise.resolve();
  #isClosed = false;

  /** Nothing is loaded yet. `changed` is called whenever the state becomes another. */
  constructor(path: string, parts: FileParts, changed: () => void) {
    this.#parts = parts;
    this.#changed = changed;
    this.#state = { path, kind: 'loading' };
  }

  /** What there is to show. */
  get state(): OpenFile {
    return this.#state;
  }

  /** Whether its text exists in this page only. */
  get isUnsaved(): boolean {
    return this.#state.kind === 'text' && isUnsaved(this.#state.save);
  }

  /** Loads it, also again after a failure. */
  load(): Promise<void> {
    return this.#oneByOne(() => this.#load());
  }

  /** Begins with an empty text instead of loading; the file is made when it is saved. */
  begin(): void {
    this.#parts.buffers.create(this.#state.path, '');
    this.#set({ path: this.#state.path, kind: 'text', save: { kind: 'edited' } });
  }

  /** The learner has changed the text. */
  edited(): void {
    this.#event({ kind: 'edited' });
    this.#saveAfter(SAVE_PAUSE_MS);
  }

  /** Saves it now, if there is something to save. Resolves to whether nothing is left unsaved. */
  async save(): Promise<boolean> {
    await this.#oneByOne(async () => {
      if (this.#state.kind === 'text' && canBeSent(this.#state.save)) await this.#send();
    });
    return !this.isUnsaved;
  }

  /** In a conflict: what the learner has written counts. */
  async keepMine(): Promise<void> {
    if (this.#state.kind !== 'text' || this.#state.save.kind !== 'conflict') return;
    this.#seen = this.#state.save.theirs.version;
    this.#event({ kind: 'kept' });
    await this.save();
  }

  /** In a conflict: what stands in the sandbox counts. */
  takeTheirs(): void {
    if (this.#state.kind !== 'text' || this.#state.save.kind !== 'conflict') return;
    const { version, text } = this.#state.save.theirs;
    if (text === null) {
      this.#parts.drafts.drop(this.#state.path);
      this.#parts.buffers.dispose(this.#state.path);
      this.#set({ path: this.#state.path, kind: 'loading' });
      void this.load();
      return;
    }
    this.#parts.buffers.replace(this.#state.path, text);
    this.#settle(version, { kind: 'taken' });
  }

  /**
   * Something in its folder has changed.
   *
   * @param version of the file as its folder's list says, null when it is not there, undefined when nobody knows
   */
  compare(version: string | null | undefined): Promise<void> {
    return this.#oneByOne(async () => {
      if (version !== undefined && version === this.#seen && !this.#isGone) return;
      // A file nobody has made yet is compared when it is saved.
      if (this.#state.kind === 'text' && this.#seen === null && !this.#isGone) return;
      if (this.#state.kind !== 'text') return this.#load();
      const answer = await this.#parts.home.read(this.#state.path);
      if (!this.#isClosed) this.#judge(answer);
    });
  }

  /** Keeps what is unsaved in this browser tab. */
  keepDraft(): void {
    if (!this.isUnsaved) return;
    const { path } = this.#state;
    this.#parts.drafts.keep(path, { text: this.#parts.buffers.read(path), seen: this.#seen });
  }

  /** Lets go of it, whatever stands in it. */
  close(): void {
    this.#isClosed = true;
    this.#stopTimer();
    if (this.#state.kind === 'text') this.#parts.buffers.dispose(this.#state.path);
  }

  get #isGone(): boolean {
    return this.#state.kind === 'text' && this.#state.save.kind === 'gone';
  }

  async #load(): Promise<void> {
    const { path } = this.#state;
    const answer = await this.#parts.home.read(path);
    if (this.#isClosed) return;
    const draft = this.#parts.drafts.read(path);
    if (answer.ok && answer.value.kind !== 'text' && draft === null) {
      this.#seen = answer.value.version;
      this.#set({ path, kind: answer.value.kind, bytes: answer.value.bytes });
      return;
    }
    const theirs = answer.ok ? theirsOf(answer.value) : null;
    const text = draft?.text ?? theirs?.text ?? null;
    if (text === null) {
      this.#set({ path, kind: 'failed', code: answer.ok ? 'internal' : answer.code });
      return;
    }
    this.#parts.buffers.create(path, text);
    this.#seen = draft === null ? (theirs?.version ?? null) : draft.seen;
    this.#set({ path, kind: 'text', save: { kind: draft === null ? 'saved' : 'edited' } });
    if (draft === null) return;
    this.#judge(answer);
    // The text of an earlier visit that nobody has changed since is sent now.
    if (this.#state.kind === 'text' && this.#state.save.kind === 'edited') await this.#send();
  }

  /** Compares what stands in the sandbox with the text here. */
  #judge(answer: Answer<FileContent>): void {
    if (this.#state.kind !== 'text') return;
    const { path, save } = this.#state;
    if (!answer.ok) {
      const isNew = this.#seen === null && save.kind !== 'gone';
      if (answer.code === 'file-unknown') {
        if (!isNew) this.#event({ kind: 'removed' });
      } else if (save.kind === 'edited') {
        this.#refused(answer.code);
      }
      return;
    }
    const theirs = theirsOf(answer.value);
    if (theirs.text !== null && theirs.text === this.#parts.buffers.read(path)) {
      this.#settle(theirs.version, { kind: 'taken' });
    } else if (theirs.version === this.#seen && save.kind !== 'gone') {
      return;
    } else if (save.kind === 'saved' && theirs.text !== null) {
      this.#parts.buffers.replace(path, theirs.text);
      this.#settle(theirs.version, { kind: 'taken' });
    } else {
      this.#event({ kind: 'differs', theirs });
    }
  }

  async #send(): Promise<void> {
    const { path } = this.#state;
    this.#stopTimer();
    const seen = this.#isGone ? null : this.#seen;
    const text = this.#parts.buffers.read(path);
    if (new Blob([text]).size > MOST_EDITED_BYTES) {
      this.#event({ kind: 'refused', code: 'too-large' });
      return;
    }
    this.#event({ kind: 'sent' });
    const answer = await this.#parts.home.change({ kind: 'write', path, text, seen });
    if (this.#isClosed) return;
    if (answer.ok) {
      this.#settle(answer.value.entry?.version ?? null, { kind: 'written' });
      return;
    }
    this.#refused(answer.code);
    if (answer.code !== 'file-changed' && answer.code !== 'file-unknown') return;
    const theirs = await this.#parts.home.read(path);
    if (!this.#isClosed) this.#judge(theirs);
  }

  #refused(code: ErrorCode): void {
    this.#event({ kind: 'refused', code });
    this.keepDraft();
    this.#saveAfter(RETRY_PAUSE_MS);
  }

  /** The text here is, or was a moment ago, what stands in the sandbox as this version. */
  #settle(version: string | null, event: SaveEvent): void {
    this.#seen = version;
    this.#event(event);
    if (this.isUnsaved) this.#saveAfter(SAVE_PAUSE_MS);
    else this.#parts.drafts.drop(this.#state.path);
  }

  #saveAfter(pause: number): void {
    this.#stopTimer();
    this.#timer = setTimeout(() => {
      this.keepDraft();
      if (this.#state.kind === 'text' && savesByItself(this.#state.save)) void this.save();
    }, pause);
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #event(event: SaveEvent): void {
    if (this.#state.kind === 'text') this.#set({ ...this.#state, save: afterSaveEvent(this.#state.save, event) });
  }

  #set(state: OpenFile): void {
    this.#state = state;
    this.#changed();
  }

  #oneByOne(task: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(task);
    return this.#last;
  }
}

function theirsOf(content: FileContent): Theirs {
  return { version: content.version, text: content.kind === 'text' ? content.text : null };
}
