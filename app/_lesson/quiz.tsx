'use client';
/**
 * A quiz question in the text: the learner chooses, is told whether that was right and why, and may choose again. Where a guess
 * is asked for, that is told once the step after it has shown it, or on request. Nothing is counted and nobody else sees it.
 */
import { CircleCheck, CircleX, Eye } from 'lucide-react';
import { createContext, useContext, useId, useState, type ReactNode } from 'react';
import { useLesson, useSentences } from './lesson-context.tsx';

interface QuestionState {
  readonly name: string;
  /** The choices that were tried, by their ids. */
  readonly tried: ReadonlySet<string>;
  /** Whether it is told what is right; until then only the last choice counts. */
  readonly isTold: boolean;
  readonly choose: (id: string) => void;
}

const Question = createContext<QuestionState | null>(null);
const Chosen = createContext(false);

export function Quiz({
  answeredBy,
  children,
}: {
  /** The step that shows whether a guess was right; null where no guess is asked for. */
  readonly answeredBy: string | null;
  readonly children: ReactNode;
}) {
  const t = useSentences('quiz');
  const name = useId();
  const [tried, setTried] = useState<ReadonlySet<string>>(new Set());
  const { progress } = useLesson();
  const [isRevealed, setIsRevealed] = useState(false);
  const isTold = answeredBy === null || isRevealed || progress.states.get(answeredBy)?.kind === 'passed';
  const choose = (id: string) => setTried((before) => (isTold ? new Set(before).add(id) : new Set([id])));
  return (
    <Question value={{ name, tried, isTold, choose }}>
      <fieldset className="my-7 rounded-xl border border-line bg-surface p-5" data-quiz="">
        <legend className="float-left mb-2 w-full text-[12.5px] font-semibold text-accent">
          {t(answeredBy === null ? 'label' : 'guess-label')}
        </legend>
        <div className="clear-both space-y-3">{children}</div>
        {answeredBy !== null && (
          <div aria-live="polite">
            {!isTold && tried.size > 0 && (
              <p className="appears mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 text-[14.5px] leading-relaxed">
                {t('guess-noted')}
                <button className="control max-sm:min-h-11" onClick={() => setIsRevealed(true)} type="button">
                  <Eye aria-hidden="true" size={16} />
                  {t('guess-reveal')}
                </button>
              </p>
            )}
          </div>
        )}
      </fieldset>
    </Question>
  );
}

export function QuizChoice({ isRight, children }: { readonly isRight: boolean; readonly children: ReactNode }) {
  const t = useSentences('quiz');
  const question = useContext(Question);
  const id = useId();
  if (question === null) throw new Error('A choice stands outside of a question.');
  const isTried = question.tried.has(id);
  const isTold = isTried && question.isTold;
  const colour = !isTried
    ? 'border-line'
    : !isTold
      ? 'border-accent bg-accent-soft'
      : isRight
        ? 'border-positive bg-positive-soft'
        : 'border-line-strong bg-sunken';
  return (
    <div className={`rounded-lg border px-4 py-3 ${colour}`}>
      <label className="flex min-h-6 cursor-pointer items-start gap-3">
        <input
          aria-describedby={isTold ? `${id}-why` : undefined}
          className="mt-1.5 size-4 shrink-0 accent-(--accent)"
          name={question.name}
          onChange={() => question.choose(id)}
          type="radio"
        />
        <Chosen value={false}>{children}</Chosen>
      </label>
      <div aria-live="polite" id={`${id}-why`}>
        {isTold && (
          <div className="appears mt-2 flex gap-2.5 pl-7 text-[14.5px] leading-relaxed">
            <span className={`mt-1 shrink-0 ${isRight ? 'text-positive' : 'text-ink-soft'}`}>
              {isRight ? <CircleCheck aria-hidden="true" size={16} /> : <CircleX aria-hidden="true" size={16} />}
            </span>
            <div className="min-w-0">
              <strong className={isRight ? 'text-positive' : ''}>{t(isRight ? 'right' : 'wrong')}</strong>
              <Chosen value={true}>{children}</Chosen>
            </div>
          </div>
        )}
      </div>
    </div>
  );
}

/** The words of a choice; not repeated where it is explained. */
export function QuizAnswer({ children }: { readonly children: ReactNode }) {
  return useContext(Chosen) ? null : <span className="min-w-0">{children}</span>;
}

/** Why a choice is right or wrong; only once it was chosen. */
export function QuizExplanation({ children }: { readonly children: ReactNode }) {
  return useContext(Chosen) ? <div className="space-y-2">{children}</div> : null;
}
