/**
 * The sandbox server as the web app sees it: the requests of #protocol/control.ts over HTTP on loopback.
 *
 * Knows nothing about sandboxes, engines or who may have one.
 */
import 'server-only';
import type { z } from 'zod';
import { ticketAnswerSchema, type OpenSessionRequest, type TicketAnswer } from '#protocol/control.ts';
import { DrydockError, errorBodySchema } from '#protocol/errors.ts';
import { sessionViewSchema, type SessionView } from '#protocol/session.ts';
import { settings } from './env.ts';

/** Milliseconds until a silent sandbox server counts as unreachable. It answers at once and creates sandboxes afterwards. */
const ANSWER_TIMEOUT_MS = 10_000;

/** Finds, resumes or creates the session of an account for a lesson; returns before the sandbox is ready. */
export function openSession(request: OpenSessionRequest): Promise<SessionView> {
  return post('/sessions', request, sessionViewSchema);
}

/** Asks for a one-time right to open one WebSocket to a session of the account. */
export function issueTicket(sessionId: string, accountId: string): Promise<TicketAnswer> {
  return post(`/sessions/${sessionId}/tickets`, { accountId }, ticketAnswerSchema);
}

/** Throws the session's sandbox away and makes a new one. */
export function resetSession(sessionId: string, accountId: string): Promise<SessionView> {
  return post(`/sessions/${sessionId}/reset`, { accountId }, sessionViewSchema);
}

/** @throws DrydockError with the sandbox server's own code, or `sandbox-server-unreachable` */
async function post<Schema extends z.ZodType>(path: string, body: object, schema: Schema): Promise<z.output<Schema>> {
  const { sandboxPort, secret } = settings();
  const answer = await fetch(`http://127.0.0.1:${sandboxPort}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    cache: 'no-store',
  }).catch(unreachable);
  const json: unknown = await answer.json().catch(unreachable);
  if (!answer.ok) {
    const refusal = errorBodySchema.safeParse(json);
    if (refusal.success)
      throw new DrydockError(refusal.data.error.code, `${path}: ${refusal.data.error.detail ?? answer.status}`);
  }
  const result = schema.safeParse(json);
  if (!result.success)
    throw new DrydockError('internal', `${path} was answered in an unknown form`, { cause: result.error });
  return result.data;
}

function unreachable(cause: unknown): never {
  throw new DrydockError('sandbox-server-unreachable', 'no answer', { cause });
}
