/**
 * The sandbox server as the web app sees it: the requests of #protocol/control.ts over HTTP on loopback.
 *
 * Knows nothing about sandboxes, engines or who may have one.
 */
import 'server-only';
import type { z } from 'zod';
import {
  ticketAnswerSchema,
  uploadAnswerSchema,
  type OpenSessionRequest,
  type RewindRequest,
  type TicketAnswer,
  type UploadAnswer,
} from '#protocol/control.ts';
import { DrydockError, errorBodySchema } from '#protocol/errors.ts';
import { sessionViewSchema, type SessionView } from '#protocol/session.ts';
import { UPLOAD_CONTENT_TYPE } from '#protocol/upload.ts';
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

/** Goes to the beginning of a step, or takes the last rewind back; returns before that is done. */
export function rewindSession(sessionId: string, request: RewindRequest): Promise<SessionView> {
  return post(`/sessions/${sessionId}/rewind`, request, sessionViewSchema);
}

/**
 * The learner's home as tar.gz, while it is being packed.
 *
 * @param signal ends it when the learner no longer listens
 */
export function downloadFiles(sessionId: string, accountId: string, signal: AbortSignal): Promise<ReadableStream> {
  return download(`/sessions/${sessionId}/files`, accountId, signal);
}

/** What a terminal showed, as asciicast v2. */
export function downloadRecording(
  sessionId: string,
  terminal: number,
  accountId: string,
  signal: AbortSignal,
): Promise<ReadableStream> {
  return download(`/sessions/${sessionId}/recordings/${String(terminal)}`, accountId, signal);
}

/** Puts a tar archive into the learner's home, no faster than it is taken. Who checks it is the sandbox server. */
export async function uploadFiles(
  sessionId: string,
  accountId: string,
  archive: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): Promise<UploadAnswer> {
  const path = `/sessions/${sessionId}/files`;
  const answer = await ask(`${path}?${new URLSearchParams({ accountId })}`, {
    method: 'POST',
    headers: { 'content-type': UPLOAD_CONTENT_TYPE },
    body: archive,
    duplex: 'half',
    signal,
  });
  return understood(path, answer, uploadAnswerSchema);
}

async function download(path: string, accountId: string, signal: AbortSignal): Promise<ReadableStream> {
  const answer = await ask(`${path}?${new URLSearchParams({ accountId })}`, { signal });
  if (!answer.ok) await refused(path, answer);
  if (answer.body === null) throw new DrydockError('internal', `${path} was answered with nothing`);
  return answer.body;
}

/**
 * Sends JSON and understands the answer.
 *
 * @throws DrydockError with the sandbox server's own code
 */
export async function post<Schema extends z.ZodType>(
  path: string,
  body: object,
  schema: Schema,
): Promise<z.output<Schema>> {
  const answer = await ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
  });
  return understood(path, answer, schema);
}

/** What fetch demands for a body whose end is not known, and the browser's types do not have. */
export type StreamingRequest = Omit<RequestInit, 'signal'> & { readonly signal: AbortSignal; readonly duplex?: 'half' };

/**
 * Sends a request to the sandbox server.
 *
 * @throws DrydockError `sandbox-server-unreachable`, or `bad-request` when the learner has gone in the meantime
 */
export async function ask(path: string, request: StreamingRequest): Promise<Response> {
  const { sandboxPort, secret } = settings();
  try {
    return await fetch(`http://127.0.0.1:${sandboxPort}${path}`, {
      ...request,
      headers: { ...request.headers, authorization: `Bearer ${secret}` },
      cache: 'no-store',
    });
  } catch (cause) {
    const reason: unknown = request.signal.reason;
    const isSilence = reason instanceof DOMException && reason.name === 'TimeoutError';
    if (request.signal.aborted && !isSilence) throw new DrydockError('bad-request', 'the learner has gone', { cause });
    return unreachable(cause);
  }
}

/**
 * The body of an answer, as the schema has it.
 *
 * @throws DrydockError with the sandbox server's own code
 */
export async function understood<Schema extends z.ZodType>(
  path: string,
  answer: Response,
  schema: Schema,
): Promise<z.output<Schema>> {
  if (!answer.ok) return refused(path, answer);
  const result = schema.safeParse(await answer.json().catch(unreachable));
  if (!result.success)
    throw new DrydockError('internal', `${path} was answered in an unknown form`, { cause: result.error });
  return result.data;
}

/** Throws what the sandbox server's refusal says. */
export async function refused(path: string, answer: Response): Promise<never> {
  const refusal = errorBodySchema.safeParse(await answer.json().catch(unreachable));
  if (!refusal.success) throw new DrydockError('internal', `${path} was answered with ${answer.status}`);
  throw new DrydockError(refusal.data.error.code, `${path}: ${refusal.data.error.detail ?? answer.status}`);
}

function unreachable(cause: unknown): never {
  throw new DrydockError('sandbox-server-unreachable', 'no answer', { cause });
}
