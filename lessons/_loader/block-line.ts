/**
 * The first line of a block in a lesson's Markdown, such as `:::step{id="…"}`: which kinds there are, and what stands between
 * the braces of each.
 *
 * Knows nothing about where a block may stand.
 */

/** Every kind of block. */
export const blockKinds = ['step', 'hint', 'quiz', 'theory', 'card'] as const;

/** A kind of block. */
export type BlockKind = (typeof blockKinds)[number];

/** The dearest hint, in points. */
const MOST_COST = 50;

const idAttribute = /^\s*id="(?<id>[^"]*)"\s*$/;
const quizAttributes = /^\s*id="(?<id>[^"]*)"(?<guess>\s+guess)?\s*$/;
const titleAttribute = /^\s*title="(?<title>[^"]*\S[^"]*)"\s*$/;
const costAttribute = /^\s*cost="(?<cost>\d{1,4})"\s*$/;

/** Whether this is the name of a kind of block. */
export function isBlockKind(name: string): name is BlockKind {
  return blockKinds.some((kind) => kind === name);
}

/** The id of a step. */
export function readId(attributes: string): string | undefined {
  return idAttribute.exec(attributes)?.groups?.['id'];
}

/** The id of a quiz question, and whether it asks for a guess. */
export function readQuizAttributes(attributes: string): { readonly id: string; readonly isGuess: boolean } | undefined {
  const found = quizAttributes.exec(attributes)?.groups;
  return found === undefined ? undefined : { id: found['id'] ?? '', isGuess: found['guess'] !== undefined };
}

/** The title of theory or a card. */
export function readTitle(attributes: string): string | undefined {
  return titleAttribute.exec(attributes)?.groups?.['title'];
}

/** The cost of a hint in points, null when none is given. What is wrong is a sentence for the author. */
export function readCost(attributes: string): { readonly cost: number | null } | { readonly problem: string } {
  if (attributes.trim() === '') return { cost: null };
  const cost = costAttribute.exec(attributes)?.groups?.['cost'];
  if (cost === undefined) return { problem: 'must be written as :::hint or, in a lab, :::hint{cost="5"}' };
  if (Number(cost) < 1 || Number(cost) > MOST_COST)
    return { problem: `its cost must be a whole number of points from 1 to ${String(MOST_COST)}` };
  return { cost: Number(cost) };
}
