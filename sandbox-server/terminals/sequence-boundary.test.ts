import { describe, expect, it } from 'vitest';
import { SequenceBoundary } from './sequence-boundary.ts';

const read = (...pieces: string[]) => {
  const boundary = new SequenceBoundary();
  return pieces.map((piece) => boundary.lastIn(Buffer.from(piece, 'latin1'))).at(-1);
};
const utf8 = (text: string) => Buffer.from(text).toString('latin1');

describe('a place where output can be cut', () => {
  it.each([
    ['before the last letter, which an accent may still follow', 'abc', 2],
    ['behind a control character', 'abc\r\n', 5],
    ['behind a whole sequence', 'a\u001b[1;31m', 8],
    ['before a sequence that has begun', 'ab\u001b[1;3', 1],
    ['behind a title', '\u001b]0;title\u0007', 10],
    ['behind a title that ends with a sequence', '\u001b]0;title\u001b\\', 11],
    ['before a title that has begun', 'a\u001b]0;title', 0],
    ['behind a sequence that was given up', 'a\u001b[1\u0018', 5],
    ['behind a choice of characters', '\u001b(B', 3],
    ['before a string that a bell does not end', 'a\u001bPq\u0007', 0],
    ['before a character that has begun', 'ab\u00ed\u0095', 1],
  ])('lies %s', (_, output, expected) => {
    expect(read(output)).toBe(expected);
  });

  it('does not lie in the middle of a sequence that began in another piece', () => {
    expect(read('a\u001b[', '1;31')).toBeNull();
    expect(read('a\u001b', '[')).toBeNull();
    expect(read('a\u001b]0;', 'title')).toBeNull();
    expect(read('a\u001b[', 'm')).toBe(1);
  });

  it('does not lie behind a Korean letter, and not in one', () => {
    expect(read(utf8('가'))).toBeNull();
    expect(read(utf8('가').slice(0, 1), utf8('가').slice(1))).toBeNull();
    expect(read(utf8('가 나'))).toBe(3);
  });

  it('takes control characters beyond ASCII for what they are', () => {
    expect(read(utf8('\u009b'), '31')).toBeNull();
    expect(read(utf8('\u009b'), '31m')).toBe(3);
    expect(read(utf8('\u009d0;title\u009c'))).toBe(11);
  });
});
