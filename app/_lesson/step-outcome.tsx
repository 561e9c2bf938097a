'use client';
/**
 * The line below a step that says how it stands. What is said aloud comes from announcements.tsx.
 */
import { Check, TriangleAlert } from 'lucide-react';
import { CodeSentence } from './code-sentence.tsx';
import { useLesson, useSentences } from './lesson-context.tsx';
import type { StepState } from './step-state.ts';

export function StepOutcome({ state }: { readonly state: StepState }) {
  const t = useSentences('lesson');
  const { language } = useLesson();
  switch (state.kind) {
    case 'todo':
      return <p className="mt-4 text-[13.5px] text-ink-soft">{t('state-todo')}</p>;
    case 'checking':
      return (
        <p className="mt-4 flex items-center gap-2 text-[13.5px] text-ink-soft">
          <span aria-hidden="true" className="size-2 animate-pulse rounded-full bg-accent" />
          {t('state-checking')}
        </p>
      );
    case 'passed':
      return (
        <p className="appears mt-4 flex items-center gap-2 text-[14px] font-semibold text-positive">
          <Check aria-hidden="true" size={16} />
          {t(state.isSaved ? 'state-passed' : 'state-passed-unsaved')}
        </p>
      );
    case 'hint':
      return (
        <div className="appears mt-4 border-t border-line pt-3 text-[14.5px] leading-relaxed text-ink-soft">
          <strong className="mr-2 text-ink">{t('state-hint')}</strong>
          <CodeSentence text={state.hint.text[language]} />
        </div>
      );
    case 'wrong-move':
      return (
        <div className="appears mt-4 flex gap-2.5 rounded-lg bg-caution-soft px-3.5 py-3 text-[14.5px] leading-relaxed text-caution">
          <span className="mt-1">
            <TriangleAlert aria-hidden="true" size={16} />
          </span>
          <p>
            <strong className="mr-2">{t('state-wrong-move')}</strong>
            <CodeSentence text={state.hint.text[language]} />
          </p>
        </div>
      );
    case 'ungradable':
      return (
        <div className="appears mt-4 rounded-lg bg-sunken px-3.5 py-3 text-[14.5px] leading-relaxed text-ink-soft">
          <strong className="mr-2 text-ink">{t('state-ungradable')}</strong>
          {t(`cause-${state.cause}`)}
        </div>
      );
  }
}
