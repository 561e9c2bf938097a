'use client';
/**
 * The files of the learner's home beside the text, or over it where there is little room: the tree, and all that can be done
 * with files.
 */
import { Ellipsis, FilePlus, FolderPlus, Upload, X } from 'lucide-react';
import { useEffect, useRef, useState, useSyncExternalStore, type ChangeEvent, type ReactNode } from 'react';
import { filesOfInput } from '#app/_files/chosen-files.ts';
import { uploads } from '#app/_files/uploads.ts';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import { PopupMenu, type MenuEntry } from '#app/_terminal-panel/popup-menu.tsx';
import { QuestionDialog } from '#app/_terminal-panel/question-dialog.tsx';
import type { EditorSession } from './editor-session.ts';
import { make, move, remove, type Outcome, type Refusal } from './file-actions.ts';
import { FileTreeView, rowElement, type Naming } from './file-tree-view.tsx';
import { downloadAddress } from './home-requests.ts';
import { folderOf, nameOf } from './open-files.ts';
import { isFolder, pathIn, targetFolder, treeRows } from './tree-rows.ts';

interface OpenMenu {
  /** null: about no file in particular. */
  readonly path: string | null;
  readonly place: { readonly x: number; readonly y: number };
}

export interface FilesPanelProperties {
  readonly session: EditorSession;
  readonly sessionId: string | null;
  readonly openPath: string | null;
  readonly isHidden: boolean;
  readonly isOverlay: boolean;
  readonly onOpen: (path: string, takesKeyboard: boolean) => void;
  readonly onClose: () => void;
}

export function FilesPanel({
  session,
  sessionId,
  openPath,
  isHidden,
  isOverlay,
  onOpen,
  onClose,
}: FilesPanelProperties) {
  const t = useSentences('editor');
  const { explain } = useLesson();
  const { tree: store } = session;
  const tree = useSyncExternalStore(
    store.subscribe,
    () => store.tree,
    () => store.tree,
  );
  const panel = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [selected, setSelected] = useState<string | null>(null);
  const [showsHidden, setShowsHidden] = useState(true);
  const [naming, setNaming] = useState<Naming | null>(null);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const [deleting, setDeleting] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // The row that takes the keyboard as soon as it is there.
  const [wanted, setWanted] = useState<string | null>(null);

  useEffect(() => {
    if (wanted === null) return;
    rowElement(panel.current, wanted)?.focus();
    setWanted(null);
  }, [wanted]);

  const tell = (refusal: Refusal) => {
    if (refusal.kind === 'name') setProblem(t('name-refused', { name: refusal.name }));
    else setProblem(refusal.kind === 'unsaved' ? t('unsaved-below') : explain(refusal.code));
  };
  const finish = async (action: Promise<Outcome>): Promise<string | null> => {
    setProblem(null);
    const outcome = await action;
    if (!outcome.ok) {
      tell(outcome.refusal);
      return null;
    }
    setSelected(outcome.path);
    setWanted(outcome.path);
    return outcome.path;
  };
  const named = (asked: Naming, name: string | null) => {
    setNaming(null);
    if ('folder' in asked) {
      if (name === null) return;
      const kind = asked.kind === 'new-file' ? 'file' : 'folder';
      const path = asked.folder === '' ? name : `${asked.folder}/${name}`;
      void finish(make(session, kind, path)).then((made) => {
        if (made !== null && kind === 'file') onOpen(made, true);
      });
    } else if (name === null) setWanted(asked.path);
    else {
      const folder = folderOf(asked.path);
      const isWhole = asked.kind === 'move' || folder === '';
      void finish(move(session, asked.path, isWhole ? name : `${folder}/${name}`));
    }
  };
  const begin = (kind: 'new-file' | 'new-folder', near: string | null) => {
    const folder = targetFolder(tree, near);
    store.setOpen(folder, true);
    setNaming({ kind, folder });
  };
  const upload = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const isBegun = sessionId !== null && uploads.begin(sessionId, filesOfInput(target));
    setProblem(isBegun ? null : t('uploading'));
    // The same files can be chosen again.
    target.value = '';
  };
  const entriesOf = (path: string): readonly MenuEntry[] => [
    ...(isFolder(tree, path)
      ? []
      : [
          { label: t('open'), shortcut: 'Enter', choose: () => onOpen(path, true) },
          { label: t('download'), choose: () => sessionId !== null && download(downloadAddress(sessionId, path)) },
        ]),
    { label: t('rename'), shortcut: 'F2', choose: () => setNaming({ kind: 'rename', path }) },
    { label: t('move'), choose: () => setNaming({ kind: 'move', path }) },
    { label: t('delete'), shortcut: 'Delete', choose: () => setDeleting(path) },
  ];
  const menuEntries = (path: string | null): readonly MenuEntry[] => [
    ...(path === null ? [] : entriesOf(path)),
    { label: t('new-file'), choose: () => begin('new-file', path) },
    { label: t('new-folder'), choose: () => begin('new-folder', path) },
    { label: t('show-hidden'), isOn: showsHidden, choose: () => setShowsHidden(!showsHidden) },
    {
      label: t('reload'),
      choose: () => {
        void store.refresh('');
        store.changedIn(null);
      },
    },
  ];
  const isReady = sessionId !== null;

  return (
    <div
      className={`flex w-56 shrink-0 flex-col border-r border-line bg-surface [&[hidden]]:hidden ${isOverlay ? 'absolute inset-y-0 left-0 z-10 w-[min(18rem,88%)] shadow-2xl' : ''}`}
      hidden={isHidden}
      id="editor-files"
      onKeyDown={({ key }) => {
        if (key === 'Escape' && isOverlay) onClose();
      }}
      ref={panel}
    >
      <div className="flex min-h-10 shrink-0 items-center gap-0.5 border-b border-line pr-1 pl-3">
        <h3 className="grow truncate text-[13px] font-semibold">{t('files')}</h3>
        <ToolButton isDisabled={!isReady} label={t('new-file')} onClick={() => begin('new-file', selected)}>
          <FilePlus aria-hidden size={16} />
        </ToolButton>
        <ToolButton isDisabled={!isReady} label={t('new-folder')} onClick={() => begin('new-folder', selected)}>
          <FolderPlus aria-hidden size={16} />
        </ToolButton>
        <ToolButton isDisabled={!isReady} label={t('upload')} onClick={() => input.current?.click()}>
          <Upload aria-hidden size={16} />
        </ToolButton>
        <ToolButton
          isDisabled={!isReady}
          label={t('menu')}
          onClick={(place) => setMenu({ path: selected, place: { x: place.left, y: place.bottom + 4 } })}
        >
          <Ellipsis aria-hidden size={16} />
        </ToolButton>
        {isOverlay && (
          <ToolButton isDisabled={false} label={t('hide-tree')} onClick={onClose}>
            <X aria-hidden size={16} />
          </ToolButton>
        )}
      </div>
      {problem !== null && (
        <div className="flex items-start gap-1 border-b border-line bg-caution-soft py-2 pr-1 pl-3" role="alert">
          <p className="min-w-0 grow text-[13px] leading-snug">{problem}</p>
          <ToolButton isDisabled={false} label={t('dismiss')} onClick={() => setProblem(null)}>
            <X aria-hidden size={14} />
          </ToolButton>
        </div>
      )}
      {isReady || tree.folders.size > 0 ? (
        <FileTreeView
          naming={naming}
          onDelete={setDeleting}
          onMenu={(path, place) => setMenu({ path, place })}
          onMove={(path, folder) => void finish(move(session, path, pathIn(folder, path)))}
          onNamed={named}
          onNaming={setNaming}
          onOpen={onOpen}
          onRetry={(folder) => void store.refresh(folder)}
          onSelect={setSelected}
          onToggle={(folder, isOpen) => store.setOpen(folder, isOpen)}
          openPath={openPath}
          rows={treeRows(tree, showsHidden)}
          selected={selected}
        />
      ) : (
        <p className="p-3 text-[13px] leading-relaxed text-ink-soft">{t('waiting')}</p>
      )}
      <input aria-hidden="true" className="hidden" multiple onChange={upload} ref={input} tabIndex={-1} type="file" />
      {menu !== null && (
        <PopupMenu
          entries={menuEntries(menu.path)}
          label={menu.path === null ? t('menu') : t('menu-of', { name: nameOf(menu.path) })}
          onClose={() => setMenu(null)}
          place={menu.place}
        />
      )}
      {deleting !== null && (
        <QuestionDialog
          cancel={t('cancel')}
          confirm={t('delete')}
          onCancel={() => {
            setDeleting(null);
            setWanted(deleting);
          }}
          onConfirm={() => {
            setDeleting(null);
            void finish(remove(session, deleting));
          }}
          text={t(isFolder(tree, deleting) ? 'delete-folder-text' : 'delete-file-text')}
          title={t('delete-title', { name: nameOf(deleting) })}
        />
      )}
    </div>
  );
}

function ToolButton({
  label,
  isDisabled,
  onClick,
  children,
}: {
  readonly label: string;
  readonly isDisabled: boolean;
  readonly onClick: (place: DOMRect) => void;
  readonly children: ReactNode;
}) {
  return (
    <button
      aria-label={label}
      className="flex size-7 shrink-0 items-center justify-center rounded-md text-ink-soft hover:bg-sunken hover:text-ink disabled:opacity-50 pointer-coarse:size-11"
      disabled={isDisabled}
      onClick={({ currentTarget }) => onClick(currentTarget.getBoundingClientRect())}
      title={label}
      type="button"
    >
      {children}
    </button>
  );
}

function download(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}
