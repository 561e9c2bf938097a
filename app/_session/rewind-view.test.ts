import { describe, expect, it } from 'vitest';
import { seenRewind, wayToStep } from './rewind-view.ts';

const rewinding = { phase: 'rewinding', stepId: 'second' } as const;
const ready = { phase: 'ready' } as const;

describe('the way to a step', () => {
  const points = { reached: ['first', 'second'], prepared: ['second', 'third'], canUndo: false };

  it('leads back where the learner has been, which is quicker, and ahead where they have not', () => {
    expect(wayToStep('first', points)).toBe('back');
    expect(wayToStep('second', points)).toBe('back');
    expect(wayToStep('third', points)).toBe('ahead');
  });

  it('does not exist for other steps', () => {
    expect(wayToStep('fourth', points)).toBeNull();
  });
});

describe('a rewind that a page sees', () => {
  it('is done when the sandbox runs again', () => {
    const begun = seenRewind(null, rewinding);
    expect(begun).toEqual({ stepId: 'second', isDone: false });
    expect(seenRewind(begun, ready)).toEqual({ stepId: 'second', isDone: true });
  });

  it('is remembered as long as the sandbox runs', () => {
    const done = { stepId: 'second', isDone: true };
    expect(seenRewind(done, ready)).toBe(done);
    expect(seenRewind(done, { phase: 'stopped', reason: 'idle' })).toBeNull();
  });

  it('is forgotten when it failed, and follows the next one', () => {
    expect(seenRewind({ stepId: 'second', isDone: false }, { phase: 'failed', code: 'rewind-failed' })).toBeNull();
    expect(seenRewind({ stepId: 'second', isDone: true }, { phase: 'rewinding', stepId: null })).toEqual({
      stepId: null,
      isDone: false,
    });
  });

  it('is none when the page never saw one', () => {
    expect(seenRewind(null, ready)).toBeNull();
  });
});
