'use client';
/**
 * A command that can be put into the terminal or copied.
 *
 * Knows nothing about where the command comes from: whoever makes it answers for what is in it.
 */
import { useState } from 'react';
import { Check, Copy, SquareTerminal, TriangleAlert } from 'lucide-react';
import { useLesson } from '#app/_lesson/lesson-context.tsx';
import { usePicture } from './picture-context.tsx';

/** Milliseconds for which the copy button says what it did. */
const TOLD_MS = 2_000;

export function CommandActions({ command }: { readonly command: string }) {
  const { t } = usePicture();
  const { insertCommand } = useLesson();
  const [result, setResult] = useState<'copied' | 'copy-failed' | null>(null);
  const copy = async () => {
    const outcome = await navigator.clipboard.writeText(command).then(
      () => 'copied' as const,
      () => 'copy-failed' as const,
    );
    setResult(outcome);
    window.setTimeout(() => setResult(null), TOLD_MS);
  };
  const copyLabel = result === null ? t('copy', { command }) : t(result);
  const ResultIcon = result === null ? Copy : result === 'copied' ? Check : TriangleAlert;
  return (
    <div className="flex overflow-hidden rounded-lg border border-line bg-terminal transition-colors focus-within:border-accent hover:border-accent">
      <button
        aria-label={t('insert', { command })}
        className="group flex min-h-8 min-w-0 grow items-center gap-2 px-2.5 py-1 text-left -outline-offset-2 pointer-coarse:min-h-11"
        onClick={() => insertCommand(command)}
        title={t('insert', { command })}
        type="button"
      >
        <code className="min-w-0 grow font-mono text-[12.5px] break-words">{command}</code>
        <SquareTerminal
          aria-hidden="true"
          className="shrink-0 text-ink-soft transition-colors group-hover:text-accent"
          size={16}
        />
      </button>
      <button
        aria-label={copyLabel}
        className="flex w-9 shrink-0 items-center justify-center border-l border-line text-ink-soft -outline-offset-2 transition-colors hover:bg-sunken hover:text-ink pointer-coarse:w-11"
        onClick={() => void copy()}
        title={copyLabel}
        type="button"
      >
        <ResultIcon aria-hidden="true" size={16} />
      </button>
    </div>
  );
}
