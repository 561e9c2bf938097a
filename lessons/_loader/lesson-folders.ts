/**
 * Finds the folders of chapters and lessons: `ch02.run-containers/010.first-container`.
 * What stands before the dot orders lessons; it never becomes part of an id.
 *
 * Knows nothing about what is inside a lesson's folder.
 */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { rightNameHint, type MistakeList } from './mistakes.ts';

/** One lesson's folder. */
export interface LessonFolder {
  /** "ch02/first-container" */
  readonly lessonId: string;
  /** "ch02" */
  readonly chapterId: string;
  /** "first-container" */
  readonly slug: string;
  /** Absolute, or relative to where the lessons folder was given from. */
  readonly directory: string;
}

const chapterFolderName = /^(?<id>ch[0-9]{2}|a[1-9])\.[a-z0-9][a-z0-9-]*$/;
const lessonFolderName = /^[0-9]{3}\.(?<slug>[a-z0-9][a-z0-9-]*)$/;

/**
 * Every lesson's folder, in order. Folders that begin with "_" or "." hold no lessons.
 * Notes wrongly named folders, chapters that the catalogue does not have, and names used twice.
 */
export async function findLessonFolders(
  lessonsDirectory: string,
  chapterIds: readonly string[],
  mistakes: MistakeList,
): Promise<LessonFolder[]> {
  const folders: LessonFolder[] = [];
  const chapterFolders = new Map<string, string>();
  for (const name of await subfolders(lessonsDirectory)) {
    const directory = path.join(lessonsDirectory, name);
    const chapterId = chapterFolderName.exec(name)?.groups?.['id'];
    if (chapterId === undefined) {
      mistakes.add(
        directory,
        1,
        '',
        'a chapter folder is named like "ch02.run-containers", the appendix like "a1.networks"',
      );
      continue;
    }
    if (!chapterIds.includes(chapterId)) {
      const hint = rightNameHint(chapterId, chapterIds);
      mistakes.add(directory, 1, '', `chapter "${chapterId}" is not in catalogue.yaml${hint}`);
      continue;
    }
    const other = chapterFolders.get(chapterId);
    if (other !== undefined) {
      mistakes.add(directory, 1, '', `chapter "${chapterId}" already has the folder "${other}"`);
      continue;
    }
    chapterFolders.set(chapterId, name);
    folders.push(...(await findInChapter(directory, chapterId, mistakes)));
  }
  return folders;
}

async function findInChapter(directory: string, chapterId: string, mistakes: MistakeList): Promise<LessonFolder[]> {
  const folders: LessonFolder[] = [];
  const names = new Map<string, string>();
  for (const name of await subfolders(directory)) {
    const lessonDirectory = path.join(directory, name);
    const slug = lessonFolderName.exec(name)?.groups?.['slug'];
    if (slug === undefined) {
      mistakes.add(
        lessonDirectory,
        1,
        '',
        'a lesson folder is named like "010.first-container": three digits, a dot, its name',
      );
      continue;
    }
    const other = names.get(slug);
    if (other !== undefined) {
      mistakes.add(lessonDirectory, 1, '', `the lesson name "${slug}" is already used by "${other}"`);
      continue;
    }
    names.set(slug, name);
    folders.push({ lessonId: `${chapterId}/${slug}`, chapterId, slug, directory: lessonDirectory });
  }
  return folders;
}

async function subfolders(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !/^[_.]/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
}
