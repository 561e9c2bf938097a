import { describe, expect, it } from 'vitest';
import { changesSchema, containerSchema } from './container-answers.ts';

const id = 'ab'.repeat(32);

/** What an engine says of a container of which there is little to say; lists and texts that are empty are left out. */
const plain = {
  Id: id,
  Name: '/plain',
  Image: 'sha256:1',
  Created: '2026-11-21T21:58:28.803825421Z',
  State: { Status: 'running', ExitCode: 0, StartedAt: '2026-11-21T21:58:29Z' },
  Config: { Image: 'diamol/base' },
  HostConfig: {},
  NetworkSettings: {},
};

function read(parts: Partial<Record<keyof typeof plain | 'Mounts', object | string>>) {
  return containerSchema.parse({ ...plain, ...parts });
}

describe('an answer about a container', () => {
  it('may leave out everything that is empty', () => {
    expect(read({})).toMatchObject({
      name: 'plain',
      createdAt: Date.parse('2026-11-21T21:58:28.803Z'),
      health: null,
      command: [],
      environment: {},
      ports: [],
      mounts: [],
      networks: [],
      networkMode: 'bridge',
      restartPolicy: { name: 'no', maximumRetries: 0 },
      limits: { memoryBytes: 0, memorySwapBytes: 0, cpus: 0, cpuShares: 0, pids: 0 },
      log: { driver: '', options: {} },
    });
  });

  it('says 0 for a start that never was', () => {
    expect(read({ State: { Status: 'created', ExitCode: 0, StartedAt: '0001-01-01T00:00:00Z' } }).startedAt).toBe(0);
  });

  it.each([
    ['starting', 'starting'],
    ['unhealthy', 'unhealthy'],
    ['none', null],
    ['excellent', null],
  ])('of the health %j is the health %j', (Status, health) => {
    expect(read({ State: { Status: 'running', ExitCode: 0, Health: { Status } } }).health).toBe(health);
  });

  it('divides a variable at its first "="', () => {
    const { environment } = read({ Config: { Image: 'x', Env: ['A=b=c', 'EMPTY=', 'BARE', '=odd', '__proto__=x'] } });
    expect(Object.entries(environment)).toEqual([
      ['A', 'b=c'],
      ['EMPTY', ''],
      ['BARE', ''],
      ['', 'odd'],
      ['__proto__', 'x'],
    ]);
  });

  it('has one port where the engine tells of both families of addresses', () => {
    const Ports = {
      '80/tcp': [
        { HostIp: '0.0.0.0', HostPort: '8080' },
        { HostIp: '::', HostPort: '8080' },
        { HostIp: '::', HostPort: '8081' },
      ],
      '53/udp': null,
      'no port': [{ HostIp: '', HostPort: '1' }],
    };
    const port = { containerPort: 80, protocol: 'tcp' };
    expect(read({ NetworkSettings: { Ports } }).ports).toEqual([
      { containerPort: 53, protocol: 'udp', publishedPort: null, address: '' },
      { ...port, publishedPort: 8080, address: '0.0.0.0' },
      { ...port, publishedPort: 8081, address: '::' },
    ]);
  });

  it('tells of ports that were asked for when the container does not run', () => {
    const ports = read({
      State: { Status: 'exited', ExitCode: 0 },
      Config: { Image: 'x', ExposedPorts: { '80/tcp': {}, '90/tcp': {} } },
      HostConfig: {
        PortBindings: {
          '80/tcp': [{ HostIp: '', HostPort: '' }],
          '100/sctp': [{ HostIp: '127.0.0.1', HostPort: '100' }],
        },
      },
      NetworkSettings: { Ports: { '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '1' }] } },
    }).ports;
    expect(ports).toEqual([
      { containerPort: 80, protocol: 'tcp', publishedPort: 0, address: '' },
      { containerPort: 90, protocol: 'tcp', publishedPort: null, address: '' },
      { containerPort: 100, protocol: 'sctp', publishedPort: 100, address: '127.0.0.1' },
    ]);
  });

  it('has mounts of every kind, those of --tmpfs once', () => {
    const mounts = read({
      Mounts: [
        { Type: 'volume', Name: 'data', Source: '/var/lib/docker/volumes/data/_data', Destination: '/data', RW: true },
        { Type: 'bind', Source: '/home', Destination: '/home', RW: false },
        { Type: 'tmpfs', Destination: '/both', RW: true },
        { Type: 'npipe', Source: 'x', Destination: '/odd', RW: true },
      ],
      HostConfig: { Tmpfs: { '/both': '', '/only': 'size=1m,ro' } },
    }).mounts;
    expect(mounts).toEqual([
      { type: 'volume', volume: 'data', source: '', target: '/data', writable: true },
      { type: 'bind', volume: '', source: '/home', target: '/home', writable: false },
      { type: 'tmpfs', volume: '', source: '', target: '/both', writable: true },
      { type: 'other', volume: '', source: '', target: '/odd', writable: true },
      { type: 'tmpfs', volume: '', source: '', target: '/only', writable: false },
    ]);
  });

  it('leaves out of the aliases what the engine adds by itself', () => {
    const Networks = {
      shop: {
        NetworkID: 'f00d',
        Aliases: ['site', id.slice(0, 12)],
        DNSNames: ['plain', 'site', 'host'],
        IPAddress: '',
      },
    };
    expect(read({ NetworkSettings: { Networks } }).networks).toEqual([
      { network: 'shop', networkId: 'f00d', aliases: ['site', 'host'], address: '' },
    ]);
  });

  it.each([
    ['default', 'bridge'],
    ['shop', 'shop'],
    ['f00d', 'shop'],
    ['host', 'host'],
    ['container:abc', 'container:abc'],
  ])('calls the network mode %j %j', (NetworkMode, expected) => {
    const Networks = { shop: { NetworkID: 'f00d1234' } };
    expect(read({ HostConfig: { NetworkMode }, NetworkSettings: { Networks } }).networkMode).toBe(expected);
  });

  it('tells of links on the default bridge and on others in the same way', () => {
    const links = read({
      HostConfig: { Links: ['/other:/plain/alias'] },
      NetworkSettings: { Networks: { shop: { Links: ['db:database'] } } },
    }).links;
    expect(links).toEqual(['other:alias', 'db:database']);
  });

  it.each([
    [{ NanoCpus: 1_500_000_000 }, 1.5],
    [{ CpuQuota: 50_000 }, 0.5],
    [{ CpuQuota: 50_000, CpuPeriod: 25_000 }, 2],
    [{ CpuQuota: -1 }, 0],
  ])('of %j makes a limit of %d CPUs', (HostConfig, cpus) => {
    expect(read({ HostConfig }).limits.cpus).toBe(cpus);
  });

  it('is refused when its id is none or its state is unheard of', () => {
    expect(() => read({ Id: '../images' })).toThrow();
    expect(() => read({ State: { Status: 'dreaming', ExitCode: 0 } })).toThrow();
  });

  it('is cut where somebody made it endless', () => {
    const { environment, command, labels } = read({
      Config: {
        Image: 'x',
        Cmd: Array.from({ length: 1_000 }, () => 'x'.repeat(5_000)),
        Env: Array.from({ length: 1_000 }, (_, index) => `V${String(index)}=`),
        Labels: { ['k'.repeat(9_000)]: 'v' },
      },
    });
    expect(Object.keys(environment)).toHaveLength(500);
    expect(command).toHaveLength(500);
    expect(command[0]).toHaveLength(4_096);
    expect(Object.keys(labels)[0]).toHaveLength(1_000);
  });
});

it('changes of a container have names, and unknown kinds are left out', () => {
  expect(changesSchema.parse(null)).toEqual([]);
  const kinds = [0, 1, 2, 3].map((Kind) => ({ Path: `/${String(Kind)}`, Kind }));
  expect(changesSchema.parse(kinds)).toEqual([
    { path: '/0', change: 'changed' },
    { path: '/1', change: 'added' },
    { path: '/2', change: 'deleted' },
  ]);
});
