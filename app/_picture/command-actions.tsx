'use client';
/**
 * A command that can be put into the terminal or copied.
 *
 * Knows nothing about where the command comes from: whoever makes it answers for what is in it.
 */
import { SquareTerminal } from 'lucide-react';
import { useCopying } from '#app/_components/copying.ts';
import { useLesson } from '#app/_lesson/lesson-context.tsx';
import { usePicture } from './picture-context.tsx';

export function CommandActions({ command }: { readonly command: string }) {
  const { t } = usePicture();
  const { insertCommand } = useLesson();
  const { result, Icon, copy } = useCopying(command);
  const copyLabel = result === null ? t('copy', { command }) : t(result);
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
        onClick={copy}
        title={copyLabel}
        type="button"
      >
        <Icon aria-hidden="true" size={16} />
      </button>
    </div>
  );
}
