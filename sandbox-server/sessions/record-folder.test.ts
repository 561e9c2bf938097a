import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { RecordFolder } from './record-folder.ts';

const schema = z.strictObject({ count: z.int() });

describe('a folder of records', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-records-'));
  });
  afterEach(async () => rm(folder, { recursive: true }));
  const records = () => new RecordFolder(path.join(folder, 'inner'), schema);
  const readAll = async (broken: string[] = []) => [...(await records().readAll((name) => broken.push(name)))];

  it('gives back what was written, from another process as well', async () => {
    await readAll();
    await records().write('one', { count: 1 });
    await records().write('two', { count: 2 });
    expect((await readAll()).sort()).toEqual([
      ['one', { count: 1 }],
      ['two', { count: 2 }],
    ]);
  });

  it('keeps the order of writes and removals of one record', async () => {
    await readAll();
    const mine = records();
    await Promise.all([mine.write('one', { count: 1 }), mine.remove('one'), mine.write('one', { count: 3 })]);
    expect(await readAll()).toEqual([['one', { count: 3 }]]);
  });

  it('passes over a write that was cut short', async () => {
    await readAll();
    await records().write('one', { count: 1 });
    await writeFile(path.join(folder, 'inner', 'one.json.unfinished'), '{"cou');
    expect(await readAll()).toEqual([['one', { count: 1 }]]);
  });

  it('tells of a record that cannot be read, keeps it, and reads the others', async () => {
    await readAll();
    await records().write('good', { count: 1 });
    await writeFile(path.join(folder, 'inner', 'broken.json'), '{"count":"many"}');
    const broken: string[] = [];
    expect(await readAll(broken)).toEqual([['good', { count: 1 }]]);
    expect(broken).toEqual(['broken']);
    expect(await readFile(path.join(folder, 'inner', 'broken.json'), 'utf8')).toContain('many');
  });

  it('leaves nothing beside the records', async () => {
    await readAll();
    await records().write('one', { count: 1 });
    expect(await readdir(path.join(folder, 'inner'))).toEqual(['one.json']);
  });
});
