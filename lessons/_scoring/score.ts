/**
 * The score of a lab: points for goals that have passed, less what hints cost.
 *
 * Knows nothing about who has passed what, nor where that is kept; the server and the page reckon with the same function.
 */

/** What all goals of a lab are worth together. */
export const FULL_SCORE = 100;

/** One goal of a lab. */
export interface Goal {
  readonly id: string;
  /** Null counts as nothing: only goals of labs have points. */
  readonly points: number | null;
}

/** The costs of a lab's hints by its goals' ids, in the order in which they are asked for. */
export type HintCosts = Readonly<Record<string, readonly number[]>>;

/** How many hints of each goal were asked for, by its id; none where there is no entry. */
export type AskedHints = Readonly<Record<string, number>>;

/** The points of the goals that have passed, less the costs of all hints that were asked for; never below 0. */
export function labScore(
  goals: readonly Goal[],
  isPassed: (goalId: string) => boolean,
  hintCosts: HintCosts,
  askedHints: AskedHints,
): number {
  const won = sum(goals.filter(({ id }) => isPassed(id)).map(({ points }) => points ?? 0));
  return Math.max(0, won - costOfHints(goals, hintCosts, askedHints));
}

/** What the hints that were asked for cost together; those of goals that do not exist any more cost nothing. */
export function costOfHints(goals: readonly Goal[], hintCosts: HintCosts, askedHints: AskedHints): number {
  return sum(goals.flatMap(({ id }) => (hintCosts[id] ?? []).slice(0, askedHints[id] ?? 0)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
