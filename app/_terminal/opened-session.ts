/**
 * What the web app answers when a page asks for its sandbox. One schema for the route and the page.
 *
 * Knows nothing about how it is asked for or answered.
 */
import { z } from 'zod';
import { ticketAnswerSchema } from '#protocol/control.ts';
import { sessionViewSchema } from '#protocol/session.ts';

/** A session and the way to its terminal. */
export const openedSessionSchema = z.strictObject({
  session: sessionViewSchema,
  connection: ticketAnswerSchema.extend({
    /** Address of the WebSocket; the ticket is sent in its first message, never in the address. */
    url: z.url({ protocol: /^wss?$/ }),
  }),
});

/** A session and the way to its terminal. */
export type OpenedSession = z.infer<typeof openedSessionSchema>;
