/** A run is about the lessons that are named, and mistakes elsewhere are not in its way. */
import { describe, expect, it } from 'vitest';
import { isWanted, mistakesInTheWay } from './selection.ts';

const mistake = (file: string) => ({ file, line: 1, field: '', problem: 'is wrong' });

describe('a lesson', () => {
  it.each([
    [[], true],
    [['ch02/first'], true],
    [['ch02'], true],
    [['ch01', 'ch02/first'], true],
    [['ch02/first-one'], false],
    [['ch0'], false],
    [['ch03'], false],
  ])('ch02/first is wanted by %j: %s', (wanted, expected) => {
    expect(isWanted('ch02/first', wanted)).toBe(expected);
  });
});

describe('a mistake', () => {
  const files = [
    'lessons/catalogue.yaml',
    'lessons/coverage.yaml',
    'lessons/ch02.run/010.first/lesson.yaml',
    'lessons/ch02.run/010.first/author/checks.ts',
    'lessons/ch02.run/020.second/ko.md',
    'lessons/ch02.run/wrongly-named',
    'lessons/a1.networks/010.first/en.md',
  ];
  const inTheWayOf = (...wanted: string[]) => mistakesInTheWay(files.map(mistake), wanted).map(({ file }) => file);

  it('is always in the way of a run of everything', () => {
    expect(inTheWayOf()).toEqual(files);
  });

  it('is in the way of one lesson when it is in its files or in the catalogue', () => {
    expect(inTheWayOf('ch02/first')).toEqual([
      'lessons/catalogue.yaml',
      'lessons/ch02.run/010.first/lesson.yaml',
      'lessons/ch02.run/010.first/author/checks.ts',
    ]);
  });

  it('is in the way of a chapter when it is in one of its lessons', () => {
    expect(inTheWayOf('a1')).toEqual(['lessons/catalogue.yaml', 'lessons/a1.networks/010.first/en.md']);
  });
});
