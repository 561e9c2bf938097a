import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FolderBatch } from './folder-batch.ts';
import { readChanges } from './home-watch.ts';

const record = (events: string, folder: string, name: string) => `${events}\0${folder}\0${name}\0`;

async function changesOf(...pieces: readonly (string | Buffer)[]) {
  const changes = [];
  for await (const change of readChanges(Readable.from(pieces.map((piece) => Buffer.from(piece)))))
    changes.push(change);
  return changes;
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('reads the folder of each change, however the bytes are cut', async () => {
  const whole = Buffer.from(
    record('CLOSE_WRITE,CLOSE', '/home/learner/', 'a') + record('CREATE,ISDIR', '/home/learner/글/', 'sub'),
  );
  const expected = [
    { folder: '', newFolder: false },
    { folder: '글', newFolder: true },
  ];
  expect(await changesOf(whole)).toEqual(expected);
  expect(await changesOf(...Array.from(whole, (byte) => Buffer.from([byte])))).toEqual(expected);
});

it('knows that anything may have changed at the beginning and when the kernel has lost count', async () => {
  const anywhere = { folder: null, newFolder: false };
  expect(await changesOf(record('READY', '', ''), record('Q_OVERFLOW', '/home/learner/', ''))).toEqual([
    anywhere,
    anywhere,
  ]);
});

it('says nothing of folders outside the home or with names that cannot be shown', async () => {
  const folders = [
    '/etc/',
    '/home/learner/../x/',
    '/home/learner/new\nline/',
    '/home/learner-2/',
    '/home/learner/e\u0301/',
  ];
  expect(await changesOf(...folders.map((folder) => record('CREATE', folder, 'f')))).toEqual([]);
});

it('ends with a stream that never ends a record', async () => {
  const endless = Readable.from(
    (function* () {
      for (;;) yield Buffer.alloc(4096, 'x');
    })(),
  );
  const changes = [];
  for await (const change of readChanges(endless)) changes.push(change);
  expect(changes).toEqual([]);
});

/** A batch and what it has told. */
function batch() {
  const told: (readonly string[] | null)[] = [];
  return { told, batch: new FolderBatch((folders) => told.push(folders)) };
}
const at = (folder: string | null, newFolder = false) => ({ folder, newFolder });

it('tells folders together, each once, soon after a quiet time and less often while it goes on', () => {
  const { told, batch: folders } = batch();
  for (const folder of ['a', 'b', 'a']) folders.add(at(folder));
  vi.advanceTimersByTime(50);
  expect(told).toEqual([['a', 'b']]);
  folders.add(at('c'));
  vi.advanceTimersByTime(50);
  expect(told).toHaveLength(1);
  vi.advanceTimersByTime(250);
  expect(told).toEqual([['a', 'b'], ['c']]);
});

it('says that anything may have changed when a place is unknown or the places are too many', () => {
  const { told, batch: folders } = batch();
  folders.add(at('a'));
  folders.add(at(null));
  vi.advanceTimersByTime(300);
  for (let index = 0; index <= 200; index += 1) folders.add(at(String(index)));
  vi.advanceTimersByTime(300);
  folders.add(at('a'));
  vi.advanceTimersByTime(300);
  expect(told).toEqual([null, null, ['a']]);
});

it('has all looked at once more when the last of several new folders has settled', () => {
  const { told, batch: folders } = batch();
  folders.add(at('a', true));
  vi.advanceTimersByTime(299);
  folders.add(at('b', true));
  vi.advanceTimersByTime(5_000);
  expect(told).toEqual([['a'], ['b'], null]);
});

it('tells nothing after it was closed', () => {
  const { told, batch: folders } = batch();
  folders.add(at('a', true));
  folders.close();
  folders.add(at('b', true));
  vi.advanceTimersByTime(5_000);
  expect(told).toEqual([]);
});
