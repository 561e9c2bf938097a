'use client';
/**
 * Says that the sandbox will soon be stopped, and keeps it when the learner wants that.
 */
import { useEffect, useEffectEvent, useState } from 'react';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import { useMinutesLeft } from './minutes-left.ts';
import { minutesLeft } from './usage-view.ts';

export function TimeWarning() {
  const t = useSentences('session');
  const { connection, terminal } = useLesson();
  const minutes = useMinutesLeft();
  const { timeLeft } = connection;
  const isShown = timeLeft?.warning === true && connection.session.phase === 'ready' && minutes !== null;
  return (
    <>
      <p className="sr-only" role="status">
        <SaidOnce />
      </p>
      {isShown && (
        <div className="appears flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-caution-soft px-4 py-2 text-[13.5px] leading-snug text-caution">
          <p className="min-w-0 grow basis-64">{t(`warning-${timeLeft.because}`, { minutes })}</p>
          <button
            className="control border-current! text-caution! max-sm:min-h-11"
            onClick={() => {
              terminal?.extend();
              terminal?.focus();
            }}
            type="button"
          >
            {t('stay')}
          </button>
        </div>
      )}
    </>
  );
}

/** Each warning is said aloud once; the minutes that go by are only shown. */
function SaidOnce() {
  const t = useSentences('session');
  const { timeLeft } = useLesson().connection;
  const [said, setSaid] = useState('');
  const say = useEffectEvent((known: NonNullable<typeof timeLeft>) => {
    setSaid(t(`warning-${known.because}`, { minutes: minutesLeft(known.endsAt, performance.now()) }));
  });
  useEffect(() => {
    if (timeLeft?.warning === true) say(timeLeft);
    else setSaid('');
  }, [timeLeft]);
  return said;
}
