/**
 * An error in a terminal that the product can explain: what the message means, the likely cause by the state of this very
 * sandbox, what to do, and where the course teaches it.
 *
 * Knows nothing about how errors are recognised. Texts contain names that a learner's engine made up: hostile text.
 */
import { z } from 'zod';

const sentenceSchema = z.strictObject({ ko: z.string().max(2_000), en: z.string().max(2_000) });

/** An explained error. */
export const troubleSchema = z.strictObject({
  /** Which rule it was, e.g. "name-in-use". */
  rule: z.string().max(80),
  terminal: z.int().min(1),
  /** The line of the message, cut to a length that can be shown. */
  message: z.string().max(500),
  /** What the message means. `backquotes` mark code. */
  meaning: sentenceSchema,
  /** The likely cause, from what is there now; null when the state says nothing. `backquotes` mark code. */
  cause: sentenceSchema.nullable(),
  /** What to do next. `backquotes` mark code. */
  advice: sentenceSchema,
  /** Commands that help, ready to be put into the terminal; made from checked names only. */
  commands: z.array(z.string().max(300)).max(3),
  /** Chapter that teaches it, e.g. "ch05"; null when none does. */
  chapterId: z.string().max(10).nullable(),
});

/** An explained error. */
export type Trouble = z.infer<typeof troubleSchema>;
