/**
 * The process's one connection to the database, and what a failing database means for a learner.
 *
 * Knows nothing about what is stored.
 */
import 'server-only';
import { DrydockError } from '#protocol/errors.ts';
import { createPrismaClient, type PrismaClient } from '#prisma/client.ts';
import { settings } from './env.ts';

let client: PrismaClient | undefined;

/**
 * Runs queries. A database that is locked for longer than the busy timeout, read-only, full or not there at all is told as
 * one thing: progress is not available now; the log has the cause.
 *
 * @throws DrydockError `progress-unavailable`
 */
export async function withDatabase<Result>(queries: (database: PrismaClient) => Promise<Result>): Promise<Result> {
  try {
    client ??= createPrismaClient(settings().databaseUrl);
    return await queries(client);
  } catch (cause) {
    throw new DrydockError('progress-unavailable', 'the database did not answer', { cause });
  }
}
