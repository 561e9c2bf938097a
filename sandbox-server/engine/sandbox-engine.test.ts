/** A sandbox's engine that lies, refuses or hangs up: what is asked of it, and what is made of its answers. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { SandboxEngine } from './sandbox-engine.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const cleanups: (() => void)[] = [];
afterEach(() => cleanups.splice(0).forEach((cleanup) => cleanup()));

/** An engine that answers like this, and the requests that it got. */
async function engineThat(answer: Answer): Promise<{ engine: SandboxEngine; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const engine = new SandboxEngine(() => Promise.resolve(connect(port, '127.0.0.1')));
  cleanups.push(
    () => engine.close(),
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return { engine, asked };
}

const refusing =
  (status: number): Answer =>
  (_request, response) => {
    response.writeHead(status).end('{"message":"no"}');
  };

const statHeader = (stat: object) => ({
  'x-docker-container-path-stat': Buffer.from(JSON.stringify(stat)).toString('base64'),
});

describe('what is not there', () => {
  it('is nothing, not a fault', async () => {
    const { engine } = await engineThat(refusing(404));
    expect(await engine.changes('c1')).toEqual([]);
    expect(await engine.containerFile('c1', '/x')).toBeNull();
    expect(await engine.logs('c1')).toBe('');
    expect(await engine.image('x')).toBeNull();
  });

  it('is nothing when the engine finds out in the middle that it is going', async () => {
    const { engine } = await engineThat((request, response) => {
      response.writeHead((request.url ?? '').includes('/logs') ? 500 : 404).end('{"message":"marked for removal"}');
    });
    expect(await engine.logs('c1')).toBe('');
  });

  it('is a fault when the engine itself is at fault', async () => {
    const { engine } = await engineThat(refusing(500));
    await expect(engine.changes('c1')).rejects.toThrow('answered 500');
    await expect(engine.containerFile('c1', '/x')).rejects.toThrow('answered 500');
    await expect(engine.logs('c1')).rejects.toThrow('answered 500');
    await expect(engine.image('x')).rejects.toThrow('answered 500');
    await expect(engine.networks()).rejects.toThrow('answered 500');
    await expect(engine.volumes()).rejects.toThrow('answered 500');
  });

  it('is a fault when the engine goes over to another protocol', async () => {
    const { engine } = await engineThat((request) => {
      request.socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n');
    });
    await expect(engine.networks()).rejects.toThrow('did not answer');
  });
});

it('every question carries the mark that keeps it out of the request log', async () => {
  const { engine, asked } = await engineThat((request, response) => {
    if (request.method === 'HEAD') response.writeHead(200, statHeader({ size: 1, mode: 420, linkTarget: '' })).end();
    else response.writeHead(404).end();
  });
  await engine.changes('c1');
  await engine.containerFile('c1', '/a b');
  await engine.logs('c1');
  await engine.image('shop/site:1');
  expect(asked).toEqual([
    'GET /containers/c1/changes?drydock=1',
    'HEAD /containers/c1/archive?path=%2Fa+b&drydock=1',
    'GET /containers/c1/archive?path=%2Fa+b&drydock=1',
    'GET /containers/c1/logs?stdout=1&stderr=1&tail=2000&drydock=1',
    'GET /images/shop/site:1/json?drydock=1',
  ]);
});

it('names that lead elsewhere are not asked for', async () => {
  const { engine, asked } = await engineThat(refusing(404));
  for (const name of ['../containers/x', 'a?b', 'a#b', 'a b', '/a', '', 'a%2e'])
    expect(await engine.image(name)).toBeNull();
  expect(asked).toEqual([]);
});

it('a link is followed once, so that a circle ends', async () => {
  const { engine, asked } = await engineThat((_request, response) => {
    response.writeHead(200, statHeader({ size: 9, mode: 2 ** 27 + 511, linkTarget: '/b' })).end();
  });
  expect(await engine.containerFile('c1', '/a')).toEqual({ kind: 'other', sizeBytes: 9, text: '' });
  expect(asked).toHaveLength(2);
});

it('a folder is not packed up to know that it is one', async () => {
  const { engine, asked } = await engineThat((_request, response) => {
    response.writeHead(200, statHeader({ size: 48, mode: 2_147_484_141, linkTarget: '' })).end();
  });
  expect(await engine.containerFile('c1', '/etc')).toEqual({ kind: 'folder', sizeBytes: 48, text: '' });
  expect(asked).toEqual(['HEAD /containers/c1/archive?path=%2Fetc&drydock=1']);
});
