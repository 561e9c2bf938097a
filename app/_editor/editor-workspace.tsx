'use client';
/**
 * The editor: the files of the learner's home on the left, the open ones as tabs, and the text of one of them.
 *
 * Knows nothing about what saving or loading takes.
 */
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { useEffect, useRef, useState, useSyncExternalStore, type KeyboardEvent } from 'react';
import { useSentences } from '#app/_lesson/lesson-context.tsx';
import { QuestionDialog } from '#app/_terminal-panel/question-dialog.tsx';
import { CodeArea } from './code-area.tsx';
import { useEditorSession, type EditorSession } from './editor-session.ts';
import { EditorTabs, panelId, tabId } from './editor-tabs.tsx';
import { FileFacts } from './file-facts.tsx';
import { FileNotice } from './file-notice.tsx';
import { FilesPanel } from './files-panel.tsx';
import { nameOf } from './open-files.ts';
import { StatusLine } from './status-line.tsx';
import { TextComparison } from './text-comparison.tsx';

/** Pixels of the pane below which the files lie over the text. */
const NARROW_PX = 600;

const noFiles = { files: [], current: null };

export function EditorWorkspace() {
  const t = useSentences('editor');
  const { session, sessionId, revealed, reveal } = useEditorSession();
  const view = useSyncExternalStore(
    session?.files.subscribe ?? withoutNews,
    () => session?.files.view ?? noFiles,
    () => noFiles,
  );
  const pane = useRef<HTMLElement>(null);
  const isNarrow = useIsNarrow(pane);
  // Open beside the text; where it would lie over the text, only while there is none. Until the learner says otherwise.
  const [chosen, setChosen] = useState<{ readonly isNarrow: boolean; readonly isOpen: boolean } | null>(null);
  const isTreeOpen = chosen?.isNarrow === isNarrow ? chosen.isOpen : !isNarrow || view.files.length === 0;
  const setTreeOpen = (isOpen: boolean) => setChosen({ isNarrow, isOpen });
  const [compared, setCompared] = useState<string | null>(null);
  const [closing, setClosing] = useState<string | null>(null);
  const shown = view.files.find(({ path }) => path === view.current) ?? null;
  const conflict = shown?.kind === 'text' && shown.save.kind === 'conflict' ? shown.save : null;

  const open = (path: string, takesKeyboard: boolean) => {
    if (isNarrow) setTreeOpen(false);
    void session?.files.open(path).then(() => {
      if (takesKeyboard) reveal({ path, line: null });
    });
  };
  const close = (path: string) => {
    void session?.files
      .file(path)
      ?.save()
      .then((isSaved) => (isSaved ? session.files.close(path) : setClosing(path)));
  };
  const handleKey = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 's') return;
    // The browser would offer to save the page.
    event.preventDefault();
    if (shown !== null) void session?.files.file(shown.path)?.save();
  };

  return (
    <section
      aria-label={t('label')}
      className="relative flex h-full min-h-0 min-w-0 overflow-hidden bg-surface text-ink"
      onKeyDownCapture={handleKey}
      ref={pane}
    >
      {session !== null && (
        <FilesPanel
          isHidden={!isTreeOpen}
          isOverlay={isNarrow}
          onClose={() => setTreeOpen(false)}
          onOpen={open}
          openPath={view.current}
          session={session}
          sessionId={sessionId}
        />
      )}
      <div className="flex min-w-0 grow flex-col">
        <div className="flex min-h-10 shrink-0 items-stretch border-b border-line">
          <button
            aria-controls="editor-files"
            aria-expanded={isTreeOpen}
            aria-label={t(isTreeOpen ? 'hide-tree' : 'show-tree')}
            className="flex w-10 shrink-0 items-center justify-center text-ink-soft -outline-offset-2 hover:text-ink pointer-coarse:w-11"
            onClick={() => setTreeOpen(!isTreeOpen)}
            title={t(isTreeOpen ? 'hide-tree' : 'show-tree')}
            type="button"
          >
            {isTreeOpen ? <PanelLeftClose aria-hidden size={16} /> : <PanelLeftOpen aria-hidden size={16} />}
          </button>
          <EditorTabs
            current={view.current}
            files={view.files}
            onClose={close}
            onShow={(path) => session?.files.show(path)}
          />
        </div>
        <div
          aria-labelledby={shown === null ? undefined : tabId(shown.path)}
          className="relative min-h-0 grow"
          id={panelId}
          role={shown === null ? undefined : 'tabpanel'}
        >
          {session !== null && (
            <div className="absolute inset-0" hidden={shown?.kind !== 'text' || compared === shown.path}>
              <CodeArea path={shown?.kind === 'text' ? shown.path : null} revealed={revealed} session={session} />
            </div>
          )}
          {session !== null && conflict !== null && shown !== null && compared === shown.path && (
            <TextComparison path={shown.path} session={session} theirs={conflict.theirs.text ?? ''} />
          )}
          {shown?.kind !== 'text' && (
            <FileFacts
              file={shown}
              isNarrow={isNarrow}
              isWaiting={sessionId === null}
              onMake={(path) => make(session, path)}
              onRetry={(path) => void session?.files.open(path)}
              sessionId={sessionId}
            />
          )}
        </div>
        {shown?.kind === 'text' && session !== null && (
          <FileNotice
            isCompared={compared === shown.path}
            name={nameOf(shown.path)}
            onCompare={() => setCompared(compared === shown.path ? null : shown.path)}
            onKeepMine={() => {
              setCompared(null);
              void session.files.file(shown.path)?.keepMine();
            }}
            onSave={() => void session.files.file(shown.path)?.save()}
            onTakeTheirs={() => {
              setCompared(null);
              session.files.file(shown.path)?.takeTheirs();
            }}
            save={shown.save}
          />
        )}
        <StatusLine file={shown} />
      </div>
      {closing !== null && (
        <QuestionDialog
          cancel={t('cancel')}
          confirm={t('close-confirm')}
          onCancel={() => setClosing(null)}
          onConfirm={() => {
            setClosing(null);
            session?.files.close(closing);
          }}
          text={t('close-text')}
          title={t('close-title', { name: nameOf(closing) })}
        />
      )}
    </section>
  );
}

function make(session: EditorSession | null, path: string): void {
  session?.files.begin(path);
  void session?.files.file(path)?.save();
}

function withoutNews(): () => void {
  return () => undefined;
}

function useIsNarrow(element: { readonly current: HTMLElement | null }): boolean {
  const [isNarrow, setIsNarrow] = useState(false);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      // A hidden pane has no width and keeps what it had.
      if (entry !== undefined && entry.contentRect.width > 0) setIsNarrow(entry.contentRect.width < NARROW_PX);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return isNarrow;
}
