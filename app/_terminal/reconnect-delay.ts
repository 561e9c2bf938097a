/**
 * How long to wait before the next try to connect.
 *
 * Knows nothing about what is connected.
 */

const FIRST_MS = 300;
const LONGEST_MS = 5_000;

/**
 * Doubles from 0.3 s to 5 s. Up to half is taken off at random, so that many pages do not come back at the same moment.
 *
 * @param failures failed tries in a row, from 0
 * @param random from 0 to 1
 * @returns milliseconds
 */
export function reconnectDelay(failures: number, random: number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** failures);
  return Math.round(longest * (1 - random / 2));
}
