import { describe, expect, it } from 'vitest';
import {
  containerListSchema,
  eventSchema,
  networkListSchema,
  parseRequestLine,
  volumeListSchema,
} from './engine-answers.ts';

describe('a line of the request log', () => {
  it('becomes a request without the version of the API', () => {
    expect(parseRequestLine('2026-11-21T08:49:29.072443317Z GET /v1.45/containers/json?all=1')).toEqual({
      at: Date.parse('2026-11-21T08:49:29.072Z'),
      method: 'GET',
      path: '/containers/json',
      query: { all: '1' },
    });
  });

  it('decodes what the client escaped', () => {
    const request = parseRequestLine(
      '2026-11-21T08:49:29Z POST /v1.45/images/create?fromImage=diamol%2Fbase&tag=latest',
    );
    expect(request?.query).toEqual({ fromImage: 'diamol/base', tag: 'latest' });
  });

  it.each(['', 'garbage', 'yesterday GET /x', '2026-11-21T08:49:29Z get /x', '2026-11-21T08:49:29Z GET x'])(
    'is dropped when it is %j',
    (line) => {
      expect(parseRequestLine(line)).toBeNull();
    },
  );
});

describe('an answer of the engine', () => {
  it('is refused when a container id is not one', () => {
    expect(containerListSchema.safeParse([{ Id: '../../etc/passwd' }]).success).toBe(false);
  });

  it('loses the argument that an exec event carries in its action', () => {
    const event = eventSchema.parse({
      Type: 'container',
      Action: 'exec_start: sh -c "echo a: b"',
      Actor: { ID: 'abc', Attributes: { image: 'diamol/base' } },
      timeNano: 1_700_000_000_123_456_789,
    });
    expect(event.action).toBe('exec_start');
    expect(event.at).toBe(1_700_000_000_123);
  });

  it('is cut when a text in it is longer than anything real', () => {
    const event = eventSchema.parse({
      Type: 'image',
      Action: 'pull',
      Actor: { ID: 'x'.repeat(100_000) },
      timeNano: 1,
    });
    expect(event.subject).toHaveLength(1_000);
  });

  it('about networks may leave out addresses and labels', () => {
    const networks = networkListSchema.parse([
      { Id: '1', Name: 'none', Driver: 'null', Internal: false, IPAM: { Config: null }, Labels: {} },
      {
        Id: '2',
        Name: 'shop',
        Driver: 'bridge',
        Internal: true,
        IPAM: { Config: [{ Subnet: '10.0.0.0/24' }, {}] },
        Labels: null,
      },
    ]);
    expect(networks).toEqual([
      { id: '1', name: 'none', driver: 'null', internal: false, subnets: [], labels: {} },
      { id: '2', name: 'shop', driver: 'bridge', internal: true, subnets: ['10.0.0.0/24'], labels: {} },
    ]);
  });

  it('about volumes shows which ones the engine has named', () => {
    const volumes = volumeListSchema.parse({
      Volumes: [
        { Name: 'data', Driver: 'local', Labels: null },
        { Name: 'marked', Driver: 'local', Labels: { 'com.docker.volume.anonymous': '' } },
        { Name: 'a'.repeat(64), Driver: 'local' },
      ],
    });
    expect(volumes.map(({ anonymous }) => anonymous)).toEqual([false, true, true]);
    expect(volumeListSchema.parse({ Volumes: null })).toEqual([]);
  });
});
