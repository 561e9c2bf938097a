/** Figure: progress that was acknowledged and is not there after its writer was killed, which must be none. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { killWriters } from '#app/_server/testing/kill-writers.ts';
import { prepareDatabase, queryDatabase } from '#prisma/testing/database-file.ts';
import { report } from './report.ts';

/** Kills so many writers in the middle of their work. */
export async function databaseKills(kills: number): Promise<void> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'drydock-bench-'));
  const file = path.join(directory, 'drydock.db');
  try {
    await prepareDatabase(file);
    await queryDatabase(file, "INSERT INTO Account (id) VALUES ('local')");
    const { lost, wrong, integrity, acknowledged } = await killWriters(file, kills);
    report(
      `progress after ${String(kills)} kills of its writer`,
      `${String(lost.length)} of ${String(acknowledged)} acknowledged steps lost, ${String(wrong.length)} rows wrong, ` +
        `integrity check: ${String(integrity)}`,
    );
  } finally {
    await rm(directory, { recursive: true });
  }
}
