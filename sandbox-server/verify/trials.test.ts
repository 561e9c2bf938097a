/** What is tried follows from the proof: what begins where, what is done, and what must be said. */
import { describe, expect, it } from 'vitest';
import type { LabProof, LessonProof } from '#lessons/_loader/author.ts';
import { trialsOf } from './trials.ts';

const passed = (stepId: string) => ({ stepId, outcome: 'passed' as const });
const failed = (stepId: string, hint: string | null) => ({ stepId, outcome: 'failed' as const, hint });
const single = (name: string, begin: string | null, actions: unknown[], ...expected: unknown[]) => ({
  name,
  begin,
  stages: [{ actions, expect: expected, reaches: null }],
});

describe('a lesson', () => {
  const steps = ['first', 'second'];
  const file = { file: 'note', text: 'two\n' };
  const proof: LessonProof = {
    kind: 'lesson',
    steps: {
      first: {
        solution: ['one'],
        alsoRight: [{ name: 'shorter', type: ['1'] }],
        wrong: [{ name: 'misspelled', type: ['won'], hint: 'misspelled' }],
      },
      second: { solution: [file], alsoRight: [], wrong: [{ name: 'too much', type: ['three'], hint: 'too-much' }] },
    },
  };
  const ofSecond = [
    single('second: the solution, after coming back', 'second', [file], passed('second')),
    single('second: wrong: too much → too-much', 'second', ['three'], failed('second', 'too-much')),
  ];

  it('is tried untouched, in one go, and at the beginning of each step', () => {
    expect(trialsOf(steps, proof)).toEqual([
      single(
        'the untouched start fails every step',
        null,
        [],
        failed('first', 'not-started'),
        failed('second', 'not-started'),
      ),
      {
        name: 'the solution passes every step',
        begin: null,
        stages: [
          { actions: ['one'], expect: [passed('first')], reaches: 'second' },
          { actions: [file], expect: [passed('second')], reaches: null },
        ],
      },
      single('first: also right: shorter', null, ['1'], passed('first')),
      single('first: wrong: misspelled → misspelled', null, ['won'], failed('first', 'misspelled')),
      ...ofSecond,
    ]);
  });

  it('is done up to a step, and tried from there, when only that step is wanted', () => {
    expect(trialsOf(steps, proof, 'second')).toEqual([
      {
        name: 'the solution reaches second',
        begin: null,
        stages: [{ actions: ['one'], expect: [passed('first')], reaches: 'second' }],
      },
      ...ofSecond,
    ]);
  });

  it('is tried untouched, too, when only its first step is wanted', () => {
    expect(trialsOf(steps, proof, 'first').map(({ name }) => name)).toEqual([
      'the untouched start fails every step',
      'first: the solution',
      'first: also right: shorter',
      'first: wrong: misspelled → misspelled',
    ]);
  });
});

describe('a lab', () => {
  const steps = ['small', 'serves'];
  const proof: LabProof = {
    kind: 'lab',
    solution: ['all'],
    alsoRight: [{ name: 'otherwise', type: ['other'] }],
    steps: {
      small: { wrong: [{ name: 'fat', type: ['fat'], hint: 'too-large', passes: ['serves'] }] },
      serves: { wrong: [{ name: 'mute', type: ['mute'], hint: 'no-answer', passes: [] }] },
    },
  };
  const wrongSmall = single(
    'small: wrong: fat → too-large',
    null,
    ['fat'],
    failed('small', 'too-large'),
    passed('serves'),
  );

  it('is tried as a whole, and every wrong answer from the untouched start with what it passes all the same', () => {
    expect(trialsOf(steps, proof)).toEqual([
      single('the untouched start fails every step', null, [], failed('small', null), failed('serves', null)),
      single('the solution passes every step', null, ['all'], passed('small'), passed('serves')),
      single('also right: otherwise', null, ['other'], passed('small'), passed('serves')),
      wrongSmall,
      single('serves: wrong: mute → no-answer', null, ['mute'], failed('serves', 'no-answer')),
    ]);
  });

  it('is tried with the wrong answers of one step when only that is wanted', () => {
    expect(trialsOf(steps, proof, 'small')).toEqual([wrongSmall]);
  });
});
