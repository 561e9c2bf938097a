/**
 * Finds the thing that a step asks for among things of its kind, or what the most promising one lacks.
 *
 * Knows nothing about what the things are.
 */
import {
  notStarted,
  passed,
  TOO_EARLY,
  tooEarly,
  wrongMove,
  type LocalizedText,
  type Outcome,
} from '#lessons/_schema/check.ts';

/** Something the thing must have. */
export interface Requirement<T> {
  /** The code of the hint when it has not. */
  readonly code: string;
  readonly isMet: (thing: T) => boolean | Promise<boolean>;
  /** What was found and what was expected, and what to do. */
  readonly text: (thing: T) => LocalizedText | Promise<LocalizedText>;
}

/** More are not looked at; a lesson has a handful. */
const MOST_CANDIDATES = 50;

/**
 * Passes when one of the candidates meets all requirements. Otherwise talks about the first requirement that the best of
 * them does not meet, or, of several equally good ones, the first in order.
 */
export async function bestOf<T>(
  candidates: readonly T[],
  requirements: readonly Requirement<T>[],
  otherwise: LocalizedText,
): Promise<Outcome> {
  let best: { thing: T; unmet: readonly Requirement<T>[] } | undefined;
  for (const thing of candidates.slice(0, MOST_CANDIDATES)) {
    const unmet: Requirement<T>[] = [];
    for (const requirement of requirements) if (!(await requirement.isMet(thing))) unmet.push(requirement);
    if (unmet.length === 0) return passed();
    if (best === undefined || unmet.length < best.unmet.length) best = { thing, unmet };
  }
  const [first] = best?.unmet ?? [];
  if (best === undefined || first === undefined) return notStarted(otherwise);
  if (first.code === TOO_EARLY) return tooEarly();
  return wrongMove(first.code, await first.text(best.thing));
}
