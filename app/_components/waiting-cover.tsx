/**
 * What lies over the terminal while something is waited for that comes by itself.
 *
 * Knows nothing about what is waited for.
 */
import type { ReactNode } from 'react';

export interface WaitingCoverProperties {
  /** Stands above the words and says nothing; a moving bar unless there is something better. */
  readonly sign?: ReactNode;
  readonly title: string;
  readonly text: string;
  /** Whether keys and clicks go through to the terminal, because what is typed meanwhile is kept. */
  readonly letsThrough: boolean;
  readonly children?: ReactNode;
}

export function WaitingCover({ sign = <MovingBar />, title, text, letsThrough, children }: WaitingCoverProperties) {
  return (
    <div
      className={`absolute inset-0 flex items-center justify-center bg-terminal/90 p-6 ${letsThrough ? 'pointer-events-none' : ''}`}
    >
      <div className="max-w-sm text-center">
        {sign}
        <p className="font-semibold" role="status">
          {title}
        </p>
        <p className="mt-1.5 text-[14.5px] leading-relaxed text-ink-soft">{text}</p>
        {children}
      </div>
    </div>
  );
}

function MovingBar() {
  return (
    <span aria-hidden="true" className="mx-auto mb-4 block h-1 w-24 overflow-hidden rounded-full bg-line">
      <span className="block h-full w-1/2 animate-pulse rounded-full bg-accent" />
    </span>
  );
}
