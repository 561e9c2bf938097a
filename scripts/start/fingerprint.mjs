/**
 * Fingerprints of files: two equal ones mean that a stage has nothing to do. Knows nothing about stages.
 */
import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * SHA-256 over names, kinds, executable bits and contents of everything under the paths, in a fixed order. Paths that
 * do not exist count as absent.
 * @param {string} root absolute; names are taken relative to it, so that a moved checkout has the same fingerprint
 * @param {readonly string[]} paths relative to root
 * @param {readonly string[]} [salt] other things the result depends on
 * @param {readonly string[]} [except] relative to root; left out with everything under them
 * @returns {string} 64 hex digits
 */
export function fingerprint(root, paths, salt = [], except = []) {
  const hash = createHash('sha256');
  for (const part of salt) hash.update(`salt ${part.length} ${part}\n`);
  for (const path of paths) addPath(hash, root, join(root, path), new Set(except));
  return hash.digest('hex');
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} root
 * @param {string} path
 * @param {ReadonlySet<string>} except
 */
function addPath(hash, root, path, except) {
  const name = relative(root, path);
  if (except.has(name)) return;
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status === undefined) {
    hash.update(`absent ${name}\n`);
  } else if (status.isDirectory()) {
    hash.update(`directory ${name}\n`);
    for (const entry of readdirSync(path).sort()) addPath(hash, root, join(path, entry), except);
  } else if (status.isSymbolicLink()) {
    hash.update(`link ${name} ${readlinkSync(path)}\n`);
  } else if (status.isFile()) {
    const content = readFileSync(path);
    hash.update(`file ${name} ${(status.mode & 0o100) !== 0} ${content.length}\n`);
    hash.update(content);
  }
}
