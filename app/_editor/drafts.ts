/**
 * Keeps what could not be saved yet in this browser tab, so that a reload while the sandbox is away loses nothing.
 *
 * Knows nothing about files or editors.
 */
import { z } from 'zod';

const draftSchema = z.strictObject({ text: z.string(), seen: z.string().nullable() });

/** An unsaved text and the version of the file it was made from, null for a new file. */
export type Draft = z.infer<typeof draftSchema>;

/** The drafts of one lesson. */
export class Drafts {
  readonly #prefix: string;
  readonly #storage: () => Storage;

  constructor(lessonId: string, storage: () => Storage = () => sessionStorage) {
    this.#prefix = `drydock.draft.${lessonId}:`;
    this.#storage = storage;
  }

  /** The draft of a file, null without one. */
  read(path: string): Draft | null {
    try {
      const stored = this.#storage().getItem(this.#prefix + path);
      return stored === null ? null : draftSchema.parse(JSON.parse(stored));
    } catch {
      // Storage may be forbidden, or hold what another version wrote.
      return null;
    }
  }

  /** Keeps a draft. Where the browser has no room for it, the open page still has the text. */
  keep(path: string, draft: Draft): void {
    try {
      this.#storage().setItem(this.#prefix + path, JSON.stringify(draft));
    } catch {
      return;
    }
  }

  /** Forgets a draft: it is saved, or no longer wanted. */
  drop(path: string): void {
    try {
      this.#storage().removeItem(this.#prefix + path);
    } catch {
      return;
    }
  }
}
