import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readJson, requireOwnHost, requireOwnOrigin } from './requests.ts';

const origins = ['http://localhost:3000', 'http://127.0.0.1:3000'];
const schema = z.strictObject({ lessonId: z.string() });

function post(body: string, headers: Record<string, string> = { 'content-type': 'application/json' }): Request {
  return new Request('http://localhost:3000/api/sessions', { method: 'POST', body, headers });
}

describe('requireOwnOrigin', () => {
  it('lets our own pages pass', () => {
    expect(() => requireOwnOrigin(post('{}', { origin: 'http://127.0.0.1:3000' }), origins)).not.toThrow();
  });

  it.each(['http://localhost:3001', 'https://localhost:3000', 'http://localhost:3000.example.com', 'null'])(
    'refuses %s',
    (origin) => {
      expect(() => requireOwnOrigin(post('{}', { origin }), origins)).toThrow(
        expect.objectContaining({ code: 'wrong-origin' }),
      );
    },
  );

  it('refuses a request without an origin', () => {
    expect(() => requireOwnOrigin(post('{}'), origins)).toThrow(expect.objectContaining({ code: 'wrong-origin' }));
  });
});

describe('requireOwnHost', () => {
  const hosts = ['localhost:3000', '127.0.0.1:3000'];

  it('lets our own names pass', () => {
    expect(() => requireOwnHost(post('{}', { host: '127.0.0.1:3000' }), hosts)).not.toThrow();
  });

  it.each(['localhost:3001', 'localhost', 'rebound.example:3000', 'localhost:3000.example.com'])(
    'refuses %s',
    (host) => {
      expect(() => requireOwnHost(post('{}', { host }), hosts)).toThrow(
        expect.objectContaining({ code: 'wrong-host' }),
      );
    },
  );

  it('refuses a request without a host', () => {
    expect(() => requireOwnHost(post('{}'), hosts)).toThrow(expect.objectContaining({ code: 'wrong-host' }));
  });
});

describe('readJson', () => {
  it('returns what the schema accepts', async () => {
    expect(await readJson(post('{"lessonId":"ch02/x"}'), schema)).toEqual({ lessonId: 'ch02/x' });
  });

  it('refuses another content type, which a form of another site could send', async () => {
    const request = post('{"lessonId":"ch02/x"}', { 'content-type': 'text/plain' });
    await expect(readJson(request, schema)).rejects.toMatchObject({ code: 'bad-request', message: 'content-type' });
  });

  it('refuses what is not JSON, and names the wrong field', async () => {
    await expect(readJson(post('{'), schema)).rejects.toMatchObject({ code: 'bad-request' });
    await expect(readJson(post('{"lessonId":7}'), schema)).rejects.toMatchObject({
      code: 'bad-request',
      message: 'lessonId',
    });
  });

  it('F3: refuses a body that says it is too long without reading it', async () => {
    const request = post('{"lessonId":"ch02/x"}', { 'content-type': 'application/json', 'content-length': '70000' });
    await expect(readJson(request, schema)).rejects.toMatchObject({ code: 'request-too-large' });
    expect(request.bodyUsed).toBe(false);
  });

  it('F3: reads no more of an endless body than it may have', async () => {
    let sent = 0;
    let isCancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1024;
        controller.enqueue(new Uint8Array(1024).fill(0x20));
      },
      cancel: () => {
        isCancelled = true;
      },
    });
    const request = new Request('http://localhost:3000/api/sessions', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
      ...{ duplex: 'half' },
    });
    await expect(readJson(request, schema)).rejects.toMatchObject({ code: 'request-too-large' });
    expect(sent).toBeLessThan(80 * 1024);
    expect(isCancelled).toBe(true);
  });

  it('F3: unpacks no compressed body', async () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const request = new Request('http://localhost:3000/api/sessions', {
      method: 'POST',
      body: gzipSync('{"lessonId":"ch02/x"}'),
      headers,
    });
    await expect(readJson(request, schema)).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('takes a longer body where a route allows it', async () => {
    const lessonId = 'x'.repeat(70_000);
    const body = JSON.stringify({ lessonId });
    expect(await readJson(post(body), schema, body.length)).toEqual({ lessonId });
    await expect(readJson(post(body), schema, body.length - 1)).rejects.toMatchObject({
      code: 'request-too-large',
    });
  });
});
