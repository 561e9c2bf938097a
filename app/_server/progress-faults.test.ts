/**
 * A database that fails in every way a real one does: what was acknowledged stays, what was not is told as not saved, and
 * nothing needs a restart once the cause is gone.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { errorBodySchema } from '#protocol/errors.ts';
import { holdLock, prepareDatabase, queryDatabase } from '#prisma/testing/database-file.ts';
import { acceptedProgress } from './testing/accepted-progress.ts';
import { killWriters } from './testing/kill-writers.ts';

// Outside of Next.js nothing is sent to a browser, which is all that this import guards against.
vi.mock('server-only', () => ({}));

const secret = 'a'.repeat(32);
/** Each costs a start of a process; `npm run bench -- --only database-kills` does it 200 times. */
const KILLS = 15;

let directory: string;
let file: string;
let cleanUp: (() => void | Promise<void>)[];

beforeEach(async () => {
  cleanUp = [];
  directory = await mkdtemp(path.join(tmpdir(), 'drydock-faults-'));
  file = path.join(directory, 'drydock.db');
  vi.resetModules();
  vi.stubEnv('DRYDOCK_SECRET', secret);
  // The log of failures that are meant to happen would hide those that are not.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  for (const step of cleanUp.reverse()) await step();
  await rm(directory, { recursive: true });
});

/** Makes the database with its one account and lets the product use it. */
async function useDatabase(): Promise<void> {
  await prepareDatabase(file);
  vi.stubEnv('DATABASE_URL', `file:${file}`);
  const { currentAccount } = await import('./account.ts');
  await currentAccount();
}

/** What the sandbox server is answered when it reports a passed step. */
async function report(stepId = acceptedProgress.stepId): Promise<Response> {
  const { POST } = await import('../api/internal/progress/route.ts');
  return POST(
    new Request('http://127.0.0.1/api/internal/progress', {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...acceptedProgress, stepId }),
    }),
  );
}

async function expectRefused(answer: Response): Promise<void> {
  expect(answer.status).toBe(503);
  expect(errorBodySchema.parse(await answer.json()).error.code).toBe('progress-unavailable');
}

async function recordedSteps(): Promise<unknown[]> {
  return (await queryDatabase(file, 'SELECT stepId FROM StepProgress ORDER BY stepId')).flat();
}

describe('progress, while another process holds the database locked,', { timeout: 60_000 }, () => {
  beforeEach(useDatabase);

  it('is told as not saved, is still shown, and is saved when it is reported again afterwards', async () => {
    expect((await report()).status).toBe(204);
    const lock = await holdLock(file);
    cleanUp.push(() => lock.release());
    await expectRefused(await report('run-again'));
    const { passedStepsOfLesson } = await import('./progress.ts');
    expect(await passedStepsOfLesson('local', acceptedProgress.lessonId)).toEqual(['run-hello']);
    await lock.release();
    expect(await recordedSteps()).toEqual(['run-hello']);
    expect((await report('run-again')).status).toBe(204);
    expect(await recordedSteps()).toEqual(['run-again', 'run-hello']);
  });

  it('is saved at once when the lock is short', async () => {
    const lock = await holdLock(file);
    cleanUp.push(() => lock.release());
    const answer = report();
    await lock.release();
    expect((await answer).status).toBe(204);
    expect(await recordedSteps()).toEqual(['run-hello']);
  });

  it('holds up nobody else in the process', async () => {
    const lock = await holdLock(file);
    cleanUp.push(() => lock.release());
    let isAnswered = false;
    const answer = report().finally(() => (isAnswered = true));
    let turns = 0;
    while (!isAnswered) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      turns += 1;
    }
    await expectRefused(await answer);
    // A wait within SQLite would have left one turn or two.
    expect(turns).toBeGreaterThan(10);
  });
});

describe('progress, when processes are killed while they write it,', { timeout: 120_000 }, () => {
  it('is on the disk before it is acknowledged', async () => {
    await useDatabase();
    const { withDatabase } = await import('./database.ts');
    const full = 2n;
    expect(await withDatabase((database) => database.$queryRaw`PRAGMA synchronous`)).toEqual([{ synchronous: full }]);
    expect(await withDatabase((database) => database.$queryRaw`PRAGMA journal_mode`)).toEqual([
      { journal_mode: 'wal' },
    ]);
  });

  it(`keeps each acknowledged step over ${String(KILLS)} kills, whole, and no other`, async () => {
    await useDatabase();
    const { lost, wrong, integrity, acknowledged } = await killWriters(file, KILLS);
    expect({ lost, wrong, integrity }).toEqual({ lost: [], wrong: [], integrity: 'ok' });
    expect(acknowledged).toBeGreaterThanOrEqual(KILLS);
  });
});

/** Whether this process may mount file systems; only then can a disk be filled or made read-only without harm. */
function mayMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.runIf(mayMount())('progress, on a disk that takes nothing more,', { timeout: 60_000 }, () => {
  let disk: string;

  beforeEach(async () => {
    disk = path.join(directory, 'disk');
    await mkdir(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'none', disk]);
    cleanUp.push(() => void execFileSync('umount', ['--lazy', disk]));
    file = path.join(disk, 'drydock.db');
  });

  it('is told as not saved, is still shown, and is saved once there is space again', async () => {
    await useDatabase();
    expect((await report()).status).toBe(204);
    const filler = path.join(disk, 'filler');
    await writeFile(filler, Buffer.alloc(4 * 1024 ** 2)).catch((error: unknown) =>
      expect(error).toMatchObject({ code: 'ENOSPC' }),
    );
    // Pages that the log already has are written without new space, so not the first report need be the one that fails.
    const statuses = [];
    for (const stepId of ['run-again', 'list-all', 'run-again', 'list-all'])
      statuses.push((await report(stepId)).status);
    const { passedStepsOfLesson } = await import('./progress.ts');
    expect(await passedStepsOfLesson('local', acceptedProgress.lessonId)).toContain('run-hello');
    await rm(filler);
    expect((await report('run-again')).status).toBe(204);
    expect(await queryDatabase(file, 'PRAGMA integrity_check')).toEqual([['ok']]);
    expect(await recordedSteps()).toContain('run-again');
    expect(statuses).toContain(503);
  });

  it('which is mounted read-only is told as not saved, and saved once it can be written', async () => {
    await useDatabase();
    await disconnect();
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    await expectRefused(await report());
    execFileSync('mount', ['-o', 'remount,rw', disk]);
    expect((await report()).status).toBe(204);
    expect(await recordedSteps()).toEqual(['run-hello']);
  });

  it('of which only the file is read-only is told as not saved, is still shown, and saved without a restart', async () => {
    await useDatabase();
    await disconnect();
    execFileSync('mount', ['--bind', file, file]);
    execFileSync('mount', ['-o', 'remount,ro,bind', file]);
    await expectRefused(await report());
    const { passedSteps } = await import('./progress.ts');
    expect(await passedSteps('local')).toEqual(new Map());
    execFileSync('umount', ['--lazy', file]);
    // The first report may still find the connection that the page has opened for reading; the sandbox server repeats it.
    await report();
    expect((await report()).status).toBe(204);
    expect(await recordedSteps()).toEqual(['run-hello']);
  });
});

/** Lets the next query open the file anew, as that of a product which has just been started. */
async function disconnect(): Promise<void> {
  const { withDatabase } = await import('./database.ts');
  await withDatabase((database) => database.$disconnect());
}
