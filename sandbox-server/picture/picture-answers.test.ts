import { describe, expect, it } from 'vitest';
import { pictureSectionsSchema } from '#protocol/picture.ts';
import {
  listedImagesSchema,
  picturedContainerAnswerSchema,
  picturedNetworksSchema,
  picturedVolumesSchema,
} from './picture-answers.ts';

/** What an engine answers of a running container of a Compose project. */
const answer = {
  Id: 'a'.repeat(64),
  Name: '/shop-web-1',
  Image: `sha256:${'b'.repeat(64)}`,
  Created: '2026-11-21T18:22:20.762231197Z',
  Path: 'nginx',
  Args: ['-g', 'daemon off;'],
  State: { Status: 'running', ExitCode: 0, Health: { Status: 'starting' } },
  Config: {
    Image: 'diamol/nginx',
    Labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'web' },
  },
  Mounts: [
    { Type: 'volume', Name: 'data', Source: '/var/lib/docker/volumes/data/_data', Destination: '/data', RW: true },
    { Type: 'bind', Source: '/home/learner/web', Destination: '/web', RW: false },
  ],
  NetworkSettings: {
    Ports: {
      '443/tcp': null,
      '80/tcp': [
        { HostIp: '0.0.0.0', HostPort: '8080' },
        { HostIp: '::', HostPort: '8080' },
      ],
    },
    Networks: {
      shop_default: { IPAddress: '172.18.0.2', Aliases: ['web'], DNSNames: ['shop-web-1', 'web', 'web'] },
      bridge: { IPAddress: '', Aliases: null, DNSNames: ['never'] },
    },
  },
};

describe('a container', () => {
  it('is pictured with all that hangs on it', () => {
    const container = picturedContainerAnswerSchema.parse(answer);
    expect(container).toEqual({
      id: answer.Id,
      name: 'shop-web-1',
      image: 'diamol/nginx',
      imageId: answer.Image,
      command: 'nginx -g daemon off;',
      state: 'running',
      health: 'starting',
      exitCode: null,
      createdAt: Date.parse('2026-11-21T18:22:20.762Z'),
      ports: [
        { containerPort: 80, protocol: 'tcp', port: 8080, address: '0.0.0.0' },
        { containerPort: 443, protocol: 'tcp', port: null, address: null },
      ],
      networks: [
        { name: 'shop_default', address: '172.18.0.2', dnsNames: ['shop-web-1', 'web'] },
        { name: 'bridge', address: null, dnsNames: [] },
      ],
      mounts: [
        { kind: 'volume', source: 'data', target: '/data', readOnly: false },
        { kind: 'bind', source: '/home/learner/web', target: '/web', readOnly: true },
      ],
      compose: { project: 'shop', service: 'web' },
    });
    expect(pictureSectionsSchema.safeParse({ containers: [container] }).error).toBeUndefined();
  });

  it('that has ended has an exit code and no health; one without labels is in no project', () => {
    const ended = { ...answer, State: { Status: 'exited', ExitCode: 137, Health: { Status: 'unhealthy' } } };
    const container = picturedContainerAnswerSchema.parse({ ...ended, Config: { Image: 'x', Labels: null } });
    expect(container).toMatchObject({ state: 'exited', exitCode: 137, health: null, compose: null });
  });

  it('fits into the picture whatever the engine says', () => {
    const long = 'x'.repeat(100_000);
    const many = Array.from({ length: 300 }, (_, index) => index);
    const container = picturedContainerAnswerSchema.parse({
      ...answer,
      Name: long,
      Path: long,
      Args: many.map(() => long.slice(0, 100)),
      Config: { Image: long, Labels: { 'com.docker.compose.project': long } },
      Mounts: many.map(() => ({ Type: long.slice(0, 400), Destination: '/x', RW: true })),
      NetworkSettings: {
        Ports: Object.fromEntries(many.map((index) => [`${String(index)}/tcp`, null])),
        Networks: Object.fromEntries(
          many.map((index) => [`${String(index)}${long.slice(0, 400)}`, { DNSNames: many.map(String) }]),
        ),
      },
    });
    expect(pictureSectionsSchema.safeParse({ containers: [container] }).error).toBeUndefined();
    expect(JSON.stringify(container).length).toBeLessThan(100_000);
  });

  it.each([
    ['an id that is a path', { Id: '../../images/json' }],
    ['a state that does not exist', { State: { Status: 'sleeping', ExitCode: 0 } }],
    ['a time that is none', { Created: 'yesterday' }],
  ])('with %s is refused', (_what, change) => {
    expect(picturedContainerAnswerSchema.safeParse({ ...answer, ...change }).success).toBe(false);
  });
});

it('images are newest first, and a dangling one has no tags', () => {
  const id = (digit: string) => `sha256:${digit.repeat(64)}`;
  const listed = listedImagesSchema.parse([
    { Id: id('1'), RepoTags: ['<none>:<none>'], Size: 5, Created: 100 },
    { Id: id('2'), RepoTags: ['one:latest', 'one:v1'], Size: 6, Created: 200 },
  ]);
  expect(listed).toEqual([
    { id: id('2'), tags: ['one:latest', 'one:v1'], bytes: 6, createdAt: 200_000 },
    { id: id('1'), tags: [], bytes: 5, createdAt: 100_000 },
  ]);
});

it('networks begin with the built-in ones and know their project', () => {
  const network = { Driver: 'bridge', Internal: false, IPAM: { Config: [{ Subnet: '172.18.0.0/16' }] } };
  const networks = picturedNetworksSchema.parse([
    { ...network, Id: '1', Name: 'a', Labels: { 'com.docker.compose.project': 'shop' } },
    { ...network, Id: '2', Name: 'none', Driver: 'null', IPAM: { Config: null } },
  ]);
  expect(networks.map(({ name, builtIn, project, subnet }) => [name, builtIn, project, subnet])).toEqual([
    ['none', true, null, null],
    ['a', false, 'shop', '172.18.0.0/16'],
  ]);
});

it('volumes whose name the engine made up are anonymous', () => {
  const { Volumes } = {
    Volumes: [
      { Name: 'f'.repeat(64), Driver: 'local', CreatedAt: '2026-11-21T18:22:20Z', Labels: null },
      { Name: 'data', Driver: 'local', CreatedAt: 'never' },
    ],
  };
  expect(picturedVolumesSchema.parse({ Volumes }).map(({ anonymous, createdAt }) => [anonymous, createdAt])).toEqual([
    [false, null],
    [true, Date.parse('2026-11-21T18:22:20Z')],
  ]);
  expect(picturedVolumesSchema.parse({ Volumes: null })).toEqual([]);
});
