'use client';
/**
 * At the head of a lab: that it is one, what that means, and the score so far.
 */
import { FlaskConical } from 'lucide-react';
import { FULL_SCORE } from '#lessons/_scoring/score.ts';
import { useLesson, useSentences } from './lesson-context.tsx';

export function LabIntroduction() {
  const t = useSentences('lesson');
  const { lab } = useLesson();
  if (lab === null) return null;
  return (
    <div className="mb-7 rounded-xl border border-line bg-surface px-5 py-4" data-lab="">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <strong className="flex items-center gap-2 text-[15px] text-accent">
          <FlaskConical aria-hidden="true" size={16} />
          {t('lab')}
        </strong>
        <span className="text-[15px] font-semibold tabular-nums" data-testid="lab-score">
          {t('score', { score: lab.score, full: FULL_SCORE })}
        </span>
      </div>
      <p className="mt-2 text-[15px] leading-relaxed text-ink-soft">{t('lab-text')}</p>
    </div>
  );
}
