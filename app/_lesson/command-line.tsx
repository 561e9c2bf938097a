'use client';
/**
 * A command in the text: a click puts it into the terminal, where the learner runs it with Enter.
 */
import { useState } from 'react';
import { CheckIcon, CopyIcon, IntoTerminalIcon, WarningIcon } from '#app/_components/icons.tsx';
import { useLesson, useSentences } from './lesson-context.tsx';

/** Milliseconds for which the copy button says what it did. */
const TOLD_MS = 2_000;

export function CommandLine({ command }: { readonly command: string }) {
  const t = useSentences('lesson');
  const { insertCommand } = useLesson();
  return (
    <div className="flex overflow-hidden rounded-lg border border-line bg-terminal transition-colors focus-within:border-accent hover:border-accent">
      <button
        className="group flex min-w-0 grow items-center gap-3 px-3.5 py-2.5 text-left -outline-offset-2"
        onClick={() => insertCommand(command)}
        title={t('run-title')}
        type="button"
      >
        <span aria-hidden="true" className="font-mono text-[13.5px] text-ink-soft select-none">
          $
        </span>
        <code className="min-w-0 grow font-mono text-[13.5px] leading-relaxed break-words">{command}</code>
        <span aria-hidden="true" className="text-ink-soft transition-colors group-hover:text-accent">
          <IntoTerminalIcon />
        </span>
      </button>
      <CopyButton command={command} />
    </div>
  );
}

function CopyButton({ command }: { readonly command: string }) {
  const t = useSentences('lesson');
  const [result, setResult] = useState<'copied' | 'copy-failed' | null>(null);
  const copy = async () => {
    const outcome = await navigator.clipboard.writeText(command).then(
      () => 'copied' as const,
      () => 'copy-failed' as const,
    );
    setResult(outcome);
    window.setTimeout(() => setResult(null), TOLD_MS);
  };
  return (
    <button
      aria-label={t(result ?? 'copy')}
      className="flex w-11 shrink-0 items-center justify-center border-l border-line text-ink-soft -outline-offset-2 transition-colors hover:bg-sunken hover:text-ink"
      onClick={() => void copy()}
      title={t(result ?? 'copy')}
      type="button"
    >
      {result === null ? <CopyIcon /> : result === 'copied' ? <CheckIcon /> : <WarningIcon />}
    </button>
  );
}
