import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { IncusApi } from './incus-api.ts';
import { InstancePlaces } from './instance-places.ts';

const closings: (() => void)[] = [];
afterEach(() => {
  for (const close of closings.splice(0)) close();
});

/** A server in a cluster of three, itself m1, that answers with these statuses. */
async function clusterOf(statuses: Record<string, string>, onReturn = async () => undefined) {
  const answers: Record<string, () => unknown> = {
    '/1.0/cluster': () => ({ enabled: true, server_name: 'm1' }),
    '/1.0/cluster/members': () => Object.entries(statuses).map(([server_name, status]) => ({ server_name, status })),
    '/1.0/storage-pools/pool/volumes/container': () =>
      Object.keys(statuses).map(
        (name) => `/1.0/storage-pools/pool/volumes/container/on-${name}?project=p&target=${name}`,
      ),
  };
  const server = createServer((request, response) => {
    const answer = answers[(request.url ?? '').replace(/\?.*$/, '')]?.();
    response.end(JSON.stringify({ type: 'sync', metadata: answer }));
  });
  const socketPath = path.join(mkdtempSync(path.join(os.tmpdir(), 'drydock-places-')), 'socket');
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  closings.push(() => {
    server.close();
    rmSync(path.dirname(socketPath), { recursive: true, force: true });
  });
  return new InstancePlaces({ api: new IncusApi({ socketPath, project: 'p' }), pool: 'pool', onReturn });
}

describe('the places of instances', () => {
  it('are told with their members', async () => {
    const places = await clusterOf({ m1: 'Online', m2: 'Online' });
    expect([...(await places.instances())]).toEqual([
      ['on-m1', 'm1'],
      ['on-m2', 'm2'],
    ]);
    expect(await places.lost()).toEqual(new Set());
  });

  it('are lost when their member is', async () => {
    const places = await clusterOf({ m1: 'Online', m2: 'Offline', m3: 'Blocked' });
    expect(await places.members()).toEqual({ online: ['m1', 'm3'], lost: new Set(['m2']) });
    expect(await places.lost()).toEqual(new Set(['on-m2']));
  });

  it('are not lost while even the server that answers is said to be', async () => {
    const places = await clusterOf({ m1: 'Offline', m2: 'Offline', m3: 'Offline' });
    expect(await places.members()).toEqual({ online: ['m1', 'm2', 'm3'], lost: new Set() });
    expect(await places.lost()).toEqual(new Set());
  });

  it('tell when a member is back, again and again until that was of use', async () => {
    const statuses = { m1: 'Online', m2: 'Offline' };
    const onReturn = vi.fn<() => Promise<undefined>>().mockRejectedValueOnce(new Error('too early'));
    onReturn.mockResolvedValue(undefined);
    const places = await clusterOf(statuses, onReturn);
    expect((await places.members()).lost).toEqual(new Set(['m2']));
    expect(onReturn).not.toHaveBeenCalled();
    statuses.m2 = 'Online';
    await expect
      .poll(
        async () => {
          await places.members();
          return onReturn.mock.calls.length;
        },
        { timeout: 10_000 },
      )
      .toBe(2);
    expect((await places.members()).lost).toEqual(new Set());
  });
});
