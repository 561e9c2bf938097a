'use client';
/**
 * The hints of a step, shown on request, one after another, so that nobody reads more of them than they want.
 */
import { Lightbulb } from 'lucide-react';
import { Children, useRef, useState, type ReactNode } from 'react';
import { useSentences } from './lesson-context.tsx';
import { focusNewest, ShownHints } from './shown-hints.tsx';

export function Hints({ children }: { readonly children: ReactNode }) {
  const t = useSentences('lesson');
  const hints = Children.toArray(children).filter((child) => typeof child !== 'string');
  const [shown, setShown] = useState(0);
  const list = useRef<HTMLOListElement>(null);
  const showNext = () => {
    setShown(shown + 1);
    requestAnimationFrame(() => focusNewest(list.current));
  };
  return (
    <div className="mt-4">
      <ShownHints hints={hints.slice(0, shown)} list={list} />
      {shown < hints.length && (
        <button className="control mt-2 max-sm:min-h-11" onClick={showNext} type="button">
          <Lightbulb aria-hidden="true" size={16} />
          {t(shown === 0 ? 'hint-first' : 'hint-next', { number: shown + 1, count: hints.length })}
        </button>
      )}
    </div>
  );
}
