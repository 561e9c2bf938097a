/** There is always the last whole archive of a home, or none. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SavedFiles, TooMuchToSave } from './saved-files.ts';

const id = 'a'.repeat(32);
const other = 'b'.repeat(32);
const untilTheEnd = new AbortController().signal;

let folder = '';
let saved: SavedFiles;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'drydock-saved-files-'));
  saved = new SavedFiles(folder, 10);
  await saved.prepare();
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

const archive = (...pieces: readonly string[]) => Readable.from(pieces.map((piece) => Buffer.from(piece)));
const kept = async (sandboxId: string) => {
  const stream = await saved.read(sandboxId);
  return stream && (await buffer(stream)).toString();
};

describe('saved files', () => {
  it('are what was saved last, of each sandbox its own', async () => {
    expect(await kept(id)).toBeNull();
    await saved.save(id, archive('one', ' two'), untilTheEnd);
    await saved.save(other, archive('other'), untilTheEnd);
    expect(await kept(id)).toBe('one two');
    await saved.save(id, archive('three'), untilTheEnd);
    expect([await kept(id), await kept(other)]).toEqual(['three', 'other']);
  });

  it('stay as they were when there is too much, the archive breaks off, or saving is given up', async () => {
    await saved.save(id, archive('before'), untilTheEnd);
    await expect(saved.save(id, archive('123456', '78901'), untilTheEnd)).rejects.toThrow(TooMuchToSave);
    const broken = Readable.from(
      (async function* () {
        yield await Promise.resolve(Buffer.from('half'));
        throw new Error('broke off');
      })(),
    );
    await expect(saved.save(id, broken, untilTheEnd)).rejects.toThrow('broke off');
    await expect(saved.save(id, archive('late'), AbortSignal.abort(new Error('given up')))).rejects.toThrow('given up');
    expect(await kept(id)).toBe('before');
    expect(await readdir(folder)).toEqual([`${id}.tar.gz`]);
  });

  it('can be as large as the bound', async () => {
    await saved.save(id, archive('12345', '67890'), untilTheEnd);
    expect(await kept(id)).toBe('1234567890');
  });

  it('are handed on to a sandbox that takes the place of another, and outlive it', async () => {
    await saved.save(id, archive('mine'), untilTheEnd);
    await saved.inherit(id, other);
    await saved.remove(id);
    expect([await kept(id), await kept(other)]).toEqual([null, 'mine']);
    await saved.inherit(id, 'c'.repeat(32));
    expect(await kept('c'.repeat(32))).toBeNull();
  });

  it('are nothing that an earlier process left half written', async () => {
    await writeFile(path.join(folder, `${id}.tar.gz.unfinished`), 'half');
    await new SavedFiles(folder).prepare();
    expect(await readdir(folder)).toEqual([]);
  });
});
