/** Checks and proof load when they fit the lesson; every mistake in them is reported with its file, line and field. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadAuthorFiles, loadChecks, loadProof } from './author.ts';
import { LessonMistakes, loadCatalogue, type Lesson } from './catalogue.ts';
import { changed, lessonPath, lessonsOnDisk, type Changes } from './lessons-on-disk.ts';
import { findLesson } from './lessons.ts';

const checksFile = `${lessonPath}/author/checks.ts`;
const proofFile = `${lessonPath}/author/proof.yaml`;

async function firstLesson(directory: string): Promise<Lesson> {
  const lesson = findLesson(await loadCatalogue(directory), 'ch02/first');
  if (lesson === undefined) throw new Error('the lesson is not there');
  return lesson;
}

/** The lines of the message that loading all author files with these changes throws. */
async function mistakesOf(changes: Changes): Promise<string[]> {
  await using lessons = await lessonsOnDisk(changes);
  const catalogue = await loadCatalogue(lessons.directory);
  const error: unknown = await loadAuthorFiles(lessons.directory, catalogue).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof LessonMistakes)) throw new Error(`expected LessonMistakes, got ${String(error)}`);
  return error.message.split('\n');
}

describe('right author files', () => {
  it('give a check and a proof for each step', async () => {
    await using lessons = await lessonsOnDisk();
    const lesson = await firstLesson(lessons.directory);
    expect(Object.keys(await loadChecks(lessons.directory, lesson))).toEqual(['one', 'two']);
    expect((await loadProof(lessons.directory, lesson)).steps['two']).toEqual({
      solution: ['docker one'],
      alsoRight: [],
      wrong: [
        { name: 'a', type: ['docker a'], hint: 'hint-a' },
        { name: 'b', type: ['docker b'], hint: 'hint-b' },
      ],
    });
  });

  it('are those of the lessons that are shipped', async () => {
    const directory = path.resolve(import.meta.dirname, '..');
    const files = await loadAuthorFiles(directory, await loadCatalogue(directory));
    expect(Object.keys(files.get('ch02/first-container')?.checks ?? {})).toEqual([
      'run-hello',
      'run-again',
      'list-all',
    ]);
  });
});

describe('a mistake in checks.ts', () => {
  it.each([
    [
      'a step without a check',
      changed(checksFile, "  two: { watches: ['containers'], evaluate },\n", ''),
      `lessons/${checksFile}:2: the check of step "two" is missing`,
    ],
    [
      'a check without a step',
      changed(checksFile, '  two: {', '  tow: {'),
      `lessons/${checksFile}:4: tow: lesson.yaml has no such step; did you mean "two"?`,
    ],
    [
      'an unknown field',
      changed(checksFile, "two: { watches: ['containers']", "two: { watch: [], watches: ['containers']"),
      `lessons/${checksFile}:4: two.watch: is not a known field; did you mean "watches"?`,
    ],
    [
      'no function to evaluate',
      changed(
        checksFile,
        "two: { watches: ['containers'], evaluate }",
        "two: { watches: ['containers'], evaluate: 1 }",
      ),
      `lessons/${checksFile}:4: two.evaluate: must be a function`,
    ],
    ['no default export', { [checksFile]: 'export {};\n' }, `lessons/${checksFile}:1: default: is missing`],
    ['a missing file', { [checksFile]: undefined }, `lessons/${checksFile}:1: this file is missing`],
    [
      'a file that throws',
      { [checksFile]: 'throw new Error("no luck");\n' },
      `lessons/${checksFile}:1: could not be loaded: no luck`,
    ],
  ])('is told with file, line and field: %s', async (_, changes, expected) => {
    expect(await mistakesOf(changes)).toContain(expected);
  });

  it('is thrown by loadChecks too, without the mistakes of the proof', async () => {
    await using lessons = await lessonsOnDisk({ [checksFile]: undefined, [proofFile]: undefined });
    const lesson = await firstLesson(lessons.directory);
    await expect(loadChecks(lessons.directory, lesson)).rejects.toThrow(
      `lessons/${checksFile}:1: this file is missing`,
    );
    await expect(loadProof(lessons.directory, lesson)).rejects.toThrow(`lessons/${proofFile}:1: this file is missing`);
  });
});

describe('a mistake in proof.yaml', () => {
  it.each([
    [
      'a step without a proof',
      { [proofFile]: 'steps: {}\n' },
      `lessons/${proofFile}:1: steps: the proof of step "two" is missing`,
    ],
    [
      'a proof without a step',
      changed(proofFile, '  two:', '  tow:'),
      `lessons/${proofFile}:7: steps.tow: lesson.yaml has no such step; did you mean "two"?`,
    ],
    [
      'a single wrong answer',
      changed(proofFile, '      - { name: b, type: [docker b], hint: hint-b }\n', ''),
      `lessons/${proofFile}:4: steps.one.wrong: needs at least two wrong answers`,
    ],
    [
      'two wrong answers with the same hint',
      changed(proofFile, 'hint: hint-b', 'hint: hint-a'),
      `lessons/${proofFile}:6: steps.one.wrong[1].hint: "hint-a" is already expected in line 5; every wrong answer needs a hint of its own`,
    ],
    [
      'an unknown field',
      changed(proofFile, '    solution: [docker one]', '    solution: [docker one]\n    alsoRigth: []'),
      `lessons/${proofFile}:4: steps.one.alsoRigth: is not a known field; did you mean "alsoRight"?`,
    ],
    [
      'a command of two lines',
      changed(proofFile, 'solution: [docker one]', 'solution: ["docker\\none"]'),
      `lessons/${proofFile}:3: steps.one.solution[0]: must be one line that is not empty`,
    ],
  ])('is told with file, line and field: %s', async (_, changes, expected) => {
    expect(await mistakesOf(changes)).toContain(expected);
  });
});
