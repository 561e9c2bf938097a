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
 * `wanted` leads to `waiting-for-images` instead of `creating` while the course registry lacks something the lesson needs;
 * `images-changed` leads on from there.
 *
 * Decides only; session.ts does it. Knows nothing about drivers or viewers.
 */
import type { ErrorCode } from '#protocol/errors.ts';
import type { AwaitedImages, SessionState, StopReason } from '#protocol/session.ts';

/** What can happen to a session. */
export type SessionEvent =
  /** `awaited` is what the lesson has to wait for. */
  | { readonly type: 'wanted' | 'images-changed'; readonly awaited: AwaitedImages | null }
  | { readonly type: 'adopted' }
  | { readonly type: 'started' }
  | { readonly type: 'start-failed'; readonly code: ErrorCode }
  | { readonly type: 'ended' }
  | { readonly type: 'stop-wanted'; readonly reason: StopReason }
  | { readonly type: 'reset-wanted' };

/** What is to be done after a transition. */
export type SessionEffect =
  'none' | 'wait-for-images' | 'start' | 'connect' | 'disconnect' | 'stop' | 'start-from-nothing';

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
      if (phase === 'creating' || phase === 'ready' || phase === 'waiting-for-images') return unchanged;
      return event.awaited === null
        ? { state: { phase: 'creating' }, effect: 'start' }
        : { state: { phase: 'waiting-for-images', awaited: event.awaited }, effect: 'wait-for-images' };
    case 'images-changed':
      if (phase !== 'waiting-for-images') return unchanged;
      return event.awaited === null
        ? { state: { phase: 'creating' }, effect: 'start' }
        : { state: { phase, awaited: event.awaited }, effect: 'none' };
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
      return phase === 'ready' || phase === 'creating' || phase === 'waiting-for-images'
        ? { state: { phase: 'stopped', reason: event.reason }, effect: 'stop' }
        : unchanged;
    case 'reset-wanted':
      return { state: { phase: 'creating' }, effect: 'start-from-nothing' };
  }
}
