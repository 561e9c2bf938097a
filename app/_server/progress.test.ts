/**
 * Progress in a real database file, made by the real migrations.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RecordProgressRequest } from '#protocol/control.ts';

// Outside of Next.js nothing is sent to a browser, which is all that this import guards against.
vi.mock('server-only', () => ({}));

const repositoryDirectory = path.resolve(import.meta.dirname, '../..');
const passed: RecordProgressRequest = {
  accountId: 'local',
  lessonId: 'ch02/first-container',
  stepId: 'run-hello',
  sessionId: '0123456789abcdef0123456789abcdef',
  passedAt: '2026-11-21T09:00:00.000Z',
};
let stateDirectory: string;

/** Runs prisma/migrate.ts as a start of Drydock does; answers what it printed. */
async function migrate(command: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'prisma/migrate.ts', command], {
    cwd: repositoryDirectory,
  });
  return stdout.trim();
}

beforeAll(async () => {
  stateDirectory = await mkdtemp(path.join(tmpdir(), 'drydock-progress-'));
  vi.stubEnv('DRYDOCK_STATE_DIR', stateDirectory);
  vi.stubEnv('DATABASE_URL', undefined);
  vi.stubEnv('DRYDOCK_SECRET', 'a'.repeat(32));
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(stateDirectory, { recursive: true });
});

describe('progress', { timeout: 30_000 }, () => {
  it('is told as not available while the database has no tables', async () => {
    const { passedSteps } = await import('./progress.ts');
    await expect(passedSteps('local')).rejects.toMatchObject({ code: 'progress-unavailable' });
  });

  it('can be kept once the migrations are applied, which a second start finds done although the database is in use', async () => {
    expect(await migrate('deploy')).toMatch(/^applied \d{14}_init\napplied \d{14}_hint_use$/);
    const { currentAccount } = await import('./account.ts');
    expect(await currentAccount()).toEqual({ id: 'local' });
    expect(await migrate('deploy')).toBe('up to date');
    expect(await migrate('check')).toBe('schema.prisma and the migrations agree');
  });

  it('keeps the first time a step was passed, however often it is reported', async () => {
    const { passedSteps, passedStepsOfLesson, recordPassedStep } = await import('./progress.ts');
    const { withDatabase } = await import('./database.ts');
    await recordPassedStep(passed);
    await recordPassedStep({ ...passed, sessionId: 'f'.repeat(32), passedAt: '2026-11-22T09:00:00.000Z' });
    expect(await passedStepsOfLesson('local', passed.lessonId)).toEqual(['run-hello']);
    expect([...(await passedSteps('local'))]).toEqual([[passed.lessonId, new Set(['run-hello'])]]);
    const rows = await withDatabase((database) => database.stepProgress.findMany());
    expect(rows.map(({ sessionId, passedAt }) => [sessionId, passedAt.toISOString()])).toEqual([
      [passed.sessionId, passed.passedAt],
    ]);
  });

  it('of somebody who does not exist is refused and not kept', async () => {
    const { passedSteps, recordPassedStep } = await import('./progress.ts');
    await expect(recordPassedStep({ ...passed, accountId: 'nobody' })).rejects.toMatchObject({
      code: 'bad-request',
      message: 'accountId',
    });
    expect(await passedSteps('nobody')).toEqual(new Map());
  });
});
