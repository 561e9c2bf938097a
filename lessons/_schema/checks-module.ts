/**
 * The shape of what author/checks.ts exports as its default, looked at when the file has been loaded.
 *
 * Knows nothing about what a check looks for.
 */
import { z } from 'zod';
import type { Check } from './check.ts';
import { evidenceKinds } from './evidence.ts';

/** One step's check. */
export const checkSchema = z.strictObject({
  watches: z
    .array(z.enum(evidenceKinds))
    .min(1, 'needs at least one kind of evidence')
    .describe('The facts it depends on; it is evaluated again when one of them may have changed'),
  evaluate: z
    .custom<Check['evaluate']>((value) => typeof value === 'function', 'must be a function')
    .describe('Looks at the evidence and answers passed(), notStarted(…) or wrongMove(…)'),
});

/** The default export of author/checks.ts, made with defineChecks. */
export const checksExportSchema = z.record(z.string(), checkSchema);
