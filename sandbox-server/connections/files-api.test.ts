import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { DrydockError, errorBody, errorTable } from '#protocol/errors.ts';
import { tarEnd, UPLOAD_CONTENT_TYPE } from '#protocol/upload.ts';
import { knock } from '../testing/knock.ts';
import { registerFilesApi, type SessionWithFiles } from './files-api.ts';

const files = `/sessions/${'a'.repeat(32)}/files?accountId=owner`;
const recording = `/sessions/${'a'.repeat(32)}/recordings/1?accountId=owner`;

const answeredSchema = z.object({ status: z.literal(409) });
const brokenOffSchema = z.object({ code: z.enum(['EPIPE', 'ECONNRESET']) });

/** The API over a session of one owner whose sandbox must not be reached. */
function api(changes: Partial<SessionWithFiles> = {}) {
  const made = Fastify();
  made.setErrorHandler(async (error, _request, reply) => {
    const code = error instanceof DrydockError ? error.code : 'bad-request';
    return reply.status(errorTable[code].status).send(errorBody(code));
  });
  registerFilesApi(made, {
    driver: { exec: () => Promise.reject(new Error('the sandbox was reached')) },
    find: (_sessionId, accountId) => {
      if (accountId !== 'owner') throw new DrydockError('session-unknown');
      const requireReady = () => {
        throw new DrydockError('sandbox-not-running');
      };
      return { sandboxId: 's', requireReady, recordings: null, onActivity: () => undefined, ...changes };
    },
  });
  return made;
}

const upload = (payload: Uint8Array, contentType = UPLOAD_CONTENT_TYPE) => ({
  method: 'POST' as const,
  url: files,
  headers: { 'content-type': contentType },
  payload: Buffer.from(payload),
});

it('a sandbox that is not running is told for downloads and, after the body was taken, for uploads', async () => {
  expect((await api().inject({ url: files })).statusCode).toBe(409);
  expect((await api().inject(upload(new Uint8Array(5_000_000)))).json()).toMatchObject({
    error: { code: 'sandbox-not-running' },
  });
});

it('F3: an upload without an end is not read for ever', async () => {
  const made = api();
  try {
    const port = Number(new URL(await made.listen({ port: 0, host: '127.0.0.1' })).port);
    const ending = await knock(port, {
      method: 'POST',
      target: files,
      headers: { 'content-type': UPLOAD_CONTENT_TYPE },
      endless: { piece: new Uint8Array(1024 ** 2), mostBytes: Number.POSITIVE_INFINITY },
    }).catch((error: unknown) => error);
    // Whoever only sends may miss the answer, but learns that nobody listens any more.
    expect(ending).toSatisfy((seen) => z.union([answeredSchema, brokenOffSchema]).safeParse(seen).success);
  } finally {
    await made.close();
  }
});

it('a session of somebody else is unknown', async () => {
  for (const url of [files, recording]) {
    const answer = await api().inject({ url: url.replace('owner', 'other') });
    expect(answer.json()).toMatchObject({ error: { code: 'session-unknown' } });
  }
});

it('a body of another type is refused', async () => {
  expect((await api().inject(upload(Buffer.from('{}'), 'application/json'))).json()).toMatchObject({
    error: { code: 'bad-request' },
  });
});

it('a folder outside the home is refused before the sandbox is reached', async () => {
  const request = upload(tarEnd());
  const answer = await api({ requireReady: () => undefined }).inject({ ...request, url: `${files}&folder=../etc` });
  expect(answer.json()).toMatchObject({ error: { code: 'upload-refused' } });
});

it('a recording is answered as it lies on the disk, and one that there is not, with nothing found', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'drydock-recording-'));
  try {
    const file = path.join(folder, '1.cast');
    await writeFile(file, '{"version":2}\n');
    const latest = async (terminal: number) => (terminal === 1 ? file : null);
    const recorded = api({ recordings: { latest } });
    expect((await recorded.inject({ url: recording })).body).toBe('{"version":2}\n');
    expect((await recorded.inject({ url: recording.replace('/1?', '/2?') })).statusCode).toBe(404);
    expect((await recorded.inject({ url: recording.replace('/1?', '/0?') })).statusCode).toBe(400);
    expect((await api().inject({ url: recording })).statusCode).toBe(404);
  } finally {
    await rm(folder, { recursive: true });
  }
});
