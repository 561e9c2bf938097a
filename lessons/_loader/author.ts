/**
 * A lesson's checks and their proof, which learners never see. The only module that knows where they are.
 *
 * For the sandbox server and `npm run lessons:verify`. The web app must not import it: what it cannot name it cannot serve.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Checks } from '#lessons/_schema/check.ts';
import { checksExportSchema } from '#lessons/_schema/checks-module.ts';
import { labProofFileSchema, proofFileSchema, type LabProofFile, type ProofFile } from '#lessons/_schema/proof.ts';
import { z } from 'zod';
import type { Catalogue, Lesson } from './catalogue.ts';
import { findLessonFolders } from './lesson-folders.ts';
import { lessonsInOrder } from './lessons.ts';
import { describeLoadFailure } from './load-failure.ts';
import { MistakeList, rightNameHint } from './mistakes.ts';
import { describeIssue, formatField, readTextFile, readYamlFile, type YamlFile } from './yaml-file.ts';

/** What proves a lesson, step by step. */
export interface LessonProof extends ProofFile {
  readonly kind: 'lesson';
}

/** What proves a lab, as a whole. */
export interface LabProof extends LabProofFile {
  readonly kind: 'lab';
}

/** What proves a lesson or a lab. */
export type Proof = LessonProof | LabProof;

/** What only authors and graders see of a lesson. */
export interface AuthorFiles {
  readonly checks: Checks;
  readonly proof: Proof;
}

const authorFolder = 'author';

const exportWords = 'export default';

/**
 * The checks of one lesson, by step id, one for each of its steps.
 * @param addressOf the address under which the module is imported; another one for the same file loads it anew
 * @throws LessonMistakes when the file is missing, cannot be loaded, or does not fit the lesson's steps
 */
export async function loadChecks(
  lessonsDirectory: string,
  lesson: Lesson,
  addressOf: (file: string) => Promise<URL> = plainAddress,
): Promise<Checks> {
  const mistakes = new MistakeList(lessonsDirectory);
  const directory = await authorDirectory(lessonsDirectory, lesson);
  const checks = await readChecks(directory, lesson, mistakes, lessonsDirectory, addressOf);
  mistakes.throwIfAny();
  return checks;
}

/**
 * The proof of one lesson, one entry for each of its steps.
 * @throws LessonMistakes when the file is missing, does not follow its schema, or does not fit the lesson's steps
 */
export async function loadProof(lessonsDirectory: string, lesson: Lesson): Promise<Proof> {
  const mistakes = new MistakeList(lessonsDirectory);
  const proof = await readProof(await authorDirectory(lessonsDirectory, lesson), lesson, mistakes);
  mistakes.throwIfAny();
  return proof;
}

/**
 * Checks and proof of every lesson, by lesson id.
 * @throws LessonMistakes with every mistake in every lesson, when there is any
 */
export async function loadAuthorFiles(
  lessonsDirectory: string,
  catalogue: Catalogue,
): Promise<ReadonlyMap<string, AuthorFiles>> {
  const mistakes = new MistakeList(lessonsDirectory);
  const all = new Map<string, AuthorFiles>();
  for (const lesson of lessonsInOrder(catalogue)) {
    const directory = await authorDirectory(lessonsDirectory, lesson);
    const checks = await readChecks(directory, lesson, mistakes, lessonsDirectory);
    const proof = await readProof(directory, lesson, mistakes);
    all.set(lesson.id, { checks, proof });
  }
  mistakes.throwIfAny();
  return all;
}

async function authorDirectory(lessonsDirectory: string, lesson: Lesson): Promise<string> {
  const folders = await findLessonFolders(lessonsDirectory, [lesson.chapterId], new MistakeList(lessonsDirectory));
  const folder = folders.find((found) => found.lessonId === lesson.id);
  if (folder === undefined) throw new Error(`the folder of lesson ${lesson.id} is not in ${lessonsDirectory} any more`);
  return path.join(folder.directory, authorFolder);
}

async function plainAddress(file: string): Promise<URL> {
  return pathToFileURL(file);
}

async function readChecks(
  directory: string,
  lesson: Lesson,
  mistakes: MistakeList,
  lessonsDirectory: string,
  addressOf: (file: string) => Promise<URL> = plainAddress,
): Promise<Checks> {
  const file = path.join(directory, 'checks.ts');
  const source = await readTextFile(file, mistakes);
  if (source === undefined) return {};
  let loaded: unknown;
  try {
    loaded = await import(/* @vite-ignore */ (await addressOf(file)).href);
  } catch (error) {
    const failure = describeLoadFailure(error, file, lessonsDirectory);
    mistakes.add(failure.file, failure.line, '', `could not be loaded: ${failure.problem}`);
    return {};
  }
  const parsed = checksExportSchema.safeParse(z.looseObject({ default: z.unknown().optional() }).parse(loaded).default);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      for (const { field, problem } of describeIssue(issue, checksExportSchema)) {
        const line = lineNaming(source, String(field[0] ?? exportWords));
        mistakes.add(file, line, formatField(field.length === 0 ? ['default'] : field), problem);
      }
    }
    return {};
  }
  const checks = parsed.data;
  noteStepDifferences(Object.keys(checks), lesson, 'check', (id, problem) => {
    mistakes.add(file, lineNaming(source, id ?? exportWords), id ?? '', problem);
  });
  return checks;
}

async function readProof(directory: string, lesson: Lesson, mistakes: MistakeList): Promise<Proof> {
  const file = path.join(directory, 'proof.yaml');
  if (lesson.kind === 'lab') {
    const parsed = await readYamlFile(file, labProofFileSchema, mistakes);
    if (parsed === undefined) return { kind: 'lab', solution: [], alsoRight: [], steps: {} };
    noteProofMistakes(file, parsed, lesson, mistakes);
    notePassesMistakes(file, parsed, lesson, mistakes);
    return { kind: 'lab', ...parsed.value };
  }
  const parsed = await readYamlFile(file, proofFileSchema, mistakes);
  if (parsed === undefined) return { kind: 'lesson', steps: {} };
  noteProofMistakes(file, parsed, lesson, mistakes);
  return { kind: 'lesson', ...parsed.value };
}

/** What the proofs of lessons and labs have in common. */
interface StepProofs {
  readonly steps: Readonly<Record<string, { readonly wrong: readonly { readonly hint: string }[] }>>;
}

/** Steps that do not fit the lesson, and hints that two wrong answers of one step share. */
function noteProofMistakes(
  file: string,
  { value, lineOf }: YamlFile<StepProofs>,
  lesson: Lesson,
  mistakes: MistakeList,
): void {
  noteStepDifferences(Object.keys(value.steps), lesson, 'proof', (id, problem) => {
    const field = id === undefined ? ['steps'] : ['steps', id];
    mistakes.add(file, lineOf(field), formatField(field), problem);
  });
  for (const [id, { wrong }] of Object.entries(value.steps)) {
    const seen = new Map<string, number>();
    for (const [index, { hint }] of wrong.entries()) {
      const field = ['steps', id, 'wrong', index, 'hint'];
      const before = seen.get(hint);
      if (before === undefined) {
        seen.set(hint, lineOf(field));
      } else {
        const problem = `"${hint}" is already expected in line ${before}; every wrong answer needs a hint of its own`;
        mistakes.add(file, lineOf(field), formatField(field), problem);
      }
    }
  }
}

/** A wrong answer of a lab fails its own step and may pass others. */
function notePassesMistakes(
  file: string,
  { value, lineOf }: YamlFile<LabProofFile>,
  lesson: Lesson,
  mistakes: MistakeList,
): void {
  const stepIds = lesson.steps.map(({ id }) => id);
  for (const [stepId, { wrong }] of Object.entries(value.steps)) {
    const others = stepIds.filter((id) => id !== stepId);
    for (const [index, { passes }] of wrong.entries()) {
      for (const [place, id] of passes.entries()) {
        if (others.includes(id)) continue;
        const field = ['steps', stepId, 'wrong', index, 'passes', place];
        const problem =
          id === stepId ? 'is the step that must fail' : `lesson.yaml has no such step${rightNameHint(id, others)}`;
        mistakes.add(file, lineOf(field), formatField(field), problem);
      }
    }
  }
}

/** Tells which steps lack an entry, and which entries have no step; the id is undefined when there is no place for it. */
function noteStepDifferences(
  found: readonly string[],
  lesson: Lesson,
  what: 'check' | 'proof',
  note: (id: string | undefined, problem: string) => void,
): void {
  const stepIds = lesson.steps.map((step) => step.id);
  for (const id of found) {
    if (!stepIds.includes(id)) note(id, `lesson.yaml has no such step${rightNameHint(id, stepIds)}`);
  }
  for (const id of stepIds) {
    if (!found.includes(id)) note(undefined, `the ${what} of step "${id}" is missing`);
  }
}

/** The first line of a source file that has these words, 1 when none has. */
function lineNaming(source: string, words: string): number {
  const index = source.split('\n').findIndex((line) => line.includes(words));
  return index === -1 ? 1 : index + 1;
}
