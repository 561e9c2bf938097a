/**
 * The texts of the open files as Monaco's models.
 *
 * Knows nothing about saving or tabs.
 */
import type { editor } from 'monaco-editor';
import type { TextBuffers } from './edited-file.ts';
import { languageOfFile } from './language-of-file.ts';
import type { Monaco } from './monaco-type.ts';
import { smallestEdit, type TextEdit } from './placed-text.ts';

let lastNumber = 0;

/** The texts of one page's open files. */
export class MonacoBuffers implements TextBuffers {
  readonly #monaco: Monaco;
  readonly #onEdit: (path: string) => void;
  readonly #models = new Map<string, editor.ITextModel>();
  /** Models are known everywhere by their address, and those of a page that is being left may still be there. */
  readonly #root = `/${String((lastNumber += 1))}`;
  #isReplacing = false;

  /** `onEdit` is called when the learner has changed a text. */
  constructor(monaco: Monaco, onEdit: (path: string) => void) {
    this.#monaco = monaco;
    this.#onEdit = onEdit;
  }

  /** The model of a file, null when it is not open as text. */
  model(path: string): editor.ITextModel | null {
    return this.#models.get(path) ?? null;
  }

  create(path: string, text: string): void {
    this.dispose(path);
    const uri = this.#monaco.Uri.from({ scheme: 'file', path: `${this.#root}/${path}` });
    const model = this.#monaco.editor.createModel(text, languageOfFile(path), uri);
    model.onDidChangeContent(() => {
      if (!this.#isReplacing) this.#onEdit(path);
    });
    this.#models.set(path, model);
  }

  read(path: string): string {
    // With the mark that some editors put before the first character, if it was there.
    return this.#models.get(path)?.getValue(undefined, true) ?? '';
  }

  replace(path: string, text: string): void {
    const model = this.#models.get(path);
    if (model === undefined) return;
    this.#isReplacing = true;
    try {
      // The cursor stays where it is as long as the change is elsewhere.
      change(model, smallestEdit(model.getValue(), text.replace(/^\uFEFF/, '')));
    } finally {
      this.#isReplacing = false;
    }
  }

  /** Changes a text as if the learner had typed it. Answers the line of the change, from 1. */
  apply(path: string, edit: TextEdit): number {
    const model = this.#models.get(path);
    if (model === undefined) return 1;
    change(model, edit);
    // A line end before the text itself belongs to the line above.
    const lead = edit.insert.startsWith('\n') ? 1 : 0;
    return model.getPositionAt(edit.from).lineNumber + lead;
  }

  dispose(path: string): void {
    this.#models.get(path)?.dispose();
    this.#models.delete(path);
  }
}

function change(model: editor.ITextModel, { from, to, insert }: TextEdit): void {
  const start = model.getPositionAt(from);
  const end = model.getPositionAt(to);
  const range = {
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  };
  model.pushStackElement();
  model.pushEditOperations([], [{ range, text: insert }], () => null);
  model.pushStackElement();
}
