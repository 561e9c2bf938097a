'use client';
/**
 * Throws the sandbox away and makes a new one, after asking.
 */
import { RotateCcw } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import type { ErrorCode } from '#protocol/errors.ts';
import { QuestionDialog } from './question-dialog.tsx';

export function StartOver({ onStartingOver }: { readonly onStartingOver: (isStartingOver: boolean) => void }) {
  const t = useSentences('terminal');
  const { connection, terminal, requests, explain } = useLesson();
  const [isAsking, setIsAsking] = useState(false);
  const [refusal, setRefusal] = useState<ErrorCode | null>(null);
  const { sessionId } = connection;
  const isPossible = terminal !== null && sessionId !== null;
  const ask = () => {
    setRefusal(null);
    setIsAsking(true);
  };
  const requested = useEffectEvent(() => {
    if (isPossible) ask();
  });
  useEffect(() => requests.startOver.take(() => requested()), [requests]);

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
      <button className="control" disabled={!isPossible} onClick={ask} type="button">
        <RotateCcw aria-hidden="true" size={16} />
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
