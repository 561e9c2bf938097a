/**
 * Published ports and the origins under which their pages are shown: `http://8080--<session id>.preview.localhost:<port of
 * the sandbox server>`. Another site than the app's, so that no cookie of one ever reaches the other.
 *
 * Knows nothing about sockets or sandboxes.
 */
import { z } from 'zod';
import { accountIdSchema } from './control.ts';
import { sessionIdSchema } from './session.ts';

/** The registrable name under which all previews lie; names below `localhost` lead to this machine (RFC 6761 §6.3). */
export const PREVIEW_DOMAIN = 'preview.localhost';

/** Path of the door: takes a ticket by POST and sets the preview's own cookie. */
export const PREVIEW_DOOR_PATH = '/.drydock/enter';

export const portNumberSchema = z.int().min(1).max(65_535);

/** A port of the sandbox that a container has published. */
export const publishedPortSchema = z.strictObject({
  port: portNumberSchema,
  /** The container's name; hostile text. */
  container: z.string().max(300),
  containerPort: portNumberSchema,
});

/** A port of the sandbox that a container has published. */
export type PublishedPort = z.infer<typeof publishedPortSchema>;

/** Asks for admission to a preview. */
export const previewRequestSchema = z.strictObject({ accountId: accountIdSchema, port: portNumberSchema });

/** Where to go with which one-time ticket, by POST as a form with the fields `ticket` and `path`. */
export const previewAnswerSchema = z.strictObject({ door: z.url(), ticket: z.string() });

/** Where to go with which one-time ticket. */
export type PreviewAnswer = z.infer<typeof previewAnswerSchema>;

/** The host name of a preview, without the port of the server. */
export function previewHostName(port: number, sessionId: string): string {
  return `${String(port)}--${sessionId}.${PREVIEW_DOMAIN}`;
}

/** What a host name of a preview says; null when it is none. */
export function parsePreviewHostName(hostName: string): { readonly port: number; readonly sessionId: string } | null {
  const match = /^(?<port>[1-9][0-9]{0,4})--(?<sessionId>[0-9a-f]{32})\.preview\.localhost$/.exec(hostName)?.groups;
  const port = portNumberSchema.safeParse(Number(match?.['port']));
  const sessionId = sessionIdSchema.safeParse(match?.['sessionId']);
  return port.success && sessionId.success ? { port: port.data, sessionId: sessionId.data } : null;
}
