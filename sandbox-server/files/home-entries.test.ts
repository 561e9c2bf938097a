import { expect, it } from 'vitest';
import { readFirstEntry, readListing } from './home-entries.ts';

const fields = (...given: readonly (string | Buffer)[]) =>
  Buffer.concat(given.flatMap((field) => [Buffer.from(field), Buffer.from([0])]));

it('reads a listing, with what the kinds are called and where each entry lies', () => {
  const answer = fields('4', 'f', '12', '1:12:3.5', 'a', 'd', '0', 'v', 'b', 'l', '3', 'v', 'c', 'p', '0', 'v', 'd');
  expect(readListing(answer, 'src')).toEqual({
    path: 'src',
    entries: [
      { path: 'src/a', kind: 'file', bytes: 12, version: '1:12:3.5' },
      { path: 'src/b', kind: 'folder', bytes: 0, version: 'v' },
      { path: 'src/c', kind: 'link', bytes: 3, version: 'v' },
      { path: 'src/d', kind: 'other', bytes: 0, version: 'v' },
    ],
    left: 0,
  });
  expect(readListing(fields('0'), '')).toEqual({ path: '', entries: [], left: 0 });
});

it('counts names that cannot be shown', () => {
  const names = ['..', 'a/b', 'back\\slash', 'new\nline', 'e\u0301', '', 'x'.repeat(256), Buffer.from([0xff])];
  const entries = names.flatMap((name) => ['f', '0', 'v', name]);
  expect(readListing(fields(String(names.length), ...entries), 'src')).toEqual({
    path: 'src',
    entries: [],
    left: names.length,
  });
});

it('counts entries with numbers or versions of another form', () => {
  const answer = fields('3', 'f', '-1', 'v', 'a', 'f', '1e9', 'v', 'b', 'f', '1', 'v'.repeat(201), 'c');
  expect(readListing(answer, '')).toMatchObject({ entries: [], left: 3 });
});

it('lists no more entries than agreed, and never counts less than nothing', () => {
  const many = Array.from({ length: 2_500 }, (_, index) => ['f', '0', 'v', `n${String(index)}`]).flat();
  const listing = readListing(fields('3000', ...many), '');
  expect([listing?.entries.length, listing?.left]).toEqual([2_000, 1_000]);
  expect(readListing(fields('0', 'f', '0', 'v', 'a'), '')).toMatchObject({ left: 0 });
});

it.each([
  ['nothing', Buffer.alloc(0)],
  ['no number', fields('many')],
  ['half an entry', fields('1', 'f', '0')],
])('does not believe a listing of %s', (_what, answer) => {
  expect(readListing(answer, '')).toBeNull();
});

it('takes one entry off the beginning, under the path that was asked for, and leaves the rest as it is', () => {
  const answer = Buffer.concat([fields('f', '2', 'v', 'target'), Buffer.from('a\0b')]);
  expect(readFirstEntry(answer, 'link')).toEqual({
    entry: { path: 'link', kind: 'file', bytes: 2, version: 'v' },
    rest: Buffer.from('a\0b'),
  });
  expect(readFirstEntry(answer.subarray(0, 6), 'link')).toBeNull();
  expect(readFirstEntry(fields('f', 'two', 'v', 'target'), 'link')).toBeNull();
});
