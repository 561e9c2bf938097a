import { describe, expect, it } from 'vitest';
import { whySilent, whyUnpublished } from './diagnosis.ts';

const published = { port: 8080, container: 'web', containerPort: 80 };

function container(state: Partial<Parameters<typeof whySilent>[2]['State']> = {}, hostPort = '8080') {
  return {
    Name: 'web',
    State: { Status: 'running', Running: true, Paused: false, Pid: 42, ExitCode: 0, ...state },
    HostConfig: { PortBindings: { '80/tcp': [{ HostPort: hostPort }] } },
  };
}

describe('why a published port does not answer', () => {
  it.each([
    ['nothing listens there', [{ port: 3000, isLoopback: false }], { kind: 'not-listening', listening: [3000] }],
    ['nothing listens at all', [], { kind: 'not-listening', listening: [] }],
    ['it listens for itself only', [{ port: 80, isLoopback: true }], { kind: 'loopback-only' }],
    ['it listens and still hangs up', [{ port: 80, isLoopback: false }], { kind: 'closed' }],
    ['nobody knows where it listens', null, { kind: 'closed' }],
  ])('%s', (_name, sockets, expected) => {
    expect(whySilent(published, 'closed', container(), sockets)).toEqual({ ...published, ...expected });
  });

  it('does not offer ports that only the container itself can reach', () => {
    const sockets = [
      { port: 40_001, isLoopback: true },
      { port: 3000, isLoopback: false },
      { port: 3000, isLoopback: false },
    ];
    expect(whySilent(published, 'silent', container(), sockets)).toMatchObject({ listening: [3000] });
  });

  it('tells a server that speaks something else from one that is slow', () => {
    const sockets = [{ port: 80, isLoopback: false }];
    expect(whySilent(published, 'not-http', container(), sockets).kind).toBe('not-http');
    expect(whySilent(published, 'silent', container(), sockets).kind).toBe('silent');
  });

  it('says that the container was paused, or has ended in the meantime', () => {
    expect(whySilent(published, 'silent', container({ Paused: true }), []).kind).toBe('paused');
    const ended = container({ Running: false, Status: 'exited', ExitCode: 137 });
    expect(whySilent(published, 'closed', ended, null)).toEqual({
      kind: 'exited',
      port: 8080,
      container: 'web',
      exitCode: 137,
    });
  });
});

describe('why a port is not published', () => {
  const exited = container({ Running: false, Status: 'exited', ExitCode: 1, Pid: 0 });

  it('is the container that would publish it having ended, or never having been started', () => {
    expect(whyUnpublished(8080, [], [exited])).toMatchObject({ kind: 'exited', container: 'web', exitCode: 1 });
    const created = container({ Running: false, Status: 'created', Pid: 0 });
    expect(whyUnpublished(8080, [], [created, exited])).toMatchObject({ kind: 'not-started' });
  });

  it('is that no container does, and then those are told that are published', () => {
    expect(whyUnpublished(9090, [published], [exited, container()])).toEqual({
      kind: 'unpublished',
      port: 9090,
      published: [published],
    });
  });
});
