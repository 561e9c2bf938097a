/**
 * The catalogue of lessons, read from their folder once per process; while lessons are being written, for every request.
 *
 * Knows nothing about progress, languages or pages. Author-only files are not even read: the loader does not open them.
 */
import 'server-only';
import { loadCatalogue, readCatalogue, type Catalogue } from '#lessons/_loader/catalogue.ts';
import { settings } from './env.ts';

let loading: Promise<Catalogue> | undefined;

let lastGood: Catalogue = { parts: [] };

/**
 * The catalogue. While lessons are being written a lesson with a mistake is as it was right last.
 *
 * @throws LessonMistakes naming file, line and field, until the mistake is mended and Drydock started again; never while
 * lessons are being written
 */
export async function catalogue(): Promise<Catalogue> {
  const { isAuthoring, lessonsDirectory } = settings();
  if (!isAuthoring) {
    loading ??= loadCatalogue(lessonsDirectory);
    return loading;
  }
  lastGood = (await readCatalogue(lessonsDirectory, lastGood)).catalogue;
  return lastGood;
}
