/**
 * Arrows of diagrams: a line with a head that takes the room it is given, and a row that says what leads where.
 *
 * Knows nothing about what stands at their ends.
 */
import { ChevronDown, ChevronRight, X } from 'lucide-react';
import { CodeSentence } from '#app/_lesson/code-sentence.tsx';
import type { DiagramWords } from './words.ts';

/** A line to the right, as wide as there is room. */
export function LineRight({ isBlocked = false }: { readonly isBlocked?: boolean }) {
  const colour = isBlocked ? 'border-dashed border-danger' : 'border-line-strong';
  return (
    <span aria-hidden="true" className="flex w-full min-w-6 items-center">
      <span className={`h-0 grow border-t-2 ${colour}`} />
      {isBlocked ? (
        <X className="text-danger" size={18} strokeWidth={2.5} />
      ) : (
        <ChevronRight className="-ml-[11px] text-line-strong" size={18} strokeWidth={2.5} />
      )}
    </span>
  );
}

/** A line downwards, as high as there is room. */
export function LineDown() {
  return (
    <span aria-hidden="true" className="flex h-full min-h-6 flex-col items-center">
      <span className="w-0 grow border-l-2 border-line-strong" />
      <ChevronDown className="-mt-[11px] text-line-strong" size={18} strokeWidth={2.5} />
    </span>
  );
}

export interface ArrowRowProperties {
  readonly from: string;
  readonly to: string;
  readonly label: string | undefined;
  readonly isBlocked: boolean;
  readonly words: DiagramWords;
}

/** Two names and the arrow between them. */
export function ArrowRow({ from, to, label, isBlocked, words }: ArrowRowProperties) {
  const end =
    'max-w-[34%] shrink-0 rounded-md border border-line-strong bg-surface px-2 py-1 text-[13px] font-medium break-words';
  return (
    <div className="flex items-center gap-2 py-1">
      <span className={end}>{from}</span>
      <span className="flex min-w-0 grow flex-col items-center">
        <span className="sr-only">{words(isBlocked ? 'arrow-blocked' : 'arrow')}</span>
        {label !== undefined && (
          <span
            className={`max-w-full text-center text-[12.5px] leading-snug ${isBlocked ? 'text-danger' : 'text-ink-soft'}`}
          >
            <CodeSentence text={label} />
          </span>
        )}
        <LineRight isBlocked={isBlocked} />
      </span>
      <span className={end}>{to}</span>
    </div>
  );
}
