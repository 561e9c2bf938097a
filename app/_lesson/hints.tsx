'use client';
/**
 * The hints of a step, shown on request, one after another, so that nobody reads more of them than they want.
 */
import { Lightbulb } from 'lucide-react';
import { Children, useRef, useState, type ReactNode } from 'react';
import { useSentences } from './lesson-context.tsx';

export function Hints({ children }: { readonly children: ReactNode }) {
  const t = useSentences('lesson');
  const hints = Children.toArray(children).filter((child) => typeof child !== 'string');
  const [shown, setShown] = useState(0);
  const list = useRef<HTMLOListElement>(null);
  const showNext = () => {
    setShown(shown + 1);
    // The button may be gone afterwards; whoever reads by voice goes on at the new hint.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('li:last-child')?.focus());
  };
  return (
    <div className="mt-4">
      <ol className="space-y-2" ref={list}>
        {hints.slice(0, shown).map((hint, index) => (
          <li
            className="appears list-none rounded-lg bg-accent-soft px-3.5 py-3 text-[14.5px] leading-relaxed outline-offset-2"
            key={index}
            tabIndex={-1}
          >
            <strong className="mb-1 block text-[12.5px] text-accent">{t('hint-number', { number: index + 1 })}</strong>
            {hint}
          </li>
        ))}
      </ol>
      {shown < hints.length && (
        <button className="control mt-2 max-sm:min-h-11" onClick={showNext} type="button">
          <Lightbulb aria-hidden="true" size={16} />
          {t(shown === 0 ? 'hint-first' : 'hint-next', { number: shown + 1, count: hints.length })}
        </button>
      )}
    </div>
  );
}
