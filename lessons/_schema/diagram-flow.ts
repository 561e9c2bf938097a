/**
 * The diagram `flow`: boxes in order with arrows between them.
 *
 * Knows nothing about how it is drawn.
 */
import { z } from 'zod';
import {
  boxId,
  everyDiagram,
  framesOf,
  listOf,
  noteRepeatedNames,
  noteUnknownName,
  oneOf,
  shownText,
} from './diagram-fields.ts';

/** How a box stands at a moment. */
export const flowStateSchema = oneOf(['active', 'done', 'off', 'failed']);

const itemSchema = z.strictObject({
  id: boxId,
  name: shownText,
  note: shownText.optional(),
  group: shownText.optional().describe('Neighbours of one group stand in one frame'),
  state: flowStateSchema.optional(),
});

const arrowSchema = z.strictObject({ from: boxId, to: boxId, label: shownText.optional() });

/** Boxes and arrows; without arrows each box leads to the next. */
export const flowDiagramSchema = z
  .strictObject({
    ...everyDiagram,
    items: listOf(itemSchema, 2, 8),
    arrows: listOf(arrowSchema, 1, 12).optional(),
    frames: framesOf({ states: z.record(z.string(), flowStateSchema) }),
  })
  .superRefine(({ items, arrows = [], frames = [] }, context) => {
    const ids = items.map(({ id }) => id);
    noteRepeatedNames(context, ids, (index) => ['items', index, 'id']);
    for (const [index, { from, to }] of arrows.entries()) {
      noteUnknownName(context, ['arrows', index, 'from'], from, ids);
      noteUnknownName(context, ['arrows', index, 'to'], to, ids);
    }
    for (const [index, { states }] of frames.entries()) {
      for (const id of Object.keys(states)) noteUnknownName(context, ['frames', index, 'states', id], id, ids);
    }
  });

/** A diagram of boxes and arrows. */
export type FlowDiagram = z.infer<typeof flowDiagramSchema>;
/** One box. */
export type FlowItem = z.infer<typeof itemSchema>;
/** How a box stands at a moment. */
export type FlowState = z.infer<typeof flowStateSchema>;
