import { describe, expect, it } from 'vitest';
import type { SessionState } from '#protocol/session.ts';
import { transition, type SessionEvent } from './lifecycle.ts';

const awaited = { images: [{ reference: 'diamol/base', state: 'building' as const }], working: true };

const states: Record<SessionState['phase'], SessionState> = {
  requested: { phase: 'requested' },
  'waiting-for-images': { phase: 'waiting-for-images', awaited },
  queued: { phase: 'queued', place: 2 },
  creating: { phase: 'creating' },
  rewinding: { phase: 'rewinding', stepId: 'first' },
  ready: { phase: 'ready' },
  stopped: { phase: 'stopped', reason: 'idle' },
  failed: { phase: 'failed', code: 'sandbox-start-failed' },
};

const events: Record<SessionEvent['type'], SessionEvent> = {
  wanted: { type: 'wanted', awaited: null },
  'images-changed': { type: 'images-changed', awaited: null },
  adopted: { type: 'adopted' },
  'place-changed': { type: 'place-changed', place: 1 },
  starting: { type: 'starting' },
  started: { type: 'started' },
  'rewind-wanted': { type: 'rewind-wanted', stepId: 'first' },
  rewound: { type: 'rewound' },
  'start-failed': { type: 'start-failed', code: 'sandbox-start-failed' },
  ended: { type: 'ended' },
  'stop-wanted': { type: 'stop-wanted', reason: 'idle' },
  'reset-wanted': { type: 'reset-wanted' },
};

/** Phase and effect for each pair that changes something; every other pair must change nothing. */
const table: [SessionState['phase'], SessionEvent['type'], SessionState['phase'], string][] = [
  ['requested', 'wanted', 'queued', 'ask'],
  ['stopped', 'wanted', 'queued', 'ask'],
  ['failed', 'wanted', 'queued', 'ask'],
  ['waiting-for-images', 'images-changed', 'queued', 'ask'],
  ['queued', 'place-changed', 'queued', 'none'],
  ['requested', 'adopted', 'ready', 'connect'],
  ['queued', 'starting', 'creating', 'none'],
  ['queued', 'started', 'ready', 'connect'],
  ['creating', 'started', 'ready', 'connect'],
  ['queued', 'start-failed', 'failed', 'none'],
  ['creating', 'start-failed', 'failed', 'none'],
  ['ready', 'ended', 'stopped', 'disconnect'],
  ['rewinding', 'ended', 'stopped', 'disconnect'],
  ['ready', 'rewind-wanted', 'rewinding', 'rewind'],
  ['rewinding', 'rewound', 'ready', 'connect'],
  ['ready', 'stop-wanted', 'stopped', 'stop'],
  ['creating', 'stop-wanted', 'stopped', 'stop'],
  ['queued', 'stop-wanted', 'stopped', 'stop'],
  ['rewinding', 'stop-wanted', 'stopped', 'stop'],
  ['waiting-for-images', 'stop-wanted', 'stopped', 'stop'],
  ['waiting-for-images', 'reset-wanted', 'queued', 'start-over'],
  ['requested', 'reset-wanted', 'queued', 'start-over'],
  ['queued', 'reset-wanted', 'queued', 'start-over'],
  ['creating', 'reset-wanted', 'queued', 'start-over'],
  ['ready', 'reset-wanted', 'queued', 'start-over'],
  ['rewinding', 'reset-wanted', 'queued', 'start-over'],
  ['stopped', 'reset-wanted', 'queued', 'start-over'],
  ['failed', 'reset-wanted', 'queued', 'start-over'],
];

describe('the lifecycle of a session', () => {
  it.each(table)('goes from %s by %s to %s and does: %s', (from, event, to, effect) => {
    const next = transition(states[from], events[event]);
    expect(next.state.phase).toBe(to);
    expect(next.effect).toBe(effect);
  });

  it.each(['requested', 'stopped', 'failed'] as const)(
    'waits from %s while images of the lesson are missing',
    (from) => {
      const next = transition(states[from], { type: 'wanted', awaited });
      expect(next).toEqual({ state: { phase: 'waiting-for-images', awaited }, effect: 'wait-for-images' });
    },
  );

  it('tells how far the images are and goes on waiting', () => {
    const further = { ...awaited, working: false };
    const next = transition(states['waiting-for-images'], { type: 'images-changed', awaited: further });
    expect(next).toEqual({ state: { phase: 'waiting-for-images', awaited: further }, effect: 'none' });
  });

  it('changes nothing for any other pair', () => {
    for (const state of Object.values(states)) {
      for (const event of Object.values(events)) {
        if (table.some(([from, type]) => from === state.phase && type === event.type)) continue;
        expect(transition(state, event), `${state.phase} by ${event.type}`).toEqual({ state, effect: 'none' });
      }
    }
  });

  it('tells the place in the queue', () => {
    const next = transition(states.queued, { type: 'place-changed', place: 1 });
    expect(next.state).toEqual({ phase: 'queued', place: 1 });
  });

  it('keeps the reason of a stop for the learner', () => {
    expect(transition(states.ready, { type: 'stop-wanted', reason: 'server-stopped' }).state).toEqual({
      phase: 'stopped',
      reason: 'server-stopped',
    });
  });
});
