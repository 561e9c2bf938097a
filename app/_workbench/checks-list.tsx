'use client';
/**
 * The steps of the lesson: which are green, which just turned, and what the current one lacks, in words; in a lab the goals
 * with their points. A click goes to the step in the text.
 */
import { CodeSentence } from '#app/_lesson/code-sentence.tsx';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import type { StepState } from '#app/_lesson/step-state.ts';
import { Tick } from './tick.tsx';

/** Scrolls a step's card into sight and takes the keyboard there. */
export function goToStep(stepId: string): void {
  const card = document.querySelector<HTMLElement>(`[data-step='${CSS.escape(stepId)}']`);
  card?.scrollIntoView({ block: 'center' });
  card?.focus({ preventScroll: true });
}

export function ChecksList({
  justPassed,
  goToText,
}: {
  readonly justPassed: ReadonlySet<string>;
  readonly goToText: () => void;
}) {
  const t = useSentences('workbench');
  const lessonSentences = useSentences('lesson');
  const { steps, progress, language, lab } = useLesson();
  return (
    <ol aria-label={t(lab === null ? 'checks' : 'goals')} className="py-1">
      {steps.map(({ id, title, points }, index) => {
        const state: StepState = progress.states.get(id) ?? { kind: 'todo' };
        const isCurrent = lab === null && progress.currentStepId === id;
        const isFresh = justPassed.has(id);
        return (
          <li aria-current={isCurrent ? 'step' : undefined} className={isFresh ? 'glows-once' : undefined} key={id}>
            <button
              className="flex min-h-10 w-full items-start gap-3 px-4 py-2 text-left text-[13.5px] leading-snug -outline-offset-2 hover:bg-sunken sm:px-6"
              onClick={() => {
                goToText();
                requestAnimationFrame(() => goToStep(id));
              }}
              type="button"
            >
              <StepMark isCurrent={isCurrent} isFresh={isFresh} number={index + 1} state={state} />
              <span className="min-w-0 grow">
                <span className={isCurrent ? 'font-semibold' : state.kind === 'passed' ? '' : 'text-ink-soft'}>
                  {title[language]}
                </span>
                {/* Room for the words that come and go, so that the text above stays where it is. */}
                <span className={isCurrent ? 'block min-h-[2lh]' : undefined}>
                  <StepWords state={state} />
                </span>
              </span>
              {points !== null && (
                <span
                  className={`shrink-0 tabular-nums ${state.kind === 'passed' ? 'font-medium text-positive' : 'text-ink-soft'}`}
                >
                  {lessonSentences('points', { points })}
                </span>
              )}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

function StepMark({
  state,
  number,
  isCurrent,
  isFresh,
}: {
  readonly state: StepState;
  readonly number: number;
  readonly isCurrent: boolean;
  readonly isFresh: boolean;
}) {
  if (state.kind === 'passed') return <Tick isFresh={isFresh} />;
  return (
    <span
      aria-hidden="true"
      className={`flex size-5 shrink-0 items-center justify-center rounded-full text-[12px] font-semibold ${
        isCurrent ? 'bg-accent text-on-accent' : 'border border-line-strong text-ink-soft'
      }`}
    >
      {number}
    </span>
  );
}

/** How a step stands. What is plain to see is only said to those who do not see it. */
function StepWords({ state }: { readonly state: StepState }) {
  const t = useSentences('lesson');
  const { language } = useLesson();
  switch (state.kind) {
    case 'passed':
      return <span className="sr-only">, {t('state-passed')}</span>;
    case 'todo':
      return <span className="sr-only">, {t('state-todo')}</span>;
    case 'checking':
      return <span className="block text-ink-soft">{t('state-checking')}</span>;
    case 'hint':
    case 'wrong-move':
      return (
        <span className={`block ${state.kind === 'hint' ? 'text-ink-soft' : 'text-caution'}`}>
          <CodeSentence text={state.hint.text[language]} />
        </span>
      );
    case 'ungradable':
      return <span className="block text-ink-soft">{t(`cause-${state.cause}`)}</span>;
  }
}
