'use client';
/**
 * The tree of the learner's files, after the ARIA pattern of a tree: arrows go through it, open and close; Enter opens a file,
 * F2 renames, Delete deletes, the menu key and Shift+F10 show all there is to do. Letters find a name.
 */
import { useRef, type KeyboardEvent } from 'react';
import { useSentences } from '#app/_lesson/lesson-context.tsx';
import { NameField } from './name-field.tsx';
import { folderOf, nameOf } from './open-files.ts';
import { DRAGGED_PATH, indent, TreeItem, TreeNote } from './tree-item.tsx';
import type { TreeRow } from './tree-rows.ts';

/** A name that is being asked for. */
export type Naming =
  | { readonly kind: 'new-file' | 'new-folder'; readonly folder: string }
  | { readonly kind: 'rename' | 'move'; readonly path: string };

/** Milliseconds in which letters belong to one word. */
const TYPING_MS = 700;

export interface FileTreeViewProperties {
  readonly rows: readonly TreeRow[];
  readonly selected: string | null;
  readonly openPath: string | null;
  readonly naming: Naming | null;
  readonly onSelect: (path: string) => void;
  readonly onOpen: (path: string, takesKeyboard: boolean) => void;
  readonly onToggle: (folder: string, isOpen: boolean) => void;
  readonly onNaming: (naming: Naming) => void;
  readonly onNamed: (naming: Naming, name: string | null) => void;
  readonly onDelete: (path: string) => void;
  readonly onMove: (path: string, folder: string) => void;
  readonly onMenu: (path: string, place: { readonly x: number; readonly y: number }) => void;
  readonly onRetry: (folder: string) => void;
}

export function FileTreeView(properties: FileTreeViewProperties) {
  const { rows, selected, naming, onSelect, onOpen, onToggle, onNaming, onDelete, onMenu } = properties;
  const t = useSentences('editor');
  const tree = useRef<HTMLDivElement>(null);
  const typed = useRef({ letters: '', at: 0 });
  const entries = rows.filter((row) => row.kind === 'entry');
  const index = entries.findIndex(({ entry }) => entry.path === selected);
  const tabStop = (entries[index] ?? entries[0])?.entry.path;

  const focus = (path: string | undefined) => {
    if (path === undefined) return;
    onSelect(path);
    rowElement(tree.current, path)?.focus();
  };
  const find = (letter: string): void => {
    const now = performance.now();
    const letters = (now - typed.current.at < TYPING_MS ? typed.current.letters : '') + letter.toLowerCase();
    typed.current = { letters, at: now };
    const from = letters.length === 1 ? index + 1 : index;
    const inTurn = [...entries.slice(Math.max(0, from)), ...entries.slice(0, Math.max(0, from))];
    focus(inTurn.find(({ entry }) => nameOf(entry.path).toLowerCase().startsWith(letters))?.entry.path);
  };
  const handleKey = (event: KeyboardEvent) => {
    const row = entries[Math.max(0, index)];
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const { entry, isOpen } = row;
    const step = index === -1 ? 0 : index;
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      const place = rowElement(tree.current, entry.path)?.getBoundingClientRect();
      onMenu(entry.path, { x: (place?.left ?? 0) + 24, y: place?.bottom ?? 0 });
    } else if (event.key === 'ArrowDown') focus(entries[step + 1]?.entry.path);
    else if (event.key === 'ArrowUp') focus(entries[step - 1]?.entry.path);
    else if (event.key === 'Home') focus(entries[0]?.entry.path);
    else if (event.key === 'End') focus(entries.at(-1)?.entry.path);
    else if (event.key === 'ArrowRight') {
      if (isOpen === false) onToggle(entry.path, true);
      else if (isOpen === true && entries[step + 1]?.level === row.level + 1) focus(entries[step + 1]?.entry.path);
    } else if (event.key === 'ArrowLeft') {
      if (isOpen === true) onToggle(entry.path, false);
      else if (folderOf(entry.path) !== '') focus(folderOf(entry.path));
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (isOpen !== null) onToggle(entry.path, !isOpen);
      else onOpen(entry.path, event.key === 'Enter');
    } else if (event.key === 'F2') onNaming({ kind: 'rename', path: entry.path });
    else if (event.key === 'Delete') onDelete(entry.path);
    else if (event.key.length === 1 && event.key.trim() !== '' && !event.nativeEvent.isComposing) find(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      aria-label={t('tree')}
      className="min-h-0 grow overflow-auto py-1"
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(DRAGGED_PATH)) event.preventDefault();
      }}
      onDrop={(event) => {
        const path = event.dataTransfer.getData(DRAGGED_PATH);
        if (path === '') return;
        event.preventDefault();
        properties.onMove(path, '');
      }}
      onKeyDown={handleKey}
      ref={tree}
      role="tree"
    >
      <NewName {...properties} folder="" level={1} />
      {rows.map((row) => {
        if (row.kind === 'note') return <TreeNote key={`note:${row.folder}`} onRetry={properties.onRetry} row={row} />;
        const { path } = row.entry;
        if (naming !== null && 'path' in naming && naming.path === path)
          return (
            <div key={path} style={indent(row.level)}>
              <NameField
                label={t(naming.kind === 'move' ? 'new-path' : 'new-name', { name: nameOf(path) })}
                onEnd={(name) => properties.onNamed(naming, name)}
                value={naming.kind === 'move' ? path : nameOf(path)}
              />
            </div>
          );
        return (
          <div key={path} role="none">
            <TreeItem
              isSelected={path === selected}
              isShown={path === properties.openPath}
              isTabStop={path === tabStop}
              onDropPath={properties.onMove}
              onFocus={() => onSelect(path)}
              onMenu={(place) => {
                onSelect(path);
                onMenu(path, place);
              }}
              onChoose={() => {
                focus(path);
                if (row.isOpen === null) onOpen(path, false);
                else onToggle(path, !row.isOpen);
              }}
              row={row}
            />
            {row.isOpen === true && <NewName {...properties} folder={path} level={row.level + 1} />}
          </div>
        );
      })}
    </div>
  );
}

/** The field for the name of something new, at the top of the folder it goes into. */
function NewName({
  naming,
  folder,
  level,
  onNamed,
}: FileTreeViewProperties & { readonly folder: string; readonly level: number }) {
  const t = useSentences('editor');
  if (naming === null || !('folder' in naming) || naming.folder !== folder) return null;
  return (
    <div role="none" style={indent(level)}>
      <NameField
        key={naming.kind}
        label={t(naming.kind === 'new-file' ? 'name-of-file' : 'name-of-folder')}
        onEnd={(name) => onNamed(naming, name)}
        value=""
      />
    </div>
  );
}

/** The row of a path, wherever it stands now. */
export function rowElement(tree: HTMLElement | null, path: string): HTMLElement | null {
  const all = tree?.querySelectorAll<HTMLElement>('[data-path]') ?? [];
  return [...all].find((element) => element.dataset['path'] === path) ?? null;
}
