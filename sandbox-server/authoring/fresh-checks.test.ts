/**
 * Loads modules in a process of its own as the sandbox server does, because tests run under another loader.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const repository = path.join(import.meta.dirname, '..', '..');

const script = `
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { freshAddress } from '#sandbox/authoring/fresh-checks.ts';
const lessons = process.argv[2];
const file = (name) => path.join(lessons, name);
const load = async () => {
  const address = await freshAddress(lessons, file('ch02.run/010.first/author/checks.ts'));
  return (await import(address.href)).default;
};
const before = await load();
const same = (await load()) === before;
writeFileSync(file('ch02.run/010.first/author/sentences.ts'), "export const said: string = 'other words';");
const neighbour = (await load()).said;
writeFileSync(file('_checks/kit.ts'), "export const kit: string = 'another kit';");
const kit = (await load()).kit;
console.log(JSON.stringify({ same, neighbour, kit }));
`;

it('loads a module anew when it, its neighbour or the kit of checks has changed, and not otherwise', async () => {
  // Inside the repository, as the names that begin with "#" are those of the nearest package.
  const folder = await mkdtemp(path.join(repository, 'sandbox-server', 'authoring', '.fresh-'));
  try {
    const lessons = path.join(folder, 'lessons');
    const author = path.join(lessons, 'ch02.run', '010.first', 'author');
    await mkdir(author, { recursive: true });
    await mkdir(path.join(lessons, '_checks'));
    await writeFile(path.join(lessons, '_checks', 'kit.ts'), "export const kit: string = 'the kit';");
    await writeFile(path.join(author, 'sentences.ts'), "export const said: string = 'words';");
    await writeFile(
      path.join(author, 'checks.ts'),
      "import { said } from './sentences.ts';\nimport { kit } from '../../../_checks/kit.ts';\nexport default { said, kit };",
    );
    await writeFile(path.join(folder, 'script.ts'), script);
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', path.join(folder, 'script.ts'), lessons],
      { cwd: repository, timeout: 30_000 },
    );
    expect(JSON.parse(stdout)).toEqual({ same: true, neighbour: 'other words', kit: 'another kit' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 40_000);
