/** A lesson and a lab are proven on the real engine, and what does not hold is reported with what was found. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Proof } from '#lessons/_loader/author.ts';
import type { Lesson } from '#lessons/_loader/catalogue.ts';
import { notStarted, passed, wrongMove, type Check, type Checks } from '#lessons/_schema/check.ts';
import { throwAwayInstallation } from '../testing/installation.ts';
import { verifyLesson, type TrialReport } from './verify-lesson.ts';

const inBoth = (text: string) => ({ ko: text, en: text });

function lessonOf(facts: Pick<Lesson, 'kind'> & Partial<Lesson>, ...stepIds: string[]): Lesson {
  return {
    id: 'ch01/tried',
    chapterId: 'ch01',
    slug: 'tried',
    title: inBoth('Tried'),
    summary: inBoth('Tried'),
    minutes: 1,
    images: [],
    files: null,
    start: [],
    tells: [],
    steps: stepIds.map((id) => ({ id, title: inBoth(id), points: null, covers: [] })),
    variables: {},
    pictures: new Map(),
    text: inBoth(''),
    ...facts,
  };
}

/** A volume of this name is there; another one is the hint `other-name`. */
function volumeCheck(name: string): Check {
  return {
    watches: ['volumes'],
    async evaluate(evidence) {
      const names = (await evidence.volumes()).map((volume) => volume.name);
      if (names.includes(name)) return passed();
      const others = names.filter((other) => other.startsWith('x-'));
      return others.length > 0 ? wrongMove('other-name', inBoth(others.join())) : notStarted(inBoth('make one'));
    },
  };
}

async function reportsOf(lesson: Lesson, checks: Checks, proof: Proof, hasSnapshots: boolean | null = null) {
  await using installation = throwAwayInstallation('verify');
  const driver = installation.driver();
  const { noSnapshotsBecause } = await driver.probe();
  const reports: TrialReport[] = [];
  const how = hasSnapshots ?? noSnapshotsBecause === null;
  await verifyLesson(driver, how, { lesson, checks, proof, onlyStep: null }, (report) => reports.push(report));
  expect(await driver.list()).toEqual([]);
  await driver.close();
  return reports.map(({ trial, result, reason }) => ({ trial, result, reason }));
}

const lesson = lessonOf({ kind: 'lesson', start: ['docker volume create from-start'] }, 'one', 'two');
const checks = { one: volumeCheck('one'), two: volumeCheck('two') };
const proof: Proof = {
  kind: 'lesson',
  steps: {
    one: {
      solution: ['docker volume create one'],
      alsoRight: [],
      wrong: [
        { name: 'another name', type: ['docker volume create x-one'], hint: 'other-name' },
        { name: 'a wrong proof', type: ['docker volume create one'], hint: 'other-name' },
      ],
    },
    two: {
      solution: ['docker volume create two'],
      alsoRight: [{ name: 'both again', type: ['docker volume create one', 'docker volume create two'] }],
      wrong: [{ name: 'another name', type: ['docker volume create x-two'], hint: 'other-name' }],
    },
  },
};

it.each([null, false])('a lesson is tried from the beginning of each step (snapshots: %s)', async (hasSnapshots) => {
  const reports = await reportsOf(lesson, checks, proof, hasSnapshots);
  expect(reports.map(({ trial, result }) => `${result} ${trial}`)).toEqual([
    'passed the untouched start fails every step',
    'passed the solution passes every step',
    'passed one: wrong: another name → other-name',
    'failed one: wrong: a wrong proof → other-name',
    'passed two: the solution, after coming back',
    'passed two: also right: both again',
    'passed two: wrong: another name → other-name',
  ]);
  const { reason = '' } = reports.find(({ result }) => result === 'failed') ?? {};
  expect(reason).toContain('expected step one to fail with the hint “other-name”\nfound {"outcome":"passed"}');
  expect(reason).toContain('docker volume create one');
});

it('what begins at a step that was not reached is skipped', async () => {
  const one = { solution: ['true'], alsoRight: [], wrong: [] };
  const reports = await reportsOf(lesson, checks, { kind: 'lesson', steps: { ...proof.steps, one } });
  expect(reports.map(({ result }) => result)).toEqual(['passed', 'failed', 'skipped', 'skipped', 'skipped']);
});

it('a lab is done with commands and files, from a start that was left to it', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-lab-'));
  await writeFile(path.join(folder, 'names'), 'x-brought\n');
  const lab = lessonOf({ kind: 'lab', files: folder, start: ['docker volume create "$(cat names)"'] }, 'one', 'two');
  const create = 'xargs -n 1 docker volume create < names';
  try {
    const reports = await reportsOf(lab, checks, {
      kind: 'lab',
      solution: [{ file: 'names', text: 'one\ntwo\n' }, create],
      alsoRight: [{ name: 'by hand', type: ['docker volume create one', 'docker volume create two'] }],
      steps: {
        one: { wrong: [{ name: 'two only', type: ['docker volume create two'], hint: 'other-name', passes: ['two'] }] },
        two: {
          wrong: [
            {
              name: 'one only',
              type: [{ file: 'in/names', text: 'one' }, `cd in && ${create}`],
              hint: 'other-name',
              passes: ['one'],
            },
          ],
        },
      },
    });
    expect(reports.map(({ trial, result, reason }) => `${result} ${trial}${reason}`)).toEqual([
      'passed the untouched start fails every step',
      'passed the solution passes every step',
      'passed also right: by hand',
      'passed one: wrong: two only → other-name',
      'passed two: wrong: one only → other-name',
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
