import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SandboxRemoval } from './sandbox-removal.ts';

const id = 'a'.repeat(32);

/** A machine that may be away, and what was removed from it. */
class Scene {
  readonly removed: string[] = [];
  readonly complaints: string[] = [];
  isAway = false;
  attempts = 0;
  time = 0;

  constructor(readonly folder: string) {}

  readonly removal = (): SandboxRemoval =>
    new SandboxRemoval({
      folder: this.folder,
      now: () => this.time,
      driver: {
        destroy: async (sandboxId) => {
          this.attempts += 1;
          if (this.isAway) throw new Error('the machine is away');
          this.removed.push(sandboxId);
        },
      },
      savedFiles: { remove: async (sandboxId) => void this.removed.push(`files of ${sandboxId}`) },
      log: pino({ level: 'error' }, { write: (line: string) => void this.complaints.push(line) }),
    });
}

let scene = new Scene('');
beforeEach(async () => {
  scene = new Scene(await mkdtemp(path.join(tmpdir(), 'drydock-removal-')));
});
afterEach(async () => rm(scene.folder, { recursive: true, force: true }));

const written = async () => (await readdir(scene.folder)).map((name) => path.parse(name).name);
const broken = (name: string): never => {
  throw new Error(name);
};

describe('removing a sandbox', () => {
  it('removes what was saved of it, too, and leaves nothing written down', async () => {
    await scene.removal().discard(id);
    expect(scene.removed).toEqual([id, `files of ${id}`]);
    expect(await written()).toEqual([]);
  });

  it('is tried again after a while when its machine is away, and complained about once', async () => {
    scene.isAway = true;
    const removal = scene.removal();
    await removal.discard(id);
    expect(scene.removed).toEqual([`files of ${id}`]);
    for (const time of [59_999, 60_000, 60_001, 119_999]) {
      scene.time = time;
      removal.retry();
    }
    await expect.poll(() => scene.attempts).toBe(2);
    expect(await written()).toEqual([id]);
    scene.isAway = false;
    scene.time = 500_000;
    removal.retry();
    await expect.poll(written).toEqual([]);
    expect(scene.removed).toContain(id);
    expect(scene.complaints).toHaveLength(1);
    scene.time = 900_000;
    removal.retry();
    expect(scene.attempts).toBe(3);
  });

  it('is done by the next process when this one ends before, unless somebody has the sandbox', async () => {
    const claimed = 'b'.repeat(32);
    await scene.removal().add(id);
    await scene.removal().add(claimed);
    await scene.removal().discardLeftovers(new Set([claimed]), broken);
    expect(scene.removed).toEqual([id, `files of ${id}`]);
    expect(await written()).toEqual([]);
  });
});
