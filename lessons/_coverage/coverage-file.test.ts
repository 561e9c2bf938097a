/** Mistakes in coverage.yaml, and lessons that name what it does not have, are reported with file, line and nearest name. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { LessonMistakes, loadCatalogue, readCatalogue } from '#lessons/_loader/catalogue.ts';
import { changed, lessonPath, lessonsOnDisk, type Changes } from '#lessons/_loader/lessons-on-disk.ts';
import { MistakeList } from '#lessons/_loader/mistakes.ts';
import { readCoverage } from './coverage-file.ts';

const lessonYaml = `${lessonPath}/lesson.yaml`;

const items = `items:
  - { id: layers, name: { ko: 층, en: layers }, chapters: [ch02] }
  - { id: serverless, name: { ko: 서버리스, en: serverless }, chapters: [ch02], told: true }
  - { id: run-detach, chapters: [ch02], command: docker container run, flag: --detach }
  - { id: copy, chapters: [ch02], instruction: COPY }
`;

async function mistakesOf(changes: Changes): Promise<string[]> {
  await using lessons = await lessonsOnDisk({ 'coverage.yaml': items, ...changes });
  const error: unknown = await loadCatalogue(lessons.directory).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined) return [];
  if (!(error instanceof LessonMistakes)) throw new Error('expected LessonMistakes', { cause: error });
  return error.message.split('\n');
}

const covering = (ids: string): Changes =>
  changed(lessonYaml, '    title: { ko: 하나, en: One }', `    title: { ko: 하나, en: One }\n    covers: ${ids}`);
const telling = (ids: string): Changes => changed(lessonYaml, 'minutes: 5', `minutes: 5\ntells: ${ids}`);

describe('a lesson', () => {
  it('may cover concepts and tell what can only be told', async () => {
    expect(await mistakesOf(covering('[layers, serverless]'))).toEqual([]);
    expect(await mistakesOf(telling('[serverless]'))).toEqual([]);
  });

  it.each<[string, Changes, string]>([
    [
      'an unknown concept',
      covering('[layer]'),
      '8: steps[0].covers[0]: "layer" is not in coverage.yaml; did you mean "layers"?',
    ],
    [
      'a command',
      covering('[run-detach]'),
      '8: steps[0].covers[0]: "run-detach" is a command, which is found in what the step has the learner type',
    ],
    [
      'an instruction',
      covering('[copy]'),
      '8: steps[0].covers[0]: "copy" is an instruction, which is found in the Dockerfile that the step has the learner write',
    ],
    ['an unknown thing to tell', telling('[quantum]'), '4: tells[0]: "quantum" is not in coverage.yaml'],
    [
      'to tell what can be done',
      telling('[layers]'),
      '4: tells[0]: "layers" must be done in a step; only what has "told: true" in coverage.yaml can be told',
    ],
  ])('is refused with %s', async (_what, changes, expected) => {
    expect(await mistakesOf(changes)).toEqual([`lessons/${lessonYaml}:${expected}`]);
  });

  it('can name nothing in a course that promises nothing', async () => {
    expect(await mistakesOf({ ...covering('[layers]'), 'coverage.yaml': undefined })).toEqual([
      `lessons/${lessonYaml}:8: steps[0].covers[0]: "layers" is not in coverage.yaml`,
    ]);
  });
});

describe('coverage.yaml', () => {
  it.each([
    [
      'an id used twice',
      '{ id: layers, name: { ko: 층, en: x }, chapters: [ch02] }',
      'items[4].id: "layers" is already used in line 2',
    ],
    [
      'an unknown chapter',
      '{ id: a, name: { ko: 층, en: x }, chapters: [ch3] }',
      'items[4].chapters[0]: must be "ch" and two digits (ch02), or "a" and one digit for the appendix (a1)',
    ],
    [
      'a chapter that the course does not have',
      '{ id: a, name: { ko: 층, en: x }, chapters: [ch03] }',
      'items[4].chapters[0]: chapter "ch03" is not in catalogue.yaml; did you mean "ch01"?',
    ],
    [
      'an unknown command',
      '{ id: a, chapters: [ch02], command: docker contaner run }',
      'items[4].command: "docker contaner run" is not in lessons/_commands; did you mean "docker container run"?',
    ],
    [
      'an unknown flag',
      '{ id: a, chapters: [ch02], command: docker container run, flag: --detatch }',
      'items[4].flag: docker container run has no --detatch in lessons/_commands; did you mean "--detach"?',
    ],
    [
      'an unknown instruction',
      '{ id: a, chapters: [ch02], instruction: COPPY }',
      'items[4].instruction: "COPPY" is no instruction; did you mean "COPY"?',
    ],
    ['a concept without a name', '{ id: a, chapters: [ch02] }', 'items[4].name: is missing'],
    [
      'a flag of nothing',
      '{ id: a, name: { ko: 층, en: x }, chapters: [ch02], flag: --all }',
      'items[4].flag: needs a command or an instruction that it belongs to',
    ],
    [
      'both a command and an instruction',
      '{ id: a, chapters: [ch02], command: docker, instruction: RUN }',
      'items[4].instruction: cannot stand beside a command',
    ],
    [
      'a pattern that is none',
      "{ id: a, chapters: [ch02], command: docker, matching: '(' }",
      'items[4].matching: must be a regular expression',
    ],
    [
      'an unknown field',
      '{ id: a, name: { ko: 층, en: x }, chapters: [ch02], tolt: true }',
      'items[4].tolt: is not a known field; did you mean "told"?',
    ],
  ])('is refused with %s', async (_what, line, expected) => {
    expect(await mistakesOf({ 'coverage.yaml': `${items}  - ${line}\n` })).toEqual([
      `lessons/coverage.yaml:6: ${expected}`,
    ]);
  });

  it('of the course has no mistakes', async () => {
    const directory = path.resolve(import.meta.dirname, '..');
    const mistakes = new MistakeList(directory);
    const { parts } = (await readCatalogue(directory, { parts: [] })).catalogue;
    const { items: shipped } = await readCoverage(
      directory,
      parts.flatMap(({ chapters }) => chapters.map(({ id }) => id)),
      mistakes,
    );
    mistakes.throwIfAny();
    expect(shipped.length).toBeGreaterThan(300);
  });
});
