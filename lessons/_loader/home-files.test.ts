/** The files that a lesson brings along are found with what they need, and what cannot be brought along is named. */
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listHomeFiles, noteHomeFiles } from './home-files.ts';
import { LessonMistakes, MistakeList } from './mistakes.ts';

describe('the files of a lesson', () => {
  let lesson = '';
  let files = '';
  beforeEach(async () => {
    lesson = await mkdtemp(path.join(tmpdir(), 'drydock-home-files-'));
    files = path.join(lesson, 'files');
    await mkdir(files);
  });
  afterEach(async () => rm(lesson, { recursive: true, force: true }));

  /** The lines that loading the lesson would print. */
  const mistakes = async () => {
    const list = new MistakeList(lesson);
    await noteHomeFiles(lesson, list);
    try {
      list.throwIfAny();
      return [];
    } catch (error) {
      if (!(error instanceof LessonMistakes)) throw error;
      return error.mistakes.map(({ file, problem }) => `${path.posix.basename(file)}: ${problem}`);
    }
  };

  it('are found in all folders, hidden ones too, with size and executable bit, in the order of their names', async () => {
    await mkdir(path.join(files, 'web', 'empty'), { recursive: true });
    await writeFile(path.join(files, 'web', 'Dockerfile'), 'FROM diamol/base\n');
    await writeFile(path.join(files, 'web', '.dockerignore'), '');
    await writeFile(path.join(files, '안내.md'.normalize('NFD')), 'x');
    await writeFile(path.join(files, 'start.sh'), '#!/bin/sh\n');
    await chmod(path.join(files, 'start.sh'), 0o755);
    const { files: found, problems } = await listHomeFiles(files);
    expect(problems).toEqual([]);
    expect(found.map(({ path: name, size, isExecutable }) => [name, size, isExecutable])).toEqual([
      ['start.sh', 10, true],
      ['web/.dockerignore', 0, false],
      ['web/Dockerfile', 17, false],
      ['안내.md', 1, false],
    ]);
    expect(await noteHomeFiles(lesson, new MistakeList(lesson))).toBe(files);
  });

  it('are none without the folder, or when it holds only folders', async () => {
    await mkdir(path.join(files, 'empty'));
    expect(await noteHomeFiles(lesson, new MistakeList(lesson))).toBeNull();
    await rm(files, { recursive: true });
    expect(await noteHomeFiles(lesson, new MistakeList(lesson))).toBeNull();
    expect(await mistakes()).toEqual([]);
  });

  it('cannot be links, which are not followed either', async () => {
    await mkdir(path.join(files, 'web'));
    await symlink('..', path.join(files, 'web', 'up'));
    await symlink('/etc/passwd', path.join(files, 'users'));
    const problem = 'is neither a file nor a folder; links cannot be brought along, copy the file';
    expect(await mistakes()).toEqual([`users: ${problem}`, `up: ${problem}`]);
  });

  it('cannot have names that a shell or a terminal would act on', async () => {
    for (const name of ['$HOME', 'two\nlines', ' first', '\u001b[31mred']) await writeFile(path.join(files, name), '');
    expect((await mistakes()).length).toBe(4);
  });

  it('cannot be more than 2 MiB, nor more than 500', async () => {
    await writeFile(path.join(files, 'most'), new Uint8Array(2 * 1024 * 1024));
    expect(await mistakes()).toEqual([]);
    await writeFile(path.join(files, 'one-more'), 'x');
    expect(await mistakes()).toEqual([
      'files: holds 2097153 bytes, which is more than the 2097152 a lesson may bring along',
    ]);
    await rm(path.join(files, 'most'));
    for (let number = 0; number < 500; number += 1) await writeFile(path.join(files, `file-${String(number)}`), '');
    expect(await mistakes()).toEqual(['files: holds 501 files, which is more than the 500 a lesson may bring along']);
  });

  it('are a mistake when they are no folder', async () => {
    await rm(files, { recursive: true });
    await writeFile(files, '');
    expect(await mistakes()).toEqual([
      'files: must be a folder; what is in it is put into the home folder of the learner',
    ]);
  });
});
