/**
 * Makes the folder of a new lesson from a template in lessons/_templates, behind the lessons that its chapter has.
 *
 * Knows nothing about what is in the template.
 */
import { cp, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { findLessonFolders } from '#lessons/_loader/lesson-folders.ts';
import { MistakeList, rightNameHint } from '#lessons/_loader/mistakes.ts';
import { readYamlFile } from '#lessons/_loader/yaml-file.ts';
import { catalogueFileSchema } from '#lessons/_schema/catalogue.ts';

/** What is to be made. */
export interface NewLesson {
  /** "ch03" */
  readonly chapterId: string;
  /** "layers-and-cache" */
  readonly slug: string;
  readonly kind: 'lesson' | 'lab';
}

/** What was made. */
export interface MadeLesson {
  /** "ch03/layers-and-cache" */
  readonly lessonId: string;
  readonly directory: string;
}

/** Nothing was made; the message says why, and what would be right. */
export class LessonRefused extends Error {
  override readonly name = 'LessonRefused';
}

const rightSlug = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const ORDER_STEP = 10;
const FIRST_LAB = 900;
const LAST_ORDER = 999;

/**
 * Makes the folder.
 * @throws LessonRefused when the name is not right or in use, or there is no such chapter
 * @throws LessonMistakes when catalogue.yaml or the name of a folder has mistakes
 */
export async function makeLesson(lessonsDirectory: string, { chapterId, slug, kind }: NewLesson): Promise<MadeLesson> {
  const mistakes = new MistakeList(lessonsDirectory);
  const catalogue = await readYamlFile(path.join(lessonsDirectory, 'catalogue.yaml'), catalogueFileSchema, mistakes);
  const chapters = (catalogue?.value.parts ?? []).flatMap((part) => part.chapters);
  const chapterIds = chapters.map(({ id }) => id);
  const folders = await findLessonFolders(lessonsDirectory, chapterIds, mistakes);
  mistakes.throwIfAny();

  const chapter = chapters.find(({ id }) => id === chapterId);
  if (chapter === undefined)
    throw new LessonRefused(`there is no chapter "${chapterId}"${rightNameHint(chapterId, chapterIds)}`);
  if (!rightSlug.test(slug)) {
    const better = slugOf(slug);
    const hint = better === '' ? '' : `; did you mean "${better}"?`;
    throw new LessonRefused(`"${slug}" is no name of a lesson: write small letters and digits joined by "-"${hint}`);
  }
  const own = folders.filter((folder) => folder.chapterId === chapterId);
  const same = own.find((folder) => folder.slug === slug);
  if (same !== undefined) throw new LessonRefused(`${chapterId}/${slug} is there already: ${same.directory}`);

  const order = nextOrder(
    kind,
    own.map((folder) => Number.parseInt(path.basename(folder.directory), 10)),
  );
  if (order === undefined) throw new LessonRefused(`${chapterId} has no number left behind its last ${kind}`);
  const directory = path.join(
    lessonsDirectory,
    await chapterFolder(lessonsDirectory, chapterId, chapter.title.en),
    `${String(order).padStart(3, '0')}.${slug}`,
  );
  await mkdir(path.dirname(directory), { recursive: true });
  const template = path.join(lessonsDirectory, '_templates', kind);
  await cp(template, directory, { recursive: true, errorOnExist: true, force: false });
  return { lessonId: `${chapterId}/${slug}`, directory };
}

/**
 * The next round number behind the last one of its kind, so that there is room for lessons in between. Labs stand behind all
 * lessons, so that a lesson that is made later still comes before them.
 */
function nextOrder(kind: NewLesson['kind'], orders: readonly number[]): number | undefined {
  const [first, end] = kind === 'lab' ? [FIRST_LAB, LAST_ORDER + 1] : [ORDER_STEP, FIRST_LAB];
  const last = Math.max(first - ORDER_STEP, ...orders.filter((order) => order >= first && order < end));
  const next = (Math.floor(last / ORDER_STEP) + 1) * ORDER_STEP;
  return next < end ? next : undefined;
}

/** The chapter's folder, or, when it has none yet, how to call it. */
async function chapterFolder(lessonsDirectory: string, chapterId: string, title: string): Promise<string> {
  const names = await readdir(lessonsDirectory);
  return names.find((name) => name.startsWith(`${chapterId}.`)) ?? `${chapterId}.${slugOf(title)}`;
}

function slugOf(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
