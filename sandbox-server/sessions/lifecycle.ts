/**
 * The lifecycle of a session as one total function: what follows from a state and what happened, and what is to be done.
 *
 * ```
 * requested ──wanted──▶ queued ──starting──▶ creating ──started──▶ ready ◀──rewound── rewinding
 *     │                  │ ▲ └────────────started──────────────────▲ │ └──rewind-wanted──▲
 *     │      start-failed│ │wanted                                   │
 *     │                  ▼ │                                         ├──ended──────▶ stopped
 *     │               failed/stopped                                 └─stop-wanted─▶ stopped
 *     └──adopted──▶ ready                        any ──reset-wanted──▶ queued
 * ```
 *
 * `wanted` leads to `waiting-for-images` instead of `queued` while the course registry lacks something the lesson needs;
 * `images-changed` leads on from there. Who finds a sandbox in the pool goes from `queued` to `ready` at once, unless the lesson
 * has to prepare it: that happens while `creating`.
 *
 * Decides only; session.ts does it. Knows nothing about drivers or viewers.
 */
import type { ErrorCode } from '#protocol/errors.ts';
import type { AwaitedImages, SessionState, StopReason } from '#protocol/session.ts';

/** What can happen to a session. */
export type SessionEvent =
  /** `awaited` is what the lesson has to wait for. */
  | { readonly type: 'wanted' | 'images-changed'; readonly awaited: AwaitedImages | null }
  | { readonly type: 'place-changed'; readonly place: number }
  | { readonly type: 'adopted' }
  | { readonly type: 'starting' }
  | { readonly type: 'started' }
  | { readonly type: 'start-failed'; readonly code: ErrorCode }
  | { readonly type: 'ended' }
  | { readonly type: 'rewind-wanted'; readonly stepId: string | null }
  | { readonly type: 'rewound' }
  | { readonly type: 'stop-wanted'; readonly reason: StopReason }
  | { readonly type: 'reset-wanted' };

/** What is to be done after a transition. */
export type SessionEffect =
  'none' | 'wait-for-images' | 'ask' | 'connect' | 'disconnect' | 'rewind' | 'stop' | 'start-over';

/** What follows. */
export interface Transition {
  readonly state: SessionState;
  readonly effect: SessionEffect;
}

/** Next in the queue until told otherwise. */
const queued: SessionState = { phase: 'queued', place: 1 };

/** What follows from `event` in `state`. Events that come too late change nothing. */
export function transition(state: SessionState, event: SessionEvent): Transition {
  const unchanged: Transition = { state, effect: 'none' };
  const { phase } = state;
  switch (event.type) {
    case 'wanted':
      if (phase !== 'requested' && phase !== 'stopped' && phase !== 'failed') return unchanged;
      return event.awaited === null
        ? { state: queued, effect: 'ask' }
        : { state: { phase: 'waiting-for-images', awaited: event.awaited }, effect: 'wait-for-images' };
    case 'images-changed':
      if (phase !== 'waiting-for-images') return unchanged;
      return event.awaited === null
        ? { state: queued, effect: 'ask' }
        : { state: { phase, awaited: event.awaited }, effect: 'none' };
    case 'place-changed':
      return phase === 'queued' && state.place !== event.place
        ? { state: { phase, place: event.place }, effect: 'none' }
        : unchanged;
    case 'adopted':
      return phase === 'requested' ? { state: { phase: 'ready' }, effect: 'connect' } : unchanged;
    case 'starting':
      return phase === 'queued' ? { state: { phase: 'creating' }, effect: 'none' } : unchanged;
    case 'started':
      return phase === 'queued' || phase === 'creating' ? { state: { phase: 'ready' }, effect: 'connect' } : unchanged;
    case 'start-failed':
      return phase === 'queued' || phase === 'creating'
        ? { state: { phase: 'failed', code: event.code }, effect: 'none' }
        : unchanged;
    case 'ended':
      return phase === 'ready' || phase === 'rewinding'
        ? { state: { phase: 'stopped', reason: 'engine-stopped' }, effect: 'disconnect' }
        : unchanged;
    case 'rewind-wanted':
      return phase === 'ready' ? { state: { phase: 'rewinding', stepId: event.stepId }, effect: 'rewind' } : unchanged;
    case 'rewound':
      return phase === 'rewinding' ? { state: { phase: 'ready' }, effect: 'connect' } : unchanged;
    case 'stop-wanted':
      return phase === 'requested' || phase === 'stopped' || phase === 'failed'
        ? unchanged
        : { state: { phase: 'stopped', reason: event.reason }, effect: 'stop' };
    case 'reset-wanted':
      return { state: queued, effect: 'start-over' };
  }
}
