'use client';
/**
 * Below the text once all steps are passed: calm praise, in a lab the score, and the way on.
 */
import { ArrowRight, Check } from 'lucide-react';
import Link from 'next/link';
import { FULL_SCORE } from '#lessons/_scoring/score.ts';
import { useLesson, useSentences } from './lesson-context.tsx';

export function DonePanel() {
  const t = useSentences('lesson');
  const { progress, wayOn, language, lab } = useLesson();
  if (progress.currentStepId !== null) return null;
  return (
    <section
      aria-labelledby="lesson-done"
      className="appears mt-12 rounded-xl border border-positive bg-positive-soft p-6"
    >
      <h2 className="flex items-center gap-2.5 text-lg font-semibold text-positive" id="lesson-done">
        <Check aria-hidden="true" size={16} />
        {t(lab === null ? 'done-title' : 'done-lab-title')}
      </h2>
      {lab !== null && (
        <p className="mt-2 leading-relaxed font-medium">
          {t(lab.cost === 0 ? 'done-lab-full' : 'done-lab-score', { ...lab, full: FULL_SCORE })}
        </p>
      )}
      <p className="mt-2 leading-relaxed">{t('done-text')}</p>
      <Link className="primary mt-5" href={wayOn.href}>
        {wayOn.title === null ? t('done-catalogue') : t('done-next', { title: wayOn.title[language] })}
        <ArrowRight aria-hidden="true" size={16} />
      </Link>
    </section>
  );
}
