/**
 * The tick of a step that is passed. One that has just turned green is drawn before one's eyes.
 *
 * Knows nothing about which step it is for.
 */
import { Check } from 'lucide-react';

export function Tick({
  isFresh,
  isLast = false,
}: {
  readonly isFresh: boolean;
  /** Whether the whole lesson is done with it. */
  readonly isLast?: boolean;
}) {
  return (
    <span
      className={`relative flex size-5 shrink-0 items-center justify-center rounded-full bg-positive text-surface ${
        isFresh ? 'tick-drawn' : ''
      } ${isFresh && isLast ? 'ring-once' : ''}`}
    >
      <Check aria-hidden="true" size={16} />
    </span>
  );
}
