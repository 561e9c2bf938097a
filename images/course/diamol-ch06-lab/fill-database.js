/** Writes the items with which the image starts into a new database file. Usage: node fill-database.js FILE */
import { openSqliteStore } from './sqlite-store.js';

const store = openSqliteStore(process.argv[2]);
for (const item of [
  'Find out where this list is kept',
  'Start a container whose list is empty',
  'Keep the new list when the container is gone',
]) {
  store.add(item);
}
store.close();
