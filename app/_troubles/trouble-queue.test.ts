import { describe, expect, it } from 'vitest';
import type { Trouble } from '#protocol/trouble.ts';
import { noTroubles, stepped, withTrouble } from './trouble-queue.ts';

const trouble = (rule: string, advice = ''): Trouble => ({
  rule,
  terminal: 1,
  message: rule,
  meaning: { ko: '', en: '' },
  cause: null,
  advice: { ko: advice, en: advice },
  commands: [],
  chapterId: null,
});

describe('the errors a learner has not closed', () => {
  it('show the newest at once', () => {
    const queue = withTrouble(withTrouble(noTroubles, trouble('one')), trouble('two'));
    expect(queue.troubles[queue.shown]?.rule).toBe('two');
  });

  it('hold the same error once, with what is known of it now', () => {
    const queue = ['old', 'new'].reduce((before, advice) => withTrouble(before, trouble('one', advice)), noTroubles);
    expect(queue.troubles.map(({ advice }) => advice.en)).toEqual(['new']);
  });

  it('keep ten', () => {
    const names = Array.from({ length: 12 }, (_, index) => String(index));
    const queue = names.reduce((before, name) => withTrouble(before, trouble(name)), noTroubles);
    expect(queue.troubles.map(({ rule }) => rule)).toEqual(names.slice(2));
    expect(queue.shown).toBe(9);
  });

  it('can be stepped through from end to end and no further', () => {
    const queue = withTrouble(withTrouble(noTroubles, trouble('one')), trouble('two'));
    expect(stepped(queue, 1).shown).toBe(1);
    expect(stepped(stepped(queue, -1), -1).shown).toBe(0);
  });
});
