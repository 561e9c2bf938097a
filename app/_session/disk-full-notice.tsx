'use client';
/**
 * Says that the disk of the sandbox is full before commands fail for that reason, and what to do.
 */
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import { isDiskFull } from './usage-view.ts';

export function DiskFullNotice() {
  const t = useSentences('session');
  const { usage, session } = useLesson().connection;
  const isFull = session.phase === 'ready' && usage !== null && isDiskFull(usage);
  return (
    <div role="status">
      {isFull && (
        <p className="appears border-b border-line bg-caution-soft px-4 py-2 text-[13.5px] leading-snug text-caution">
          {t('disk-full')}
        </p>
      )}
    </div>
  );
}
