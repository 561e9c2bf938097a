/**
 * What a request must be before a route believes it: JSON, from our own pages, in the agreed shape.
 *
 * Knows nothing about any single route, nor about who the learner is.
 */
import type { z } from 'zod';
import { DrydockError } from '#protocol/errors.ts';

/** Most requests that change something are small; anything longer is a mistake or an attack. */
const USUAL_BODY_CHARACTERS = 64 * 1024;

/**
 * Refuses a request that another site made a learner's browser send. Browsers always put Origin on such requests, so one
 * without it did not come from our pages either.
 *
 * @throws DrydockError `wrong-origin`
 */
export function requireOwnOrigin(request: Request, origins: readonly string[]): void {
  const origin = request.headers.get('origin');
  if (origin === null || !origins.includes(origin)) throw new DrydockError('wrong-origin', 'origin');
}

/**
 * Refuses a request under a name that is not ours (DNS rebinding). Only for routes that proxy.ts does not stand before.
 *
 * @throws DrydockError `wrong-host`
 */
export function requireOwnHost(request: Request, hosts: readonly string[]): void {
  const host = request.headers.get('host');
  if (host === null || !hosts.includes(host)) throw new DrydockError('wrong-host', 'host');
}

/**
 * Reads a JSON body. The content type is required because a form of another site cannot send it without being asked first.
 *
 * @param mostCharacters of the whole body
 * @throws DrydockError `bad-request` naming the field
 */
export async function readJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  mostCharacters = USUAL_BODY_CHARACTERS,
): Promise<z.output<Schema>> {
  const contentType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (contentType !== 'application/json') throw new DrydockError('bad-request', 'content-type');
  const text = await request.text();
  if (text.length > mostCharacters) throw new DrydockError('bad-request', 'body is too long');
  const result = schema.safeParse(parseJson(text));
  if (!result.success) {
    throw new DrydockError('bad-request', result.error.issues[0]?.path.join('.') || 'body', { cause: result.error });
  }
  return result.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DrydockError('bad-request', 'body is not JSON', { cause });
  }
}
