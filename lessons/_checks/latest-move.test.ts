import { expect, it } from 'vitest';
import { latestMove, type Move } from './latest-move.ts';

const text = { ko: '해 보세요', en: 'Try it' };
const move = (at: number, code: string): Move => ({ at, code, text: { ko: code, en: code } });

it('talks about the latest move, whatever order they come in', () => {
  expect(latestMove([move(1, 'early'), move(3, 'late'), move(2, 'between')], text)).toMatchObject({
    because: 'wrong-move',
    hint: { code: 'late' },
  });
});

it('talks about the first of two moves at the same time', () => {
  expect(latestMove([move(1, 'first'), move(1, 'second')], text)).toMatchObject({ hint: { code: 'first' } });
});

it('says what to do when there was no move', () => {
  expect(latestMove([], text)).toEqual({
    outcome: 'failed',
    because: 'not-started',
    hint: { code: 'not-started', text },
  });
});
