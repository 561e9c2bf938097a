/**
 * The diagram `writable-layer`: one image, read-only, and above it a thin layer for each container that takes what it writes.
 *
 * Knows nothing about how it is drawn.
 */
import { z } from 'zod';
import {
  everyDiagram,
  framesOf,
  listOf,
  noteRepeatedNames,
  noteUnknownName,
  oneOf,
  shownText,
} from './diagram-fields.ts';

const actionSchema = z.strictObject({
  action: oneOf(['read', 'copy', 'write', 'delete']).describe('"copy" is copy-on-write: out of the image, up'),
  path: shownText,
  note: shownText.optional(),
});

const containerPicture = {
  files: listOf(shownText, 0, 6).optional().describe('What its writable layer holds'),
  does: listOf(actionSchema, 0, 4).optional(),
};

const stateSchema = oneOf(['present', 'removed']);

/** Containers that share one image. */
export const writableLayerDiagramSchema = z
  .strictObject({
    ...everyDiagram,
    image: z.strictObject({ name: shownText, layers: listOf(shownText, 1, 8).describe('From the bottom up') }),
    containers: listOf(z.strictObject({ name: shownText, note: shownText.optional(), ...containerPicture }), 1, 3),
    frames: framesOf({
      containers: z.record(z.string(), z.strictObject({ state: stateSchema.optional(), ...containerPicture })),
    }),
  })
  .superRefine(({ containers, frames = [] }, context) => {
    const names = containers.map(({ name }) => name);
    noteRepeatedNames(context, names, (index) => ['containers', index, 'name']);
    for (const [index, frame] of frames.entries()) {
      for (const name of Object.keys(frame.containers))
        noteUnknownName(context, ['frames', index, 'containers', name], name, names);
    }
  });

/** A diagram of writable layers. */
export type WritableLayerDiagram = z.infer<typeof writableLayerDiagramSchema>;
/** Something a container does with a file. */
export type FileAction = z.infer<typeof actionSchema>;
