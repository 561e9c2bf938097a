/**
 * The fields that diagrams of several kinds have in common. Every value is text, as the YAML of a diagram is read without
 * guessing at numbers or dates: a version "1.10" stays as the author wrote it.
 *
 * Knows nothing about how a diagram is drawn, nor about the Markdown it stands in.
 */
import { z } from 'zod';
import { rightNameHint } from '#lessons/_loader/mistakes.ts';

/** Text, whatever it is of. */
export const text = z.string({ error: ({ input }) => (input === undefined ? 'is missing' : 'must be text') });

/** Words a reader sees. */
export const shownText = text.regex(/\S/, 'is empty');

/** Names a box within its diagram; not shown. */
export const boxId = text.regex(
  /^[a-z0-9][a-z0-9-]{0,63}$/,
  'must be lower-case words joined by "-", at most 64 letters',
);

/** What stands below and around every picture. */
export const everyDiagram = {
  caption: shownText.describe('Below the picture, for everyone'),
  alt: shownText.describe('What the eye sees at a glance, for who cannot see it'),
};

/** One of a few words; another one is answered with the nearest right one. */
export function oneOf<const Words extends readonly string[]>(words: Words) {
  return z.enum(words, {
    error: ({ input }) => {
      if (input === undefined) return 'is missing';
      const given = typeof input === 'string' ? input : '';
      return `"${given}" is not known here${rightNameHint(given, words)}`;
    },
  });
}

/** Between `least` and `most` entries. */
export function listOf<Entry extends z.ZodType>(entry: Entry, least: number, most: number) {
  return z
    .array(entry)
    .min(least, `needs at least ${String(least)}`)
    .max(most, `must have at most ${String(most)}`);
}

/** Pictures one after the other: each says what differs from the data above it, and has a caption of its own. */
export function framesOf<Difference extends z.ZodRawShape>(difference: Difference) {
  return listOf(z.strictObject({ caption: shownText, ...difference }), 2, 8).optional();
}

/** Notes a name that should be one of `known` and is not. */
export function noteUnknownName(
  context: z.RefinementCtx,
  path: PropertyKey[],
  name: string,
  known: readonly string[],
): void {
  if (known.includes(name)) return;
  const message = `nothing in the diagram is named "${name}"${rightNameHint(name, known)}`;
  context.addIssue({ code: 'custom', path, message });
}

/** Notes every name that stands in a list for the second time. */
export function noteRepeatedNames(
  context: z.RefinementCtx,
  names: readonly string[],
  pathOf: (index: number) => PropertyKey[],
): void {
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) === index) continue;
    context.addIssue({ code: 'custom', path: pathOf(index), message: `"${name}" stands twice` });
  }
}
