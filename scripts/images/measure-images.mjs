/**
 * The table of docs/images.md: sizes and times of the course images beside what is published of the real ones. Knows nothing
 * about how anything was measured.
 */
import { join } from 'node:path';
import { isObject, readJsonIfPresent } from '../start/durable-file.mjs';
import { references, surveyCourseImages } from './course-images.mjs';
import { readLessonImages } from './lesson-images.mjs';

const heading = [
  ...['image', 'inside', 'compressed', 'adds', 'unpacked', 'real one, compressed', 'built in', 'pulled in'],
];

/**
 * @param {import('../start/settings.mjs').Settings} settings
 * @param {Readonly<Record<string, unknown>>} report what the smoke tests measured, by folder
 * @param {AbortSignal} signal
 * @returns {Promise<string>} Markdown
 */
export async function tableOfMeasurements(settings, report, signal) {
  const survey = await surveyCourseImages(settings, await readLessonImages(settings.repository), signal);
  const published = readJsonIfPresent(join(settings.repository, 'images', 'published-sizes.json')) ?? {};
  /** @type {Map<string, number>} */
  const layers = new Map();
  const rows = survey.wanted.map((recipe) => {
    const reference = references(recipe)[0] ?? '';
    const served = survey.served.get(reference);
    const own = (served?.layers ?? []).filter(({ digest }) => !layers.has(digest));
    for (const { digest, bytes } of own) layers.set(digest, bytes);
    const measured = isObject(report[recipe.folder]) ? report[recipe.folder] : {};
    const real = published[recipe.folder];
    const built = survey.lock.find(survey.platform, reference)?.buildSeconds;
    return [
      `\`${recipe.name}:${recipe.tags[0] ?? ''}\``,
      served?.labels['org.opencontainers.image.version'] ?? '',
      megabytes(sum(served?.layers ?? [])),
      megabytes(sum(own)),
      megabytes(number(measured, 'bytes')),
      isObject(real) ? `${megabytes((number(real, 'megabytes') ?? 0) * 1e6)} (\`${String(real['image'])}\`)` : '',
      seconds(built ?? null),
      seconds(number(measured, 'pullSeconds')),
    ];
  });
  const lines = [heading, heading.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
  const total = megabytes([...layers.values()].reduce((all, bytes) => all + bytes, 0));
  return `${lines.join('\n')}\n\n${rows.length} images, ${total} compressed, each layer counted once.\n`;
}

/** @param {readonly { bytes: number }[]} layers */
function sum(layers) {
  return layers.reduce((all, { bytes }) => all + bytes, 0);
}

/**
 * @param {unknown} object
 * @param {string} field
 * @returns {number | null}
 */
function number(object, field) {
  const value = isObject(object) ? object[field] : undefined;
  return typeof value === 'number' ? value : null;
}

/** @param {number | null} bytes */
function megabytes(bytes) {
  if (bytes === null) return '';
  const value = bytes / 1e6;
  return `${value < 10 ? value.toFixed(value < 1 ? 2 : 1) : value.toFixed(0)} MB`;
}

/** @param {number | null} value */
function seconds(value) {
  return value === null ? '' : `${value.toFixed(value < 10 ? 1 : 0)} s`;
}
