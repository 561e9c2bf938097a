/**
 * The diagram `layers`: images as stacks of layers, what they share, and what a rebuild does to them.
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

/** What a build does to a layer. */
export const layerStateSchema = oneOf(['cached', 'built', 'changed', 'absent']);

const layerSchema = z.strictObject({
  id: boxId.describe('The same in every image that shares the layer'),
  instruction: shownText.describe('The Dockerfile instruction that makes it'),
  size: shownText.optional(),
  note: shownText.optional(),
  state: layerStateSchema.optional(),
});

const imageSchema = z.strictObject({
  name: shownText,
  note: shownText.optional(),
  layers: listOf(layerSchema, 1, 12).describe('From the bottom up'),
});

/** Images whose shared layers are the lowest ones, and which stand next to one another when they share. */
export const layersDiagramSchema = z
  .strictObject({
    ...everyDiagram,
    images: listOf(imageSchema, 1, 3),
    frames: framesOf({ states: z.record(z.string(), layerStateSchema) }),
  })
  .superRefine(({ images, frames = [] }, context) => {
    for (const [index, { layers }] of images.entries()) {
      const ids = layers.map(({ id }) => id);
      noteRepeatedNames(context, ids, (layer) => ['images', index, 'layers', layer, 'id']);
    }
    noteWronglyShared(images, context);
    const ids = [...new Set(images.flatMap(({ layers }) => layers.map(({ id }) => id)))];
    for (const [index, { states }] of frames.entries()) {
      for (const id of Object.keys(states)) noteUnknownName(context, ['frames', index, 'states', id], id, ids);
    }
  });

/** A diagram of layers. */
export type LayersDiagram = z.infer<typeof layersDiagramSchema>;
/** What a build does to a layer. */
export type LayerState = z.infer<typeof layerStateSchema>;

/** The engine shares a layer only together with all below it; the drawing makes one box of neighbours. */
function noteWronglyShared(images: readonly z.infer<typeof imageSchema>[], context: z.RefinementCtx): void {
  for (const [imageIndex, { layers }] of images.entries()) {
    for (const [index, { id, instruction }] of layers.entries()) {
      const path = ['images', imageIndex, 'layers', index, 'id'];
      const holders = images.slice(0, imageIndex).filter((image) => image.layers.some((layer) => layer.id === id));
      const first = holders[0];
      if (first === undefined) continue;
      const twin = first.layers.find((layer) => layer.id === id);
      const isSameBelow = layers.slice(0, index + 1).every((layer, depth) => layer.id === first.layers[depth]?.id);
      if (!isSameBelow) {
        const message = `"${id}" can only be shared with ${first.name} when all layers below it are`;
        context.addIssue({ code: 'custom', path, message });
      } else if (images[imageIndex - 1]?.layers[index]?.id !== id) {
        const message = `"${id}" is shared with ${first.name}: put the two images next to one another`;
        context.addIssue({ code: 'custom', path, message });
      } else if (twin?.instruction !== instruction) {
        const message = `has another instruction than "${id}" in ${first.name}: ${twin?.instruction ?? ''}`;
        context.addIssue({ code: 'custom', path: [...path.slice(0, -1), 'instruction'], message });
      }
    }
  }
}
