/**
 * Applies and writes migrations without a downloaded engine binary.
 *
 *   node --import tsx prisma/migrate.ts deploy      applies what is not applied yet
 *   node --import tsx prisma/migrate.ts new <name>  writes a migration from what schema.prisma says and migrations do not
 *   node --import tsx prisma/migrate.ts check       fails when schema.prisma and the migrations differ
 *
 * Knows nothing about what the tables are for.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { databaseFile, databaseUrl } from './database-url.ts';
import { loadSchemaEngine } from './schema-engine.ts';

type SchemaEngine = Awaited<ReturnType<typeof loadSchemaEngine>>;

const prismaDirectory = path.dirname(fileURLToPath(import.meta.url));
const repositoryDirectory = path.dirname(prismaDirectory);
const schemaPath = path.join(prismaDirectory, 'schema.prisma');
const migrationsDirectory = path.join(prismaDirectory, 'migrations');
const lockFile = 'migration_lock.toml';
const lockFileContent = 'provider = "sqlite"\n';
const filters = { externalTables: [], externalEnums: [] };

/** What the engine calls "the list of migrations": the folder's content. */
async function readMigrations() {
  const entries = await readdir(migrationsDirectory, { withFileTypes: true }).catch(emptyWhenMissing);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return {
    baseDir: migrationsDirectory,
    // Always told, so that the engine knows the dialect before the first migration is written.
    lockfile: { path: lockFile, content: lockFileContent },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.sort().map(async (name) => {
        const sql = await readFile(path.join(migrationsDirectory, name, 'migration.sql'), 'utf8');
        return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: sql } } };
      }),
    ),
  };
}

function emptyWhenMissing(error: unknown): [] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
}

/**
 * Whether every migration is applied already. Asked with plain queries, because the engine locks the whole database, and a
 * running Drydock must neither be disturbed nor disturb a start that has nothing to apply.
 */
async function isUpToDate(url: string): Promise<boolean> {
  const connection = await new PrismaBetterSqlite3({ url }).connect();
  try {
    const query = async (sql: string) => (await connection.queryRaw({ sql, args: [], argTypes: [] })).rows.flat();
    const tables = await query(`SELECT name FROM sqlite_master WHERE name = '_prisma_migrations'`);
    if (tables.length === 0) return false;
    const applied = await query(
      'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    );
    const { migrationDirectories } = await readMigrations();
    return migrationDirectories.every((migration) => applied.includes(migration.path));
  } finally {
    await connection.dispose();
  }
}

/** Applies every migration that the database does not have yet and prints its name. */
async function deploy(engine: SchemaEngine): Promise<void> {
  const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: await readMigrations(), filters });
  for (const name of appliedMigrationNames) console.log(`applied ${name}`);
}

/** With write-ahead logging, readers and the one writer do not block each other. The file remembers the mode. */
async function useWriteAheadLog(url: string): Promise<void> {
  const connection = await new PrismaBetterSqlite3({ url }).connect();
  try {
    await connection.executeScript('PRAGMA journal_mode = WAL');
  } finally {
    await connection.dispose();
  }
}

/** The SQL that leads from the migrations to schema.prisma, null when there is nothing to do. */
async function missingSql(engine: SchemaEngine, schema: string): Promise<string | null> {
  const { exitCode, stdout } = await engine.diff({
    from: { tag: 'migrations', ...(await readMigrations()) },
    to: { tag: 'schemaDatamodel', files: [{ path: schemaPath, content: schema }] },
    script: true,
    exitCode: true,
    filters,
  });
  return exitCode === 0 ? null : stdout;
}

/** Writes the next migration; nothing when schema.prisma asks for nothing new. */
async function writeMigration(engine: SchemaEngine, schema: string, name: string): Promise<void> {
  const sql = await missingSql(engine, schema);
  if (sql === null) {
    console.log('nothing to do: schema.prisma and the migrations agree');
    return;
  }
  const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const directory = path.join(migrationsDirectory, `${timestamp}_${name}`);
  await mkdir(directory, { recursive: true });
  await writeFile(path.join(migrationsDirectory, lockFile), lockFileContent);
  await writeFile(path.join(directory, 'migration.sql'), sql);
  console.log(`wrote ${path.relative(repositoryDirectory, directory)}/migration.sql; read it before you use it`);
}

/** Fails the process when a change of schema.prisma has no migration. */
async function check(engine: SchemaEngine, schema: string): Promise<void> {
  const sql = await missingSql(engine, schema);
  if (sql === null) {
    console.log('schema.prisma and the migrations agree');
    return;
  }
  console.error(`schema.prisma and the migrations differ; run "prisma/migrate.ts new <name>". Missing:\n${sql}`);
  process.exitCode = 1;
}

async function main([command, name]: readonly string[]): Promise<void> {
  const isNamed = name !== undefined && /^[a-z0-9_]+$/.test(name);
  if (command !== 'deploy' && command !== 'check' && !(command === 'new' && isNamed)) {
    console.error('usage: prisma/migrate.ts deploy | new <name in lower_case> | check');
    process.exitCode = 2;
    return;
  }
  const file = databaseFile(databaseUrl(process.env, repositoryDirectory), repositoryDirectory);
  const url = `file:${file}`;
  await mkdir(path.dirname(file), { recursive: true });
  if (command === 'deploy') {
    // Before the engine opens the file: the mode cannot change while another connection reads.
    await useWriteAheadLog(url);
    if (await isUpToDate(url)) {
      console.log('up to date');
      return;
    }
  }
  const schema = await readFile(schemaPath, 'utf8');
  const engine = await loadSchemaEngine(url, schemaPath, schema);
  try {
    if (command === 'deploy') await deploy(engine);
    else if (command === 'check') await check(engine, schema);
    else await writeMigration(engine, schema, name ?? '');
  } finally {
    engine.free();
  }
}

/** The engine's errors name SQLite's own only within their text. */
function explain(error: unknown): string {
  const isLocked = /SQLITE_BUSY|database is locked|SocketTimeout/.test(inspect(error));
  if (isLocked)
    return 'Another process uses the database. Stop the running Drydock (Ctrl-C in its terminal) and try again.';
  return `The database could not be prepared: ${inspect(error)}`;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
