/**
 * Where the database is, for everything that opens it: the web app, the migrations and Prisma's own command line.
 *
 * Knows nothing about Prisma or about what the database holds.
 */
import path from 'node:path';

/**
 * The database's address: DATABASE_URL, else a file in the state directory.
 *
 * @param environment environment variables, usually `process.env`
 * @param repositoryDirectory absolute path; the state directory's default lies in it
 * @throws when DATABASE_URL names a database that is not a SQLite file
 */
export function databaseUrl(
  environment: Readonly<Record<string, string | undefined>>,
  repositoryDirectory: string,
): string {
  const stateDirectory = path.resolve(repositoryDirectory, environment['DRYDOCK_STATE_DIR'] ?? '.drydock');
  const url = environment['DATABASE_URL'] ?? `file:${path.join(stateDirectory, 'drydock.db')}`;
  if (!url.startsWith('file:')) {
    throw new Error(
      `DATABASE_URL must begin with "file:" (SQLite is the only database so far), not "${url.split(':')[0]}:"`,
    );
  }
  return url;
}

/** The absolute path of the file behind a `file:` address; relative ones are relative to the repository. */
export function databaseFile(url: string, repositoryDirectory: string): string {
  return path.resolve(repositoryDirectory, url.replace(/^file:/, ''));
}
