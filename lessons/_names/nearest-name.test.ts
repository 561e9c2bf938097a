import { describe, expect, it } from 'vitest';
import { editDistance, nearestName } from './nearest-name.ts';

describe('editDistance', () => {
  it('counts one for a letter too few, too many, exchanged, or swapped with its neighbour', () => {
    expect(editDistance('helo', 'hello')).toBe(1);
    expect(editDistance('helllo', 'hello')).toBe(1);
    expect(editDistance('hallo', 'hello')).toBe(1);
    expect(editDistance('ehllo', 'hello')).toBe(1);
  });

  it('is zero for equal names and the length for an empty one', () => {
    expect(editDistance('title', 'title')).toBe(0);
    expect(editDistance('', 'title')).toBe(5);
  });
});

describe('nearestName', () => {
  it('picks the candidate with the fewest differences', () => {
    expect(nearestName('titel', ['summary', 'title', 'tile-set'])).toBe('title');
  });

  it('does not care about upper and lower case', () => {
    expect(nearestName('Title', ['title'])).toBe('title');
  });

  it('offers nothing when nothing is near', () => {
    expect(nearestName('banana', ['title', 'summary'])).toBeUndefined();
  });

  it('offers nothing for an absurdly long name', () => {
    expect(nearestName('a'.repeat(1_000_000), ['a'])).toBeUndefined();
  });
});
