'use client';
/**
 * Rows of the file tree: an entry, or a note about a folder.
 */
import { ChevronRight, Ellipsis, File, FileSymlink, Folder, FolderOpen } from 'lucide-react';
import { useState, type DragEvent, type MouseEvent } from 'react';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import { folderOf, isAtOrBelow, nameOf } from './open-files.ts';
import { isHidden, type TreeRow } from './tree-rows.ts';

/** What a dragged row is to the rows it is dropped on. */
export const DRAGGED_PATH = 'application/x-drydock-path';

/** Pixels by which each level is further in. */
const INDENT_PX = 14;

/** How far in something of a level begins. */
export function indent(level: number): { readonly paddingLeft: number } {
  return { paddingLeft: 6 + (level - 1) * INDENT_PX };
}

export function TreeItem({
  row,
  isSelected,
  isShown,
  isTabStop,
  onChoose,
  onFocus,
  onMenu,
  onDropPath,
}: {
  readonly row: Extract<TreeRow, { readonly kind: 'entry' }>;
  readonly isSelected: boolean;
  /** Its text is the one being shown. */
  readonly isShown: boolean;
  readonly isTabStop: boolean;
  readonly onChoose: () => void;
  readonly onFocus: () => void;
  readonly onMenu: (place: { readonly x: number; readonly y: number }) => void;
  /** Another row was dropped here; gets its path and the folder it goes to. */
  readonly onDropPath: (path: string, folder: string) => void;
}) {
  const t = useSentences('editor');
  const [isOver, setIsOver] = useState(false);
  const { entry, level, position, siblings, isOpen } = row;
  const name = nameOf(entry.path);
  const folder = entry.kind === 'folder' ? entry.path : folderOf(entry.path);

  const openMenu = (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
    onMenu({ x: event.clientX, y: event.clientY });
  };
  const over = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes(DRAGGED_PATH)) return;
    event.preventDefault();
    event.stopPropagation();
    event.dataTransfer.dropEffect = 'move';
    setIsOver(true);
  };
  const drop = (event: DragEvent) => {
    setIsOver(false);
    const path = event.dataTransfer.getData(DRAGGED_PATH);
    if (path === '') return;
    event.preventDefault();
    event.stopPropagation();
    // A folder cannot go into itself.
    if (!isAtOrBelow(folder, path)) onDropPath(path, folder);
  };

  return (
    <div
      aria-expanded={isOpen ?? undefined}
      aria-label={entry.kind === 'link' ? `${name}, ${t('link-out')}` : name}
      aria-level={level}
      aria-posinset={position}
      aria-selected={isSelected}
      aria-setsize={siblings}
      className="group flex min-h-7 cursor-pointer items-center gap-1.5 pr-1 text-[13.5px] -outline-offset-2 hover:bg-sunken aria-selected:bg-accent-soft data-over:bg-accent-soft data-shown:font-semibold pointer-coarse:min-h-11"
      data-over={isOver ? '' : undefined}
      data-path={entry.path}
      data-shown={isShown ? '' : undefined}
      draggable
      onClick={onChoose}
      onContextMenu={openMenu}
      onDragLeave={() => setIsOver(false)}
      onDragOver={over}
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAGGED_PATH, entry.path);
        event.dataTransfer.effectAllowed = 'move';
      }}
      onDrop={drop}
      onFocus={onFocus}
      role="treeitem"
      style={indent(level)}
      tabIndex={isTabStop ? 0 : -1}
    >
      <ChevronRight
        aria-hidden
        className={`shrink-0 text-ink-soft transition-transform ${isOpen === true ? 'rotate-90' : ''} ${isOpen === null ? 'invisible' : ''}`}
        size={14}
      />
      <EntryIcon isOpen={isOpen} kind={entry.kind} />
      <span className={`min-w-0 grow truncate ${isHidden(entry.path) ? 'text-ink-soft' : ''}`}>
        <bdi>{name}</bdi>
      </span>
      {/* For mouse and touch: keyboards have the menu key, and everybody the menu above the tree. */}
      <span
        aria-hidden="true"
        className="flex size-6 shrink-0 items-center justify-center rounded-md text-ink-soft opacity-0 group-hover:opacity-100 group-aria-selected:opacity-100 hover:bg-surface hover:text-ink pointer-coarse:size-11 pointer-coarse:opacity-100"
        onClick={openMenu}
      >
        <Ellipsis size={16} />
      </span>
    </div>
  );
}

function EntryIcon({ kind, isOpen }: { readonly kind: string; readonly isOpen: boolean | null }) {
  const Icon = kind === 'link' ? FileSymlink : isOpen === null ? File : isOpen ? FolderOpen : Folder;
  return <Icon aria-hidden className="shrink-0 text-ink-soft" size={16} />;
}

export function TreeNote({
  row: { state, level, folder },
  onRetry,
}: {
  readonly row: Extract<TreeRow, { readonly kind: 'note' }>;
  readonly onRetry: (folder: string) => void;
}) {
  const t = useSentences('editor');
  const { explain } = useLesson();
  return (
    // Whoever reads the tree with a screen reader meets it as an entry of the folder, too.
    <div
      aria-level={level}
      aria-selected={false}
      className="py-1 pr-2 text-[13px] leading-snug text-ink-soft"
      role="treeitem"
      style={{ paddingLeft: indent(level).paddingLeft + 20 }}
    >
      {state.kind === 'loading' && <span className="appears-late">{t('folder-loading')}</span>}
      {state.kind === 'loaded' && (state.left > 0 ? t('folder-left', { count: state.left }) : t('folder-empty'))}
      {state.kind === 'failed' && (
        <>
          {explain(state.code)}{' '}
          <button
            className="min-h-6 font-medium text-accent underline pointer-coarse:min-h-11"
            onClick={() => onRetry(folder)}
            type="button"
          >
            {t('retry')}
          </button>
        </>
      )}
    </div>
  );
}
