/**
 * Makes one check of several.
 *
 * Knows nothing about engines or lessons.
 */
import { partlyDone, passed, type Check, type LocalizedText, type Outcome } from '#lessons/_schema/check.ts';
import type { Evidence, EvidenceKind } from '#lessons/_schema/evidence.ts';
import type { Move } from './latest-move.ts';
import { latestMove } from './latest-move.ts';

/**
 * Passes when every part passes. Otherwise the first part that does not decides what is said. A part that is merely not
 * begun while others are done is no mistake; its hint then has the part's key as its code.
 *
 * @param parts in the order in which they are done
 */
export function allOf(parts: Readonly<Record<string, Check>>): Check {
  return {
    watches: watchedBy(Object.values(parts)),
    async evaluate(evidence) {
      const outcomes: [string, Outcome][] = [];
      for (const [key, part] of Object.entries(parts)) outcomes.push([key, await part.evaluate(evidence)]);
      const isBegun = outcomes.some(([, { outcome }]) => outcome === 'passed');
      for (const [key, outcome] of outcomes) {
        if (outcome.outcome === 'passed') continue;
        const isIdle = outcome.because === 'not-started' && outcome.hint.code === 'not-started';
        return isBegun && isIdle ? partlyDone(key, outcome.hint.text) : outcome;
      }
      return passed();
    },
  };
}

/**
 * Passes when one of the ways passes. Otherwise a wrong move in any of them is talked about, in their order, and last the
 * first way's word on what to do.
 */
export function anyOf(first: Check, ...others: readonly Check[]): Check {
  const ways = [first, ...others];
  return {
    watches: watchedBy(ways),
    async evaluate(evidence) {
      const outcomes: Outcome[] = [];
      for (const way of ways) {
        const outcome = await way.evaluate(evidence);
        if (outcome.outcome === 'passed') return outcome;
        outcomes.push(outcome);
      }
      const wrong = outcomes.find((outcome) => outcome.outcome === 'failed' && outcome.because === 'wrong-move');
      return wrong ?? outcomes[0] ?? passed();
    },
  };
}

/**
 * The check, and while it says that nothing was begun, the latest of these wrong moves instead.
 *
 * @param watches what `find` looks at, besides what the check watches
 */
export function withMoves(
  check: Check,
  watches: readonly EvidenceKind[],
  find: (evidence: Evidence) => Promise<readonly Move[]>,
): Check {
  return {
    watches: [...new Set([...check.watches, ...watches])],
    async evaluate(evidence) {
      const outcome = await check.evaluate(evidence);
      if (outcome.outcome === 'passed' || outcome.because === 'wrong-move') return outcome;
      const moves = await find(evidence);
      return moves.length === 0 ? outcome : latestMove(moves, outcome.hint.text);
    },
  };
}

/** The check with sentences of the lesson's own in place of some of its hints, by code. */
export function withWords(check: Check, words: Readonly<Record<string, LocalizedText>>): Check {
  return {
    watches: check.watches,
    async evaluate(evidence) {
      const outcome = await check.evaluate(evidence);
      if (outcome.outcome === 'passed') return outcome;
      const text = words[outcome.hint.code];
      return text === undefined ? outcome : { ...outcome, hint: { ...outcome.hint, text } };
    },
  };
}

function watchedBy(checks: readonly Check[]): EvidenceKind[] {
  return [...new Set(checks.flatMap(({ watches }) => watches))];
}
