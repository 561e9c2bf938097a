/**
 * Asks the web app for a rewind.
 *
 * Knows nothing about what a page shows of it.
 */
import type { RewindRequest } from '#protocol/control.ts';
import { errorBodySchema, type ErrorCode } from '#protocol/errors.ts';

/** Milliseconds until a silent web app counts as unreachable; it answers before the rewind is done. */
const ANSWER_TIMEOUT_MS = 25_000;

/** Begins a rewind, or takes the last one back. Never rejects; null when it has begun. */
export async function requestRewind(sessionId: string, to: RewindRequest['to']): Promise<ErrorCode | null> {
  try {
    const answer = await fetch(`/api/sessions/${sessionId}/rewind`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to }),
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
    if (answer.ok) return null;
    return errorBodySchema.safeParse(await answer.json()).data?.error.code ?? 'internal';
  } catch {
    return 'sandbox-server-unreachable';
  }
}
