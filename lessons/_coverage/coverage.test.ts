/** A promise is kept by a step that has the learner do it, in each chapter that has lessons, and by nothing else. */
import { describe, expect, it } from 'vitest';
import type { CoverageItem } from '#lessons/_schema/coverage.ts';
import { coverageReport } from './coverage-report.ts';
import { coverageOf, type LessonWork, type StepWork } from './coverage.ts';

const step = (work: Partial<StepWork>): StepWork => ({
  stepId: 'do-it',
  covers: [],
  commands: [],
  dockerfiles: [],
  ...work,
});
const lesson = (work: Partial<LessonWork>): LessonWork => ({
  lessonId: 'ch02/first',
  chapterId: 'ch02',
  tells: [],
  steps: [],
  ...work,
});
const name = { ko: '이름', en: 'name' };

/** The state of an item of chapter 2 in a course with one lesson of one step. */
function stateOf(item: Omit<CoverageItem, 'id' | 'chapters'>, work: Partial<StepWork>, tells: string[] = []) {
  const items = [{ id: 'thing', chapters: ['ch02'], ...item }];
  return coverageOf(items, ['ch02'], [lesson({ tells, steps: [step(work)] })])[0]?.state;
}

describe('coverageOf', () => {
  it('names the lessons and steps, in the order of the course', () => {
    const items: CoverageItem[] = [{ id: 'ls', chapters: ['ch01', 'ch02'], command: 'docker container ls' }];
    const second = lesson({
      lessonId: 'ch02/second',
      steps: [step({ stepId: 'again', commands: ['docker container ls'] })],
    });
    const first = lesson({ steps: [step({ commands: ['docker ps'] })] });
    expect(coverageOf(items, ['ch01', 'ch02'], [first, second])).toEqual([
      { item: items[0], chapterId: 'ch01', state: 'no-lessons', places: [] },
      {
        item: items[0],
        chapterId: 'ch02',
        state: 'done',
        places: [
          { lessonId: 'ch02/first', stepId: 'do-it' },
          { lessonId: 'ch02/second', stepId: 'again' },
        ],
      },
    ]);
  });

  it('asks each chapter for itself', () => {
    const items: CoverageItem[] = [{ id: 'ls', chapters: ['ch01', 'ch02'], command: 'docker container ls' }];
    const lessons = [
      lesson({ lessonId: 'ch01/a', chapterId: 'ch01', steps: [step({ commands: ['docker version'] })] }),
      lesson({ steps: [step({ commands: ['docker ps'] })] }),
    ];
    expect(coverageOf(items, ['ch01', 'ch02'], lessons).map(({ state }) => state)).toEqual(['missing', 'done']);
  });

  it.each<[string, Omit<CoverageItem, 'id' | 'chapters'>, Partial<StepWork>, 'done' | 'missing']>([
    [
      'a flag in its short form',
      { command: 'docker container run', flag: '--detach' },
      { commands: ['docker run -d x'] },
      'done',
    ],
    [
      'the flag of another command',
      { command: 'docker container run', flag: '--detach' },
      { commands: ['docker exec -d x ls'] },
      'missing',
    ],
    [
      'a command without the flag',
      { command: 'docker container run', flag: '--detach' },
      { commands: ['docker run x'] },
      'missing',
    ],
    [
      'the right value of a flag',
      { command: 'docker container run', flag: '--network', matching: '^host$' },
      { commands: ['docker run --net host x'] },
      'done',
    ],
    [
      'another value of a flag',
      { command: 'docker container run', flag: '--network', matching: '^host$' },
      { commands: ['docker run --net ghost x'] },
      'missing',
    ],
    ['words of a command', { command: 'ctr', matching: 'images? pull' }, { commands: ['ctr image pull x'] }, 'done'],
    [
      'other words of a command',
      { command: 'ctr', matching: 'images? pull' },
      { commands: ['ctr image ls'] },
      'missing',
    ],
    ['an instruction', { instruction: 'COPY' }, { dockerfiles: ['COPY . .'] }, 'done'],
    ['an instruction that is only typed', { instruction: 'COPY' }, { commands: ['COPY . .'] }, 'missing'],
    [
      'the flag of an instruction',
      { instruction: 'COPY', flag: '--from' },
      { dockerfiles: ['COPY --from=a . .'] },
      'done',
    ],
    [
      'an instruction without the flag',
      { instruction: 'COPY', flag: '--from' },
      { dockerfiles: ['COPY . .'] },
      'missing',
    ],
    ['a concept that a step covers', { name }, { covers: ['thing'] }, 'done'],
    ['a concept that no step covers', { name }, { covers: ['other'] }, 'missing'],
  ])('looks for %s', (_what, item, work, expected) => {
    expect(stateOf(item, work)).toBe(expected);
  });

  it('lets only what cannot be done be told', () => {
    expect(stateOf({ name, told: true }, {}, ['thing'])).toBe('told');
    expect(stateOf({ name }, {}, ['thing'])).toBe('missing');
    expect(stateOf({ command: 'docker search', told: true }, {}, ['thing'])).toBe('told');
  });
});

describe('coverageReport', () => {
  const items: CoverageItem[] = [
    { id: 'run', chapters: ['ch02'], command: 'docker container run', flag: '--detach' },
    { id: 'copy', chapters: ['ch02'], instruction: 'COPY' },
    { id: 'layers', name, chapters: ['ch02'] },
    { id: 'serverless', name, chapters: ['ch02'], told: true },
    { id: 'later', name, chapters: ['ch03'] },
  ];

  it('shows where each promise is kept, what is missing, and how many are asked for later', () => {
    const work = lesson({
      tells: ['serverless'],
      steps: [step({ commands: ['docker run -d a'] }), step({ stepId: 'b', commands: ['docker run -d b'] })],
    });
    const report = coverageReport(coverageOf(items, ['ch02', 'ch03'], [work]));
    expect(report.lines).toEqual([
      'chapter  concept     name                           lesson      step and check',
      'ch02     run         docker container run --detach  ch02/first  do-it (and 1 more)',
      'ch02     copy        COPY                           -           missing',
      'ch02     layers      name                           -           missing',
      'ch02     serverless  name                           ch02/first  told',
      '',
      'Missing:',
      '  ch02: copy: needs a step that has the learner write COPY into a Dockerfile',
      '  ch02: layers: needs a step that names it in "covers:" (name)',
      '',
      'Not asked for yet: ch03 (1)',
      '',
    ]);
    expect(report).toMatchObject({ passed: 2, failed: 2, skipped: 1 });
  });

  it('has no table when no chapter has lessons', () => {
    expect(coverageReport(coverageOf(items, ['ch03'], []))).toEqual({
      lines: ['', 'Not asked for yet: ch03 (1)', ''],
      passed: 0,
      failed: 0,
      skipped: 1,
    });
  });
});
