/**
 * The lifecycle of a session as one total function: what follows from a state and what happened, and what is to be done.
 *
 * ```
 * requested ──wanted──▶ creating ──started──▶ ready
 *     │                  │  │ ▲                │ │
 *     │      start-failed│  │ └──wanted────┐   │ └──ended──────┐
 *     │                  ▼  │              │   │               ▼
 *     │               failed┼──────────────┘   └─stop-wanted─▶ stopped ──wanted──▶ creating
 *     │                     └──stop-wanted────────────────────▶
 *     └──adopted──▶ ready                        any ──reset-wanted──▶ creating
 * ```
 *
 * Decides only; session.ts does it. Knows nothing about drivers or viewers.
 */
import type { ErrorCode } from '#protocol/errors.ts';
import type { SessionState, StopReason } from '#protocol/session.ts';

/** What can happen to a session. */
export type SessionEvent =
  | { readonly type: 'wanted' }
  | { readonly type: 'adopted' }
  | { readonly type: 'started' }
  | { readonly type: 'start-failed'; readonly code: ErrorCode }
  | { readonly type: 'ended' }
  | { readonly type: 'stop-wanted'; readonly reason: StopReason }
  | { readonly type: 'reset-wanted' };

/** What is to be done after a transition. */
export type SessionEffect = 'none' | 'start' | 'connect' | 'disconnect' | 'stop' | 'start-from-nothing';

/** What follows. */
export interface Transition {
  readonly state: SessionState;
  readonly effect: SessionEffect;
}

/** What follows from `event` in `state`. Events that come too late change nothing. */
export function transition(state: SessionState, event: SessionEvent): Transition {
  const unchanged: Transition = { state, effect: 'none' };
  const { phase } = state;
  switch (event.type) {
    case 'wanted':
      return phase === 'creating' || phase === 'ready' ? unchanged : { state: { phase: 'creating' }, effect: 'start' };
    case 'adopted':
      return phase === 'requested' ? { state: { phase: 'ready' }, effect: 'connect' } : unchanged;
    case 'started':
      return phase === 'creating' ? { state: { phase: 'ready' }, effect: 'connect' } : unchanged;
    case 'start-failed':
      return phase === 'creating' ? { state: { phase: 'failed', code: event.code }, effect: 'none' } : unchanged;
    case 'ended':
      return phase === 'ready'
        ? { state: { phase: 'stopped', reason: 'engine-stopped' }, effect: 'disconnect' }
        : unchanged;
    case 'stop-wanted':
      return phase === 'ready' || phase === 'creating'
        ? { state: { phase: 'stopped', reason: event.reason }, effect: 'stop' }
        : unchanged;
    case 'reset-wanted':
      return { state: { phase: 'creating' }, effect: 'start-from-nothing' };
  }
}
