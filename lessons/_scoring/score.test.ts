import { describe, expect, it } from 'vitest';
import { costOfHints, labScore } from './score.ts';

const goals = [
  { id: 'small', points: 30 },
  { id: 'serves', points: 55 },
  { id: 'clean', points: 15 },
];
const costs = { small: [5, 10], clean: [20] };
const passed =
  (...ids: string[]) =>
  (id: string) =>
    ids.includes(id);

describe('the score of a lab', () => {
  it('is nothing at first and 100 when all goals have passed without hints', () => {
    expect(labScore(goals, passed(), costs, {})).toBe(0);
    expect(labScore(goals, passed('small', 'serves', 'clean'), costs, {})).toBe(100);
  });

  it('gives each goal that has passed its points, in whichever order', () => {
    expect(labScore(goals, passed('clean', 'small'), costs, {})).toBe(45);
  });

  it('loses what hints cost, also those of goals that have not passed', () => {
    expect(labScore(goals, passed('serves'), costs, { small: 1 })).toBe(50);
    expect(labScore(goals, passed('serves'), costs, { small: 2, clean: 1 })).toBe(20);
  });

  it('is never below nothing', () => {
    expect(labScore(goals, passed('clean'), costs, { small: 2, clean: 1 })).toBe(0);
  });
});

describe('the cost of hints', () => {
  it('leaves out hints and goals that the lab does not have any more', () => {
    expect(costOfHints(goals, costs, { small: 9, gone: 1, serves: 2 })).toBe(15);
  });
});
