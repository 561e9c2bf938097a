/** Sandboxes are at the beginning that was asked for, and no more is done for it than is needed. */
import { describe, expect, it } from 'vitest';
import type { SandboxDriver } from '../driver/driver.ts';
import { smallLimits } from '../testing/limits.ts';
import { FreshSandboxes, OneSandbox, type TrialSandboxesOptions } from './trial-sandboxes.ts';

/** Writes down what is asked of it. */
function scene(prepare: () => Promise<number> = async () => 7): TrialSandboxesOptions & { readonly deeds: string[] } {
  const deeds: string[] = [];
  const verbs: Pick<SandboxDriver, 'create' | 'destroy' | 'snapshot' | 'restore'> = {
    create: async () => void deeds.push('create'),
    destroy: async () => void deeds.push('destroy'),
    snapshot: async (_id, name) => void deeds.push(`snapshot ${name}`),
    restore: async (_id, name) => void deeds.push(`restore ${name}`),
  };
  const notThere = async (): Promise<never> => Promise.reject(new Error('not in this test'));
  const driver: SandboxDriver = {
    ...verbs,
    name: 'written down',
    probe: notThere,
    warm: notThere,
    stop: notThere,
    list: notThere,
    disks: notThere,
    exec: notThere,
    dial: notThere,
    usage: notThere,
    snapshots: notThere,
    waitForEnd: notThere,
    close: notThere,
  };
  return {
    driver,
    limits: smallLimits,
    prepare: async () => {
      deeds.push('prepare');
      return prepare();
    },
    solutionsBefore: () => [],
    judgedBy: { checks: {}, variables: {} },
    deeds,
  };
}

describe('one sandbox', () => {
  it('is brought back only when something has changed it or another beginning is asked for', async () => {
    const options = scene();
    {
      await using sandboxes = new OneSandbox(options);
      expect((await sandboxes.at(null, false)).since).toBe(7);
      await sandboxes.at(null, true);
      await sandboxes.keep('two');
      await sandboxes.at(null, true);
      await sandboxes.at('two', false);
      await sandboxes.at('two', true);
    }
    expect(options.deeds).toEqual([
      'create',
      'prepare',
      'snapshot untouched',
      'snapshot step-two',
      'restore untouched',
      'restore step-two',
      'destroy',
    ]);
  });
});

describe('fresh sandboxes', () => {
  it('are made anew once one was changed', async () => {
    const options = scene();
    {
      await using sandboxes = new FreshSandboxes(options);
      await sandboxes.at(null, false);
      await sandboxes.at(null, true);
      await sandboxes.at(null, true);
    }
    expect(options.deeds).toEqual(['create', 'prepare', 'destroy', 'create', 'prepare', 'destroy']);
  });
});

it.each([OneSandbox, FreshSandboxes])('%o leaves no sandbox behind that could not be prepared', async (Sandboxes) => {
  const options = scene(async () => Promise.reject(new Error('no luck')));
  {
    await using sandboxes = new Sandboxes(options);
    await expect(sandboxes.at(null, true)).rejects.toThrow('no luck');
  }
  expect(options.deeds).toEqual(['create', 'prepare', 'destroy']);
});
