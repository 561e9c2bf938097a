/**
 * What a page shows about rewinding, decided from what it knows.
 *
 * Knows nothing about React or wording.
 */
import type { RewindPoints } from '#protocol/messages.ts';
import type { SessionState } from '#protocol/session.ts';

/** How a learner gets to the beginning of a step: back to where they were, or ahead to what is prepared for them. */
export type WayToStep = 'back' | 'ahead';

/** The way to the beginning of a step, null when there is none. */
export function wayToStep(stepId: string, { reached, prepared }: RewindPoints): WayToStep | null {
  if (reached.includes(stepId)) return 'back';
  return prepared.includes(stepId) ? 'ahead' : null;
}

/** The last rewind this page saw: on its way, or done. `stepId` null means that one was taken back. */
export interface SeenRewind {
  readonly stepId: string | null;
  readonly isDone: boolean;
}

/** What a page has seen after the session came into a phase. A rewind that did not lead to a running sandbox is forgotten. */
export function seenRewind(before: SeenRewind | null, session: SessionState): SeenRewind | null {
  if (session.phase === 'rewinding') {
    const isTheSame = before !== null && !before.isDone && before.stepId === session.stepId;
    return isTheSame ? before : { stepId: session.stepId, isDone: false };
  }
  if (session.phase === 'ready') return before === null || before.isDone ? before : { ...before, isDone: true };
  return null;
}
