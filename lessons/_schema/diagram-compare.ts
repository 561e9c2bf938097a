/**
 * The diagram `compare`: stacks of boxes side by side.
 *
 * Knows nothing about how it is drawn.
 */
import { z } from 'zod';
import { everyDiagram, listOf, oneOf, shownText } from './diagram-fields.ts';

const boxSchema = z
  .strictObject({
    name: shownText.optional(),
    note: shownText.optional(),
    beside: listOf(shownText, 2, 4).optional().describe('Several boxes side by side instead of one'),
    tone: oneOf(['plain', 'accent', 'quiet']).optional(),
  })
  .superRefine(({ name, note, beside }, context) => {
    if (beside === undefined && name === undefined)
      context.addIssue({ code: 'custom', path: ['name'], message: 'is missing: a box has a name, or boxes beside' });
    if (beside !== undefined && (name !== undefined || note !== undefined))
      context.addIssue({ code: 'custom', path: ['beside'], message: 'takes the place of a name and a note' });
  });

const columnSchema = z.strictObject({
  name: shownText,
  note: shownText.optional(),
  boxes: listOf(boxSchema, 1, 8).describe('From the bottom up'),
});

/** Two or three stacks. */
export const compareDiagramSchema = z.strictObject({ ...everyDiagram, columns: listOf(columnSchema, 2, 3) });

/** A diagram that compares. */
export type CompareDiagram = z.infer<typeof compareDiagramSchema>;
/** One level of a stack. */
export type CompareBox = z.infer<typeof boxSchema>;
