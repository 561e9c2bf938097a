'use client';
/**
 * What lies over the terminal while all sandboxes of this machine are in use.
 */
import { WaitingCover } from '#app/_components/waiting-cover.tsx';
import { useSentences } from '#app/_lesson/lesson-context.tsx';

export function QueueCover({ place }: { readonly place: number }) {
  const t = useSentences('session');
  const sign = (
    <p aria-hidden="true" className="mb-2 font-mono text-[34px] leading-none text-accent tabular-nums">
      {place}
    </p>
  );
  // What is typed meanwhile is kept.
  return <WaitingCover letsThrough sign={sign} text={t('queue-text')} title={t('queue-title', { place })} />;
}
