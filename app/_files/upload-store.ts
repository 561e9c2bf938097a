/**
 * The one upload of a page: the files menu and the drop zone begin it, both show it.
 *
 * Knows nothing about React or how a request is sent.
 */
import type { ErrorCode } from '#protocol/errors.ts';
import { uploadArchive, type ChosenFile } from './upload-archive.ts';
import type { RunningUpload } from './upload-request.ts';

/** What there is to tell about the last upload. */
export type UploadState =
  | { readonly kind: 'none' }
  /** `sent` from 0 to 1; at 1 the sandbox is still unpacking. */
  | { readonly kind: 'sending'; readonly count: number; readonly sent: number }
  | { readonly kind: 'done'; readonly names: readonly string[]; readonly isRenamed: boolean }
  | { readonly kind: 'failed'; readonly code: ErrorCode }
  /** `empty`: nothing was chosen that could be uploaded. */
  | { readonly kind: 'cancelled' | 'empty' };

type Send = (sessionId: string, archive: Blob, onSent: (part: number) => void) => RunningUpload;

/** The upload of a page. */
export class UploadStore {
  readonly #send: Send;
  readonly #listeners = new Set<() => void>();
  #state: UploadState = { kind: 'none' };
  #running: RunningUpload | null = null;

  constructor(send: Send) {
    this.#send = send;
  }

  /** What there is to tell now. */
  get state(): UploadState {
    return this.#state;
  }

  /** Calls back whenever the state changes, until the answer is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Uploads into the home of a session's sandbox. While another upload is on its way it does nothing and answers false. */
  begin(sessionId: string, files: readonly ChosenFile[]): boolean {
    if (this.#running !== null) return false;
    if (files.length === 0) {
      this.#set({ kind: 'empty' });
      return true;
    }
    const made = uploadArchive(files);
    if (!made.ok) {
      this.#set({ kind: 'failed', code: made.code });
      return true;
    }
    const count = files.length;
    this.#set({ kind: 'sending', count, sent: 0 });
    const running = this.#send(sessionId, made.archive, (sent) => {
      if (this.#running === running) this.#set({ kind: 'sending', count, sent });
    });
    this.#running = running;
    void running.ended.then((end) => {
      if (this.#running !== running) return;
      this.#running = null;
      this.#set(end.kind === 'done' ? { ...end, isRenamed: isRenamed(files, end.names) } : end);
    });
    return true;
  }

  /** Ends the upload on its way. */
  cancel(): void {
    this.#running?.cancel();
  }

  /** Forgets how the last upload ended. */
  dismiss(): void {
    if (this.#running === null) this.#set({ kind: 'none' });
  }

  #set(state: UploadState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** Whether something lies in the home under another name than its own. */
function isRenamed(files: readonly ChosenFile[], names: readonly string[]): boolean {
  const own = new Set(files.map(({ path }) => path.normalize('NFC').split('/', 1)[0]));
  return names.some((name) => !own.has(name));
}
