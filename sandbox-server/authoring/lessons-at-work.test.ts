/**
 * Lessons that are written while they are used: good, then with a mistake, then good again.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#lessons/_checks/hand-made-evidence.ts';
import {
  changed,
  lessonPath,
  lessonsOnDisk,
  rightFiles,
  type LessonsOnDisk,
} from '#lessons/_loader/lessons-on-disk.ts';
import type { LessonNews } from '#protocol/authoring.ts';
import { LessonsAtWork } from './lessons-at-work.ts';

const lessonId = 'ch02/first';

async function save({ directory }: LessonsOnDisk, files: ReturnType<typeof changed>): Promise<void> {
  for (const [name, text = ''] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(directory, name)), { recursive: true });
    await writeFile(path.join(directory, name), text);
  }
}

async function reread(lessons: LessonsAtWork): Promise<LessonNews> {
  await lessons.readAgain(() => undefined);
  return lessons.news;
}

describe('lessons at work', () => {
  it('keep the last good lesson while its file has a mistake, name the mistake, and take what is mended', async () => {
    await using disk = await lessonsOnDisk();
    const lessons = await LessonsAtWork.read(disk.directory);
    expect(lessons.news).toEqual({ revision: 0, mistakes: [] });
    const file = `${lessonPath}/lesson.yaml`;

    await save(disk, changed(file, 'images: [diamol/base]', 'image: [diamol/web]'));
    const { revision, mistakes } = await reread(lessons);
    expect(revision).toBe(1);
    expect(mistakes).toContainEqual({
      file: `lessons/${file}`,
      line: 4,
      field: 'image',
      problem: 'is not a known field; did you mean "images"?',
    });
    expect(lessons.lessons.get(lessonId)?.images).toEqual(['diamol/base']);

    await save(disk, changed(file, 'diamol/base', 'diamol/web'));
    expect(await reread(lessons)).toEqual({ revision: 2, mistakes: [] });
    expect(lessons.lessons.get(lessonId)?.images).toEqual(['diamol/web']);
  });

  it('put what is new into the checks and steps that open sessions hold', async () => {
    await using disk = await lessonsOnDisk();
    const lessons = await LessonsAtWork.read(disk.directory);
    const held = lessons.lessons.get(lessonId);
    const before = held?.steps[0]?.solution;
    await save(disk, changed(`${lessonPath}/author/proof.yaml`, 'solution: [docker one]', 'solution: [docker three]'));
    await reread(lessons);
    expect(before).not.toEqual(held?.steps[0]?.solution);
    expect(lessons.lessons.get(lessonId)?.steps).toBe(held?.steps);
    expect(lessons.lessons.get(lessonId)?.checks).toBe(held?.checks);
  });

  it('keep the last good checks while those on disk cannot be loaded', async () => {
    await using disk = await lessonsOnDisk();
    const lessons = await LessonsAtWork.read(disk.directory);
    const file = `${lessonPath}/author/checks.ts`;
    await save(disk, { [file]: 'export default {\n  one: 1,\n};\n' });
    const { mistakes } = await reread(lessons);
    expect(mistakes.map((mistake) => mistake.file)).toContain(`lessons/${file}`);
    const outcome = await lessons.lessons.get(lessonId)?.checks['one']?.evaluate(evidenceOf({}));
    expect(outcome).toEqual({ outcome: 'passed' });
    await save(disk, { [file]: rightFiles[file] });
    expect((await reread(lessons)).mistakes).toEqual([]);
  });

  it('have a lesson as soon as its folder is there, and no longer than that', async () => {
    await using disk = await lessonsOnDisk();
    const lessons = await LessonsAtWork.read(disk.directory);
    const second = Object.fromEntries(
      Object.entries(rightFiles)
        .filter(([name]) => name.startsWith(lessonPath))
        .map(([name, text]) => [name.replace('010.first', '020.second'), text]),
    );
    await save(disk, second);
    await reread(lessons);
    expect([...lessons.lessons.keys()]).toEqual([lessonId, 'ch02/second']);
    await rm(path.join(disk.directory, 'ch02.run/020.second'), { recursive: true });
    expect(await reread(lessons)).toEqual({ revision: 2, mistakes: [] });
    expect([...lessons.lessons.keys()]).toEqual([lessonId]);
  });

  it('begin although one of them has a mistake', async () => {
    await using disk = await lessonsOnDisk({ [`${lessonPath}/ko.md`]: '' });
    const lessons = await LessonsAtWork.read(disk.directory);
    expect(lessons.lessons.size).toBe(0);
    expect(lessons.news.mistakes).toMatchObject([
      { file: `lessons/${lessonPath}/ko.md`, problem: 'this file is empty' },
    ]);
    await save(disk, rightFiles);
    expect((await reread(lessons)).mistakes).toEqual([]);
    expect(lessons.lessons.size).toBe(1);
  });

  it('tell everyone who follows, from the first moment until they leave, after what is new can be used', async () => {
    await using disk = await lessonsOnDisk();
    const lessons = await LessonsAtWork.read(disk.directory);
    const heard: string[] = [];
    const leave = lessons.follow(({ revision }) => heard.push(`revision ${revision}`));
    await lessons.readAgain(() => heard.push('usable'));
    leave();
    await reread(lessons);
    expect(heard).toEqual(['revision 0', 'usable', 'revision 1']);
  });
});
