/**
 * Reads the recipe folders of images/course: what each image is called, what it stands in for, what it is built on. Knows
 * nothing about building or publishing.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, readJsonIfPresent } from '../start/durable-file.mjs';
import { StageFailure } from '../start/failure.mjs';
import { fingerprint } from '../start/fingerprint.mjs';

/**
 * @typedef {object} Recipe
 * @property {string} folder
 * @property {string} name As a learner writes it, such as "nginx" or "diamol/base".
 * @property {readonly string[]} tags
 * @property {readonly string[]} from Folders of the course images it is built on.
 * @property {readonly string[]} chapters Chapters of the course that use it, such as "L2" or "A6".
 * @property {string} standsFor The real image or program in whose place it is served.
 * @property {string} title
 * @property {Readonly<{ ko: string, en: string }>} differs
 * @property {{ readonly text: string } | { readonly command: readonly string[] }} version What is really inside: known, or
 *   asked of the image when it is built.
 * @property {string} localName Name on the engine that builds it. Not the Docker Hub name, which may be the operator's own.
 * @property {string} fingerprint Of everything it is made of.
 */

const fields = new Set([
  ...['name', 'tags', 'standsFor', 'title', 'differs', 'version', 'versionCommand', 'from', 'chapters'],
]);

/**
 * All recipes, each after those it is built on.
 * @param {string} repository absolute path of the checkout
 * @param {string} baseId id of the base image
 * @param {(folder: string, mistake: StageFailure) => void} [onMistake] told of a recipe that is left out, with all that are
 *   built on it; without it a mistake is thrown
 * @returns {Recipe[]}
 * @throws {StageFailure} naming folder and field of a mistake
 */
export function readRecipes(repository, baseId, onMistake) {
  const images = join(repository, 'images');
  const folders = readdirSync(join(images, 'course'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  /** @type {Map<string, Recipe>} */
  const ordered = new Map();
  /**
   * @param {string} folder
   * @param {readonly string[]} path
   */
  const visit = (folder, path) => {
    if (ordered.has(folder)) return;
    if (path.includes(folder)) throw mistake(folder, 'from', `it is built on itself: ${[...path, folder].join(' → ')}`);
    const description = describe(images, folder);
    for (const parent of description.from) {
      if (!folders.includes(parent)) throw mistake(folder, 'from', `there is no folder ${parent}`);
      visit(parent, [...path, folder]);
    }
    const parents = description.from.map((parent) => ordered.get(parent)?.fingerprint ?? '');
    // The proof of an image is no part of it.
    const except = [`course/${folder}/smoke.sh`];
    const made = fingerprint(images, [`course/${folder}`, '_closure'], [baseId, ...parents], except);
    ordered.set(folder, { ...description, fingerprint: made });
  };
  for (const folder of folders) {
    try {
      visit(folder, []);
    } catch (error) {
      if (onMistake === undefined || !(error instanceof StageFailure)) throw error;
      onMistake(folder, error);
    }
  }
  refuseDoubleReferences([...ordered.values()]);
  return [...ordered.values()];
}

/**
 * The name of the build argument with which a Dockerfile is told the image it is built on.
 * @param {string} folder such as "node-18"
 * @returns {string} such as "NODE_18"
 */
export function buildArgumentName(folder) {
  return folder.replaceAll(/[.-]/g, '_').toUpperCase();
}

/**
 * The repository of an image in a registry that stands in for Docker Hub.
 * @param {string} name as a learner writes it
 */
export function repositoryOf(name) {
  return name.includes('/') ? name : `library/${name}`;
}

/**
 * Splits what a learner writes after `docker pull`.
 * @param {string} reference such as "nginx" or "node:18-alpine"
 * @returns {{ name: string, tag: string }}
 */
export function splitReference(reference) {
  const colon = reference.lastIndexOf(':');
  if (colon <= reference.lastIndexOf('/')) return { name: reference, tag: 'latest' };
  return { name: reference.slice(0, colon), tag: reference.slice(colon + 1) };
}

/**
 * Whether an image is Drydock's own under its own name, and not a stand-in under the name of a real one.
 * @param {Pick<Recipe, 'name'>} recipe
 */
export function isOwn({ name }) {
  return name.startsWith('drydock/');
}

/** @param {readonly Recipe[]} recipes */
function refuseDoubleReferences(recipes) {
  /** @type {Map<string, string>} */
  const owners = new Map();
  for (const { folder, name, tags } of recipes) {
    for (const tag of tags) {
      const owner = owners.get(`${name}:${tag}`);
      if (owner !== undefined) throw mistake(folder, 'tags', `${name}:${tag} is also a tag of the folder ${owner}`);
      owners.set(`${name}:${tag}`, folder);
    }
  }
}

/**
 * @param {string} images
 * @param {string} folder
 * @returns {Omit<Recipe, 'fingerprint'>}
 */
function describe(images, folder) {
  const file = readJsonIfPresent(join(images, 'course', folder, 'image.json'));
  if (file === null) throw mistake(folder, 'image.json', 'the file is missing or is not a JSON object');
  const unknown = Object.keys(file).find((field) => !fields.has(field));
  if (unknown !== undefined)
    throw mistake(folder, unknown, `there is no such field; there are ${[...fields].join(', ')}`);
  const name = text(folder, 'name', file['name']);
  if (!/^[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)?$/.test(name)) {
    throw mistake(folder, 'name', `"${name}" is no name of an image on Docker Hub`);
  }
  const tags = texts(folder, 'tags', file['tags']);
  if (tags.length === 0 || !tags.every((tag) => /^\w[\w.-]{0,127}$/.test(tag))) {
    throw mistake(folder, 'tags', 'a list of one or more tags is needed');
  }
  const differs = file['differs'];
  if (!isObject(differs)) throw mistake(folder, 'differs', 'a text in "ko" and one in "en" are needed');
  if ((file['version'] === undefined) === (file['versionCommand'] === undefined)) {
    throw mistake(folder, 'version', 'either "version" or "versionCommand" is needed');
  }
  return {
    folder,
    name,
    tags,
    from: file['from'] === undefined ? [] : texts(folder, 'from', file['from']),
    chapters: texts(folder, 'chapters', file['chapters']),
    standsFor: text(folder, 'standsFor', file['standsFor']),
    title: text(folder, 'title', file['title']),
    differs: { ko: text(folder, 'differs.ko', differs['ko']), en: text(folder, 'differs.en', differs['en']) },
    version:
      file['versionCommand'] === undefined
        ? { text: text(folder, 'version', file['version']) }
        : { command: texts(folder, 'versionCommand', file['versionCommand']) },
    localName: `drydock/course/${folder}:local`,
  };
}

/**
 * @param {string} folder
 * @param {string} field
 * @param {unknown} value
 * @returns {string}
 */
function text(folder, field, value) {
  if (typeof value !== 'string' || value.trim() === '') throw mistake(folder, field, 'a text is needed');
  return value;
}

/**
 * @param {string} folder
 * @param {string} field
 * @param {unknown} value
 * @returns {string[]}
 */
function texts(folder, field, value) {
  if (!Array.isArray(value)) throw mistake(folder, field, 'a list of texts is needed');
  return value.map((item) => text(folder, field, item));
}

/**
 * @param {string} folder
 * @param {string} field
 * @param {string} what
 */
function mistake(folder, field, what) {
  return new StageFailure(`images/course/${folder}/image.json, ${field}: ${what}. Correct it and run again.`);
}
