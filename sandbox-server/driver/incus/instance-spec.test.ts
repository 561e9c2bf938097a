import { describe, expect, it } from 'vitest';
import { smallLimits } from '../../testing/limits.ts';
import { keeperInstance, sandboxInstance, type SandboxInstance } from './instance-spec.ts';

const sandbox: SandboxInstance = {
  id: 'a'.repeat(32),
  limits: { ...smallLimits, cpus: 1.5, cpuWeight: 512 },
  pool: 'pool',
  role: 'sandbox',
  disk: { device: '/dev/loop7', fileSystem: 'btrfs' },
  registryFolder: '/srv/registry',
  network: null,
  imageSource: 'course',
};

describe('the instance of a sandbox', () => {
  const { config, devices } = sandboxInstance(sandbox);

  it('is unprivileged, with users of its own', () => {
    expect(config['security.privileged']).toBe('false');
    expect(config['security.idmap.isolated']).toBe('true');
    expect(config['security.nesting']).toBe('true');
    expect(config['security.guestapi']).toBe('false');
  });

  it('has every limit', () => {
    expect(config['limits.memory']).toBe(String(smallLimits.memoryBytes));
    expect(config['limits.memory.swap']).toBe('false');
    expect(config['limits.processes']).toBe(String(smallLimits.pids));
    expect(config['limits.cpu.allowance']).toBe('150ms/100ms');
    expect(config['raw.lxc']).toContain('lxc.cgroup.cpu.shares = 512');
    expect(config['raw.lxc']).toContain('lxc.cgroup2.cpu.weight = 50');
  });

  it('can write to its own disk only', () => {
    expect(devices.root).toMatchObject({ path: '/', readonly: 'true' });
    expect(devices.registry).toMatchObject({ source: '/srv/registry', readonly: 'true' });
    expect(devices.disk).toMatchObject({ source: '/dev/loop7', path: '/disk', shift: 'true' });
    expect(Object.values(devices).filter(({ type, readonly }) => type === 'disk' && readonly !== 'true')).toHaveLength(
      1,
    );
  });

  it('can delete its own snapshots, where its disk can have any', () => {
    expect(devices.disk?.['raw.mount.options']).toContain('user_subvol_rm_allowed');
    const plain = sandboxInstance({ ...sandbox, disk: { device: '/dev/loop7', fileSystem: 'ext4' } });
    expect(plain.devices.disk?.['raw.mount.options']).toBe('discard');
  });

  it('has no network unless it is given one, and then an address that nobody else can use', () => {
    expect(Object.values(devices).some(({ type }) => type === 'nic')).toBe(false);
    const network = { name: 'internet', address: '10.214.0.7/20', gateway: '10.214.0.1', limitsSending: true };
    const online = sandboxInstance({ ...sandbox, network });
    expect(online.devices.eth0).toMatchObject({
      network: 'internet',
      'ipv4.address': '10.214.0.7',
      'security.ipv4_filtering': 'true',
      'security.mac_filtering': 'true',
      'security.port_isolation': 'true',
    });
    expect(online.devices.eth0).toMatchObject({ 'limits.ingress': '100Mbit', 'limits.egress': '100Mbit' });
    const unlimited = sandboxInstance({ ...sandbox, network: { ...network, limitsSending: false } });
    expect(unlimited.devices.eth0).not.toHaveProperty('limits.egress');
    expect(online.config['raw.lxc']).toContain('lxc.net.0.ipv4.address = 10.214.0.7/20');
    expect(online.config['environment.NAME_SERVER']).toBe('10.214.0.1');
  });
});

describe('the instance of the disk keeper', () => {
  it('may use loop devices and has no network', () => {
    const { config, devices } = keeperInstance('pool', 'disks');
    expect(config['raw.lxc']?.match(/devices\.allow = .*/g)).toEqual([
      'devices.allow = b 7:* rwm',
      'devices.allow = b 7:* rwm',
      'devices.allow = c 10:237 rwm',
      'devices.allow = c 10:237 rwm',
    ]);
    expect(Object.values(devices).map(({ type }) => type)).toEqual(['disk', 'disk']);
  });
});
