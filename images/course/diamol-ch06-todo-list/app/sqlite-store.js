/** Keeps to-do items in one file, with the SQLite that is part of Node.js. */
import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SettingsError } from './settings.js';

/**
 * @param {string} file
 * @throws {SettingsError} when the file cannot be written
 */
export function openSqliteStore(file) {
  const folder = dirname(file);
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const reason = error.code === 'ENOENT' ? 'there is no such folder' : 'the folder is read-only';
    throw new SettingsError(
      `The database ${file} cannot be opened: ${reason} in this container. Mount a volume at ${folder} that can be ` +
        'written, or name another file in ConnectionStrings:ToDoDb.',
    );
  }
  const database = openDatabase(file);
  return {
    description: `SQLite, ${file}`,
    list: () => database.prepare('SELECT id, item, added, done FROM todos ORDER BY id').all().map(asItem),
    add: (item) => {
      database.prepare('INSERT INTO todos (item, added) VALUES (?, ?)').run(item, new Date().toISOString());
    },
    setDone: (id, done) => {
      database.prepare('UPDATE todos SET done = ? WHERE id = ?').run(done ? 1 : 0, id);
    },
    remove: (id) => {
      database.prepare('DELETE FROM todos WHERE id = ?').run(id);
    },
    close: () => database.close(),
  };
}

function openDatabase(file) {
  try {
    // Two containers can share a volume: one waits while the other writes.
    const database = new DatabaseSync(file, { timeout: 5000 });
    database.exec(
      'CREATE TABLE IF NOT EXISTS todos (id INTEGER PRIMARY KEY, item TEXT NOT NULL, added TEXT NOT NULL, ' +
        'done INTEGER NOT NULL DEFAULT 0)',
    );
    return database;
  } catch (error) {
    throw new SettingsError(`The database ${file} cannot be opened: ${error.message}.`);
  }
}

function asItem({ id, item, added, done }) {
  return { id, item, added, done: done === 1 };
}
