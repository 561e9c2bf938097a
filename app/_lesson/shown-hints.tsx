/**
 * The hints of a step that are shown, one below the other.
 *
 * Knows nothing about how they are asked for.
 */
import type { ReactNode, RefObject } from 'react';
import { useSentences } from './lesson-context.tsx';

export function ShownHints({
  hints,
  costs,
  list,
}: {
  readonly hints: readonly ReactNode[];
  /** Points that each took away; left out where hints cost nothing. */
  readonly costs?: readonly number[];
  /** Where the newest is found, to take the keyboard there. */
  readonly list: RefObject<HTMLOListElement | null>;
}) {
  const t = useSentences('lesson');
  return (
    <ol className="space-y-2" ref={list}>
      {hints.map((hint, index) => (
        <li
          className="appears list-none rounded-lg bg-accent-soft px-3.5 py-3 text-[14.5px] leading-relaxed outline-offset-2"
          key={index}
          tabIndex={-1}
        >
          <p className="mb-1 flex justify-between gap-3 text-[12.5px]">
            <strong className="text-accent">{t('hint-number', { number: index + 1 })}</strong>
            {costs !== undefined && <span>{t('hint-cost', { cost: costs[index] ?? 0 })}</span>}
          </p>
          {hint}
        </li>
      ))}
    </ol>
  );
}

/** Whoever reads by voice goes on at the newest hint: the button that showed it may be gone. */
export function focusNewest(list: HTMLOListElement | null): void {
  list?.querySelector<HTMLElement>('li:last-child')?.focus();
}
