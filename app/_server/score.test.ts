import { describe, expect, it } from 'vitest';
import { scoreOf } from './score.ts';

const goal = (id: string, points: number | null) => ({ id, points, title: { ko: id, en: id }, covers: [] });
const text =
  '::::step{id="one"}\n\n:::hint{cost="5"}\nTry.\n:::\n\n:::hint{cost="10"}\nTry.\n:::\n\n::::\n\n:::step{id="two"}\n:::\n';
const lab = { kind: 'lab', steps: [goal('one', 60), goal('two', 40)], text: { ko: text, en: text } } as const;

describe('the score that an account has reached', () => {
  it('is the points of what it has passed, less what its hints cost', () => {
    expect(scoreOf(lab, new Set(['one']), {})).toBe(60);
    expect(scoreOf(lab, new Set(['one', 'two']), { one: 2 })).toBe(85);
  });

  it('counts neither steps nor hints that the lab does not have', () => {
    expect(scoreOf(lab, new Set(['two', 'gone']), { two: 3, gone: 1 })).toBe(40);
  });

  it('does not exist in a lesson', () => {
    const lesson = { ...lab, kind: 'lesson', steps: [goal('one', null), goal('two', null)] } as const;
    expect(scoreOf(lesson, new Set(['one', 'two']), {})).toBeNull();
  });
});
