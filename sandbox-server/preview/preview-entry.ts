/**
 * The form that lets a browser in: a one-time ticket, posted by the lesson page, becomes a cookie on the preview's origin.
 *
 * Knows nothing about pages or sandboxes.
 */
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { languages } from '#protocol/localized.ts';
import type { Tickets } from '../connections/tickets.ts';
import type { PreviewAdmission, Visitor } from './admissions.ts';
import type { PreviewTarget } from './preview-host.ts';

/** Bytes of the form. */
const LARGEST_FORM_BYTES = 4 * 1024;

/** The form's fields. */
const formSchema = z.object({
  ticket: z.string().max(100),
  path: z.string().max(2_048).default('/'),
  language: z.enum(languages).nullable().catch(null).default(null),
});

/** Somebody who may come in, and where to. */
export interface Entry {
  readonly visitor: Visitor;
  /** Path, query and fragment on the preview's own origin. */
  readonly path: string;
}

/**
 * Reads the form and redeems its ticket. null when the browser may not come in; what is wrong is nobody's business.
 *
 * @param origins values of `Origin` from which the form may come. A page whose referrer policy is `no-referrer`, as ours
 * are, sends `null` instead of its origin (Fetch §3.2), so that passes as well: it is the ticket that counts, which only
 * our page can have. An origin that is named must be ours.
 */
export async function readEntry(
  request: IncomingMessage,
  target: PreviewTarget,
  tickets: Tickets<PreviewAdmission>,
  origins: ReadonlySet<string>,
): Promise<Entry | null> {
  const { origin, 'content-type': contentType } = request.headers;
  const isForm = contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/x-www-form-urlencoded';
  if (request.method !== 'POST' || !isForm || origin === undefined) return null;
  if (origin !== 'null' && !origins.has(origin)) return null;
  const body = await readBody(request);
  const form = formSchema.safeParse(Object.fromEntries(new URLSearchParams(body ?? '')));
  if (body === null || !form.success) return null;
  const admission = redeemed(tickets, form.data.ticket);
  if (admission?.sessionId !== target.sessionId || admission.port !== target.port) return null;
  return { visitor: { ...target, language: form.data.language }, path: ownPath(form.data.path) };
}

/** The path of an address on the preview's own origin; "/" for what leads elsewhere. */
function ownPath(path: string): string {
  const base = 'http://preview.invalid';
  const url = path.startsWith('/') && URL.canParse(path, base) ? new URL(path, base) : null;
  if (url?.origin !== base) return '/';
  // "/.//elsewhere" is normalised to a path that a browser would take for a host.
  const own = url.pathname + url.search + url.hash;
  return own.startsWith('//') ? '/' : own;
}

function redeemed(tickets: Tickets<PreviewAdmission>, ticket: string): PreviewAdmission | null {
  try {
    return tickets.redeem(ticket);
  } catch {
    return null;
  }
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > LARGEST_FORM_BYTES) return null;
  }
  return body;
}
