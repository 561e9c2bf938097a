import { describe, expect, it } from 'vitest';
import { smallLimits } from '../../testing/limits.ts';
import { sandboxContainer } from './container-spec.ts';

const hostConfigWith = (runtime: string | null) =>
  sandboxContainer({
    instance: 'drydock',
    name: 'drydock-sandbox-1',
    image: 'drydock/sandbox:local',
    id: '1'.repeat(32),
    role: 'sandbox',
    limits: smallLimits,
    diskVolume: 'drydock-disk-1',
    registrySocketVolume: 'drydock-registry-socket',
    network: 'none',
    imageSource: 'course',
    runtime,
  }).HostConfig;

describe('the container of a sandbox', () => {
  it("has the engine's default runtime unless another is named", () => {
    expect(hostConfigWith(null)).not.toHaveProperty('Runtime');
    expect(hostConfigWith('io.containerd.runc.v2').Runtime).toBe('io.containerd.runc.v2');
  });

  it('is never privileged, and is in no namespace of the host', () => {
    for (const runtime of [null, 'runc', 'sysbox-runc']) {
      const config = hostConfigWith(runtime);
      for (const key of ['Privileged', 'PidMode', 'IpcMode', 'UsernsMode']) expect(config).not.toHaveProperty(key);
      expect(config).toMatchObject({ NetworkMode: 'none', CgroupnsMode: 'private' });
    }
  });

  it('of an ordinary runtime may do what an engine inside needs, but not change the host or open block devices', () => {
    const config = hostConfigWith('runc');
    expect(config.CapAdd).toContain('SYS_ADMIN');
    for (const capability of ['ALL', 'SYS_MODULE', 'SYS_RAWIO', 'SYS_BOOT', 'SYS_TIME', 'SYSLOG', 'BPF', 'MAC_ADMIN']) {
      expect(config.CapAdd).not.toContain(capability);
    }
    expect(config).toMatchObject({ DeviceCgroupRules: ['c *:* rwm'], ReadonlyRootfs: true });
  });

  it('of Sysbox is given nothing beyond what every container has, and a root that it can write', () => {
    const config = hostConfigWith('sysbox-runc');
    for (const permission of [
      'CapAdd',
      'SecurityOpt',
      'MaskedPaths',
      'ReadonlyPaths',
      'DeviceCgroupRules',
      'Devices',
    ]) {
      expect(config).not.toHaveProperty(permission);
    }
    expect(config.ReadonlyRootfs).toBe(false);
  });

  it('is limited in the same way with either', () => {
    for (const runtime of [null, 'sysbox-runc']) {
      expect(hostConfigWith(runtime)).toMatchObject({
        Memory: smallLimits.memoryBytes,
        MemorySwap: smallLimits.memoryBytes,
        NanoCpus: 2e9,
        CpuShares: smallLimits.cpuWeight,
        PidsLimit: smallLimits.pids,
      });
    }
  });
});
