/**
 * Hints of labs in a real database file, asked for through the route with lessons of the test's own.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadCatalogue } from '#lessons/_loader/catalogue.ts';
import {
  changed,
  lessonPath,
  lessonsOnDisk,
  rightFiles,
  type LessonsOnDisk,
} from '#lessons/_loader/lessons-on-disk.ts';

// Outside of Next.js nothing is sent to a browser, which is all that this import guards against.
vi.mock('server-only', () => ({}));
vi.mock('./catalogue.ts', () => ({ catalogue: () => loadCatalogue(lessons.directory) }));

const repositoryDirectory = path.resolve(import.meta.dirname, '../..');
const own = 'http://localhost:3000';
const lab = '010.first';
const hints = ':::hint{cost="5"}\nTry.\n:::\n\n:::hint{cost="10"}\nTry.\n:::\n';
const text = `::::step{id="one"}\n\n${hints}\n::::\n\n:::step{id="two"}\n:::\n`;
let stateDirectory: string;
let lessons: LessonsOnDisk;

/** The right files with their lesson made a lab, and the same lesson as it was beside it. */
function files() {
  const yaml = `${lessonPath}/lesson.yaml`;
  const steps = (rightFiles[yaml] ?? '')
    .replaceAll(' }\n  - id', ' }\n    points: 50\n  - id')
    .replace(/\n$/, '\n    points: 50\n');
  const lesson = Object.fromEntries(
    Object.entries(rightFiles)
      .filter(([name]) => name.startsWith(lessonPath))
      .map(([name, content]) => [name.replace(lab, '020.plain'), content]),
  );
  return {
    ...lesson,
    ...changed(yaml, rightFiles[yaml] ?? '', `kind: lab\n${steps}`),
    [`${lessonPath}/ko.md`]: text,
    [`${lessonPath}/en.md`]: text,
  };
}

/** Asks the route for a hint; answers the status and, of a refusal, its code and detail. */
async function ask(body: unknown, { lesson = 'first', origin = own } = {}): Promise<readonly unknown[]> {
  const { POST } = await import('#app/api/lessons/[chapter]/[lesson]/hints/route.ts');
  const request = new Request(`${own}/api/lessons/ch02/${lesson}/hints`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify(body),
  });
  const answer = await POST(request, { params: Promise.resolve({ chapter: 'ch02', lesson }) });
  if (answer.ok) return [answer.status];
  const { errorBodySchema } = await import('#protocol/errors.ts');
  const { code, detail } = errorBodySchema.parse(await answer.json()).error;
  return [answer.status, code, detail];
}

beforeAll(async () => {
  stateDirectory = await mkdtemp(path.join(tmpdir(), 'drydock-hints-'));
  lessons = await lessonsOnDisk(files());
  vi.stubEnv('DRYDOCK_STATE_DIR', stateDirectory);
  vi.stubEnv('DRYDOCK_PORT', '3000');
  vi.stubEnv('DATABASE_URL', undefined);
  vi.stubEnv('DRYDOCK_SECRET', 'a'.repeat(32));
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'prisma/migrate.ts', 'deploy'], {
    cwd: repositoryDirectory,
  });
}, 30_000);

afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(stateDirectory, { recursive: true });
  await lessons[Symbol.asyncDispose]();
});

beforeEach(async () => {
  const { withDatabase } = await import('./database.ts');
  const { currentAccount } = await import('./account.ts');
  await currentAccount();
  await withDatabase(async (database) => {
    await database.hintUse.deleteMany();
    await database.stepProgress.deleteMany();
  });
});

describe('a hint of a lab', { timeout: 30_000 }, () => {
  it('is kept once it was asked for, and only once however often', async () => {
    const { askedHints, askedHintsOfLesson } = await import('./hints.ts');
    expect(await askedHintsOfLesson('local', 'ch02/first')).toEqual({});
    expect(await ask({ stepId: 'one', number: 1 })).toEqual([204]);
    expect(await ask({ stepId: 'one', number: 1 })).toEqual([204]);
    expect(await askedHintsOfLesson('local', 'ch02/first')).toEqual({ one: 1 });
    expect(await ask({ stepId: 'one', number: 2 })).toEqual([204]);
    expect(await askedHintsOfLesson('local', 'ch02/first')).toEqual({ one: 2 });
    expect([...(await askedHints('local'))]).toEqual([['ch02/first', { one: 2 }]]);
    expect(await askedHints('nobody')).toEqual(new Map());
  });

  it('is asked for in its turn', async () => {
    const { askedHintsOfLesson } = await import('./hints.ts');
    expect(await ask({ stepId: 'one', number: 2 })).toEqual([400, 'bad-request', 'number']);
    expect(await askedHintsOfLesson('local', 'ch02/first')).toEqual({});
  });

  it('costs nothing any more once its goal has passed: it is not given', async () => {
    const { askedHintsOfLesson } = await import('./hints.ts');
    const { recordPassedStep } = await import('./progress.ts');
    await recordPassedStep({
      accountId: 'local',
      lessonId: 'ch02/first',
      stepId: 'one',
      sessionId: '0'.repeat(32),
      passedAt: '2026-11-21T09:00:00.000Z',
    });
    expect(await ask({ stepId: 'one', number: 1 })).toEqual([400, 'bad-request', 'stepId']);
    expect(await askedHintsOfLesson('local', 'ch02/first')).toEqual({});
  });

  it.each([
    ['that its goal does not have', { stepId: 'one', number: 3 }, [400, 'bad-request', 'number']],
    ['of a goal without hints', { stepId: 'two', number: 1 }, [400, 'bad-request', 'number']],
    ['of a goal that is not there', { stepId: 'three', number: 1 }, [400, 'bad-request', 'stepId']],
    [
      'of a goal that is named like a part of the language',
      { stepId: 'constructor', number: 1 },
      [400, 'bad-request', 'stepId'],
    ],
    ['before the first', { stepId: 'one', number: 0 }, [400, 'bad-request', 'number']],
    ['with more than a request for a hint has', { stepId: 'one', number: 1, cost: 0 }, [400, 'bad-request', 'body']],
  ])('%s is refused', async (_, body, expected) => {
    expect(await ask(body)).toEqual(expected);
  });

  it('is not asked for by other sites', async () => {
    expect(await ask({ stepId: 'one', number: 1 }, { origin: 'https://example.org' })).toEqual([
      403,
      'wrong-origin',
      'origin',
    ]);
  });

  it('is not kept for lessons, where hints cost nothing', async () => {
    expect(await ask({ stepId: 'one', number: 1 }, { lesson: 'plain' })).toEqual([404, 'lesson-unknown', 'path']);
  });
});
