'use client';
/**
 * Below a terminal when its shell has ended, so that the shell's last lines can still be read.
 */
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';

export function ShellEnded({ number }: { readonly number: number }) {
  const t = useSentences('terminal');
  const { terminal } = useLesson();
  const startShell = () => {
    terminal?.setCurrent(number);
    terminal?.startShell(number);
    terminal?.focus();
  };
  return (
    <div
      className="flex shrink-0 flex-wrap items-center gap-3 border-t border-line bg-surface px-4 py-2.5"
      role="status"
    >
      <p className="grow text-[14.5px]">
        <strong>{t('shell-ended')}</strong> <span className="text-ink-soft">{t('shell-ended-text')}</span>
      </p>
      <button className="control" onClick={startShell} type="button">
        {t('new-shell')}
      </button>
    </div>
  );
}
