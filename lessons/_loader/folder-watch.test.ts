import { mkdir, mkdtemp, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, describe, it, vi } from 'vitest';
import { watchFolder, type FolderWatch } from './folder-watch.ts';

let folder: string;
let watch: FolderWatch | undefined;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'drydock-watch-'));
});

afterEach(async () => {
  watch?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Watches, and answers a function that changes something until it is noticed. */
function watching() {
  const onChange = vi.fn(async () => undefined);
  const onFailure = vi.fn();
  watch = watchFolder(folder, onChange, onFailure);
  let count = 0;
  const noticed = async (change: (count: number) => Promise<unknown>) => {
    const before = onChange.mock.calls.length;
    // The first look may come after the first change, which it then does not know as one.
    await vi.waitFor(
      async () => {
        await change((count += 1));
        await vi.waitFor(() => expect(onChange.mock.calls.length).toBeGreaterThan(before), 600);
      },
      { timeout: 4_000, interval: 10 },
    );
  };
  return { noticed, onChange, onFailure };
}

describe('a watched folder', () => {
  it('tells that a file in it was written, replaced, made or removed, however deep', async () => {
    const deep = path.join(folder, 'ch02.x', '010.y');
    await mkdir(deep, { recursive: true });
    const file = path.join(deep, 'en.md');
    const { noticed } = watching();
    await noticed(async (count) => writeFile(file, `text ${count}`));
    await noticed(async (count) => {
      await writeFile(path.join(deep, '.en.md.new'), `other ${count}`);
      await rename(path.join(deep, '.en.md.new'), file);
    });
    await noticed(async (count) => mkdir(path.join(deep, `author-${count}`)));
    await noticed(async () => unlink(file).catch(() => undefined));
  });

  it('goes on after a call that failed, and says that it did', async () => {
    const { noticed, onChange, onFailure } = watching();
    onChange.mockRejectedValueOnce(new Error('not loaded'));
    await noticed(async (count) => writeFile(path.join(folder, 'a'), `${count}`));
    await vi.waitFor(() => expect(onFailure).toHaveBeenCalledWith(new Error('not loaded')));
    await noticed(async (count) => writeFile(path.join(folder, 'a'), `again ${count}`));
  });
});
