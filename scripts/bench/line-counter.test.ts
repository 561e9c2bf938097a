import { describe, expect, it } from 'vitest';
import { LineCounter } from './line-counter.ts';

function counted(...pieces: string[]): { lost: number; doubled: number; reached: number } {
  const counter = new LineCounter();
  for (const piece of pieces) counter.take(piece);
  const { lost, doubled, reached } = counter;
  return { lost, doubled, reached };
}

describe('the line counter', () => {
  it('finds nothing wrong with lines that are cut into pieces', () => {
    expect(counted('$ seq 12\r\n1\r\n2\r', '\n3\r\n4\r\n5\r\n6\r\n7\r\n8\r\n9\r\n1', '0\r\n11\r\n12\r\n$ ')).toEqual({
      lost: 0,
      doubled: 0,
      reached: 12,
    });
  });

  it('counts lines that are missing', () => {
    expect(counted('1\r\n2\r\n5\r\n')).toEqual({ lost: 2, doubled: 0, reached: 5 });
  });

  it('counts lines that come again', () => {
    expect(counted('1\r\n2\r\n', '1\r\n2\r\n3\r\n')).toEqual({ lost: 0, doubled: 2, reached: 3 });
  });
});
