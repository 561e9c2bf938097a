/** The lock file of the course images, as it is found again. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ImageLock, type LockEntry } from './image-lock.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drydock-image-lock-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function entry(digest: string, more: Partial<LockEntry> = {}): LockEntry {
  return { digest, fingerprint: 'f', publishedAt: '2026-01-02T03:04:05.000Z', buildSeconds: 1.5, ...more };
}

describe('the lock file of the course images', () => {
  it('knows nothing before anything was published', () => {
    expect(new ImageLock(folder).find('linux/amd64', 'library/nginx:latest')).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is found again as it was, each platform for itself', () => {
    const lock = new ImageLock(folder);
    const found = entry('sha256:b', { buildSeconds: null });
    lock.pin('linux/amd64', { 'library/nginx:latest': entry('sha256:a') });
    lock.pin('linux/arm64', { 'library/nginx:latest': found });
    const again = new ImageLock(folder);
    expect(again.find('linux/amd64', 'library/nginx:latest')).toEqual(entry('sha256:a'));
    expect(again.find('linux/arm64', 'library/nginx:latest')).toEqual(found);
  });

  it('keeps the latest of a reference, and the other references', () => {
    const lock = new ImageLock(folder);
    lock.pin('linux/amd64', { 'x/one:1': entry('sha256:a'), 'x/two:1': entry('sha256:b') });
    lock.pin('linux/amd64', { 'x/one:1': entry('sha256:c') });
    for (const one of [lock, new ImageLock(folder)]) {
      expect(one.find('linux/amd64', 'x/one:1')?.digest).toBe('sha256:c');
      expect(one.find('linux/amd64', 'x/two:1')?.digest).toBe('sha256:b');
    }
  });

  it('lists references in alphabetical order, whenever they were published', () => {
    const lock = new ImageLock(folder);
    lock.pin('linux/amd64', { 'x/b:1': entry('sha256:b'), 'x/c:1': entry('sha256:c') });
    lock.pin('linux/amd64', { 'x/a:1': entry('sha256:a') });
    const written = readFileSync(join(folder, 'images.lock.json'), 'utf8');
    expect(written.match(/x\/[abc]:1/g)).toEqual(['x/a:1', 'x/b:1', 'x/c:1']);
  });

  it('leaves nothing else in the folder', () => {
    new ImageLock(folder).pin('linux/amd64', { 'x/a:1': entry('sha256:a') });
    expect(readdirSync(folder)).toEqual(['images.lock.json']);
  });

  it.each(['{"linux/amd64":{"x/a', '[]', '', '{"linux/amd64":null}'])('begins anew when it reads %j', (text) => {
    writeFileSync(join(folder, 'images.lock.json'), text);
    const lock = new ImageLock(folder);
    expect(lock.find('linux/amd64', 'x/a:1')).toBeNull();
    lock.pin('linux/amd64', { 'x/a:1': entry('sha256:a') });
    expect(new ImageLock(folder).find('linux/amd64', 'x/a:1')).toEqual(entry('sha256:a'));
  });

  it('overlooks what makes no sense and keeps what does', () => {
    const entries = { 'x/a:1': entry('sha256:a'), 'x/b:1': { ...entry('sha256:b'), digest: 1 }, 'x/c:1': 'sha256:c' };
    writeFileSync(join(folder, 'images.lock.json'), JSON.stringify({ 'linux/amd64': entries }));
    const lock = new ImageLock(folder);
    expect(lock.find('linux/amd64', 'x/a:1')).toEqual(entry('sha256:a'));
    expect(lock.find('linux/amd64', 'x/b:1')).toBeNull();
    expect(lock.find('linux/amd64', 'x/c:1')).toBeNull();
  });
});
