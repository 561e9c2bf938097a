/**
 * The lock file of the course images: which digest each reference had when this installation published it, per platform.
 * What the registry serves under another digest was put there by somebody else. Knows nothing about registries.
 *
 * It belongs to the installation and not to the repository: Debian's packages move on, so two machines that build the same
 * recipe on different days get different images. What comes from npm is pinned in the repository, in the lock files of the
 * recipes.
 */
import { join } from 'node:path';
import { isObject, readJsonIfPresent, writeDurably } from '../start/durable-file.mjs';

/**
 * @typedef {object} LockEntry
 * @property {string} digest Of the manifest.
 * @property {string} fingerprint Of the recipe.
 * @property {string} publishedAt ISO 8601.
 * @property {number | null} buildSeconds Of the last build; null when the image was found, not built.
 */

/** Digests by platform and reference. */
export class ImageLock {
  #path;
  /** @type {Record<string, Record<string, LockEntry>>} */
  #platforms = {};

  /** @param {string} stateDirectory */
  constructor(stateDirectory) {
    this.#path = join(stateDirectory, 'images.lock.json');
    this.#read();
  }

  #read() {
    for (const [platform, entries] of Object.entries(readJsonIfPresent(this.#path) ?? {})) {
      if (!isObject(entries)) continue;
      for (const [reference, entry] of Object.entries(entries)) {
        const parsed = parseEntry(entry);
        if (parsed !== null) this.#of(platform)[reference] = parsed;
      }
    }
  }

  /**
   * @param {string} platform such as "linux/amd64"
   * @param {string} reference such as "library/nginx:latest"
   * @returns {LockEntry | null}
   */
  find(platform, reference) {
    return this.#platforms[platform]?.[reference] ?? null;
  }

  /**
   * @param {string} platform
   * @param {Readonly<Record<string, LockEntry>>} entries by reference
   */
  pin(platform, entries) {
    // Another process may have pinned something since: `npm run images` looks on while images are built.
    this.#read();
    Object.assign(this.#of(platform), entries);
    const sorted = Object.fromEntries(
      Object.entries(this.#platforms).map(([name, references]) => [
        name,
        Object.fromEntries(Object.entries(references).sort(([one], [other]) => (one < other ? -1 : 1))),
      ]),
    );
    writeDurably(this.#path, `${JSON.stringify(sorted, null, 2)}\n`);
  }

  /** @param {string} platform */
  #of(platform) {
    return (this.#platforms[platform] ??= {});
  }
}

/**
 * @param {unknown} value
 * @returns {LockEntry | null}
 */
function parseEntry(value) {
  if (!isObject(value)) return null;
  const { digest, fingerprint, publishedAt, buildSeconds } = value;
  if (typeof digest !== 'string' || typeof fingerprint !== 'string' || typeof publishedAt !== 'string') return null;
  return { digest, fingerprint, publishedAt, buildSeconds: typeof buildSeconds === 'number' ? buildSeconds : null };
}
