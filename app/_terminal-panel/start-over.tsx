'use client';
/**
 * Throws the sandbox away and makes a new one, after asking.
 */
import { useState } from 'react';
import { StartOverIcon } from '#app/_components/icons.tsx';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import type { ErrorCode } from '#protocol/errors.ts';
import { QuestionDialog } from './question-dialog.tsx';

export function StartOver({ onStartingOver }: { readonly onStartingOver: (isStartingOver: boolean) => void }) {
  const t = useSentences('terminal');
  const { connection, terminal, explain } = useLesson();
  const [isAsking, setIsAsking] = useState(false);
  const [refusal, setRefusal] = useState<ErrorCode | null>(null);
  const { sessionId } = connection;

  const startOver = async () => {
    if (terminal === null || sessionId === null) return;
    setIsAsking(false);
    onStartingOver(true);
    const code = await terminal.startOver(sessionId);
    onStartingOver(false);
    setRefusal(code);
    if (code === null) terminal.focus();
    else setIsAsking(true);
  };

  return (
    <>
      <button
        className="control"
        disabled={terminal === null || sessionId === null}
        onClick={() => {
          setRefusal(null);
          setIsAsking(true);
        }}
        type="button"
      >
        <StartOverIcon />
        {t('start-over')}
      </button>
      {isAsking && (
        <QuestionDialog
          cancel={t('start-over-cancel')}
          confirm={t('start-over-confirm')}
          onCancel={() => setIsAsking(false)}
          onConfirm={() => void startOver()}
          text={t('start-over-text')}
          title={t('start-over-title')}
        >
          {refusal !== null && (
            <p className="mt-3 leading-relaxed text-danger" role="alert">
              {explain(refusal)}
            </p>
          )}
        </QuestionDialog>
      )}
    </>
  );
}
