import { expect, it } from 'vitest';
import { trialsOf } from './trials.ts';

const proof = {
  steps: {
    first: {
      solution: ['one'],
      alsoRight: [{ name: 'shorter', type: ['1'] }],
      wrong: [{ name: 'misspelled', type: ['won'], hint: 'misspelled' }],
    },
    second: { solution: ['two'], alsoRight: [], wrong: [{ name: 'too much', type: ['three'], hint: 'too-much' }] },
  },
};

it('tries nothing, everything, and each variant after the solutions before it', () => {
  expect(trialsOf(['first', 'second'], proof)).toEqual([
    { name: 'the untouched start fails every step', stages: [] },
    {
      name: 'the solution passes every step',
      stages: [
        { stepId: 'first', type: ['one'], expect: { outcome: 'passed' } },
        { stepId: 'second', type: ['two'], expect: { outcome: 'passed' } },
      ],
    },
    {
      name: 'first: also right: shorter',
      stages: [{ stepId: 'first', type: ['1'], expect: { outcome: 'passed' } }],
    },
    {
      name: 'first: wrong: misspelled → misspelled',
      stages: [{ stepId: 'first', type: ['won'], expect: { outcome: 'failed', hint: 'misspelled' } }],
    },
    {
      name: 'second: wrong: too much → too-much',
      stages: [
        { stepId: 'first', type: ['one'], expect: { outcome: 'passed' } },
        { stepId: 'second', type: ['three'], expect: { outcome: 'failed', hint: 'too-much' } },
      ],
    },
  ]);
});
