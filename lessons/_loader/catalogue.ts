/**
 * The catalogue: parts, chapters and the lessons that exist, read from disk and checked as a whole.
 *
 * Reads only what learners may see. It knows nothing about the files beside a lesson that only authors may see.
 */
import path from 'node:path';
import type { LocalizedText } from '#lessons/_schema/check.ts';
import { catalogueFileSchema, type CatalogueFile } from '#lessons/_schema/catalogue.ts';
import { lessonFileSchema, type LessonFile } from '#lessons/_schema/lesson.ts';
import { lessonLanguages } from '#lessons/_schema/localized.ts';
import { findLessonFolders, type LessonFolder } from './lesson-folders.ts';
import { scanLessonText, type ScannedText } from './lesson-text.ts';
import { MistakeList, rightNameHint } from './mistakes.ts';
import { notePictures, type Pictures } from './pictures.ts';
import { compareSteps, compareTexts } from './text-comparison.ts';
import { LEARNER_VARIABLE } from './variables.ts';
import { formatField, readTextFile, readYamlFile, type YamlFile } from './yaml-file.ts';

export { LessonMistakes, type Mistake } from './mistakes.ts';

/** One thing the learner does, which turns green by itself. */
export interface Step {
  /** Unique within its lesson. */
  readonly id: string;
  readonly title: LocalizedText;
}

/** One lesson, with its text. */
export interface Lesson {
  /** "ch02/first-container" */
  readonly id: string;
  readonly chapterId: string;
  readonly slug: string;
  readonly title: LocalizedText;
  readonly summary: LocalizedText;
  /** How long a beginner needs. */
  readonly minutes: number;
  /** Images the course registry must have. */
  readonly images: readonly string[];
  readonly steps: readonly Step[];
  /** What `{{name}}` may stand for, by name; each learner gets one of the choices. */
  readonly variables: Readonly<Record<string, readonly string[]>>;
  /** Paths of the pictures in its text, by the name under which they are asked for. */
  readonly pictures: Pictures;
  /** Markdown with `:::step{id="…"}` blocks. */
  readonly text: LocalizedText;
}

/** One chapter; without lessons it is still to come. */
export interface Chapter {
  /** "ch02", or "a1" in the appendix. */
  readonly id: string;
  /** As shown: "2", or "A1" in the appendix. */
  readonly number: string;
  readonly title: LocalizedText;
  readonly summary: LocalizedText;
  readonly lessons: readonly Lesson[];
}

/** Chapters that belong together. */
export interface Part {
  readonly id: string;
  readonly title: LocalizedText;
  readonly chapters: readonly Chapter[];
}

/** The whole course, in order; the appendix is the last part and has the id "appendix". */
export interface Catalogue {
  readonly parts: readonly Part[];
}

/**
 * Reads the catalogue and every lesson.
 * @throws LessonMistakes with every mistake in every file, when there is any
 */
export async function loadCatalogue(lessonsDirectory: string): Promise<Catalogue> {
  const mistakes = new MistakeList(lessonsDirectory);
  const file = path.join(lessonsDirectory, 'catalogue.yaml');
  const catalogue = await readYamlFile(file, catalogueFileSchema, mistakes);
  // Without its list of chapters every lesson's folder would look like a mistake.
  if (catalogue === undefined) mistakes.throwIfAny();
  const parts = catalogue?.value.parts ?? [];
  if (catalogue !== undefined) noteRepeatedIds(file, catalogue, mistakes);

  const chapterIds = parts.flatMap((part) => part.chapters.map((chapter) => chapter.id));
  const lessons: Lesson[] = [];
  for (const folder of await findLessonFolders(lessonsDirectory, chapterIds, mistakes)) {
    const lesson = await readLesson(folder, mistakes);
    if (lesson !== undefined) lessons.push(lesson);
  }
  mistakes.throwIfAny();
  return {
    parts: parts.map((part) => ({
      ...part,
      chapters: part.chapters.map((chapter) => ({
        ...chapter,
        number: chapterNumber(chapter.id),
        lessons: lessons.filter((lesson) => lesson.chapterId === chapter.id),
      })),
    })),
  };
}

/** "ch02" → "2", "a1" → "A1" */
function chapterNumber(chapterId: string): string {
  return chapterId.startsWith('ch') ? String(Number(chapterId.slice(2))) : chapterId.toUpperCase();
}

function noteRepeatedIds(file: string, { value, lineOf }: YamlFile<CatalogueFile>, mistakes: MistakeList): void {
  const fields = value.parts.flatMap((part, partIndex) => [
    { id: part.id, field: ['parts', partIndex, 'id'] },
    ...part.chapters.map((chapter, index) => ({
      id: chapter.id,
      field: ['parts', partIndex, 'chapters', index, 'id'],
    })),
  ]);
  noteRepeats(file, fields, lineOf, mistakes);
}

function noteRepeats(
  file: string,
  fields: readonly { id: string; field: (string | number)[] }[],
  lineOf: (field: readonly PropertyKey[]) => number,
  mistakes: MistakeList,
): void {
  const seen = new Map<string, number>();
  for (const { id, field } of fields) {
    const before = seen.get(id);
    if (before === undefined) seen.set(id, lineOf(field));
    else mistakes.add(file, lineOf(field), formatField(field), `"${id}" is already used in line ${before}`);
  }
}

async function readLesson(folder: LessonFolder, mistakes: MistakeList): Promise<Lesson | undefined> {
  const before = mistakes.count;
  const file = path.join(folder.directory, 'lesson.yaml');
  const parsed = await readYamlFile(file, lessonFileSchema, mistakes);
  if (parsed !== undefined) {
    const fields = parsed.value.steps.map((step, index) => ({ id: step.id, field: ['steps', index, 'id'] }));
    noteRepeats(file, fields, parsed.lineOf, mistakes);
  }
  const { text, pictures } = await readTexts(folder, parsed?.value, mistakes);
  if (parsed === undefined || mistakes.count > before) return undefined;
  const { title, summary, minutes, images, steps, variables = {} } = parsed.value;
  const { lessonId: id, chapterId, slug } = folder;
  return { id, chapterId, slug, title, summary, minutes, images, steps, variables, pictures, text };
}

/** Reads the text in every language; compares it with the rest of the lesson, and the languages with one another. */
async function readTexts(
  folder: LessonFolder,
  lesson: LessonFile | undefined,
  mistakes: MistakeList,
): Promise<{ text: LocalizedText; pictures: Pictures }> {
  const texts = { ko: '', en: '' };
  const pictures = new Map<string, string>();
  const variables = [LEARNER_VARIABLE, ...Object.keys(lesson?.variables ?? {})];
  let first: { name: string; scanned: ScannedText } | undefined;
  for (const language of lessonLanguages) {
    const name = `${language}.md`;
    const file = path.join(folder.directory, name);
    const text = await readTextFile(file, mistakes);
    if (text === undefined) continue;
    texts[language] = text;
    if (text.trim() === '') {
      mistakes.add(file, 1, '', 'this file is empty');
      continue;
    }
    const scanned = scanLessonText(text);
    const lastLine = text.trimEnd().split('\n').length;
    const stepIds = lesson?.steps.map((step) => step.id);
    const problems = [
      ...scanned.problems,
      ...(stepIds === undefined ? [] : compareSteps(scanned.blocks, stepIds, lastLine)),
      ...(first === undefined ? [] : compareTexts(scanned, first.scanned, first.name, lastLine)),
      ...unknownVariables(scanned, variables),
    ];
    for (const { line, field, problem } of problems) mistakes.add(file, line, field, problem);
    await notePictures(folder.directory, file, scanned.pictures, pictures, mistakes);
    first ??= { name, scanned };
  }
  return { text: texts, pictures };
}

function unknownVariables({ variables }: ScannedText, known: readonly string[]) {
  return variables
    .filter(({ name }) => !known.includes(name))
    .map(({ line, name }) => ({
      line,
      field: `{{${name}}}`,
      problem: `lesson.yaml has no such variable${rightNameHint(name, known)}`,
    }));
}
