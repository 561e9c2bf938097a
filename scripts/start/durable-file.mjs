/**
 * Files that are either there as a whole or not at all, whenever the process is killed. Knows nothing about what is in them.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes beside the file and renames over it.
 * @param {string} path
 * @param {string} text
 * @param {number} [mode] permission bits
 */
export function writeDurably(path, text, mode = 0o644) {
  mkdirSync(dirname(path), { recursive: true });
  const partial = `${path}.${process.pid}.partial`;
  const file = openSync(partial, 'w', mode);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(partial, path);
}

/**
 * The text of a file, or null when there is none.
 * @param {string} path
 * @returns {string | null}
 */
export function readIfPresent(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw error;
  }
}

/**
 * A JSON object from a file, or null when there is none or it is not one.
 * @param {string} path
 * @returns {Record<string, unknown> | null}
 */
export function readJsonIfPresent(path) {
  const text = readIfPresent(path);
  return text === null ? null : parseObject(text);
}

/**
 * A JSON object from text, or null when the text is something else.
 * @param {string} text
 * @returns {Record<string, unknown> | null}
 */
export function parseObject(text) {
  try {
    /** @type {unknown} */
    const value = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
