'use client';
/**
 * Says where a rewind has led and offers to take it back, as long as that can be done.
 */
import { useEffect, useState } from 'react';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import type { ErrorCode } from '#protocol/errors.ts';
import { requestRewind } from './rewind-request.ts';
import { seenRewind, type SeenRewind } from './rewind-view.ts';

export function RewoundNotice() {
  const t = useSentences('session');
  const { connection, steps, explain } = useLesson();
  const { session, sessionId, rewindPoints } = connection;
  const [seen, setSeen] = useState<SeenRewind | null>(null);
  const [refusal, setRefusal] = useState<ErrorCode | null>(null);
  useEffect(() => setSeen((before) => seenRewind(before, session)), [session]);

  const isShown = seen?.isDone === true && session.phase === 'ready';
  const isUndone = seen?.stepId === null;
  const number = steps.findIndex(({ id }) => id === seen?.stepId) + 1;
  const undo = async () => {
    if (sessionId === null) return;
    setRefusal(await requestRewind(sessionId, { kind: 'undo' }));
  };
  const dismiss = () => {
    setRefusal(null);
    setSeen(null);
  };

  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-4 z-20 flex justify-center px-4" role="status">
      {isShown && (
        <div className="appears pointer-events-auto flex max-w-xl flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-line bg-surface px-4 py-3 text-[14.5px] shadow-2xl">
          <div>
            <p>{isUndone ? t('rewind-undone') : t('rewound', { number })}</p>
            {refusal !== null && <p className="mt-1 text-danger">{explain(refusal)}</p>}
          </div>
          <div className="ml-auto flex gap-2">
            {rewindPoints.canUndo && !isUndone && (
              <button className="control max-sm:min-h-11" onClick={() => void undo()} type="button">
                {t('undo')}
              </button>
            )}
            <button className="control max-sm:min-h-11" onClick={dismiss} type="button">
              {t('dismiss')}
            </button>
          </div>
        </div>
      )}
    </div>
  );
}
