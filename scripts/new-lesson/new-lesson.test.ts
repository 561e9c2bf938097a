/** A new lesson stands behind the others of its chapter and loads as it is; wrong names are refused. */
import { cp, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadAuthorFiles } from '#lessons/_loader/author.ts';
import { loadCatalogue } from '#lessons/_loader/catalogue.ts';
import { lessonsOnDisk, type Changes, type LessonsOnDisk } from '#lessons/_loader/lessons-on-disk.ts';
import { findLesson } from '#lessons/_loader/lessons.ts';
import { makeLesson } from './new-lesson.ts';

const lessons = path.resolve(import.meta.dirname, '../../lessons');

/** A lessons folder with the templates of the course. */
async function withTemplates(changes: Changes = {}): Promise<LessonsOnDisk> {
  const disk = await lessonsOnDisk(changes);
  await cp(path.join(lessons, '_templates'), path.join(disk.directory, '_templates'), { recursive: true });
  // Makes #lessons/… in the templates mean what it means in the project.
  const root = path.dirname(disk.directory);
  await symlink(lessons, path.join(root, 'shared'));
  const manifest = { type: 'module', imports: { '#lessons/*': './shared/*' } };
  await writeFile(path.join(root, 'package.json'), JSON.stringify(manifest));
  return disk;
}

describe('makeLesson', () => {
  it.each([
    ['lesson', '020.layers-and-cache'],
    ['lab', '900.layers-and-cache'],
  ] as const)('makes a %s that loads without a mistake', async (kind, folder) => {
    await using disk = await withTemplates();
    const made = await makeLesson(disk.directory, { chapterId: 'ch02', slug: 'layers-and-cache', kind });
    expect(made).toEqual({
      lessonId: 'ch02/layers-and-cache',
      directory: path.join(disk.directory, 'ch02.run', folder),
    });
    const catalogue = await loadCatalogue(disk.directory);
    expect(findLesson(catalogue, made.lessonId)?.kind).toBe(kind);
    expect((await loadAuthorFiles(disk.directory, catalogue)).has(made.lessonId)).toBe(true);
    expect(await readdir(path.join(made.directory, 'author'))).toContain('design.md');
  });

  it('leaves a gap behind the last lesson, wherever that stands', async () => {
    await using disk = await withTemplates();
    await mkdir(path.join(disk.directory, 'ch02.run/035.late'));
    const made = await makeLesson(disk.directory, { chapterId: 'ch02', slug: 'later', kind: 'lesson' });
    expect(path.basename(made.directory)).toBe('040.later');
  });

  it('puts a lesson before the labs, and a lab behind them', async () => {
    await using disk = await withTemplates();
    await makeLesson(disk.directory, { chapterId: 'ch02', slug: 'lab', kind: 'lab' });
    const lesson = await makeLesson(disk.directory, { chapterId: 'ch02', slug: 'later', kind: 'lesson' });
    const lab = await makeLesson(disk.directory, { chapterId: 'ch02', slug: 'more', kind: 'lab' });
    expect([lesson, lab].map(({ directory }) => path.basename(directory))).toEqual(['020.later', '910.more']);
  });

  it('makes the folder of a chapter that has none, named after its English title', async () => {
    await using disk = await withTemplates();
    const made = await makeLesson(disk.directory, { chapterId: 'a1', slug: 'bridges', kind: 'lesson' });
    expect(path.relative(disk.directory, made.directory)).toBe('a1.more/010.bridges');
  });

  it.each([
    ['an unknown chapter', 'ch20', 'x', 'there is no chapter "ch20"; did you mean "ch02"?'],
    ['a name with capitals and blanks', 'ch02', 'Layers & Cache', 'did you mean "layers-cache"?'],
    ['a name that leads elsewhere', 'ch02', '../x', 'did you mean "x"?'],
    [
      'a name without a letter',
      'ch02',
      '한글',
      '"한글" is no name of a lesson: write small letters and digits joined by "-"',
    ],
    ['a lesson that is there', 'ch02', 'first', 'ch02/first is there already: '],
  ])('refuses %s', async (_what, chapterId, slug, message) => {
    await using disk = await withTemplates();
    const before = await readdir(disk.directory, { recursive: true });
    await expect(makeLesson(disk.directory, { chapterId, slug, kind: 'lesson' })).rejects.toThrow(message);
    expect(await readdir(disk.directory, { recursive: true })).toEqual(before);
  });

  it('refuses when no number is left', async () => {
    await using disk = await withTemplates();
    await mkdir(path.join(disk.directory, 'ch02.run/895.last'));
    await expect(makeLesson(disk.directory, { chapterId: 'ch02', slug: 'more', kind: 'lesson' })).rejects.toThrow(
      'ch02 has no number left behind its last lesson',
    );
  });
});
