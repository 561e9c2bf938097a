/**
 * What a test needs to know and to do about a database file from outside the product: make it, lock it, judge it.
 *
 * For tests and benchmarks only. Knows nothing about what is stored.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { promisify } from 'node:util';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';

const repositoryDirectory = path.resolve(import.meta.dirname, '../..');

/** Makes the tables as a start of Drydock does. */
export async function prepareDatabase(file: string): Promise<void> {
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'prisma/migrate.ts', 'deploy'], {
    cwd: repositoryDirectory,
    env: { ...process.env, DATABASE_URL: `file:${file}` },
  });
}

/** Runs one query beside the product; answers its rows as lists of columns. */
export async function queryDatabase(file: string, sql: string): Promise<readonly (readonly unknown[])[]> {
  const connection = await new PrismaBetterSqlite3({ url: `file:${file}` }).connect();
  try {
    return (await connection.queryRaw({ sql, args: [], argTypes: [] })).rows;
  } finally {
    await connection.dispose();
  }
}

/** Another process that keeps everybody from writing until it is told to let go, or dies. */
export interface LockHolder extends AsyncDisposable {
  release(): Promise<void>;
}

/** Starts a process that holds an exclusive transaction; answers when it has it. */
export async function holdLock(file: string): Promise<LockHolder> {
  const script = `
    import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
    const connection = await new PrismaBetterSqlite3({ url: process.argv[1] }).connect();
    await connection.executeScript('BEGIN EXCLUSIVE');
    process.stdout.write('locked');
    process.stdin.resume().on('end', () => void connection.executeScript('COMMIT').then(() => process.exit()));
  `;
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', script, `file:${file}`], {
    cwd: repositoryDirectory,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(holder, 'exit');
  await Promise.race([
    once(holder.stdout, 'data'),
    exited.then(() => Promise.reject(new Error('the process that should hold the lock has ended'))),
  ]);
  const release = async () => {
    holder.stdin.end();
    await exited;
  };
  return { release, [Symbol.asyncDispose]: release };
}
