'use client';
/**
 * The terminals' half of a lesson page: their bar, banners, the panes, and what covers them while there is no sandbox.
 */
import '@xterm/xterm/css/xterm.css';
import { useEffect, useEffectEvent, useState, type KeyboardEvent } from 'react';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import { DiskFullNotice } from '#app/_session/disk-full-notice.tsx';
import { TimeWarning } from '#app/_session/time-warning.tsx';
import { TroubleNotice } from '#app/_troubles/trouble-notice.tsx';
import { QuestionDialog } from './question-dialog.tsx';
import { readScreenReaderMode, rememberScreenReaderMode } from './screen-reader-mode.ts';
import { TerminalBanner } from './terminal-banner.tsx';
import { TerminalBar } from './terminal-bar.tsx';
import { TerminalCover } from './terminal-cover.tsx';
import { TerminalPanes } from './terminal-panes.tsx';
import { useTerminalWorkspace } from './terminal-workspace.ts';

const DESCRIPTION_ID = 'terminal-description';

export function TerminalPanel() {
  const t = useSentences('terminal');
  const { terminal, requests } = useLesson();
  const workspace = useTerminalWorkspace();
  const [screenReaderMode, setScreenReaderMode] = useState(false);
  const [isStartingOver, setIsStartingOver] = useState(false);
  const [renamed, setRenamed] = useState<number | null>(null);
  const [closing, setClosing] = useState<number | null>(null);
  const [searched, setSearched] = useState<number | null>(null);
  useTerminals(setScreenReaderMode);
  const openOne = useEffectEvent(() => void workspace.open());
  useEffect(() => requests.newTerminals.take(() => openOne()), [requests]);

  const { current } = workspace.layout;
  const closed = workspace.terminals.find(({ number }) => number === closing);
  const toggleScreenReaderMode = () => {
    const isOn = !screenReaderMode;
    setScreenReaderMode(isOn);
    rememberScreenReaderMode(isOn);
    terminal?.setScreenReaderMode(isOn);
  };
  const askToClose = (number: number) => {
    if (!workspace.canClose) return;
    // A shell that has ended has nothing left to lose.
    if (workspace.terminals.some((one) => one.number === number && one.shell === 'ended')) workspace.close(number);
    else setClosing(number);
  };
  const handleKey = (event: KeyboardEvent) => {
    const { altKey, shiftKey, ctrlKey, metaKey, code, nativeEvent } = event;
    if (!altKey || !shiftKey || ctrlKey || metaKey || nativeEvent.isComposing || nativeEvent.keyCode === 229) return;
    // Keys are named by their place: with Alt some layouts write other letters.
    if (code === 'KeyT') void workspace.open();
    else if (code === 'KeyW') askToClose(current);
    else if (code === 'ArrowLeft') workspace.step(-1);
    else if (code === 'ArrowRight') workspace.step(1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    // Caught before a terminal sees them.
    <section aria-label={t('label')} className="flex h-full flex-col bg-terminal" onKeyDownCapture={handleKey}>
      <TerminalBar
        onClose={askToClose}
        onFind={() => setSearched(current)}
        onRename={setRenamed}
        onStartingOver={setIsStartingOver}
        onToggleScreenReaderMode={toggleScreenReaderMode}
        renamed={renamed}
        screenReaderMode={screenReaderMode}
        workspace={workspace}
      />
      <TerminalBanner />
      <TimeWarning />
      <DiskFullNotice />
      <p className="sr-only" id={DESCRIPTION_ID}>
        {t('leave-description')}
      </p>
      <div className="relative flex min-h-0 grow flex-col">
        <TerminalPanes onSearch={setSearched} searched={searched} workspace={workspace} />
        <TerminalCover isStartingOver={isStartingOver} />
      </div>
      <TroubleNotice />
      {closed !== undefined && (
        <QuestionDialog
          cancel={t('start-over-cancel')}
          confirm={t('close')}
          onCancel={() => {
            setClosing(null);
            terminal?.focus();
          }}
          onConfirm={() => {
            setClosing(null);
            workspace.close(closed.number);
          }}
          text={t('close-text')}
          title={t('close-title', { name: workspace.titleOf(closed) })}
        />
      )}
    </section>
  );
}

/** Connects to the lesson's session while the page is open. */
function useTerminals(onScreenReaderMode: (isOn: boolean) => void): void {
  const { lessonId, feed, setTerminal, setConnection } = useLesson();
  useEffect(() => {
    let isLeft = false;
    let leave = () => {
      isLeft = true;
    };
    const isOn = readScreenReaderMode();
    onScreenReaderMode(isOn);
    void (async () => {
      const { openTerminals } = await import('#app/_terminal/open-terminal.ts');
      if (isLeft) return;
      const opened = await openTerminals({
        lessonId,
        descriptionId: DESCRIPTION_ID,
        screenReaderMode: isOn,
        onState: setConnection,
        feed,
      });
      if (isLeft) {
        opened.dispose();
        return;
      }
      leave = () => {
        opened.dispose();
        setTerminal(null);
      };
      setTerminal(opened);
    })();
    return () => leave();
  }, [lessonId, feed, setConnection, setTerminal, onScreenReaderMode]);
}
