/**
 * Reads settings as .NET applications do: a file that comes with the application, then files that may be mounted into the
 * container, then environment variables. Each overrides what came before it. Knows nothing about what settings mean.
 *
 * A setting within a setting is written with a colon, Database:Provider. Where a colon is not allowed, as in a shell, two
 * underscores do the same: Database__Provider. Capital and small letters are the same.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders beside the application in which files can be mounted; every .json file in them is read. */
const mountedFolders = ['config', 'config-override', 'secrets'];

/** A settings file or a setting that cannot be used. Its message is meant for whoever runs the container. */
export class SettingsError extends Error {}

/**
 * @param {string} folder of the application
 * @param {NodeJS.ProcessEnv} environment
 * @returns {{ get(name: string): string | undefined, sources: string[] }}
 * @throws {SettingsError} when a file cannot be read or is not JSON
 */
export function readSettings(folder, environment = process.env) {
  const values = new Map();
  const sources = [];
  for (const file of settingsFiles(folder)) {
    for (const [name, value] of flatten(readJson(file))) values.set(name.toLowerCase(), value);
    sources.push(file);
  }
  const names = Object.keys(environment).filter((name) => name.includes(':') || name.includes('__'));
  for (const name of names) values.set(name.replaceAll('__', ':').toLowerCase(), environment[name]);
  if (names.length > 0) sources.push(`environment (${names.sort().join(', ')})`);
  return { get: (name) => values.get(name.toLowerCase()), sources };
}

function settingsFiles(folder) {
  const files = [join(folder, 'appsettings.json')];
  for (const name of mountedFolders) {
    let entries = [];
    try {
      entries = readdirSync(join(folder, name));
    } catch {
      // Nothing is mounted there.
    }
    const settings = entries.filter((entry) => entry.endsWith('.json')).sort();
    files.push(...settings.map((entry) => join(folder, name, entry)));
  }
  return files;
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new SettingsError(`${file} cannot be used: ${error.message}`);
  }
}

function flatten(value, prefix = '') {
  if (value === null || typeof value !== 'object') return [[prefix, String(value)]];
  return Object.entries(value).flatMap(([name, inner]) => flatten(inner, prefix === '' ? name : `${prefix}:${name}`));
}
