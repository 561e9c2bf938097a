/**
 * The table of course images: what is served, in whose place, and for which lessons, with everything that is not as it
 * should be. Knows nothing about how images are made.
 */
import { references, surveyCourseImages } from './course-images.mjs';
import { foldersOfLesson } from './image-order.mjs';
import { readLessonImages } from './lesson-images.mjs';
import { findDamagedBlobs } from './registry-contents.mjs';

/**
 * @typedef {object} ListedImage
 * @property {string} image As a learner writes it.
 * @property {string} standsFor
 * @property {string | null} version What is really inside; null while it is not served.
 * @property {string | null} digest Of the manifest.
 * @property {number | null} bytes Compressed, with all its layers.
 * @property {readonly string[]} chapters That use it, by the plan of the course.
 * @property {readonly string[]} lessons That use it.
 */

/**
 * @param {import('../start/settings.mjs').Settings} settings
 * @param {AbortSignal} signal
 * @returns {Promise<{ text: string, json: { images: ListedImage[], layerBytes: number }, problems: string[] }>} layerBytes:
 *   of all layers together, each counted once
 */
export async function describeImages(settings, signal) {
  const survey = await surveyCourseImages(settings, await readLessonImages(settings.repository), signal);
  const users = new Map(survey.lessons.map((lesson) => [lesson.lessonId, foldersOfLesson(survey.recipes, lesson)]));
  /** @type {Map<string, number>} */
  const layers = new Map();
  /** @type {ListedImage[]} */
  const images = [];
  /** @type {string[]} */
  const problems = [...survey.mistakes.values()];
  for (const recipe of survey.wanted) {
    const { folder, name, tags, standsFor, chapters } = recipe;
    if (!survey.current.has(folder)) {
      const pinned = references(recipe).map((reference) => survey.lock.find(survey.platform, reference)?.digest);
      const found = references(recipe).map((reference) => survey.served.get(reference)?.digest);
      const isChanged = pinned.some(
        (digest, index) => digest !== undefined && found[index] !== undefined && digest !== found[index],
      );
      problems.push(
        isChanged
          ? `${name}: the registry serves another digest than was published. \`npm run images -- build ${folder}\` mends it.`
          : `${name}: is not served in its present form yet. \`npm run images -- build ${folder}\` builds it.`,
      );
    }
    const lessons = [...users].filter(([, folders]) => folders.includes(folder)).map(([lessonId]) => lessonId);
    for (const [index, reference] of references(recipe).entries()) {
      const served = survey.served.get(reference);
      for (const { digest, bytes } of served?.layers ?? []) layers.set(digest, bytes);
      images.push({
        image: `${name}:${tags[index] ?? ''}`,
        standsFor,
        version: served?.labels['org.opencontainers.image.version'] ?? null,
        digest: served?.digest ?? null,
        bytes: served === undefined ? null : served.layers.reduce((sum, { bytes }) => sum + bytes, 0),
        chapters,
        lessons,
      });
    }
  }
  for (const digest of await findDamagedBlobs(settings.registry, signal)) {
    problems.push(
      `The registry's copy of ${digest} is damaged. Remove the volume ${settings.registry.data} and run \`npm start\`.`,
    );
  }
  const layerBytes = [...layers.values()].reduce((sum, bytes) => sum + bytes, 0);
  return { text: table(images, layerBytes), json: { images, layerBytes }, problems };
}

/**
 * @param {readonly ListedImage[]} images
 * @param {number} layerBytes
 */
function table(images, layerBytes) {
  const rows = images.map(({ image, version, bytes, digest, standsFor, chapters, lessons }) => [
    image,
    version ?? '–',
    bytes === null ? 'not served' : megabytes(bytes),
    digest === null ? '–' : digest.slice(0, 'sha256:'.length + 12),
    standsFor,
    [...lessons, ...chapters].join(' '),
  ]);
  const heading = ['IMAGE', 'VERSION', 'SIZE', 'DIGEST', 'STANDS IN FOR', 'USED BY'];
  const widths = heading.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const lines = [heading, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const repositories = new Set(images.map(({ image }) => image.slice(0, image.lastIndexOf(':')))).size;
  return `${lines.join('\n')}\n\n${images.length} tags of ${repositories} images; ${megabytes(layerBytes)} compressed, layers counted once.\n`;
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
