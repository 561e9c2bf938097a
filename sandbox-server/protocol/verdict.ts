/**
 * The result of grading one step. Three outcomes, only the second of which is about the learner.
 *
 * Knows nothing about how evidence is gathered.
 */
import { z } from 'zod';
import { localizedSchema } from './localized.ts';

/** Step ids are unique within a lesson. */
export const stepIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'a step id is lower-case words joined by "-"');

/** A sentence for the learner with a code that stays the same when the wording changes. */
export const hintSchema = z.strictObject({
  /** Stable within its step, e.g. "image-misspelled". */
  code: z.string().regex(/^[a-z0-9-]+$/),
  text: localizedSchema,
});

/** A sentence for the learner with a code that stays the same when the wording changes. */
export type Hint = z.infer<typeof hintSchema>;

/** The result of grading one step. */
export const verdictSchema = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('passed') }),
  z.strictObject({
    outcome: z.literal('failed'),
    /** `not-started`: nothing relevant was done yet, the hint says what to do; `wrong-move`: something was, the hint names it. */
    because: z.enum(['not-started', 'wrong-move']),
    hint: hintSchema,
  }),
  z.strictObject({
    outcome: z.literal('ungradable'),
    /** Not the learner's fault: the engine is down, did not answer in time, or the check itself has a mistake. */
    cause: z.enum(['engine-down', 'timeout', 'check-broken']),
  }),
]);

/** The result of grading one step. */
export type Verdict = z.infer<typeof verdictSchema>;
