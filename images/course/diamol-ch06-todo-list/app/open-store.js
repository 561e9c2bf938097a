/** Opens the database that the settings name. */
import { openPostgresStore } from './postgres-store.js';
import { SettingsError } from './settings.js';
import { openSqliteStore } from './sqlite-store.js';

/**
 * @param {ReturnType<import('./settings.js').readSettings>} settings
 * @param {ReturnType<import('./log.js').createLog>} log
 * @param {AbortSignal} signal ends the waiting for a server
 * @throws {SettingsError}
 */
export async function openStore(settings, log, signal) {
  const provider = (settings.get('Database:Provider') ?? '').toLowerCase();
  const parts = connectionParts(settings.get('ConnectionStrings:ToDoDb') ?? '');
  const part = (...names) => names.map((name) => parts.get(name)).find((value) => value !== undefined);
  if (provider === 'sqlite') {
    const file = part('filename', 'data source', 'datasource');
    if (file === undefined) throw missing('Sqlite', 'Filename=/data/todo-list.db');
    return openSqliteStore(file);
  }
  if (provider === 'postgres') {
    const host = part('server', 'host');
    if (host === undefined) throw missing('Postgres', 'Server=todo-db;Database=todo;User Id=postgres;Password=...');
    return openPostgresStore(
      {
        host,
        port: Number(part('port') ?? 5432),
        database: part('database') ?? 'todo',
        user: part('user id', 'userid', 'username', 'user') ?? 'postgres',
        password: part('password', 'pwd'),
      },
      { waitSeconds: Number(settings.get('Database:WaitSeconds')), log, signal },
    );
  }
  throw new SettingsError(`Database:Provider is "${settings.get('Database:Provider')}". It can be Sqlite or Postgres.`);
}

/** "Server=todo-db;User Id=postgres" as a map with names in small letters. */
function connectionParts(connectionString) {
  const pairs = connectionString.split(';').filter((pair) => pair.includes('='));
  return new Map(
    pairs.map((pair) => {
      const equals = pair.indexOf('=');
      return [pair.slice(0, equals).trim().toLowerCase(), pair.slice(equals + 1).trim()];
    }),
  );
}

function missing(provider, example) {
  return new SettingsError(
    `Database:Provider is ${provider}, but ConnectionStrings:ToDoDb does not say where the database is. ` +
      `It looks like this: ${example}`,
  );
}
