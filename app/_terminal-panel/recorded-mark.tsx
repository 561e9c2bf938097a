'use client';
/**
 * Says, where it cannot be missed, that what the terminals show is recorded, and what that means.
 */
import { CircleDot } from 'lucide-react';
import { useId, useRef } from 'react';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';

/** Pixels kept free at the right edge of the window. */
const MARGIN_PX = 8;
const WIDTH_PX = 320;

export function RecordedMark({ terminal }: { readonly terminal: number }) {
  const t = useSentences('terminal');
  const { sessionId, isRecorded } = useLesson().connection;
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const text = useRef<HTMLDivElement>(null);
  if (!isRecorded || sessionId === null) return null;

  const place = () => {
    if (button.current === null || text.current === null) return;
    const { left, bottom } = button.current.getBoundingClientRect();
    text.current.style.left = `${Math.max(MARGIN_PX, Math.min(left, window.innerWidth - WIDTH_PX - MARGIN_PX))}px`;
    text.current.style.top = `${bottom + MARGIN_PX}px`;
  };
  return (
    <>
      <button
        className="control"
        onClick={place}
        popoverTarget={id}
        ref={button}
        title={t('recorded-title')}
        type="button"
      >
        <CircleDot aria-hidden="true" size={16} />
        {t('recorded')}
      </button>
      <div
        className="fixed m-0 rounded-xl border border-line bg-surface p-4 text-[14px] leading-relaxed text-ink shadow-2xl"
        id={id}
        popover="auto"
        ref={text}
        style={{ inset: 'auto', width: WIDTH_PX, maxWidth: 'calc(100vw - 1rem)' }}
      >
        <p className="font-semibold">{t('recorded-title')}</p>
        <p className="mt-1.5 text-ink-soft">{t('recorded-text')}</p>
        <a
          className="mt-3 inline-flex min-h-9 items-center font-medium text-accent underline underline-offset-3 hover:text-accent-strong max-[899px]:min-h-11"
          download
          href={`/api/sessions/${sessionId}/recordings/${terminal}`}
        >
          {t('recorded-download')}
        </a>
      </div>
    </>
  );
}
