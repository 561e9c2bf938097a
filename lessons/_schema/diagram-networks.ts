/**
 * The diagram `networks`: which containers are on which network, which ports the host publishes, and who reaches whom.
 *
 * Knows nothing about how it is drawn.
 */
import { z } from 'zod';
import { everyDiagram, listOf, noteRepeatedNames, noteUnknownName, oneOf, shownText, text } from './diagram-fields.ts';

/** The end of an arrow that is the host itself. */
export const HOST = 'host';

const port = text.regex(/^[1-9][0-9]{0,4}$/, 'must be a port, e.g. 8080');

const containerSchema = z.strictObject({
  name: shownText,
  address: shownText.optional(),
  aliases: listOf(shownText, 1, 3).optional().describe('Names besides its own under which others find it'),
  note: shownText.optional(),
});

const networkSchema = z.strictObject({
  name: shownText,
  note: shownText.optional(),
  containers: listOf(containerSchema, 0, 5),
});

const arrowSchema = z.strictObject({
  from: shownText,
  to: shownText,
  label: shownText.optional(),
  reach: oneOf(['open', 'blocked']).optional(),
});

/** Networks, the containers on them, and what leads where. */
export const networksDiagramSchema = z
  .strictObject({
    ...everyDiagram,
    host: z
      .strictObject({
        name: shownText,
        ports: listOf(z.strictObject({ published: port, to: shownText, port }), 1, 4).optional(),
      })
      .optional(),
    networks: listOf(networkSchema, 1, 3),
    arrows: listOf(arrowSchema, 1, 6).optional(),
  })
  .superRefine(({ host, networks, arrows = [] }, context) => {
    noteRepeatedNames(
      context,
      networks.map(({ name }) => name),
      (index) => ['networks', index, 'name'],
    );
    for (const [index, { containers }] of networks.entries()) {
      const names = containers.map(({ name }) => name);
      noteRepeatedNames(context, names, (container) => ['networks', index, 'containers', container, 'name']);
    }
    const names = [...new Set(networks.flatMap(({ containers }) => containers.map(({ name }) => name)))];
    for (const [index, { to }] of (host?.ports ?? []).entries())
      noteUnknownName(context, ['host', 'ports', index, 'to'], to, names);
    const ends = [...names, HOST];
    for (const [index, { from, to }] of arrows.entries()) {
      noteUnknownName(context, ['arrows', index, 'from'], from, ends);
      noteUnknownName(context, ['arrows', index, 'to'], to, ends);
    }
  });

/** A diagram of networks. */
export type NetworksDiagram = z.infer<typeof networksDiagramSchema>;
