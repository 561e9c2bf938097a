/** Keeps to-do items in PostgreSQL. Waits for a server that is still starting. */
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { SettingsError } from './settings.js';

/** What a server says that is still starting. Whatever else it says, it will say again. */
const stillStarting = '57P03';

const noSuchDatabase = '3D000';
/** Another container has made it at the same moment. */
const madeByAnother = new Set(['42P04', '42P07', '23505']);

/**
 * @param {{ host: string, port: number, database: string, user: string, password: string | undefined }} connection
 * @param {{ waitSeconds: number, log: ReturnType<import('./log.js').createLog>, signal: AbortSignal }} options
 * @throws {SettingsError} when the server does not answer in time or refuses
 */
export async function openPostgresStore(connection, { waitSeconds, log, signal }) {
  const server = `PostgreSQL at ${connection.host}:${connection.port}`;
  await waitForServer(connection, server, { waitSeconds, log, signal });
  const pool = new pg.Pool({ ...connection, connectionTimeoutMillis: 5000, max: 5 });
  pool.on('error', (error) => log.warning(`A connection to ${server} was lost: ${error.message}`));
  await ignoring(madeByAnother, () =>
    pool.query(
      'CREATE TABLE IF NOT EXISTS todos (id SERIAL PRIMARY KEY, item TEXT NOT NULL, ' +
        'added TIMESTAMPTZ NOT NULL DEFAULT now(), done BOOLEAN NOT NULL DEFAULT false)',
    ),
  );
  return {
    description: `${server}, database ${connection.database}`,
    list: async () => (await pool.query('SELECT id, item, added, done FROM todos ORDER BY id')).rows,
    add: (item) => pool.query('INSERT INTO todos (item) VALUES ($1)', [item]),
    setDone: (id, done) => pool.query('UPDATE todos SET done = $2 WHERE id = $1', [id, done]),
    remove: (id) => pool.query('DELETE FROM todos WHERE id = $1', [id]),
    close: () => pool.end(),
  };
}

async function waitForServer(connection, server, { waitSeconds, log, signal }) {
  const giveUpAt = Date.now() + waitSeconds * 1000;
  for (;;) {
    try {
      await makeSureDatabaseExists(connection);
      return;
    } catch (error) {
      const reason = error.message || error.code;
      if (error instanceof pg.DatabaseError && error.code !== stillStarting) {
        throw new SettingsError(`${server} refuses: ${reason}.`);
      }
      if (Date.now() > giveUpAt) {
        throw new SettingsError(
          `${server} has not answered for ${waitSeconds} seconds (${reason}). Is its container running, ` +
            'on the same network as this one, and is its name right in ConnectionStrings:ToDoDb?',
        );
      }
      log.warning(`${server} does not answer yet (${reason}). Trying again in 2 seconds.`);
      await wait(2000, undefined, { signal });
    }
  }
}

async function makeSureDatabaseExists(connection) {
  try {
    await withClient(connection, async () => {});
  } catch (error) {
    if (error.code !== noSuchDatabase) throw error;
    const name = pg.escapeIdentifier(connection.database);
    await withClient({ ...connection, database: 'postgres' }, (client) =>
      ignoring(madeByAnother, () => client.query(`CREATE DATABASE ${name}`)),
    );
  }
}

async function withClient(connection, use) {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5000 });
  // What goes wrong is also what connect and query end with; without a listener it would end the program.
  client.on('error', () => {});
  try {
    await client.connect();
    await use(client);
  } finally {
    // Not waited for: a connection that never came about does not always report its end.
    client.end().catch(() => {});
  }
}

async function ignoring(codes, action) {
  try {
    await action();
  } catch (error) {
    if (!codes.has(error.code)) throw error;
  }
}
