/**
 * The browser's own means for SessionConnection: fetch and WebSocket.
 *
 * Knows nothing about what is said over them.
 */
import type { z } from 'zod';
import { errorBodySchema, type ErrorCode } from '#protocol/errors.ts';
import { sessionViewSchema } from '#protocol/session.ts';
import { openedSessionSchema } from './opened-session.ts';
import type { ConnectionSocket, Opening, SocketHandlers } from './connection-parts.ts';

/** Milliseconds until a silent web app counts as unreachable; longer than its own patience with the sandbox server. */
const ANSWER_TIMEOUT_MS = 25_000;

type Answer<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly code: ErrorCode };

/** Asks the web app for the session of a lesson. Never rejects. */
export async function openSession(lessonId: string): Promise<Opening> {
  const answer = await post('/api/sessions', { lessonId }, openedSessionSchema);
  return answer.ok ? { ok: true, opened: answer.value } : answer;
}

/** Has the sandbox thrown away and made anew. Never rejects; null when it was done. */
export async function resetSession(sessionId: string): Promise<ErrorCode | null> {
  const answer = await post(`/api/sessions/${sessionId}/reset`, {}, sessionViewSchema);
  return answer.ok ? null : answer.code;
}

async function post<Schema extends z.ZodType>(
  path: string,
  body: object,
  schema: Schema,
): Promise<Answer<z.output<Schema>>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
    const json: unknown = await response.json();
    if (!response.ok) return { ok: false, code: errorBodySchema.safeParse(json).data?.error.code ?? 'internal' };
    const result = schema.safeParse(json);
    // The form of our own answer changes only with a new version of Drydock, of which this page is not part.
    return result.success ? { ok: true, value: result.data } : { ok: false, code: 'protocol-mismatch' };
  } catch {
    return { ok: false, code: 'sandbox-server-unreachable' };
  }
}

/** Opens a WebSocket. */
export function connect(url: string, handlers: SocketHandlers): ConnectionSocket {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => handlers.opened();
  socket.onmessage = ({ data }: MessageEvent<unknown>) => handlers.received(data);
  socket.onclose = () => handlers.closed();
  return {
    send: (data) => socket.send(data),
    close: () => {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    },
  };
}
