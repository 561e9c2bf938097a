/**
 * Chooses which of several wrong moves to talk about: the latest, since that is what the learner has in mind.
 *
 * Knows nothing about engines or lessons.
 */
import { notStarted, wrongMove, type LocalizedText, type Outcome } from '#lessons/_schema/check.ts';

/** A wrong move and when it was made. */
export interface Move {
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly at: number;
  readonly code: string;
  readonly text: LocalizedText;
}

/** The outcome for the latest of the moves, or "not started" when there was none; of two at once, the first counts. */
export function latestMove(moves: readonly Move[], otherwise: LocalizedText): Outcome {
  const latest = moves.reduce<Move | undefined>(
    (best, move) => (best === undefined || move.at > best.at ? move : best),
    undefined,
  );
  return latest === undefined ? notStarted(otherwise) : wrongMove(latest.code, latest.text);
}
