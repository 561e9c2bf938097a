import { PassThrough } from 'node:stream';
import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { DrydockError, errorBody, errorTable } from '#protocol/errors.ts';
import { MOST_EDITED_BYTES, type FileChange } from '#protocol/workspace.ts';
import type { ExecSpec } from '../driver/driver.ts';
import { registerWorkspaceApi } from './workspace-api.ts';

const workspace = `/sessions/${'a'.repeat(32)}/workspace`;

/** The API over a session of one owner, whose sandbox answers every program alike. */
function api({ isReady = true, answer = '', exitCode = 0 } = {}) {
  const ran: ExecSpec[] = [];
  let active = 0;
  const made = Fastify();
  made.setErrorHandler(async (error, _request, reply) => {
    const code = error instanceof DrydockError ? error.code : 'bad-request';
    return reply.status(errorTable[code].status).send(errorBody(code));
  });
  registerWorkspaceApi(made, {
    driver: {
      exec: async (_id, spec) => {
        ran.push(spec);
        const stream = new PassThrough();
        // Input and output are separate in a real process; a PassThrough would echo.
        stream.end(answer);
        stream.end = () => stream;
        return { stream, exited: Promise.resolve(exitCode), resize: async () => undefined, detach: () => undefined };
      },
    },
    find: (_sessionId, accountId) => {
      if (accountId !== 'owner') throw new DrydockError('session-unknown');
      return {
        sandboxId: 's',
        requireReady: () => {
          if (!isReady) throw new DrydockError('sandbox-not-running');
        },
        onActivity: () => (active += 1),
      };
    },
  });
  return { made, ran, active: () => active };
}

const post = (change: FileChange, accountId = 'owner') => ({
  method: 'POST' as const,
  url: `${workspace}/changes`,
  payload: { accountId, change },
});
const entry = 'f\x002\x00v\x00a\x00';

it('a session of somebody else is unknown, and one without a sandbox is told as that', async () => {
  const looks = ['folder?path=', 'file?path=a&', 'download?path=a&'].map((look) => `${workspace}/${look}`);
  for (const url of looks) {
    const { made, ran } = api({ isReady: false });
    expect((await made.inject(`${url}&accountId=other`)).statusCode).toBe(404);
    expect((await made.inject(`${url}&accountId=owner`)).statusCode).toBe(409);
    expect(ran).toEqual([]);
  }
  const { made, ran } = api({ isReady: false });
  expect((await made.inject(post({ kind: 'remove', path: 'a' }, 'other'))).statusCode).toBe(404);
  expect((await made.inject(post({ kind: 'remove', path: 'a' }))).statusCode).toBe(409);
  expect(ran).toEqual([]);
});

it.each([
  '..%2fescaped',
  '%2e%2e/escaped',
  '/etc/passwd',
  '..%5c..%5cescaped',
  'nul%00byte',
  'e%CC%81',
  'x'.repeat(5000),
])('the path %s is refused before the sandbox is reached', async (path) => {
  const { made, ran } = api();
  for (const what of ['folder', 'file', 'download']) {
    expect((await made.inject(`${workspace}/${what}?accountId=owner&path=${path}`)).statusCode).toBe(400);
  }
  const decoded = decodeURIComponent(path);
  for (const change of [
    post({ kind: 'write', path: decoded, text: '', seen: null }),
    post({ kind: 'move', path: 'a', to: decoded }),
    post({ kind: 'remove', path: decoded }),
  ]) {
    expect((await made.inject(change)).statusCode).toBe(400);
  }
  expect(ran).toEqual([]);
});

it('the text of a file is answered with its version, and looking at it is no activity', async () => {
  const { made, ran, active } = api({ answer: `${entry}hi` });
  const answer = await made.inject(`${workspace}/file?accountId=owner&path=a`);
  expect(answer.json()).toEqual({ kind: 'text', path: 'a', version: 'v', text: 'hi' });
  expect(ran).toMatchObject([{ user: 'learner' }]);
  expect(active()).toBe(0);
});

it('a text of the longest is taken though every letter needs six in JSON', async () => {
  const { made, active } = api({ answer: entry });
  const text = '\u0001'.repeat(MOST_EDITED_BYTES);
  const answer = await made.inject(post({ kind: 'write', path: 'a', text, seen: 'v' }));
  expect(answer.json()).toEqual({ entry: { path: 'a', kind: 'file', bytes: 2, version: 'v' } });
  expect(active()).toBe(1);
});

it.each([
  [28, 'sandbox-disk-full'],
  [41, 'file-unknown'],
  [42, 'file-exists'],
  [43, 'file-changed'],
  [44, 'file-refused'],
  [124, 'internal'],
])('the exit code %i of the program is told as %s', async (exitCode, code) => {
  const { made } = api({ exitCode });
  for (const request of [post({ kind: 'remove', path: 'a' }), `${workspace}/download?accountId=owner&path=a`]) {
    expect((await made.inject(request)).json()).toMatchObject({ error: { code } });
  }
});

it('a download is the bytes behind the entry, and its reading is activity', async () => {
  const { made, active } = api({ answer: `${entry}a\0b` });
  const answer = await made.inject(`${workspace}/download?accountId=owner&path=a`);
  expect(answer.headers['content-type']).toBe('application/octet-stream');
  expect(answer.rawPayload).toEqual(Buffer.from('a\0b'));
  expect(active()).toBeGreaterThan(0);
});

it('an answer that is not of the agreed form is a fault', async () => {
  const looks = ['folder?', 'file?path=a&', 'download?path=a&'].flatMap((what) => [
    { what, answer: 'f\0' },
    { what, answer: 'x'.repeat(5 * 1024 * 1024) },
  ]);
  for (const { what, answer } of looks) {
    const { made } = api({ answer });
    expect((await made.inject(`${workspace}/${what}accountId=owner`)).statusCode).toBe(500);
  }
});
