/**
 * Asks the web app to record that a hint of a lab is looked at.
 *
 * Knows nothing about what a page shows of it.
 */
import { errorBodySchema } from '#protocol/errors.ts';

/** Milliseconds until a silent web app counts as unreachable; it waits up to 5 s for its database. */
const ANSWER_TIMEOUT_MS = 15_000;

/** Why a hint cannot be shown: it may not be asked for, it could not be recorded, or nobody knows whether it was. */
export type HintRefusal = 'hint-refused' | 'hint-unrecorded' | 'hint-unreachable';

/** Asks for a hint, counted from 1 within its step. Never rejects; null when it was recorded. Asking twice costs once. */
export async function requestHint(lessonId: string, stepId: string, number: number): Promise<HintRefusal | null> {
  try {
    const answer = await fetch(`/api/lessons/${lessonId}/hints`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ stepId, number }),
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
    if (answer.ok) return null;
    const code = errorBodySchema.safeParse(await answer.json()).data?.error.code;
    return code === 'bad-request' ? 'hint-refused' : 'hint-unrecorded';
  } catch {
    return 'hint-unreachable';
  }
}
