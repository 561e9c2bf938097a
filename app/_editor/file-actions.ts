/**
 * What a learner does with files in the tree: make, move, remove. The tree and the open files follow.
 *
 * Knows nothing about how it is asked for or told.
 */
import type { ErrorCode } from '#protocol/errors.ts';
import { homePathSchema } from '#protocol/workspace.ts';
import type { FileTree } from './file-tree.ts';
import type { Home } from './home-requests.ts';
import { folderOf, type OpenFiles } from './open-files.ts';

/** Why something was not done: `name` cannot be a path, or what lies below is not saved yet. */
export type Refusal =
  | { readonly kind: 'error'; readonly code: ErrorCode }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'unsaved' };

/** What is worked with. */
export interface ActionParts {
  readonly home: Home;
  readonly tree: FileTree;
  readonly files: OpenFiles;
}

/** What became of an action: the path it ended at, or why nothing was done. */
export type Outcome = { readonly ok: true; readonly path: string } | { readonly ok: false; readonly refusal: Refusal };

/** Makes an empty file or a folder. */
export async function make(parts: ActionParts, kind: 'file' | 'folder', wanted: string): Promise<Outcome> {
  const path = clean(wanted);
  if (path === null) return { ok: false, refusal: { kind: 'name', name: wanted } };
  const answer = await parts.home.change(
    kind === 'file' ? { kind: 'write', path, text: '', seen: null } : { kind: 'make-folder', path },
  );
  // A new file is refused because of what others have seen there only when there is one already.
  if (!answer.ok) return failed(answer.code === 'file-changed' ? 'file-exists' : answer.code);
  await follow(parts.tree, [path]);
  return { ok: true, path };
}

/** Moves a file or folder, which is how it is renamed as well. What is edited there is saved first. */
export async function move(parts: ActionParts, from: string, wanted: string): Promise<Outcome> {
  const to = clean(wanted);
  if (to === null) return { ok: false, refusal: { kind: 'name', name: wanted } };
  if (to === from) return { ok: true, path: from };
  if (!(await parts.files.saveAll(from))) return { ok: false, refusal: { kind: 'unsaved' } };
  const answer = await parts.home.change({ kind: 'move', path: from, to });
  if (!answer.ok) return failed(answer.code);
  parts.files.moved(from, to);
  await follow(parts.tree, [from, to]);
  return { ok: true, path: to };
}

/** Removes a file, or a folder with all that is in it. */
export async function remove(parts: ActionParts, path: string): Promise<Outcome> {
  const answer = await parts.home.change({ kind: 'remove', path });
  if (!answer.ok) return failed(answer.code);
  parts.files.removed(path);
  await follow(parts.tree, [path]);
  return { ok: true, path: folderOf(path) };
}

function clean(wanted: string): string | null {
  const path = homePathSchema.safeParse(wanted.trim().normalize('NFC').replace(/\/+$/, ''));
  return path.success ? path.data : null;
}

/** Shows the folders in which something has changed, at once. */
async function follow(tree: FileTree, paths: readonly string[]): Promise<void> {
  const folders = new Set(paths.map(folderOf));
  await Promise.all([...folders].map((folder) => tree.reveal(folder)));
}

function failed(code: ErrorCode): Outcome {
  return { ok: false, refusal: { kind: 'error', code } };
}
