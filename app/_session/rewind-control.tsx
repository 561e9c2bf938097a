'use client';
/**
 * The way to the beginning of a step: a button in the step's card, and the question before it.
 */
import { RotateCcw } from 'lucide-react';
import { useRef, useState } from 'react';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import type { ErrorCode } from '#protocol/errors.ts';
import { requestRewind } from './rewind-request.ts';
import { wayToStep } from './rewind-view.ts';

export function RewindControl({ stepId }: { readonly stepId: string }) {
  const t = useSentences('session');
  const { connection, steps, setView, explain } = useLesson();
  const dialog = useRef<HTMLDialogElement>(null);
  const [keepFiles, setKeepFiles] = useState(true);
  const [isAsking, setIsAsking] = useState(false);
  const [refusal, setRefusal] = useState<ErrorCode | null>(null);
  const { sessionId, session, rewindPoints } = connection;
  const way = wayToStep(stepId, rewindPoints);
  if (way === null) return null;
  const number = steps.findIndex(({ id }) => id === stepId) + 1;
  const titleId = `rewind-title-${stepId}`;

  const rewind = async () => {
    if (sessionId === null || isAsking) return;
    setIsAsking(true);
    setRefusal(null);
    const code = await requestRewind(sessionId, { kind: 'step', stepId, keepFiles });
    setIsAsking(false);
    setRefusal(code);
    if (code !== null) return;
    dialog.current?.close();
    setView('terminal');
  };

  return (
    <>
      <button
        className="control mt-3 max-sm:min-h-11"
        disabled={sessionId === null || session.phase !== 'ready'}
        onClick={() => {
          setRefusal(null);
          dialog.current?.showModal();
        }}
        type="button"
      >
        <RotateCcw aria-hidden="true" size={16} />
        {t(`rewind-${way}`)}
      </button>
      <dialog
        aria-labelledby={titleId}
        className="m-auto w-[min(32rem,calc(100vw-2rem))] rounded-2xl border border-line bg-surface p-6 text-ink shadow-2xl"
        ref={dialog}
      >
        <h2 className="m-0! text-lg font-semibold tracking-tight" id={titleId}>
          {t(`rewind-${way}-title`, { number })}
        </h2>
        <p className="mt-3 leading-relaxed text-ink-soft">{t(`rewind-${way}-text`)}</p>
        <label className="mt-4 flex min-h-11 cursor-pointer items-center gap-2.5">
          <input
            checked={keepFiles}
            className="size-4 accent-(--accent)"
            onChange={({ target }) => setKeepFiles(target.checked)}
            type="checkbox"
          />
          {t('rewind-keep-files')}
        </label>
        <p className="mt-2 leading-relaxed text-ink-soft">{t('rewind-kept')}</p>
        {refusal !== null && (
          <p className="mt-3 leading-relaxed text-danger" role="alert">
            {explain(refusal)}
          </p>
        )}
        <div className="mt-6 flex flex-wrap justify-end gap-3">
          {/* The harmless answer comes first and has the keyboard. */}
          <button autoFocus className="secondary" onClick={() => dialog.current?.close()} type="button">
            {t('cancel')}
          </button>
          <button className="primary" disabled={isAsking} onClick={() => void rewind()} type="button">
            {t(way === 'back' ? 'rewind-confirm' : 'rewind-ahead-confirm')}
          </button>
        </div>
      </dialog>
    </>
  );
}
