'use client';
/**
 * The hints of a lab's goal. Each costs points, says so before, and is asked for at the server, which keeps that it was; only
 * then the page is made anew with its text in it.
 */
import { Lightbulb } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Children, useEffect, useRef, useState, useTransition, type ReactNode } from 'react';
import { requestHint, type HintRefusal } from './hint-request.ts';
import { useLesson, useSentences } from './lesson-context.tsx';
import { focusNewest, ShownHints } from './shown-hints.tsx';

export function LabHints({
  stepId,
  costs,
  children,
}: {
  readonly stepId: string;
  /** Of all hints of the goal. */
  readonly costs: readonly number[];
  /** The hints that were asked for. */
  readonly children: ReactNode;
}) {
  const t = useSentences('lesson');
  const { lessonId, progress } = useLesson();
  const router = useRouter();
  const hints = Children.toArray(children).filter((child) => typeof child !== 'string');
  const shown = hints.length;
  const cost = costs[shown] ?? 0;
  const [isOffered, setIsOffered] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const [isRefreshing, startRefreshing] = useTransition();
  const [refusal, setRefusal] = useState<HintRefusal | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const yes = useRef<HTMLButtonElement>(null);
  const offer = useRef<HTMLButtonElement>(null);
  const before = useRef(shown);

  useEffect(() => {
    if (shown > before.current) focusNewest(list.current);
    before.current = shown;
  }, [shown]);

  const isWaiting = isAsking || isRefreshing;
  const ask = async () => {
    if (isWaiting) return;
    setIsAsking(true);
    setRefusal(null);
    const refused = await requestHint(lessonId, stepId, shown + 1);
    setIsAsking(false);
    setRefusal(refused);
    if (refused !== null) return;
    setIsOffered(false);
    startRefreshing(() => router.refresh());
  };
  const changeOffer = (offered: boolean) => {
    setIsOffered(offered);
    setRefusal(null);
    requestAnimationFrame(() => (offered ? yes : offer).current?.focus());
  };
  // A goal that was reached needs no hints any more, and they would still cost.
  const hasMore = shown < costs.length && progress.states.get(stepId)?.kind !== 'passed';
  return (
    <div className="mt-4">
      <ShownHints costs={costs} hints={hints} list={list} />
      {hasMore && (isOffered || isWaiting) && (
        <div className="mt-2 rounded-lg border border-line-strong px-3.5 py-3 text-[14.5px] leading-relaxed">
          <p>{t('hint-question', { cost })}</p>
          <div className="mt-2.5 flex flex-wrap gap-2">
            <button
              aria-disabled={isWaiting}
              className="control border-line-strong text-ink max-sm:min-h-11"
              onClick={() => void ask()}
              ref={yes}
              type="button"
            >
              <Lightbulb aria-hidden="true" size={16} />
              {t(isWaiting ? 'hint-asking' : 'hint-yes')}
            </button>
            {!isWaiting && (
              <button className="control max-sm:min-h-11" onClick={() => changeOffer(false)} type="button">
                {t('hint-no')}
              </button>
            )}
          </div>
        </div>
      )}
      {hasMore && !isOffered && !isWaiting && (
        <button className="control mt-2 max-sm:min-h-11" onClick={() => changeOffer(true)} ref={offer} type="button">
          <Lightbulb aria-hidden="true" size={16} />
          {t('hint-ask', { number: shown + 1, count: costs.length, cost })}
        </button>
      )}
      <p aria-live="assertive" className="text-[14px] leading-relaxed text-danger [&:not(:empty)]:mt-2">
        {refusal === null ? '' : t(refusal)}
      </p>
    </div>
  );
}
