/**
 * Kills processes in the middle of recording progress and tells what the database has of it afterwards.
 *
 * For tests and benchmarks only.
 */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { queryDatabase } from '#prisma/testing/database-file.ts';
import { acceptedProgress } from './accepted-progress.ts';

const repositoryDirectory = path.resolve(import.meta.dirname, '../../..');

/** A writer is killed after at most this many acknowledged steps … */
const MOST_STEPS = 40;
/** … and this many milliseconds more, so that it is not always killed at the same point of its work. */
const MOST_DELAY_MS = 8;

/** What became of the progress. */
export interface KillReport {
  readonly kills: number;
  readonly acknowledged: number;
  /** Acknowledged steps that the database does not have. */
  readonly lost: readonly string[];
  /** Rows that nobody asked for, or not with these values. */
  readonly wrong: readonly (readonly unknown[])[];
  /** SQLite's own judgement of the file, "ok" when nothing is wrong. */
  readonly integrity: unknown;
}

/**
 * Kills so many writers, one after the other, each at a random moment.
 *
 * @param file database with tables and the local account
 */
export async function killWriters(file: string, kills: number): Promise<KillReport> {
  const acknowledged: string[] = [];
  for (let number = 0; number < kills; number += 1) {
    acknowledged.push(...(await killOneWriter(file, `kill${String(number)}`)));
  }
  const rows = await queryDatabase(file, 'SELECT accountId, lessonId, stepId, sessionId, passedAt FROM StepProgress');
  const { accountId, lessonId, sessionId, passedAt } = acceptedProgress;
  const kept = new Set<unknown>();
  const wrong = rows.filter((row) => {
    const [, , stepId, , at] = row;
    kept.add(stepId);
    const isAsked = row[0] === accountId && row[1] === lessonId && row[3] === sessionId;
    return !isAsked || !/^kill\d+-\d+$/.test(String(stepId)) || Date.parse(String(at)) !== Date.parse(passedAt);
  });
  const [integrity] = await queryDatabase(file, 'PRAGMA integrity_check');
  return {
    kills,
    acknowledged: acknowledged.length,
    lost: acknowledged.filter((stepId) => !kept.has(stepId)),
    wrong,
    integrity: integrity?.[0],
  };
}

/** Answers the steps that were acknowledged before the process died. */
async function killOneWriter(file: string, prefix: string): Promise<readonly string[]> {
  const options = ['--conditions=react-server', '--import', 'tsx', 'app/_server/testing/record-steps.ts', prefix];
  const writer = spawn(process.execPath, options, {
    cwd: repositoryDirectory,
    env: { ...process.env, DATABASE_URL: `file:${file}`, DRYDOCK_SECRET: 'a'.repeat(32) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(writer, 'close');
  const lines: string[] = [];
  const killAt = randomInt(1, MOST_STEPS + 1);
  createInterface({ input: writer.stdout }).on('line', (line) => {
    lines.push(line);
    if (lines.length === killAt) setTimeout(() => writer.kill('SIGKILL'), randomInt(0, MOST_DELAY_MS + 1));
  });
  await closed;
  if (writer.signalCode !== 'SIGKILL') throw new Error(`the writer ended by itself with ${String(writer.exitCode)}`);
  return lines;
}
