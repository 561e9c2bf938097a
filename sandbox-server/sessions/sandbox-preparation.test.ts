import { describe, expect, it } from 'vitest';
import { SandboxPreparation } from './sandbox-preparation.ts';

function scene() {
  const removed: string[] = [];
  const preparation = new SandboxPreparation(async (sandboxId) => void removed.push(sandboxId));
  return { removed, preparation };
}

describe('making a sandbox ready', () => {
  it('answers with what was done, and lets go of the sandbox', async () => {
    const { removed, preparation } = scene();
    expect(
      await preparation.run(
        'one',
        () => true,
        async () => 7,
      ),
    ).toBe(7);
    preparation.abandon();
    expect(removed).toEqual([]);
  });

  it('throws the sandbox away when it fails, and says why', async () => {
    const { removed, preparation } = scene();
    const work = async () => Promise.reject(new Error('no'));
    await expect(preparation.run('one', () => true, work)).rejects.toThrow('no');
    expect(removed).toEqual(['one']);
  });

  it('throws the sandbox away once when nobody wants it any more, however the work ends', async () => {
    for (const end of [async () => 7, async () => Promise.reject(new Error('the sandbox has gone'))]) {
      const { removed, preparation } = scene();
      let isWanted = true;
      const running = preparation.run(
        'one',
        () => isWanted,
        async () => {
          isWanted = false;
          preparation.abandon();
          return end();
        },
      );
      expect(await running).toBeNull();
      expect(removed).toEqual(['one']);
    }
  });
});
