/** What a recipe folder says, on folders of their own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildArgumentName, isOwn, readRecipes, repositoryOf, splitReference } from './recipe.mjs';

let repository: string;

beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), 'drydock-recipes-'));
});

afterEach(() => {
  rmSync(repository, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(repository, path)), { recursive: true });
  writeFileSync(join(repository, path), text);
}

function describeImage(folder: string, more: Readonly<Record<string, unknown>> = {}): void {
  const right = {
    name: `x/${folder}`,
    tags: ['latest'],
    standsFor: 'x/y',
    title: 'T',
    version: '1',
    chapters: ['L2'],
    differs: { ko: '차이', en: 'Differs' },
  };
  write(`images/course/${folder}/image.json`, JSON.stringify({ ...right, ...more }));
}

function fingerprintOf(folder: string, baseId = 'base'): string | undefined {
  return readRecipes(repository, baseId).find((recipe) => recipe.folder === folder)?.fingerprint;
}

describe('recipes', () => {
  it('come after those they are built on, however long the way', () => {
    describeImage('a', { from: ['m', 'z'] });
    describeImage('m', { from: ['z'] });
    describeImage('z');
    expect(readRecipes(repository, 'base').map(({ folder }) => folder)).toEqual(['z', 'm', 'a']);
  });

  it('say what the image is called and what is in it', () => {
    describeImage('a', { name: 'node', tags: ['18', '18-alpine'], from: [] });
    describeImage('b', { version: undefined, versionCommand: ['node', '--version'], from: ['a'] });
    expect(readRecipes(repository, 'base')).toMatchObject([
      { folder: 'a', name: 'node', tags: ['18', '18-alpine'], from: [], version: { text: '1' } },
      { folder: 'b', name: 'x/b', from: ['a'], version: { command: ['node', '--version'] } },
    ]);
  });

  it('keep their local names out of the names of Docker Hub', () => {
    describeImage('node', { name: 'node' });
    expect(readRecipes(repository, 'base')[0]?.localName).toBe('drydock/course/node:local');
  });
});

describe('the fingerprint of a recipe', () => {
  beforeEach(() => {
    describeImage('parent');
    describeImage('child', { from: ['parent'] });
    describeImage('stranger');
    write('images/_closure/copy.sh', 'copy');
  });

  it.each([
    ['its own files', 'images/course/child/Dockerfile'],
    ['files of what it is built on', 'images/course/parent/Dockerfile'],
    ['files that all recipes share', 'images/_closure/copy.sh'],
  ])('changes with %s', (_, path) => {
    const before = fingerprintOf('child');
    write(path, 'changed');
    expect(fingerprintOf('child')).not.toBe(before);
  });

  it('changes with the base image', () => {
    expect(fingerprintOf('parent', 'other base')).not.toBe(fingerprintOf('parent', 'base'));
  });

  it('stays the same when a recipe changes that it is not built on', () => {
    const before = fingerprintOf('child');
    write('images/course/stranger/Dockerfile', 'changed');
    expect(fingerprintOf('child')).toBe(before);
  });

  it('stays the same when only the proof of an image changes', () => {
    const before = fingerprintOf('child');
    write('images/course/child/smoke.sh', 'changed');
    write('images/course/parent/smoke.sh', 'changed');
    expect(fingerprintOf('child')).toBe(before);
  });
});

describe('a mistake in a recipe', () => {
  it.each<[string, string, Readonly<Record<string, unknown>>]>([
    ['a field that nobody knows', 'tag', { tag: 'latest' }],
    ['no name', 'name', { name: undefined }],
    ['nothing but space', 'standsFor', { standsFor: ' ' }],
    ['a name that Docker Hub would refuse', 'name', { name: 'registry.test/a/b' }],
    ['no tags', 'tags', { tags: [] }],
    ['a tag with a space', 'tags', { tags: ['1 0'] }],
    ['a text where a list belongs', 'from', { from: 'b' }],
    ['something else than texts in a list', 'chapters', { chapters: [2] }],
    ['no chapters', 'chapters', { chapters: undefined }],
    ['a difference in one language only', 'differs.ko', { differs: { en: 'only English' } }],
    ['no version', 'version', { version: undefined }],
    ['two versions', 'version', { versionCommand: ['a', '--version'] }],
    ['a parent that is not there', 'from', { from: ['gone'] }],
    ['itself as a parent', 'from', { from: ['a'] }],
  ])('such as %s is told with folder and field', (_, field, more) => {
    describeImage('a', more);
    expect(() => readRecipes(repository, 'base')).toThrow(`images/course/a/image.json, ${field}: `);
  });

  it.each(['{"name":', '[]'])('such as %j for a description is told', (text) => {
    write('images/course/a/image.json', text);
    expect(() => readRecipes(repository, 'base')).toThrow('images/course/a/image.json, image.json: ');
  });

  it('such as a circle is told with the way around', () => {
    describeImage('a', { from: ['b'] });
    describeImage('b', { from: ['a'] });
    expect(() => readRecipes(repository, 'base')).toThrow(/built on itself: a → b → a/);
  });

  it('such as one reference for two images is told with both folders', () => {
    describeImage('a', { name: 'node', tags: ['18', 'latest'] });
    describeImage('b', { name: 'node', tags: ['20', 'latest'] });
    expect(() => readRecipes(repository, 'base')).toThrow(/course\/b\/.*node:latest is also a tag of the folder a/);
  });

  it('leaves the others alone when somebody wants to be told of each', () => {
    describeImage('broken', { tags: [] });
    describeImage('a-built-on-it', { from: ['broken'] });
    describeImage('right');
    const told: string[] = [];
    const recipes = readRecipes(repository, 'base', (folder, { message }) => told.push(`${folder}: ${message}`));
    expect(recipes.map(({ folder }) => folder)).toEqual(['right']);
    expect(told).toEqual([
      expect.stringMatching(/^a-built-on-it: .*course\/broken\/image\.json, tags/),
      expect.stringMatching(/^broken: .*course\/broken\/image\.json, tags/),
    ]);
  });
});

describe('names', () => {
  it.each([
    ['nginx', { name: 'nginx', tag: 'latest' }],
    ['node:18-alpine', { name: 'node', tag: '18-alpine' }],
    ['diamol/base', { name: 'diamol/base', tag: 'latest' }],
    ['registry.local:5000/gallery/ui', { name: 'registry.local:5000/gallery/ui', tag: 'latest' }],
    ['registry.local:5000/gallery/ui:v1', { name: 'registry.local:5000/gallery/ui', tag: 'v1' }],
  ])('of %s are what Docker takes them for', (reference, expected) => {
    expect(splitReference(reference)).toEqual(expected);
  });

  it('without an owner belong to the library of Docker Hub', () => {
    expect(repositoryOf('nginx')).toBe('library/nginx');
    expect(repositoryOf('diamol/base')).toBe('diamol/base');
  });

  it('of build arguments are such as a Dockerfile can use', () => {
    expect(buildArgumentName('node-18.2')).toBe('NODE_18_2');
  });

  it('tell our own images from stand-ins', () => {
    expect(isOwn({ name: 'drydock/dashboard' })).toBe(true);
    expect(isOwn({ name: 'diamol/drydock' })).toBe(false);
  });
});
