/**
 * The catalogue: parts, chapters and the lessons that exist, read from disk and checked as a whole.
 *
 * Reads only what learners may see. It knows nothing about the files beside a lesson that only authors may see.
 */
import path from 'node:path';
import { noteConcepts, readCoverage, type Coverage } from '#lessons/_coverage/coverage-file.ts';
import type { LocalizedText } from '#lessons/_schema/check.ts';
import { catalogueFileSchema, type CatalogueFile } from '#lessons/_schema/catalogue.ts';
import { lessonFileSchema, type LessonFile } from '#lessons/_schema/lesson.ts';
import { lessonLanguages } from '#lessons/_schema/localized.ts';
import { noteHomeFiles } from './home-files.ts';
import { findLessonFolders, type LessonFolder } from './lesson-folders.ts';
import { scanLessonText, type ScannedText } from './lesson-text.ts';
import { LessonMistakes, MistakeList, rightNameHint, type Mistake } from './mistakes.ts';
import { notePictures, type Pictures } from './pictures.ts';
import { compareKind, compareSteps, compareTexts } from './text-comparison.ts';
import { LEARNER_VARIABLE } from './variables.ts';
import { formatField, readTextFile, readYamlFile, type YamlFile } from './yaml-file.ts';

export { LessonMistakes, type Mistake } from './mistakes.ts';

/** One thing the learner does, which turns green by itself. */
export interface Step {
  /** Unique within its lesson. */
  readonly id: string;
  readonly title: LocalizedText;
  /** What it is worth in a lab; null in a lesson. */
  readonly points: number | null;
  /** Concepts of coverage.yaml that are met by doing it. */
  readonly covers: readonly string[];
}

/** One lesson, with its text. */
export interface Lesson {
  /** "ch02/first-container" */
  readonly id: string;
  readonly chapterId: string;
  readonly slug: string;
  /** A lab has goals and points, a lesson instructions. */
  readonly kind: 'lesson' | 'lab';
  readonly title: LocalizedText;
  readonly summary: LocalizedText;
  /** How long a beginner needs. */
  readonly minutes: number;
  /** Images the course registry must have. */
  readonly images: readonly string[];
  /** Folder whose contents are put into the learner's home before the sandbox is handed over; null when there is none. */
  readonly files: string | null;
  /** Commands run as the learner in the home folder after that. */
  readonly start: readonly string[];
  /** Concepts of coverage.yaml that are only told. */
  readonly tells: readonly string[];
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
  const { catalogue, mistakes } = await readCatalogue(lessonsDirectory, { parts: [] });
  if (mistakes.length > 0) throw new LessonMistakes(mistakes);
  return catalogue;
}

/**
 * Reads what is right of the catalogue and its lessons, for authors at work. A lesson with a mistake is as in `lastGood`, or
 * left out when it is not there; the whole catalogue is as in `lastGood` while catalogue.yaml has a mistake.
 */
export async function readCatalogue(
  lessonsDirectory: string,
  lastGood: Catalogue,
): Promise<{ readonly catalogue: Catalogue; readonly mistakes: readonly Mistake[] }> {
  const mistakes = new MistakeList(lessonsDirectory);
  const file = path.join(lessonsDirectory, 'catalogue.yaml');
  const parsed = await readYamlFile(file, catalogueFileSchema, mistakes);
  // Without its list of chapters every lesson's folder would look like a mistake.
  if (parsed === undefined) return { catalogue: lastGood, mistakes: mistakes.all };
  const { parts } = parsed.value;
  noteRepeatedIds(file, parsed, mistakes);

  const chapterIds = parts.flatMap((part) => part.chapters.map((chapter) => chapter.id));
  const coverage = await readCoverage(lessonsDirectory, chapterIds, mistakes);
  const lastGoodLessons = lastGood.parts.flatMap((part) => part.chapters.flatMap((chapter) => chapter.lessons));
  const lessons: Lesson[] = [];
  for (const folder of await findLessonFolders(lessonsDirectory, chapterIds, mistakes)) {
    const lesson =
      (await readLesson(folder, coverage, mistakes)) ?? lastGoodLessons.find((before) => before.id === folder.lessonId);
    if (lesson !== undefined) lessons.push(lesson);
  }
  const catalogue = {
    parts: parts.map((part) => ({
      ...part,
      chapters: part.chapters.map((chapter) => ({
        ...chapter,
        number: chapterNumber(chapter.id),
        lessons: lessons.filter((lesson) => lesson.chapterId === chapter.id),
      })),
    })),
  };
  return { catalogue, mistakes: mistakes.all };
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

/** In a lab every step has points, and all together make a hundred; a lesson gives none. */
function notePoints(file: string, { value, lineOf }: YamlFile<LessonFile>, mistakes: MistakeList): void {
  const note = (field: (string | number)[], problem: string): void =>
    mistakes.add(file, lineOf(field), formatField(field), problem);
  for (const [index, { points }] of value.steps.entries()) {
    const field = ['steps', index, 'points'];
    if (value.kind === 'lab' && points === undefined) note(field, 'is missing; every step of a lab is worth something');
    if (value.kind !== 'lab' && points !== undefined) note(field, 'is for labs only; add "kind: lab", or leave it out');
  }
  if (value.kind !== 'lab' || value.steps.some(({ points }) => points === undefined)) return;
  const sum = value.steps.reduce((total, { points = 0 }) => total + points, 0);
  if (sum !== 100) note(['steps'], `the points of all steps make ${String(sum)}; they must make 100`);
}

async function readLesson(
  folder: LessonFolder,
  coverage: Coverage,
  mistakes: MistakeList,
): Promise<Lesson | undefined> {
  const before = mistakes.count;
  const file = path.join(folder.directory, 'lesson.yaml');
  const parsed = await readYamlFile(file, lessonFileSchema, mistakes);
  if (parsed !== undefined) {
    const fields = parsed.value.steps.map((step, index) => ({ id: step.id, field: ['steps', index, 'id'] }));
    noteRepeats(file, fields, parsed.lineOf, mistakes);
    notePoints(file, parsed, mistakes);
    noteConcepts(file, parsed, coverage, mistakes);
  }
  const files = await noteHomeFiles(folder.directory, mistakes);
  const { text, pictures } = await readTexts(folder, parsed?.value, mistakes);
  if (parsed === undefined || mistakes.count > before) return undefined;
  const { kind = 'lesson', title, summary, minutes, images, start = [], tells = [], variables = {} } = parsed.value;
  const { lessonId: id, chapterId, slug } = folder;
  const steps = parsed.value.steps.map(({ points = null, covers = [], ...step }) => ({ ...step, points, covers }));
  return {
    id,
    chapterId,
    slug,
    kind,
    title,
    summary,
    minutes,
    images,
    files,
    start,
    tells,
    steps,
    variables,
    pictures,
    text,
  };
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
      ...(lesson === undefined ? [] : compareKind(scanned, lesson.kind ?? 'lesson')),
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
