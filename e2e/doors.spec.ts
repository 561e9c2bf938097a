/**
 * Strangers at every door of the web app (#sandbox/testing/doors.ts), as a whole. The rows are those of the threats; the doors of
 * the sandbox server have theirs in sandbox-server/doors.integration.test.ts.
 *
 * Whoever is at this machine is its one account. Somebody else's session is made as the web app would make it for them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { ticketAnswerSchema } from '#protocol/control.ts';
import { previewAnswerSchema } from '#protocol/preview.ts';
import { sessionViewSchema } from '#protocol/session.ts';
import { MOST_UPLOAD_BYTES } from '#protocol/upload.ts';
import { doorsOf, type Door } from '#sandbox/testing/doors.ts';
import { handshake, hostileHandshakes, hostileHosts, knock, type Answer, type Knock } from '#sandbox/testing/knock.ts';
import { forgetPeakMemory, peakMemoryBytes } from '#sandbox/testing/process-memory.ts';
import { expect, test } from './fixtures.ts';
import type { Product } from './product.ts';

test.use({ stage: 'doors' });

const lessonId = 'ch02/first-container';
const MIB = 1024 ** 2;
/** Above what the process needed before: pieces of a body wait in buffers, and the runtime takes its time to tidy up. */
const MOST_MEMORY_BYTES = 200 * MIB;
/** An id of a session that nobody has. */
const nobody = '0123456789abcdef'.repeat(2);

const webDoors = doorsOf('web-app');
const sessionDoors = webDoors.filter(({ shown }) => shown.includes('ownership'));
const changingDoors = webDoors.filter(({ shown }) => shown.includes('own-origin'));
const jsonDoors = webDoors.filter(
  (one) => one.request({ sessionId: nobody, accountId: 'nobody' }).headers['content-type'] === 'application/json',
);
const named = ({ method, path: at }: Door) => `${method} ${at}`;

const openedSchema = z.object({
  session: sessionViewSchema,
  connection: ticketAnswerSchema.extend({ url: z.url() }),
});

/** Who knocks at what: this machine's own learner, and another one whose session is none of theirs. */
let product: Product;
let webPort: number;
let sandboxPort: number;
let secret: string;
let ownSession: string;
let othersSession: string;

/** Sends a door's request as a page of the product would. */
async function asOwnPage(one: Door, sessionId: string, changes: Partial<Knock> = {}): Promise<Answer> {
  const { target, headers, body } = one.request({ sessionId, accountId: 'someone-else' });
  return knock(webPort, {
    method: one.method,
    target,
    body,
    ...changes,
    headers: { ...headers, origin: product.url, ...changes.headers },
  });
}

function doorAt(method: string, at: string): Door {
  const found = webDoors.find((one) => one.method === method && one.path === at);
  if (!found) throw new Error(`there is no door ${method} ${at}`);
  return found;
}

/** What both servers have written into their logs. */
function logs(): string {
  const folder = path.join(product.stateDirectory, 'logs');
  return readdirSync(folder)
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');
}

test.beforeAll(async ({ product: started }) => {
  product = started;
  webPort = Number(new URL(product.url).port);
  secret = readFileSync(path.join(product.stateDirectory, 'secret'), 'utf8').trim();
  const opened = openedSchema.parse(JSON.parse((await asOwnPage(doorAt('POST', '/api/sessions'), nobody)).body));
  ownSession = opened.session.id;
  sandboxPort = Number(new URL(opened.connection.url).port);
  const answer = await knock(sandboxPort, {
    method: 'POST',
    target: '/sessions',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ accountId: 'someone-else', lessonId, passedSteps: [] }),
  });
  othersSession = sessionViewSchema.parse(JSON.parse(answer.body)).id;
  const folder = doorAt('GET', '/api/sessions/[id]/workspace/folder');
  await expect.poll(async () => (await asOwnPage(folder, ownSession)).status, { timeout: 60_000 }).toBe(200);
});

test('W1: the web app itself opens no WebSocket, whoever asks', async () => {
  const attempts = ['/', '/connection', '/_next/webpack-hmr', `/api/sessions/${ownSession}/files`].flatMap((target) =>
    [{ origin: product.url }, ...Object.values(hostileHandshakes(product.url))].map(async (headers) => ({
      attempt: `${target} with ${JSON.stringify(headers)}`,
      // Next.js leaves a handshake that it does not know without an answer, or ends its connection.
      status: await handshake(webPort, target, headers).catch(() => null),
    })),
  );
  for (const { attempt, status } of await Promise.all(attempts)) expect(status, attempt).not.toBe(101);
});

test('W2: a name that was pointed to this machine is refused at every door, and told nothing', async () => {
  for (const one of webDoors) {
    for (const host of hostileHosts(webPort)) {
      const headers = { host, 'x-forwarded-host': new URL(product.url).host };
      const { status, code } = await asOwnPage(one, ownSession, { headers });
      expect([status, code], `${named(one)} as ${host}`).toEqual([421, 'wrong-host']);
    }
  }
  for (const target of ['/_next/static/chunks/main.js', '/_next/image?url=/icon.svg&w=64&q=75', '/nothing']) {
    expect((await knock(webPort, { target, headers: { host: 'evil.example' } })).status, target).toBe(421);
  }
});

test('W2: a page of another site changes nothing at any door', async () => {
  for (const one of changingDoors) {
    if (one.shown.includes('secret')) continue;
    for (const [attempt, headers] of Object.entries(hostileHandshakes(product.url))) {
      const { target, headers: usual, body } = one.request({ sessionId: ownSession, accountId: 'local' });
      const { status } = await knock(webPort, { method: 'POST', target, body, headers: { ...usual, ...headers } });
      expect([403, 421], `${named(one)} by ${attempt}`).toContain(status);
    }
    // What a form can send without being asked for leave.
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const { status } = await asOwnPage(one, ownSession, { headers: { 'content-type': type } });
      expect(status, `${named(one)} with ${type}`).toBe(400);
    }
  }
});

test('W3: every answer keeps its address from other sites and is not taken for another type', async () => {
  for (const one of webDoors) {
    for (const sessionId of [ownSession, nobody]) {
      if (one.opens === 'write' && sessionId === ownSession) continue;
      const { headers } = await asOwnPage(one, sessionId);
      expect(headers['referrer-policy'], named(one)).toMatch(/^no-referrer/);
      expect(headers['x-content-type-options'], named(one)).toMatch(/^nosniff/);
      expect(headers['cross-origin-resource-policy'], named(one)).toMatch(/^same-origin/);
    }
  }
});

test('W3: a ticket is in no address and in no log, nor is the secret or a cookie', async () => {
  const planted = 'planted-secret-4711';
  const opened = await asOwnPage(doorAt('POST', '/api/sessions'), ownSession);
  const { connection } = openedSchema.parse(JSON.parse(opened.body));
  expect(opened.headers['cache-control']).toBe('no-store');
  expect(connection.url).toBe(`ws://localhost:${String(sandboxPort)}/connection`);
  expect(connection.expiresInSeconds).toBeLessThanOrEqual(30);
  const preview = previewAnswerSchema.parse(
    JSON.parse((await asOwnPage(doorAt('POST', '/api/sessions/[id]/preview'), ownSession)).body),
  );
  expect(preview.door).not.toContain(preview.ticket);
  const headers = { cookie: `drydock-preview=${planted}`, authorization: `Bearer ${planted}` };
  for (const one of webDoors) await asOwnPage(one, nobody, { headers });
  await knock(webPort, { target: `/?ticket=${planted}`, headers });
  await knock(sandboxPort, { target: `/connection?ticket=${connection.ticket}`, headers });
  const seen = logs();
  for (const shown of [planted, connection.ticket, preview.ticket, secret]) expect(seen).not.toContain(shown);
});

test('W5: a session of somebody else is as unknown at every door as one that never was', async () => {
  expect(othersSession).not.toBe(ownSession);
  for (const one of sessionDoors) {
    for (const sessionId of [othersSession, nobody]) {
      const { target } = one.request({ sessionId, accountId: 'someone-else' });
      // Who somebody is, is never taken from what they say.
      const claims: Record<string, Partial<Knock>> = {
        nothing: {},
        'a parameter': { target: `${target}${target.includes('?') ? '&' : '?'}accountId=someone-else` },
        'a header': { headers: { 'x-account-id': 'someone-else', authorization: 'Bearer someone-else' } },
        'a cookie': { headers: { cookie: 'account=someone-else; accountId=someone-else' } },
      };
      for (const [claim, changes] of Object.entries(claims)) {
        const { status, code } = await asOwnPage(one, sessionId, changes);
        expect(status, `${named(one)} with ${claim}`).toBe(404);
        expect(code, `${named(one)} with ${claim}`).toBe('session-unknown');
      }
    }
    for (const id of ['1', ownSession.toUpperCase(), `${ownSession}0`, 'constructor', '%2e%2e%2fsessions', '%00']) {
      expect([400, 404], `${named(one)} of ${id}`).toContain((await asOwnPage(one, id)).status);
    }
  }
});

test('W5: an account that is named in a body is refused, and progress is recorded for the secret only', async () => {
  for (const one of jsonDoors) {
    const { body } = one.request({ sessionId: ownSession, accountId: 'someone-else' });
    const usual: unknown = JSON.parse(new TextDecoder().decode(body ?? undefined));
    if (one.shown.includes('secret')) {
      for (const authorization of ['', 'Bearer ', 'Bearer guess', `Basic ${secret}`]) {
        const { status } = await asOwnPage(one, ownSession, { headers: { authorization } });
        expect(status, named(one)).toBe(401);
      }
    } else {
      const claimed = JSON.stringify({ ...z.looseObject({}).parse(usual), accountId: 'someone-else' });
      const { status, code } = await asOwnPage(one, ownSession, { body: claimed });
      expect([status, code], named(one)).toEqual([400, 'bad-request']);
    }
  }
});

test('F3: a body beyond all limits is refused with 413 at every door that takes JSON, and never held as a whole', async () => {
  const before = forgetPeakMemory(product.webAppPid());
  const large = new Uint8Array(20 * MIB);
  const secretHeader = { authorization: `Bearer ${secret}` };
  for (const one of jsonDoors) {
    const length = { 'content-length': String(large.length) };
    const announced = await asOwnPage(one, ownSession, { headers: { ...secretHeader, ...length }, body: large });
    expect([announced.status, announced.code], named(one)).toEqual([413, 'request-too-large']);
    if (one.path.endsWith('/changes')) continue;
    const endless = { piece: new Uint8Array(MIB), mostBytes: 20 * MIB };
    const unannounced = await asOwnPage(one, ownSession, { headers: secretHeader, body: null, endless });
    expect([unannounced.status, unannounced.code], named(one)).toEqual([413, 'request-too-large']);
    const packed = { ...secretHeader, 'content-encoding': 'gzip' };
    const { status } = await asOwnPage(one, ownSession, { headers: packed, body: gzipSync('{}') });
    expect(status, `${named(one)}, packed`).toBe(400);
  }
  expect(peakMemoryBytes(product.webAppPid()) - before).toBeLessThan(MOST_MEMORY_BYTES);
});

test('F3: an upload that is too large, or does not say how large it is, is refused before it is read', async () => {
  const upload = doorAt('POST', '/api/sessions/[id]/files');
  const before = forgetPeakMemory(product.webAppPid());
  const attempts: Record<string, Record<string, string>> = {
    'too large': { 'content-length': String(2 * MOST_UPLOAD_BYTES) },
    'of no length': { 'transfer-encoding': 'chunked' },
  };
  for (const [attempt, headers] of Object.entries(attempts)) {
    const { status, code } = await asOwnPage(upload, ownSession, { headers, body: null, isLeftOpen: true });
    expect([status, code], attempt).toEqual([413, 'upload-too-large']);
  }
  // One of another site's page, too: its form is refused, but its body could come all the same.
  for (const origin of [product.url, 'https://evil.example']) {
    const endless = { piece: new Uint8Array(MIB), mostBytes: 1024 * MIB };
    const ending = await asOwnPage(upload, ownSession, { headers: { origin }, body: null, endless }).then(
      ({ status }) => status,
      (error: unknown) => z.object({ code: z.string() }).parse(error).code,
    );
    // Whoever only sends may miss the answer, but learns that nobody listens any more.
    expect([413, 403, 'EPIPE', 'ECONNRESET'], origin).toContain(ending);
  }
  expect(peakMemoryBytes(product.webAppPid()) - before).toBeLessThan(MOST_MEMORY_BYTES);
});

test('W5: what is the learner’s own is there at every one of these doors', async () => {
  for (const one of sessionDoors) {
    const { code } = await asOwnPage(one, ownSession);
    expect(code, named(one)).not.toBe('session-unknown');
  }
});
