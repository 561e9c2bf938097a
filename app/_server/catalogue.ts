/**
 * The catalogue of lessons, read from their folder once per process.
 *
 * Knows nothing about progress, languages or pages. Author-only files are not even read: the loader does not open them.
 */
import 'server-only';
import { loadCatalogue, type Catalogue } from '#lessons/_loader/catalogue.ts';
import { settings } from './env.ts';

let loading: Promise<Catalogue> | undefined;

/**
 * The catalogue.
 *
 * @throws LessonMistakes naming file, line and field, until the mistake is mended and Drydock started again
 */
export function catalogue(): Promise<Catalogue> {
  loading ??= loadCatalogue(settings().lessonsDirectory);
  return loading;
}
