'use client';
/**
 * What lies over the terminal while all sandboxes of this machine are in use. Keys go through: what is typed meanwhile is kept.
 */
import { useSentences } from '#app/_lesson/lesson-context.tsx';

export function QueueCover({ place }: { readonly place: number }) {
  const t = useSentences('session');
  return (
    <div className="pointer-events-none absolute inset-0 flex items-center justify-center bg-terminal/90 p-6">
      <div className="max-w-sm text-center">
        <p aria-hidden="true" className="mb-2 font-mono text-[34px] leading-none text-accent tabular-nums">
          {place}
        </p>
        <p className="font-semibold" role="status">
          {t('queue-title', { place })}
        </p>
        <p className="mt-1.5 text-[14.5px] leading-relaxed text-ink-soft">{t('queue-text')}</p>
      </div>
    </div>
  );
}
