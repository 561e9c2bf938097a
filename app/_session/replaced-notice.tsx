'use client';
/**
 * Says that the sandbox is a new one because the old one was lost: what is back, what is not, and how to go on.
 */
import { useState } from 'react';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import type { ConnectionState } from '#app/_terminal/connection-state.ts';

export function ReplacedNotice() {
  const t = useSentences('session');
  const { replaced, rewindPoints, session } = useLesson().connection;
  const [dismissed, setDismissed] = useState<ConnectionState['replaced']>(null);
  const isShown = replaced !== null && replaced !== dismissed && session.phase === 'ready';
  // The first step begins where the learner stands anyway.
  const canJump = rewindPoints.reached.length + rewindPoints.prepared.length > 1;
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-4 z-20 flex justify-center px-4" role="status">
      {isShown && (
        <div className="appears pointer-events-auto flex max-w-xl flex-col gap-3 rounded-xl border border-line bg-surface px-4 py-3 text-[14.5px] shadow-2xl">
          <p className="font-medium">{t('replaced')}</p>
          <p>{t(`replaced-files-${replaced.files}`)}</p>
          <p>
            {t('replaced-gone')} {t(canJump ? 'replaced-jump' : 'replaced-again')}
          </p>
          <button className="control ml-auto max-sm:min-h-11" onClick={() => setDismissed(replaced)} type="button">
            {t('dismiss')}
          </button>
        </div>
      )}
    </div>
  );
}
