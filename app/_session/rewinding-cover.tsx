'use client';
/**
 * What lies over the terminal while the sandbox goes to the beginning of a step.
 */
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';

export function RewindingCover() {
  const t = useSentences('session');
  const { connection, steps } = useLesson();
  const { session } = connection;
  if (session.phase !== 'rewinding') return null;
  const number = steps.findIndex(({ id }) => id === session.stepId) + 1;
  return (
    <div className="absolute inset-0 flex items-center justify-center bg-terminal/90 p-6">
      <div className="max-w-sm text-center">
        <span aria-hidden="true" className="mx-auto mb-4 block h-1 w-24 overflow-hidden rounded-full bg-line">
          <span className="block h-full w-1/2 animate-pulse rounded-full bg-accent" />
        </span>
        <p className="font-semibold" role="status">
          {session.stepId === null ? t('rewinding-undo') : t('rewinding-step', { number })}
        </p>
        <p className="mt-1.5 text-[14.5px] leading-relaxed text-ink-soft">{t('rewinding-text')}</p>
      </div>
    </div>
  );
}
