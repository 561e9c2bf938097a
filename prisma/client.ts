/**
 * Makes the one object through which the database is read and written.
 *
 * Knows nothing about accounts, lessons or requests.
 */
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { Prisma, PrismaClient } from './generated/client.ts';

export type { PrismaClient };

/**
 * Milliseconds a statement waits for another process's write. SQLite waits within the call, and nothing else happens in
 * this process meanwhile; so it gives up almost at once, and whoever asked waits without holding up the others.
 */
const BUSY_TIMEOUT_MS = 20;

/** What Prisma calls SQLITE_BUSY and its kin. */
const TIMED_OUT = 'P1008';

/**
 * A client for one SQLite file. It connects with the first query. Write-ahead logging is not switched on here: it is a
 * property of the file, which `migrate.ts deploy` sets once.
 *
 * @param url `file:` address, see database-url.ts
 */
export function createPrismaClient(url: string): PrismaClient {
  return new PrismaClient({ adapter: new DurableSqlite({ url, timeout: BUSY_TIMEOUT_MS }) });
}

/** Whether a query failed only because another process was writing, so that the same query may succeed in a moment. */
export function isBusy(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === TIMED_OUT;
}

/**
 * With write-ahead logging SQLite syncs to the disk at checkpoints only, unless told otherwise: what was committed survives
 * the death of the process, but not that of the machine. A learner passes a step a few times per hour, so the sync with
 * each commit costs nothing that anybody would notice.
 */
class DurableSqlite extends PrismaBetterSqlite3 {
  override async connect() {
    const connection = await super.connect();
    await connection.executeScript('PRAGMA synchronous = FULL');
    return connection;
  }
}
