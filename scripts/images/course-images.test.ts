/** Which course images have to be built, decided by what there is. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recipeLabel } from '../start/docker.mjs';
import { isCurrent, outstanding, references } from './course-images.mjs';
import { ImageLock } from './image-lock.mjs';
import { recipe } from './testing/recipe.ts';

describe('the references of a recipe', () => {
  it('are one for each tag, as a registry in the place of Docker Hub has them', () => {
    expect(references(recipe('node', { tags: ['18', 'latest'] }))).toEqual(['library/node:18', 'library/node:latest']);
    expect(references(recipe('x', { name: 'diamol/base' }))).toEqual(['diamol/base:latest']);
  });
});

describe('what has to be built', () => {
  const recipes = [recipe('base'), recipe('middle', { from: ['base'] }), recipe('top', { from: ['middle'] })];

  function todo(
    folders: readonly string[],
    there: { current?: readonly string[]; built?: readonly string[] },
  ): string[] {
    const { current = [], built = [] } = there;
    return [...outstanding({ recipes, current: new Set(current), built: new Set(built) }, folders)].sort();
  }

  it('is nothing when the registry serves it all', () => {
    expect(todo(['base', 'middle', 'top'], { current: ['base', 'middle', 'top'] })).toEqual([]);
  });

  it('is what was asked for and what that is built on, and nothing else', () => {
    expect(todo(['middle'], {})).toEqual(['base', 'middle']);
  });

  it('leaves out what it is built on when that is on the engine', () => {
    expect(todo(['top'], { built: ['base', 'middle'] })).toEqual(['top']);
  });

  it('holds what it is built on when the registry has it but the engine does not', () => {
    expect(todo(['top'], { current: ['base', 'middle'], built: ['base'] })).toEqual(['middle', 'top']);
  });

  it('holds what is on the engine but not in the registry, so that it is published', () => {
    expect(todo(['top'], { built: ['base', 'middle', 'top'] })).toEqual(['top']);
  });
});

describe('an image in the registry', () => {
  const platform = 'linux/amd64';
  const reference = 'library/node:18';
  const node = recipe('node', { tags: ['18'], fingerprint: 'now' });
  let folder: string;
  let lock: ImageLock;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'drydock-course-images-'));
    lock = new ImageLock(folder);
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function serve(digest: string, { fingerprint = 'now', on = platform } = {}) {
    return new Map([[reference, { digest, platform: on, labels: { [recipeLabel]: fingerprint }, layers: [] }]]);
  }

  function pin(digest: string, fingerprint = 'now'): void {
    const publishedAt = '2026-01-02T03:04:05.000Z';
    lock.pin(platform, { [reference]: { digest, fingerprint, publishedAt, buildSeconds: 2 } });
  }

  it('is current as this installation published it', () => {
    pin('sha256:a');
    expect(isCurrent(node, platform, serve('sha256:a'), lock)).toBe(true);
    expect(lock.find(platform, reference)?.buildSeconds).toBe(2);
  });

  it('is not current when it is not there, of another recipe or for another platform', () => {
    expect(isCurrent(node, platform, new Map(), lock)).toBe(false);
    expect(isCurrent(node, platform, serve('sha256:a', { fingerprint: 'before' }), lock)).toBe(false);
    expect(isCurrent(node, platform, serve('sha256:a', { on: 'linux/arm64' }), lock)).toBe(false);
    expect(lock.find(platform, reference)).toBeNull();
  });

  it('is not current when one of its tags is not there', () => {
    expect(isCurrent({ ...node, tags: ['18', 'latest'] }, platform, serve('sha256:a'), lock)).toBe(false);
  });

  it('is not current under another digest than was published, which is remembered', () => {
    pin('sha256:a');
    expect(isCurrent(node, platform, serve('sha256:meddled-with'), lock)).toBe(false);
    expect(new ImageLock(folder).find(platform, reference)?.digest).toBe('sha256:a');
  });

  it.each([['nothing'], ['an earlier recipe']])('is taken over when %s was published from here', (before) => {
    if (before !== 'nothing') pin('sha256:a', 'before');
    expect(isCurrent(node, platform, serve('sha256:b'), lock)).toBe(true);
    expect(new ImageLock(folder).find(platform, reference)).toMatchObject({
      digest: 'sha256:b',
      fingerprint: 'now',
      buildSeconds: null,
    });
  });
});
