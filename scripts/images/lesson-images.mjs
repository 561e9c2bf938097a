/**
 * Which images the lessons need, asked of the course itself. Knows nothing about images.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * The images of all lessons, in the order of the course. Works only once the npm packages are installed.
 * @param {string} repository absolute path of the checkout
 * @returns {Promise<import('./image-order.mjs').LessonImages[]>}
 */
export async function readLessonImages(repository) {
  const { tsImport } = await import('tsx/esm/api');
  /** @param {string} name */
  const load = (name) => tsImport(pathToFileURL(join(repository, 'lessons', '_loader', name)).href, import.meta.url);
  const [{ loadCatalogue }, { lessonsInOrder }] = await Promise.all([load('catalogue.ts'), load('lessons.ts')]);
  /** @type {readonly { id: string, images: readonly string[] }[]} */
  const lessons = lessonsInOrder(await loadCatalogue(join(repository, 'lessons')));
  return lessons.map(({ id, images }) => ({ lessonId: id, images }));
}
