/**
 * What learners wait for: the sandbox server leaves the name of an image in a folder, and it is built next. Knows nothing
 * about lessons.
 */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * References that somebody waits for, as they would be written after `docker pull`. Asked for once, then forgotten.
 * @param {string} stateDirectory
 * @returns {string[]}
 */
export function takeRequestedImages(stateDirectory) {
  const folder = join(stateDirectory, 'wanted-images');
  /** @type {string[]} */
  let names;
  try {
    names = readdirSync(folder);
  } catch {
    // Nobody has asked for anything yet.
    return [];
  }
  return names.flatMap((name) => {
    try {
      rmSync(join(folder, name), { force: true });
      return [decodeURIComponent(name)];
    } catch {
      // Not left by the sandbox server. Those who wait for the others must not wait for it.
      return [];
    }
  });
}
