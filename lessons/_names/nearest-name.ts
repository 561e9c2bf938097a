/**
 * Finds the right name that somebody probably meant, so that a message can say "did you mean …?".
 *
 * Knows nothing about what the names stand for.
 */

/** How many letters must be inserted, removed, exchanged or swapped with their neighbour to turn `a` into `b`. */
export function editDistance(a: string, b: string): number {
  const from = [...a];
  const to = [...b];
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) {
        cost = Math.min(cost, (beforePrevious[column - 2] ?? 0) + 1);
      }
      current.push(cost);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[to.length] ?? 0;
}

/** Names longer than this are not compared: nobody mistypes that much, and what a sandbox reports is not trusted. */
const longestComparedName = 300;

/**
 * The candidate that `name` is nearest to, or none when nothing is near: at most a third of the longer name differs
 * (but always at least one letter may).
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > longestComparedName) return undefined;
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    const allowed = Math.max(1, Math.floor(Math.max(name.length, candidate.length) / 3));
    if (distance <= allowed && (best === undefined || distance < best.distance)) best = { candidate, distance };
  }
  return best?.candidate;
}
