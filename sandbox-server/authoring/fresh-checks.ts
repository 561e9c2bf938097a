/**
 * Loads a lesson's checks as they are on disk now, although Node keeps every module it has loaded: the address of a module
 * carries a mark made of the contents it depends on, and another address is another module.
 *
 * Knows nothing about sessions or who waits for the checks.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { register } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

let isRegistered = false;

/**
 * An address for a module in a lesson's author folder under which Node loads it anew, with its neighbours and the kit of
 * checks, exactly when one of those has changed. What was loaded before stays in memory as long as the process lives.
 */
export async function freshAddress(lessonsDirectory: string, module: string): Promise<URL> {
  if (!isRegistered) register('./authored-modules.mjs', import.meta.url);
  isRegistered = true;
  const hash = createHash('sha256');
  for (const folder of [path.dirname(module), path.join(lessonsDirectory, '_checks')]) {
    for (const file of await modulesIn(folder))
      hash
        .update(`${file}\0`)
        .update(await readFile(file))
        .update('\0');
  }
  const url = pathToFileURL(module);
  url.searchParams.set('authored', hash.digest('hex').slice(0, 16));
  return url;
}

async function modulesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => path.join(folder, name));
}
