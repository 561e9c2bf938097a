/**
 * The file tree as rows: which folders are open, what is known of them, and in which order it is shown.
 *
 * Knows nothing about requests or React.
 */
import type { ErrorCode } from '#protocol/errors.ts';
import type { FolderEntry, FolderListing } from '#protocol/workspace.ts';
import { folderOf, isAtOrBelow, nameOf } from './open-files.ts';

/** What is known of a folder. */
export type FolderState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly code: ErrorCode }
  | { readonly kind: 'loaded'; readonly entries: readonly FolderEntry[]; readonly left: number };

/** Everything known of the tree. The home itself is the folder ''. */
export interface Tree {
  readonly folders: ReadonlyMap<string, FolderState>;
  readonly open: ReadonlySet<string>;
}

/** A line of the tree. `note`: what cannot be shown of the folder it stands in. */
export type TreeRow =
  | {
      readonly kind: 'entry';
      readonly entry: FolderEntry;
      /** From 1. */
      readonly level: number;
      /** From 1, among `siblings`. */
      readonly position: number;
      readonly siblings: number;
      /** null for what is no folder. */
      readonly isOpen: boolean | null;
    }
  | { readonly kind: 'note'; readonly folder: string; readonly level: number; readonly state: FolderState };

/** Before anything is known. */
export const emptyTree: Tree = { folders: new Map(), open: new Set(['']) };

/** Whether a name is hidden in a terminal, too, unless one asks for it. */
export function isHidden(path: string): boolean {
  return nameOf(path).startsWith('.');
}

/** Folders first, then by name as people count: "step-2" before "step-10". */
function inOrder(entries: readonly FolderEntry[]): readonly FolderEntry[] {
  const rank = ({ kind }: FolderEntry) => (kind === 'folder' ? 0 : 1);
  return [...entries].sort(
    (one, other) =>
      rank(one) - rank(other) || nameOf(one.path).localeCompare(nameOf(other.path), 'en', { numeric: true }),
  );
}

/** A folder has been listed. What is known below folders that are no longer in it is forgotten. */
export function withListing(tree: Tree, { path, entries, left }: FolderListing): Tree {
  const folders = new Map(tree.folders).set(path, { kind: 'loaded', entries: inOrder(entries), left });
  const stays = new Set(entries.filter(({ kind }) => kind === 'folder').map((entry) => entry.path));
  const isForgotten = (folder: string) => {
    if (folder === path || !isAtOrBelow(folder, path)) return false;
    const child = folder.split('/', path === '' ? 1 : path.split('/').length + 1).join('/');
    return !stays.has(child);
  };
  return {
    folders: new Map([...folders].filter(([folder]) => !isForgotten(folder))),
    open: new Set([...tree.open].filter((folder) => !isForgotten(folder))),
  };
}

/** A folder is being listed or could not be. What was known of it stays until something else is. */
export function withFolderState(tree: Tree, path: string, state: FolderState): Tree {
  if (tree.folders.get(path)?.kind === 'loaded') return tree;
  return { ...tree, folders: new Map(tree.folders).set(path, state) };
}

/** A folder is opened or closed. */
export function withOpen(tree: Tree, path: string, isOpen: boolean): Tree {
  const open = new Set(tree.open);
  if (isOpen) open.add(path);
  else open.delete(path);
  return { ...tree, open };
}

/** The lines of the tree from top to bottom. */
export function treeRows(tree: Tree, showsHidden: boolean): readonly TreeRow[] {
  return rowsOf(tree, '', 1, showsHidden);
}

function rowsOf(tree: Tree, folder: string, level: number, showsHidden: boolean): readonly TreeRow[] {
  const state = tree.folders.get(folder) ?? { kind: 'loading' };
  if (state.kind !== 'loaded') return [{ kind: 'note', folder, level, state }];
  const shown = state.entries.filter(({ path }) => showsHidden || !isHidden(path));
  const rows = shown.flatMap((entry, index): readonly TreeRow[] => {
    const isOpen = entry.kind === 'folder' ? tree.open.has(entry.path) : null;
    const row = { kind: 'entry', entry, level, position: index + 1, siblings: shown.length, isOpen } as const;
    return isOpen === true ? [row, ...rowsOf(tree, entry.path, level + 1, showsHidden)] : [row];
  });
  return state.left > 0 || shown.length === 0 ? [...rows, { kind: 'note', folder, level, state }] : rows;
}

/** Whether something that is listed is a folder; the home is one. */
export function isFolder(tree: Tree, path: string): boolean {
  if (path === '') return true;
  const siblings = tree.folders.get(folderOf(path));
  return (
    siblings?.kind === 'loaded' && siblings.entries.some((entry) => entry.path === path && entry.kind === 'folder')
  );
}

/** The folder into which something new goes when a row is selected: the row's own, or the one it lies in. */
export function targetFolder(tree: Tree, selected: string | null): string {
  if (selected === null) return '';
  return isFolder(tree, selected) ? selected : folderOf(selected);
}

/** The path something gets in another folder. */
export function pathIn(folder: string, path: string): string {
  return folder === '' ? nameOf(path) : `${folder}/${nameOf(path)}`;
}
