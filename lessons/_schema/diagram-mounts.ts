/**
 * The diagram `mounts`: what lies at the paths of containers instead of their own files.
 *
 * Knows nothing about how it is drawn.
 */
import { z } from 'zod';
import { everyDiagram, listOf, noteRepeatedNames, oneOf, shownText, text } from './diagram-fields.ts';

const mountSchema = z
  .strictObject({
    type: oneOf(['volume', 'bind', 'tmpfs']),
    source: shownText.optional().describe('Name of the volume, or folder of the host'),
    target: text.regex(/^\/\S*$/, 'must be a path inside the container that begins with /'),
    access: oneOf(['rw', 'ro']).optional(),
    note: shownText.optional(),
  })
  .superRefine(({ type, source }, context) => {
    if (type === 'tmpfs' && source !== undefined)
      context.addIssue({ code: 'custom', path: ['source'], message: 'a tmpfs has no source: it lies in memory' });
    if (type !== 'tmpfs' && source === undefined)
      context.addIssue({ code: 'custom', path: ['source'], message: 'is missing' });
  });

const containerSchema = z.strictObject({
  name: shownText,
  note: shownText.optional(),
  mounts: listOf(mountSchema, 1, 6),
});

/** Containers and what is mounted into them. */
export const mountsDiagramSchema = z
  .strictObject({ ...everyDiagram, containers: listOf(containerSchema, 1, 3) })
  .superRefine(({ containers }, context) => {
    for (const [index, { mounts }] of containers.entries()) {
      const targets = mounts.map(({ target }) => target);
      noteRepeatedNames(context, targets, (mount) => ['containers', index, 'mounts', mount, 'target']);
    }
  });

/** A diagram of mounts. */
export type MountsDiagram = z.infer<typeof mountsDiagramSchema>;
/** One mount of a container. */
export type DrawnMount = z.infer<typeof mountSchema>;
