/**
 * The explained errors that a learner has not closed yet, and which of them is shown.
 *
 * Knows nothing about React or about how they look.
 */
import type { Trouble } from '#protocol/trouble.ts';

/** Older ones are let go of. */
const MOST_KEPT = 10;

/** Explained errors, oldest first. */
export interface TroubleQueue {
  readonly troubles: readonly Trouble[];
  /** Index of the one shown. */
  readonly shown: number;
}

export const noTroubles: TroubleQueue = { troubles: [], shown: 0 };

/** A new one is shown at once. The same error once more replaces itself. */
export function withTrouble({ troubles }: TroubleQueue, trouble: Trouble): TroubleQueue {
  const others = troubles.filter(({ rule, message }) => rule !== trouble.rule || message !== trouble.message);
  const kept = [...others, trouble].slice(-MOST_KEPT);
  return { troubles: kept, shown: kept.length - 1 };
}

/** Shows the one before (-1) or after (1). */
export function stepped({ troubles, shown }: TroubleQueue, step: -1 | 1): TroubleQueue {
  return { troubles, shown: Math.max(0, Math.min(troubles.length - 1, shown + step)) };
}
