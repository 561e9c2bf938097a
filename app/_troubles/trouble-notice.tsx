'use client';
/**
 * Explains the error that was last printed in a terminal: what it means, where it comes from and what to do. Takes room of
 * its own, so that it never covers the terminal's text, and never takes the keyboard.
 *
 * Knows nothing about how errors are recognised. All texts came through a sandbox and are shown as text.
 */
import { ChevronLeft, ChevronRight, CircleHelp, CornerDownLeft, X } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useState, type ReactNode } from 'react';
import type { Trouble } from '#protocol/trouble.ts';
import { CodeSentence } from '#app/_lesson/code-sentence.tsx';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import { noTroubles, stepped, withTrouble } from './trouble-queue.ts';

export function TroubleNotice() {
  const t = useSentences('troubles');
  const { feed, terminal, language } = useLesson();
  const [queue, setQueue] = useState(noTroubles);
  useEffect(() => feed.on('trouble', ({ trouble }) => setQueue((before) => withTrouble(before, trouble))), [feed]);

  const { troubles, shown } = queue;
  const trouble = troubles[shown];
  const dismiss = () => {
    setQueue(noTroubles);
    terminal?.focus();
  };
  return (
    <section
      aria-label={t('label')}
      // The terminal keeps more than half of the room, however little there is.
      className={trouble === undefined ? 'hidden' : 'flex max-h-[45%] shrink-0 flex-col'}
    >
      {trouble !== undefined && (
        <div className="appears flex min-h-0 flex-col border-t border-line bg-surface text-[13.5px] leading-relaxed">
          <div className="flex min-h-10 shrink-0 items-center gap-2 pt-1 pr-2 pl-4">
            <CircleHelp aria-hidden className="shrink-0 text-caution" size={16} />
            <h2 className="font-semibold">{t('title')}</h2>
            <div className="ml-auto flex items-center">
              {troubles.length > 1 && (
                <>
                  <RoundButton isOff={shown === 0} label={t('previous')} onClick={() => setQueue(stepped(queue, -1))}>
                    <ChevronLeft aria-hidden size={16} />
                  </RoundButton>
                  <span
                    aria-label={t('position', { number: shown + 1, total: troubles.length })}
                    className="px-1 text-ink-soft tabular-nums"
                    role="img"
                  >
                    {shown + 1}/{troubles.length}
                  </span>
                  <RoundButton
                    isOff={shown === troubles.length - 1}
                    label={t('next')}
                    onClick={() => setQueue(stepped(queue, 1))}
                  >
                    <ChevronRight aria-hidden size={16} />
                  </RoundButton>
                </>
              )}
              <RoundButton isOff={false} label={t('dismiss')} onClick={dismiss}>
                <X aria-hidden size={16} />
              </RoundButton>
            </div>
          </div>
          {/* On a short screen the terminal keeps most of the room. */}
          <div className="max-h-76 min-h-0 overflow-y-auto px-4 pb-3 -outline-offset-2" tabIndex={0}>
            <Explanation key={shown} trouble={trouble} />
          </div>
        </div>
      )}
      <p aria-live="polite" className="sr-only">
        {trouble !== undefined && trouble.meaning[language].replaceAll('`', '')}
      </p>
    </section>
  );
}

function Explanation({ trouble }: { readonly trouble: Trouble }) {
  const t = useSentences('troubles');
  const { language, insertCommand } = useLesson();
  const { message, meaning, cause, advice, commands, chapterId } = trouble;
  return (
    <div className="max-w-[76ch] space-y-2">
      <p className="line-clamp-2 font-mono text-[12.5px] leading-snug wrap-anywhere text-ink-soft" lang="en">
        {message}
      </p>
      <p>
        <CodeSentence text={meaning[language]} />
      </p>
      {cause !== null && (
        <p>
          <strong className="font-semibold">{t('cause')}</strong> <CodeSentence text={cause[language]} />
        </p>
      )}
      <p>
        <strong className="font-semibold">{t('advice')}</strong> <CodeSentence text={advice[language]} />
      </p>
      {(commands.length > 0 || chapterId !== null) && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          {commands.map((command) => (
            <button
              aria-label={t('insert', { command })}
              className="control max-w-full font-mono max-sm:min-h-11"
              key={command}
              onClick={() => insertCommand(command)}
              type="button"
            >
              <CornerDownLeft aria-hidden className="shrink-0" size={14} />
              <span className="py-1 text-left wrap-anywhere">{command}</span>
            </button>
          ))}
          {chapterId !== null && (
            <Link
              className="inline-flex min-h-8 items-center font-medium text-accent underline decoration-1 underline-offset-3 hover:text-accent-strong max-sm:min-h-11"
              href={`/#${chapterId}`}
              target="_blank"
            >
              {t('chapter', { chapter: chapterNumber(chapterId) })}
            </Link>
          )}
        </div>
      )}
    </div>
  );
}

/** "ch05" is chapter 5, "a2" is A2, as in the catalogue. */
function chapterNumber(chapterId: string): string {
  return chapterId.startsWith('ch') ? chapterId.replace(/^ch0*/, '') : chapterId.toUpperCase();
}

interface RoundButtonProperties {
  readonly label: string;
  readonly isOff: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function RoundButton({ label, isOff, onClick, children }: RoundButtonProperties) {
  return (
    <button
      aria-disabled={isOff}
      aria-label={label}
      className="grid size-8 place-items-center rounded-lg text-ink-soft hover:bg-sunken hover:text-ink aria-disabled:opacity-40 max-sm:size-11"
      onClick={isOff ? undefined : onClick}
      title={label}
      type="button"
    >
      {children}
    </button>
  );
}
