'use client';
/**
 * How far the lesson has been done, in the page's header.
 */
import { useLesson, useSentences } from './lesson-context.tsx';

export function ProgressBar() {
  const t = useSentences('lesson');
  const { steps, progress } = useLesson();
  const { passed } = progress;
  const label = t('progress', { passed, total: steps.length });
  return (
    <div className="flex items-center gap-2.5">
      <div
        aria-label={label}
        aria-valuemax={steps.length}
        aria-valuemin={0}
        aria-valuenow={passed}
        className="flex gap-1"
        role="progressbar"
      >
        {steps.map(({ id }) => (
          <span
            className={`h-1.5 w-7 rounded-full transition-colors duration-500 ${
              progress.states.get(id)?.kind === 'passed' ? 'bg-positive' : 'bg-line'
            }`}
            key={id}
          />
        ))}
      </div>
      <span aria-hidden="true" className="text-[13px] font-medium text-ink-soft tabular-nums">
        {passed} / {steps.length}
      </span>
    </div>
  );
}
