'use client';
/**
 * The bar above the terminal: how to leave it by keyboard, screen reader mode, and starting over.
 */
import { useRef, useState } from 'react';
import { ReaderIcon, StartOverIcon } from '#app/_components/icons.tsx';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import type { ErrorCode } from '#protocol/errors.ts';

export interface TerminalBarProperties {
  readonly screenReaderMode: boolean;
  readonly onToggleScreenReaderMode: () => void;
  readonly onStartingOver: (isStartingOver: boolean) => void;
}

export function TerminalBar({ screenReaderMode, onToggleScreenReaderMode, onStartingOver }: TerminalBarProperties) {
  const t = useSentences('terminal');
  return (
    <div
      className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface px-3 py-1.5"
      role="toolbar"
    >
      <span className="mr-auto hidden items-center gap-2 text-[12.5px] text-ink-soft sm:flex">
        <kbd className="rounded-md border border-line bg-sunken px-1.5 py-0.5 font-mono text-[11.5px]">Ctrl + `</kbd>
        {t('leave-hint')}
      </span>
      <button
        aria-pressed={screenReaderMode}
        className="control aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-ink"
        onClick={onToggleScreenReaderMode}
        type="button"
      >
        <ReaderIcon />
        {t('screen-reader')}
      </button>
      <StartOver onStartingOver={onStartingOver} />
    </div>
  );
}

function StartOver({ onStartingOver }: Pick<TerminalBarProperties, 'onStartingOver'>) {
  const t = useSentences('terminal');
  const { connection, terminal, explain } = useLesson();
  const dialog = useRef<HTMLDialogElement>(null);
  const [refusal, setRefusal] = useState<ErrorCode | null>(null);
  const { sessionId } = connection;

  const startOver = async () => {
    if (terminal === null || sessionId === null) return;
    dialog.current?.close();
    onStartingOver(true);
    const code = await terminal.startOver(sessionId);
    onStartingOver(false);
    setRefusal(code);
    if (code === null) terminal.focus();
    else dialog.current?.showModal();
  };

  return (
    <>
      <button
        className="control"
        disabled={terminal === null || sessionId === null}
        onClick={() => {
          setRefusal(null);
          dialog.current?.showModal();
        }}
        type="button"
      >
        <StartOverIcon />
        {t('start-over')}
      </button>
      <dialog
        aria-labelledby="start-over-title"
        className="m-auto w-[min(30rem,calc(100vw-2rem))] rounded-2xl border border-line bg-surface p-6 text-ink shadow-2xl"
        ref={dialog}
      >
        <h2 className="text-lg font-semibold tracking-tight" id="start-over-title">
          {t('start-over-title')}
        </h2>
        <p className="mt-3 leading-relaxed text-ink-soft">{t('start-over-text')}</p>
        {refusal !== null && (
          <p className="mt-3 leading-relaxed text-danger" role="alert">
            {explain(refusal)}
          </p>
        )}
        <div className="mt-6 flex flex-wrap justify-end gap-3">
          {/* The harmless answer comes first and has the keyboard. */}
          <button autoFocus className="secondary" onClick={() => dialog.current?.close()} type="button">
            {t('start-over-cancel')}
          </button>
          <button className="primary" onClick={() => void startOver()} type="button">
            {t('start-over-confirm')}
          </button>
        </div>
      </dialog>
    </>
  );
}
