/**
 * The process's one connection to the database, and what a failing database means for a learner.
 *
 * Knows nothing about what is stored.
 */
import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { DrydockError } from '#protocol/errors.ts';
import { createPrismaClient, isBusy, type PrismaClient } from '#prisma/client.ts';
import { settings } from './env.ts';

/**
 * Milliseconds that queries are tried again while another process writes. Well below the time after which the sandbox
 * server takes a report of progress for lost and sends it again.
 */
const PATIENCE_MS = 5_000;

const PAUSE_MS = 50;

let client: PrismaClient | undefined;

/**
 * Runs queries, and runs all of them again while another process is writing; so they must be fit for running twice. A
 * database that is locked for longer, read-only, full or not there at all is told as one thing: progress is not available
 * now; the log has the cause.
 *
 * @throws DrydockError `progress-unavailable` after at most about 5 s
 */
export async function withDatabase<Result>(queries: (database: PrismaClient) => Promise<Result>): Promise<Result> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      client ??= createPrismaClient(settings().databaseUrl);
      return await queries(client);
    } catch (cause) {
      if (isBusy(cause) && Date.now() < deadline) {
        await sleep(PAUSE_MS);
        continue;
      }
      await disconnect();
      throw new DrydockError('progress-unavailable', 'the database did not answer', { cause });
    }
  }
}

/**
 * SQLite remembers for as long as the file is open that it could only be read, and a transaction whose end failed would
 * still be open: the next queries begin with a new connection, so that nobody has to restart anything after a repair.
 */
async function disconnect(): Promise<void> {
  const failed = client;
  client = undefined;
  await failed?.$disconnect().catch(() => undefined);
}
