import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { readPage } from './page-reading.ts';

const cleanups: (() => void)[] = [];
afterEach(() => cleanups.splice(0).forEach((cleanup) => cleanup()));

/** A way to somebody who answers every request with these bytes, and what was asked. */
async function answering(
  answer: (connection: Socket) => void,
): Promise<{ dial: () => Promise<Duplex>; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((connection) => {
    connection.on('error', () => undefined);
    connection.once('data', (bytes) => {
      asked.push(bytes.toString('latin1'));
      answer(connection);
    });
  }).listen(0, '127.0.0.1');
  cleanups.push(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { dial: () => Promise.resolve(connect(port, '127.0.0.1')), asked };
}

describe('a page', () => {
  it('is what answers, with small letters for the names of its headers', async () => {
    const { dial, asked } = await answering((connection) =>
      connection.end('HTTP/1.1 301 Moved\r\nLocation: /there\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\n\r\n안녕'),
    );
    expect(await readPage(dial, 8080, '/here?x=1', { headers: { 'x-name': 'value' } })).toEqual({
      status: 301,
      headers: { location: '/there', 'set-cookie': 'a=1, b=2' },
      body: '안녕',
    });
    expect(asked[0]).toMatch(/^GET \/here\?x=1 HTTP\/1\.1\r\n/);
    expect(asked[0]).toMatch(/^host: localhost:8080\r$/im);
    expect(asked[0]).toMatch(/^x-name: value\r$/m);
  });

  it('is cut when it is long', async () => {
    const { dial } = await answering((connection) => connection.end(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(200_000)}`));
    expect((await readPage(dial, 80, '/'))?.body).toBe('x'.repeat(64 * 1024));
  });

  it('that never ends is what it sent in its time', async () => {
    const { dial } = await answering((connection) => connection.write('HTTP/1.1 200 OK\r\n\r\ndata: 1\n'));
    expect(await readPage(dial, 80, '/')).toEqual({ status: 200, headers: {}, body: 'data: 1\n' });
  });

  it.each([
    ['closes', (connection: Socket) => connection.destroy()],
    ['is silent', () => undefined],
    ['speaks no HTTP', (connection: Socket) => connection.end('+PONG\r\n')],
    [
      'sends headers without end',
      (connection: Socket) => connection.end(`HTTP/1.1 200 OK\r\nA: ${'x'.repeat(99_000)}`),
    ],
    [
      'wants another protocol',
      (connection: Socket) =>
        connection.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
    ],
  ])('is none when whoever listens %s', async (_name, answer) => {
    const { dial } = await answering(answer);
    expect(await readPage(dial, 80, '/')).toBeNull();
  });

  it('cannot be asked for with a path that is none, which is the mistake of who asks', async () => {
    const { dial } = await answering((connection) => connection.end());
    await expect(readPage(dial, 80, '/a b')).rejects.toThrow(TypeError);
  });

  it('cannot be asked for when there is no way into the sandbox', async () => {
    await expect(readPage(() => Promise.reject(new Error('not running')), 80, '/')).rejects.toThrow('not running');
  });
});
