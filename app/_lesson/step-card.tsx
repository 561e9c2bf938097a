'use client';
/**
 * One step within the text: what to do, and how it stands. In a lab it is a goal with points, reached in any order.
 */
import { Check } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { RewindControl } from '#app/_session/rewind-control.tsx';
import { useLesson, useSentences } from './lesson-context.tsx';
import { StepOutcome } from './step-outcome.tsx';

export function StepCard({ stepId, children }: { readonly stepId: string; readonly children: ReactNode }) {
  const t = useSentences('lesson');
  const { steps, language, progress, lab } = useLesson();
  const number = steps.findIndex(({ id }) => id === stepId) + 1;
  const step = steps[number - 1];
  const state = progress.states.get(stepId) ?? { kind: 'todo' };
  const isCurrent = lab === null && progress.currentStepId === stepId;
  const isPassed = state.kind === 'passed';
  const [wasPassed] = useState(isPassed);
  const isFresh = isPassed && !wasPassed;
  return (
    <section
      aria-current={isCurrent ? 'step' : undefined}
      aria-labelledby={`step-${stepId}`}
      className={`my-7 rounded-xl border bg-surface p-5 transition-[border-color,box-shadow] ${
        isCurrent ? 'border-accent shadow-[0_1px_12px_-4px_var(--accent)]' : 'border-line'
      } ${isFresh ? 'glows-once' : ''}`}
      data-state={state.kind}
      data-step={stepId}
      // The list of steps takes the keyboard here.
      tabIndex={-1}
    >
      <div className="flex items-start gap-3">
        <span
          className={`mt-px flex size-6 shrink-0 items-center justify-center rounded-full text-[13px] font-semibold ${
            isPassed
              ? 'bg-positive text-surface'
              : isCurrent
                ? 'bg-accent text-on-accent'
                : 'border border-line-strong text-ink-soft'
          } ${isFresh ? 'tick-drawn' : ''}`}
        >
          {isPassed ? <Check aria-hidden="true" size={16} /> : <span aria-hidden="true">{number}</span>}
        </span>
        <h3 className="mt-0! grow text-[17px] leading-snug font-semibold" id={`step-${stepId}`}>
          <span className="sr-only">{t(lab === null ? 'step' : 'goal', { number })}: </span>
          {step?.title[language]}
        </h3>
        {lab !== null && (
          <span
            className={`shrink-0 rounded-full px-2.5 py-0.5 text-[13px] font-medium tabular-nums ${
              isPassed ? 'bg-positive-soft text-positive' : 'bg-sunken text-ink-soft'
            }`}
          >
            {t('points', { points: step?.points ?? 0 })}
          </span>
        )}
      </div>
      <div className="mt-3 space-y-3">{children}</div>
      <StepOutcome state={state} />
      {/* Goals have no order, so there is no state before each. */}
      {lab === null && <RewindControl stepId={stepId} />}
    </section>
  );
}
