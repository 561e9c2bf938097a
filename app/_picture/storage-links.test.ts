import { describe, expect, it } from 'vitest';
import { storageLinks, storageName } from './storage-links.ts';
import { container, volume } from './testing.ts';

type Mount = ReturnType<typeof container>['mounts'][number];
const mount = (kind: Mount['kind'], source: string): Mount => ({ kind, source, target: '/data', readOnly: false });

describe('what is kept where', () => {
  it('links a volume with every container that has mounted it', () => {
    const containers = ['web', 'job'].map((name) => container(name, { mounts: [mount('volume', 'data')] }));
    const links = storageLinks({ volumes: [volume('data')], containers });
    expect(links).toHaveLength(1);
    expect(links[0]?.mountedBy.map((by) => by.container.name)).toEqual(['web', 'job']);
  });

  it('puts volumes with a name first, then anonymous ones, then folders', () => {
    const containers = [container('web', { mounts: [mount('bind', '/root'), mount('tmpfs', '')] })];
    const volumes = [volume('made-up', { anonymous: true }), volume('data')];
    expect(storageLinks({ volumes, containers }).map(({ source }) => source)).toEqual(['data', 'made-up', '/root']);
  });

  it('does not confuse a folder with a volume of the same name', () => {
    const containers = [container('web', { mounts: [mount('bind', 'data')] })];
    expect(storageLinks({ volumes: [volume('data')], containers }).map(({ mountedBy }) => mountedBy.length)).toEqual([
      0, 1,
    ]);
  });

  it('shortens a name that the engine made up', () => {
    expect(storageName('ab'.repeat(32))).toBe('abababababab');
    expect(storageName('data')).toBe('data');
  });
});
