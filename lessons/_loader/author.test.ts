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
    const proof = await loadProof(lessons.directory, lesson);
    expect(proof.kind).toBe('lesson');
    expect(proof.steps['two']).toEqual({
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

const goals = ['one', 'two'].map((id) => `:::step{id="${id}"}\n\n${id}\n\n:::\n`).join('\n');

const labFiles: Changes = {
  [`${lessonPath}/ko.md`]: goals,
  [`${lessonPath}/en.md`]: goals,
  ...changed(
    `${lessonPath}/lesson.yaml`,
    `  - id: one
    title: { ko: 하나, en: One }
  - id: two
    title: { ko: 둘, en: Two }
`,
    `  - id: one
    title: { ko: 하나, en: One }
    points: 40
  - id: two
    title: { ko: 둘, en: Two }
    points: 60
kind: lab
`,
  ),
  [proofFile]: `solution: [docker one, { file: web/Dockerfile, text: "FROM scratch\\n" }]
alsoRight:
  - { name: otherwise, type: [docker 1] }
steps:
  one:
    wrong:
      - { name: a, type: [docker a], hint: hint-a, passes: [two] }
      - { name: b, type: [docker b], hint: hint-b }
  two:
    wrong:
      - { name: a, type: [docker a], hint: hint-a }
      - { name: b, type: [docker b], hint: hint-b }
`,
};

/** The files of a right lab with one piece of its proof replaced. */
function labProof(piece: string, by: string): Changes {
  const text = labFiles[proofFile] ?? '';
  if (!text.includes(piece)) throw new Error(`the proof has no ${JSON.stringify(piece)}`);
  return { ...labFiles, [proofFile]: text.replace(piece, () => by) };
}

describe('the proof of a lab', () => {
  it('has one solution, of commands and files, and wrong answers that pass other steps', async () => {
    await using lessons = await lessonsOnDisk(labFiles);
    const lesson = await firstLesson(lessons.directory);
    expect(await loadProof(lessons.directory, lesson)).toMatchObject({
      kind: 'lab',
      solution: ['docker one', { file: 'web/Dockerfile', text: 'FROM scratch\n' }],
      alsoRight: [{ name: 'otherwise', type: ['docker 1'] }],
      steps: { one: { wrong: [{ passes: ['two'] }, { passes: [] }] } },
    });
  });

  it.each([
    [
      'no other right way',
      labProof('  - { name: otherwise, type: [docker 1] }\n', '  []\n'),
      `lessons/${proofFile}:2: alsoRight: needs at least one other right way`,
    ],
    [
      'a solution for one step',
      labProof('  two:\n', '  two:\n    solution: [docker two]\n'),
      `lessons/${proofFile}:10: steps.two.solution: is not a known field; it can be "wrong"`,
    ],
    [
      'a wrong answer that passes an unknown step',
      labProof('passes: [two]', 'passes: [tow]'),
      `lessons/${proofFile}:7: steps.one.wrong[0].passes[0]: lesson.yaml has no such step; did you mean "two"?`,
    ],
    [
      'a wrong answer that passes the step it fails',
      labProof('passes: [two]', 'passes: [one]'),
      `lessons/${proofFile}:7: steps.one.wrong[0].passes[0]: is the step that must fail`,
    ],
    [
      'a file outside of the home',
      labProof('file: web/Dockerfile', 'file: ../Dockerfile'),
      `lessons/${proofFile}:1: solution[1].file: must be a path below the learner's home`,
    ],
  ])('is told what is wrong with file, line and field: %s', async (_, changes, expected) => {
    expect(await mistakesOf(changes)).toContain(expected);
  });
});
