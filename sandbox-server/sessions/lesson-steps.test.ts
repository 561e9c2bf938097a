/** A learner can go back to the steps of a lesson, and to the start of a lab. */
import { expect, it } from 'vitest';
import { lessonSteps } from './lesson-steps.ts';

const step = (id: string) => ({ id, title: { ko: id, en: id }, points: null, covers: [] });
const lesson = { steps: [step('one'), step('two')] };

it('a lesson has every step, with the solution that prepares the next', () => {
  const steps = { one: { solution: ['docker one'], alsoRight: [], wrong: [] } };
  expect(lessonSteps(lesson, { kind: 'lesson', steps })).toEqual([
    { id: 'one', solution: ['docker one'] },
    { id: 'two', solution: [] },
  ]);
});

it('a lab has its start only, because its goals are reached in any order', () => {
  expect(lessonSteps(lesson, { kind: 'lab', solution: ['all'], alsoRight: [], steps: {} })).toEqual([
    { id: 'one', solution: [] },
  ]);
});
