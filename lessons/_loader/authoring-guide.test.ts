/** The examples of docs/authoring.md make a lesson that loads, and whose check does what the guide says. */
import { readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { container, evidenceOf } from '#lessons/_checks/hand-made-evidence.ts';
import { loadAuthorFiles } from './author.ts';
import { scanLessonText } from './lesson-text.ts';
import { loadCatalogue } from './catalogue.ts';
import { lessonsOnDisk, rightFiles } from './lessons-on-disk.ts';

const lessons = path.resolve(import.meta.dirname, '..');
const guide = path.resolve(lessons, '../docs/authoring.md');

/** The code blocks of the guide that say which file they are. */
async function examples(): Promise<Record<string, string>> {
  // Blocks within blocks are part of what the outer one shows.
  const blocks = (await readFile(guide, 'utf8')).matchAll(/^(`{3,})\w+(?: file=(\S+))?[^\n]*\n(.*?)^\1$/gms);
  return Object.fromEntries(
    [...blocks].flatMap(([, , name, text = '']) =>
      name === undefined ? [] : [[`ch01.start/010.naming/${name}`, text]],
    ),
  );
}

it('has examples that load without a mistake and work', async () => {
  const files = await examples();
  expect(Object.keys(files).map((name) => path.basename(name))).toEqual([
    'lesson.yaml',
    'ko.md',
    'en.md',
    'checks.ts',
    'proof.yaml',
  ]);
  await using disk = await lessonsOnDisk({ ...rightFiles, ...files });
  // Makes #lessons/… in the example mean what it means in the project.
  const root = path.dirname(disk.directory);
  await symlink(lessons, path.join(root, 'shared'));
  await writeFile(
    path.join(root, 'package.json'),
    JSON.stringify({ type: 'module', imports: { '#lessons/*': './shared/*' } }),
  );

  const catalogue = await loadCatalogue(disk.directory);
  const check = (await loadAuthorFiles(disk.directory, catalogue)).get('ch01/naming')?.checks['name-it'];
  const image = 'diamol/base';
  expect(await check?.evaluate(evidenceOf({}))).toMatchObject({ because: 'not-started' });
  expect(await check?.evaluate(evidenceOf({ containers: [container({ id: 'a', image, name: 'own' })] }))).toMatchObject(
    {
      hint: { code: 'other-name' },
    },
  );
  expect(await check?.evaluate(evidenceOf({ containers: [container({ id: 'a', image, name: 'hello' })] }))).toEqual({
    outcome: 'passed',
  });
});

it('has diagrams that are read without a problem', async () => {
  const blocks = [...(await readFile(guide, 'utf8')).matchAll(/^```diagram.*?^```$/gms)].map(([block]) => block);
  expect(blocks).toHaveLength(7);
  for (const block of blocks) expect(scanLessonText(block).problems).toEqual([]);
});
