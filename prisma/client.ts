/**
 * Makes the one object through which the database is read and written.
 *
 * Knows nothing about accounts, lessons or requests.
 */
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaClient } from './generated/client.ts';

export type { PrismaClient };

/** Milliseconds a query waits for another process's write before it gives up with SQLITE_BUSY. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * A client for one SQLite file. It connects with the first query. Write-ahead logging is not switched on here: it is a
 * property of the file, which `migrate.ts deploy` sets once.
 *
 * @param url `file:` address, see database-url.ts
 */
export function createPrismaClient(url: string): PrismaClient {
  return new PrismaClient({ adapter: new PrismaBetterSqlite3({ url, timeout: BUSY_TIMEOUT_MS }) });
}
