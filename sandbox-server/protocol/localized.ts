/**
 * The two languages of the product and a sentence said in both.
 *
 * Knows nothing about who speaks or which language a learner chose.
 */
import { z } from 'zod';

/** The languages every learner-facing sentence exists in; the first is the source material's own. */
export const languages = ['ko', 'en'] as const;

/** A language tag (BCP 47, without a region). */
export type Language = (typeof languages)[number];

/** One sentence in every language. */
export const localizedSchema = z.strictObject({ ko: z.string().min(1), en: z.string().min(1) });

/** One sentence in every language. */
export type Localized = z.infer<typeof localizedSchema>;
