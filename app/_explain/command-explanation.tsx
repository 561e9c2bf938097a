'use client';
/**
 * A command with its parts underlined, and below it what each part means. Pointing at a part, by mouse, finger or keyboard,
 * marks its explanation, and the other way round.
 *
 * Knows no command: the facts come with the explanation.
 */
import { useId, useState, type KeyboardEvent } from 'react';
import type { Explanation, ExplanationPart } from '#lessons/_commands/explain-command.ts';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import { useExplanation } from './use-explanation.ts';

/** Explains a command of the text or one that the learner typed. */
export function CommandExplanation({ command }: { readonly command: string }) {
  const t = useSentences('explanations');
  const loaded = useExplanation(command);
  if (loaded.state === 'ready') return <ExplainedCommand explanation={loaded.explanation} />;
  return (
    <div className="min-h-24 text-[14px] text-ink-soft" role="status">
      {loaded.state === 'loading' ? (
        <p className="appears-late">{t('loading')}</p>
      ) : (
        <>
          <p>{t('failed')}</p>
          <button className="control mt-2 max-sm:min-h-11" onClick={loaded.retry} type="button">
            {t('retry')}
          </button>
        </>
      )}
    </div>
  );
}

/** A part that can be explained, with its explanation in the learner's language. */
interface ExplainedPart extends ExplanationPart {
  readonly meaning: string;
}

function ExplainedCommand({ explanation: { source, parts } }: { readonly explanation: Explanation }) {
  const t = useSentences('explanations');
  const { language } = useLesson();
  const id = useId();
  // The part that the learner points at, and the one that the Tab key leads to, by their place among the explained ones.
  const [pointed, setPointed] = useState<number | null>(null);
  const [reached, setReached] = useState(0);
  const explained: readonly ExplainedPart[] = parts.flatMap((part) =>
    part.explanation === null ? [] : [{ ...part, meaning: part.explanation[language] }],
  );
  if (explained.length === 0) return <p className="text-[14px] text-ink-soft">{t('nothing-known')}</p>;

  const marks = (index: number) => ({
    onPointerEnter: () => setPointed(index),
    onPointerLeave: () => setPointed(null),
  });
  return (
    <div className="space-y-3">
      <div
        aria-label={t('parts')}
        className="font-mono text-[13.5px] leading-7 break-words whitespace-pre-wrap [font-variant-ligatures:none]"
        onKeyDown={moveBetweenParts}
        role="toolbar"
      >
        {piecesOf(source, explained).map(({ text, index }) =>
          index === null ? (
            text
          ) : (
            <button
              aria-describedby={`${id}-${String(index)}`}
              aria-label={explained[index]?.label}
              className={`mx-px inline rounded-sm py-0.5 font-mono break-words whitespace-pre-wrap underline decoration-2 underline-offset-5 transition-colors ${
                pointed === index ? 'bg-accent-soft text-accent-strong decoration-accent' : 'decoration-line-strong'
              }`}
              key={index}
              onBlur={() => setPointed(null)}
              onClick={() => setPointed(index)}
              onFocus={() => {
                setPointed(index);
                setReached(index);
              }}
              tabIndex={index === Math.min(reached, explained.length - 1) ? 0 : -1}
              type="button"
              {...marks(index)}
            >
              {text}
            </button>
          ),
        )}
      </div>
      <ul className="-mx-2 list-none space-y-0 pl-0 text-[14px] leading-relaxed">
        {explained.map(({ label, meaning, start }, index) => (
          <li
            className={`grid gap-x-4 rounded-md px-2 py-1 transition-colors @lg:grid-cols-[minmax(7rem,30%)_1fr] ${
              pointed === index ? 'bg-accent-soft' : ''
            }`}
            key={start}
            {...marks(index)}
          >
            <code className="font-mono text-[13px] leading-relaxed font-semibold break-all whitespace-pre-wrap">
              {label}
            </code>
            <span id={`${id}-${String(index)}`}>{meaning}</span>
          </li>
        ))}
      </ul>
      {hasUnknownPart(parts) && <p className="text-[13px] text-ink-soft">{t('partly-known')}</p>}
    </div>
  );
}

/** The text of the command cut at its explained parts; `index` says which one a piece is. */
function piecesOf(
  source: string,
  explained: readonly ExplainedPart[],
): readonly { readonly text: string; readonly index: number | null }[] {
  const pieces: { text: string; index: number | null }[] = [];
  let end = 0;
  for (const [index, part] of explained.entries()) {
    if (part.start > end) pieces.push({ text: source.slice(end, part.start), index: null });
    pieces.push({ text: part.text, index });
    end = part.end;
  }
  if (end < source.length) pieces.push({ text: source.slice(end), index: null });
  return pieces;
}

/** Closing signs need no words of their own. */
function hasUnknownPart(parts: readonly ExplanationPart[]): boolean {
  return parts.some(({ explanation, kind }) => explanation === null && kind !== 'operator');
}

/** One stop of the Tab key for the whole command; arrow keys lead from part to part. */
function moveBetweenParts(event: KeyboardEvent<HTMLDivElement>): void {
  const parts = [...event.currentTarget.querySelectorAll('button')];
  const at = parts.findIndex((part) => part === document.activeElement);
  const targets: Readonly<Record<string, number>> = {
    ArrowRight: (at + 1) % parts.length,
    ArrowLeft: (at - 1 + parts.length) % parts.length,
    Home: 0,
    End: parts.length - 1,
  };
  const target = targets[event.key];
  if (at === -1 || target === undefined) return;
  parts[target]?.focus();
  event.preventDefault();
}
