/**
 * What a request must be before a route believes it: JSON, from our own pages, in the agreed shape.
 *
 * Knows nothing about any single route, nor about who the learner is.
 */
import type { z } from 'zod';
import { DrydockError } from '#protocol/errors.ts';

/** Most requests that change something are small; anything longer is a mistake or an attack. */
const USUAL_BODY_BYTES = 64 * 1024;

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
 * Reads a JSON body, and no more of it than it may have. The content type is required because a form of another site cannot
 * send it without being asked first. A compressed body is not unpacked, so it is not JSON.
 *
 * @param mostBytes of the whole body
 * @throws DrydockError `request-too-large`, or `bad-request` naming the field
 */
export async function readJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  mostBytes = USUAL_BODY_BYTES,
): Promise<z.output<Schema>> {
  const contentType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (contentType !== 'application/json') throw new DrydockError('bad-request', 'content-type');
  const result = schema.safeParse(parseJson(await readText(request, mostBytes)));
  if (!result.success) {
    throw new DrydockError('bad-request', result.error.issues[0]?.path.join('.') || 'body', { cause: result.error });
  }
  return result.data;
}

async function readText(request: Request, mostBytes: number): Promise<string> {
  const tooLarge = () => new DrydockError('request-too-large', `more than ${mostBytes} bytes`);
  // What is announced to be too long is not read at all; what is not announced, only so far.
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) throw tooLarge();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const piece of piecesOf(request.body)) {
    bytes += piece.byteLength;
    if (bytes > mostBytes) throw tooLarge();
    text += decoder.decode(piece, { stream: true });
  }
  return text + decoder.decode();
}

/** The types that DOM and Node have for streams differ in whether one can be iterated. */
async function* piecesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DrydockError('bad-request', 'body is not JSON', { cause });
  }
}
