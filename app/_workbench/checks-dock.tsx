'use client';
/**
 * How far the lesson has been done: a line below the text, and unfolded the list of its steps; in a lab its score and its
 * goals. It takes room of its own and never lies over the text.
 */
import { ChevronDown, ChevronUp } from 'lucide-react';
import { FULL_SCORE } from '#lessons/_scoring/score.ts';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import type { Bench } from './bench.ts';
import { ChecksList } from './checks-list.tsx';
import { useJustPassed } from './just-passed.ts';
import { Tick } from './tick.tsx';

const LIST_ID = 'checks-list';

export function ChecksDock({ bench }: { readonly bench: Bench }) {
  const t = useSentences('workbench');
  const { steps, progress, language, lab } = useLesson();
  const justPassed = useJustPassed(progress);
  const { passed, currentStepId } = progress;
  const isUnfolded = bench.layout.showsChecks;
  const current = steps.find(({ id }) => id === currentStepId);
  const counts = { passed, total: steps.length, score: lab?.score ?? 0, full: FULL_SCORE };
  const now =
    lab !== null
      ? t(current === undefined ? 'all-goals' : 'goal-count', counts)
      : current === undefined
        ? t('all-passed')
        : t('current', { title: current.title[language] });
  return (
    <section
      aria-label={t(lab === null ? 'checks' : 'goals')}
      className="flex max-h-[60%] shrink-0 flex-col border-t border-line bg-surface"
      data-testid="checks"
    >
      <div
        aria-label={t(lab === null ? 'progress' : 'lab-progress', counts)}
        aria-valuemax={lab === null ? steps.length : FULL_SCORE}
        aria-valuemin={0}
        aria-valuenow={lab?.score ?? passed}
        className="flex shrink-0 gap-0.5"
        role="progressbar"
      >
        {steps.map(({ id, points }) => (
          <span
            className={`h-[3px] transition-colors duration-500 ${
              progress.states.get(id)?.kind === 'passed' ? 'bg-positive' : 'bg-line'
            }`}
            key={id}
            // In a lab a goal is as wide as it is worth.
            style={{ flexGrow: points ?? 1 }}
          />
        ))}
      </div>
      <button
        aria-controls={isUnfolded ? LIST_ID : undefined}
        aria-expanded={isUnfolded}
        className="flex min-h-11 shrink-0 items-center gap-3 px-4 text-left text-[13.5px] -outline-offset-2 hover:bg-sunken sm:px-6"
        onClick={() => bench.foldChecks(!isUnfolded)}
        type="button"
      >
        <span className="flex shrink-0 items-center gap-1.5 font-semibold tabular-nums">
          {current === undefined && <Tick isFresh={justPassed.size > 0} isLast />}
          {t(lab === null ? 'count' : 'score', counts)}
        </span>
        <span
          className={`min-w-0 grow truncate ${current === undefined ? 'font-semibold text-positive' : 'text-ink-soft'}`}
        >
          {now}
        </span>
        <span className="shrink-0 text-ink-soft">
          {isUnfolded ? <ChevronDown aria-hidden="true" size={16} /> : <ChevronUp aria-hidden="true" size={16} />}
        </span>
        <span className="sr-only">{t(`${isUnfolded ? 'fold' : 'unfold'}${lab === null ? '' : '-goals'}`)}</span>
      </button>
      {isUnfolded && (
        <div className="min-h-0 overflow-y-auto border-t border-line" id={LIST_ID}>
          <ChecksList goToText={() => bench.show('text')} justPassed={justPassed} />
        </div>
      )}
    </section>
  );
}
