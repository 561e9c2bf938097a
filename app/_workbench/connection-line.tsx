'use client';
/**
 * One quiet line when the sandbox is out of reach and the terminals, which say so themselves, cannot be seen.
 */
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';

export function ConnectionLine({ showsTerminals }: { readonly showsTerminals: boolean }) {
  const t = useSentences('terminal');
  const { connection } = useLesson();
  const isSaid = !showsTerminals && connection.link === 'reconnecting';
  return (
    <div className="shrink-0" role="status">
      {isSaid && (
        <p className="appears-late border-b border-line bg-caution-soft px-4 py-1.5 text-[13.5px] leading-snug text-caution">
          {t('reconnecting')}
        </p>
      )}
    </div>
  );
}
