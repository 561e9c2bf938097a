/**
 * Reads the folders of images/course: what each image is called, what it stands in for, what it is built on. Knows nothing
 * about building or publishing.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, readJsonIfPresent } from './durable-file.mjs';
import { StageFailure } from './failure.mjs';
import { fingerprint } from './fingerprint.mjs';

/**
 * @typedef {object} CourseImage
 * @property {string} folder
 * @property {string} name Repository name in the course registry, as on Docker Hub.
 * @property {readonly string[]} tags
 * @property {string | null} from Folder of the course image it is built on.
 * @property {string} localName Name on the engine that builds it. Not the Docker Hub name, which may be the operator's own.
 * @property {Readonly<Record<string, string>>} labels
 * @property {string} recipe Fingerprint of everything it is made of.
 */

/**
 * All course images, each after the one it is built on.
 * @param {string} repository absolute path of the checkout
 * @param {string} baseId id of the base image
 * @returns {CourseImage[]}
 * @throws {StageFailure} naming folder and field of a mistake
 */
export function readCourseImages(repository, baseId) {
  const images = join(repository, 'images');
  const folders = readdirSync(join(images, 'course'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  /** @type {Map<string, CourseImage>} */
  const ordered = new Map();
  /**
   * @param {string} folder
   * @param {readonly string[]} path
   */
  const visit = (folder, path) => {
    if (ordered.has(folder)) return;
    if (path.includes(folder)) throw mistake(folder, 'from', `it is built on itself: ${[...path, folder].join(' → ')}`);
    const description = describe(images, folder);
    if (description.from !== null) {
      if (!folders.includes(description.from)) throw mistake(folder, 'from', `there is no folder ${description.from}`);
      visit(description.from, [...path, folder]);
    }
    const parent = description.from === null ? undefined : ordered.get(description.from);
    const recipe = fingerprint(images, [`course/${folder}`, '_closure'], [baseId, parent?.recipe ?? '']);
    ordered.set(folder, { ...description, recipe });
  };
  for (const folder of folders) visit(folder, []);
  return [...ordered.values()];
}

/**
 * @param {string} images
 * @param {string} folder
 * @returns {Omit<CourseImage, 'recipe'>}
 */
function describe(images, folder) {
  const file = readJsonIfPresent(join(images, 'course', folder, 'image.json'));
  if (file === null) throw mistake(folder, 'image.json', 'the file is missing or is not a JSON object');
  /** @param {string} field */
  const text = (field) => {
    const value = file[field];
    if (typeof value !== 'string' || value.trim() === '') throw mistake(folder, field, 'a text is needed');
    return value;
  };
  const name = text('name');
  if (!/^[a-z0-9]+([._/-][a-z0-9]+)*$/.test(name)) throw mistake(folder, 'name', `"${name}" is no repository name`);
  const tags = file['tags'];
  if (
    !Array.isArray(tags) ||
    tags.length === 0 ||
    !tags.every((tag) => typeof tag === 'string' && /^\w[\w.-]{0,127}$/.test(tag))
  ) {
    throw mistake(folder, 'tags', 'a list of one or more tags is needed');
  }
  const differs = file['differs'];
  if (!isObject(differs) || typeof differs['ko'] !== 'string' || typeof differs['en'] !== 'string') {
    throw mistake(folder, 'differs', 'a text in "ko" and one in "en" are needed');
  }
  const title = text('title');
  return {
    folder,
    name,
    tags: tags.map(String),
    from: file['from'] === undefined ? null : text('from'),
    localName: `drydock/course/${folder}:local`,
    labels: {
      'org.opencontainers.image.title': title,
      'org.opencontainers.image.version': text('version'),
      'org.opencontainers.image.description': `${title}. Stands in for ${text('standsFor')}. ${differs['en']}`,
      'drydock.stands-in-for': text('standsFor'),
      'drydock.differs.en': differs['en'],
      'drydock.differs.ko': differs['ko'],
    },
  };
}

/**
 * @param {string} folder
 * @param {string} field
 * @param {string} what
 */
function mistake(folder, field, what) {
  return new StageFailure(`images/course/${folder}/image.json, ${field}: ${what}. Correct it and run again.`);
}
