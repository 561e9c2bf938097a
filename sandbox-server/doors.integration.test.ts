/**
 * Strangers at every door of the sandbox server (testing/doors.ts), as a whole and with a real sandbox behind it. The rows are
 * those of the threats: W1 WebSockets of other origins, W2 names that were pointed here, W3 tickets and secrets, W5 what belongs
 * to others, W7 previews that are made to lead elsewhere, F3 bodies beyond all limits.
 *
 * The one sandbox is alice's; mallory waits for one, but has a session.
 */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { z } from 'zod';
import { ticketAnswerSchema } from '#protocol/control.ts';
import { MOST_INPUT_BYTES } from '#protocol/frames.ts';
import { MOST_EDITED_BYTES } from '#protocol/workspace.ts';
import { MOST_UPLOAD_ENTRIES, tarHeader } from '#protocol/upload.ts';
import { BrowserConnection } from './testing/browser-connection.ts';
import { setStage, type DoorStage } from './testing/door-stage.ts';
import { doorsOf, type Door } from './testing/doors.ts';
import { handshake, hostileHandshakes, hostileHosts, knock, sendBytes } from './testing/knock.ts';
import { forgetPeakMemory, peakMemoryBytes } from './testing/process-memory.ts';

const MIB = 1024 ** 2;

/** An id of a session that nobody has. */
const nobody = '0123456789abcdef'.repeat(2);

/** Above what the process needed before: pieces of a body wait in buffers, and the runtime takes its time to tidy up. */
const MOST_MEMORY_BYTES = 200 * MIB;

/** There only while lessons are being written, and then for nobody without the secret. */
const internalDoors = doorsOf('sandbox-server').filter(({ path }) => path !== '/authoring/changes');
const sessionDoors = internalDoors.filter(({ shown }) => shown.includes('ownership'));
const jsonDoors = internalDoors.filter((one) => {
  const { headers } = one.request({ sessionId: nobody, accountId: 'nobody' });
  return one.method === 'POST' && headers['content-type'] === 'application/json';
});
const named = ({ method, path }: Pick<Door, 'method' | 'path'>) => `${method} ${path}`;

let stage: DoorStage;
let port: number;

beforeAll(async () => {
  stage = await setStage();
  ({ port } = stage.server);
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

describe('W1: a WebSocket', () => {
  it('W1: of a terminal is opened by the product’s pages only', async () => {
    expect(await handshake(port, '/connection', { origin: stage.server.origin })).toBe(101);
    const { cookie } = stage;
    for (const [attempt, headers] of Object.entries({
      ...hostileHandshakes(stage.server.origin),
      'a page of the sandbox server': { origin: `http://localhost:${String(port)}` },
      'a page in a preview': { origin: `http://${stage.previewHost()}` },
    })) {
      expect([403, 421], attempt).toContain(await handshake(port, '/connection', { cookie, ...headers }));
    }
  });

  it('W1: of a preview is opened by pages of its own session only, cookie or not', async () => {
    const { cookie, mallory } = stage;
    const own = `http://${stage.previewHost()}`;
    const knockAt = async (headers: Record<string, string>) =>
      handshake(port, '/socket', { host: stage.previewHost(), cookie, ...headers });
    expect(await knockAt({ origin: own })).toBe(101);
    for (const [attempt, headers] of Object.entries({
      ...hostileHandshakes(own),
      'a lesson page': { origin: stage.server.origin },
      'a page of another session': { origin: `http://${stage.previewHost(8080, mallory)}` },
    })) {
      expect([400, 404, 421], attempt).toContain(await knockAt(headers));
    }
    expect(await knockAt({ origin: own, cookie: '' })).toBe(401);
  });

  it('W1: is there at no other path', async () => {
    for (const target of ['/', '/connection/', '/connection?ticket=x', '/Connection', '/health', '//connection']) {
      expect(await handshake(port, target, { origin: stage.server.origin }), target).toBe(404);
    }
  });
});

describe('W2: a name that was pointed to this machine', () => {
  it('W2: is refused at every door, though the secret is right', async () => {
    const answers = internalDoors.flatMap((one) =>
      hostileHosts(port).map(async (host) => {
        const { status, code } = await stage.asWebApp(one, stage.alice, { headers: { host } });
        return { attempt: `${named(one)} as ${host}`, status, code };
      }),
    );
    for (const { attempt, ...seen } of await Promise.all(answers)) {
      expect(seen, attempt).toEqual({ status: 421, code: 'wrong-host' });
    }
  });

  it('W2: is refused at both WebSockets, and whatever stands in forwarding headers', async () => {
    const { cookie, alice } = stage;
    for (const host of hostileHosts(port)) {
      const forged = { host, origin: stage.server.origin, cookie, 'x-forwarded-host': `localhost:${String(port)}` };
      expect(await handshake(port, '/connection', forged), host).toBe(421);
      const preview = { ...forged, host: `8080--${alice.sessionId}.${host}`, origin: `http://${stage.previewHost()}` };
      expect([404, 421], host).toContain(await handshake(port, '/socket', preview));
    }
  });
});

describe('W3: secrets and tickets', () => {
  it('W3: without the secret every door of the web app answers nothing but 401, whatever its ids', async () => {
    for (const one of doorsOf('sandbox-server')) {
      for (const authorization of ['', 'Bearer ', 'Bearer guess', 'Basic dXNlcjp3b3Jk']) {
        const { status, code } = await stage.asWebApp(one, stage.alice, { headers: { authorization } });
        expect({ status, code }, `${named(one)} with "${authorization}"`).toEqual({
          status: 401,
          code: 'unauthorized',
        });
      }
      const { target } = one.request(stage.alice);
      const inQuery = `${target}${target.includes('?') ? '&' : '?'}authorization=${stage.server.authorization}`;
      expect((await knock(port, { method: one.method, target: encodeURI(inQuery) })).status, named(one)).toBe(401);
    }
  });

  it('W3: a ticket lives 30 s at most, opens one thing once, and not the other kind', async () => {
    const { server, alice } = stage;
    const url = `ws://localhost:${String(port)}/connection`;
    const answer = await server.request('POST', `/sessions/${alice.sessionId}/tickets`, { accountId: 'alice' });
    const { ticket, expiresInSeconds } = ticketAnswerSchema.parse(await answer.json());
    expect(expiresInSeconds).toBeLessThanOrEqual(30);
    expect(Buffer.from(ticket, 'base64url')).toHaveLength(32);

    expect((await stage.enterPreview(ticket, stage.previewHost())).status).toBe(401);
    using own = new BrowserConnection(url, { origin: server.origin });
    await own.open(ticket);
    for (const worthless of [ticket, await stage.previewTicket(alice)]) {
      using other = new BrowserConnection(url, { origin: server.origin });
      await expect(Promise.race([other.open(worthless), other.untilClosed()])).resolves.toMatchObject({ code: 4401 });
      expect(other.messages).toEqual([{ type: 'error', code: 'ticket-invalid' }]);
    }
    const preview = await stage.previewTicket(alice);
    const entered = await stage.enterPreview(preview, stage.previewHost());
    expect(entered.status).toBe(303);
    expect(entered.headers['referrer-policy']).toBe('no-referrer');
    expect(entered.headers.location).toBe('/');
    expect((await stage.enterPreview(preview, stage.previewHost())).status).toBe(401);
  });

  it('W3: no log holds what was shown at a door, right or wrong, in an address, a header or a message', async () => {
    const { server, alice, cookie } = stage;
    const planted = 'planted-secret-4711';
    const ticket = await server.ticket(alice.sessionId, 'alice');
    const headers = { origin: server.origin, authorization: `Bearer ${planted}`, cookie: `drydock-preview=${planted}` };
    await handshake(port, `/connection?ticket=${planted}`, headers);
    await handshake(port, '/socket', { ...headers, host: stage.previewHost() });
    await knock(port, { target: `/health?ticket=${planted}`, headers });
    await knock(port, { method: 'POST', target: '/sessions', headers, body: `{"ticket":"${planted}"` });
    await knock(port, { target: `/?ticket=${planted}`, headers: { ...headers, host: stage.previewHost() } });
    await stage.enterPreview(planted, stage.previewHost());
    using refused = new BrowserConnection(`ws://localhost:${String(port)}/connection`, { origin: server.origin });
    await Promise.race([refused.open(planted), refused.untilClosed()]);
    using opened = new BrowserConnection(`ws://localhost:${String(port)}/connection`, { origin: server.origin });
    await opened.open(ticket);
    const marked = 'http://seen-in-the-log.example';
    await handshake(port, '/connection', { origin: marked });
    await expect.poll(() => server.log()).toContain(marked);
    for (const secret of [planted, ticket, server.authorization.replace('Bearer ', ''), cookie.replace(/^.*=/, '')]) {
      expect(secret.length).toBeGreaterThan(10);
      expect(server.log()).not.toContain(secret);
    }
  });
});

describe('W7: a preview', () => {
  it.each([
    ['80@127.0.0.1'],
    ['127.0.0.1'],
    ['[::1]:80'],
    ['localhost:22'],
    ['8080'],
    ['8080\r\nHost: evil.example'],
    [0],
    [-1],
    [65_536],
    [8080.5],
    [4_294_975_376],
    [null],
    [[8080]],
    [{ port: 8080 }],
  ])('W7: is not opened at a port that is called %j', async (name) => {
    const { server, alice } = stage;
    const body = { accountId: 'alice', port: name };
    expect((await server.request('POST', `/sessions/${alice.sessionId}/previews`, body)).status).toBe(400);
  });

  it('W7: leads nowhere by its host, its path or its headers but to the published port', async () => {
    const { alice, canaryPort } = stage;
    const outside = `127.0.0.1:${String(canaryPort)}`;
    const at = `.preview.localhost:${String(port)}`;
    for (const host of [
      outside,
      `80@${outside}`,
      `${String(canaryPort)}@127.0.0.1--${alice.sessionId}${at}`,
      `127.0.0.1--${alice.sessionId}${at}`,
      `[::1]--${alice.sessionId}${at}`,
      `8080--${outside}${at}`,
      `8080--${alice.sessionId}${at}@${outside}`,
      `8080--${alice.sessionId}.${outside}`,
      `8080--${alice.sessionId.toUpperCase()}${at}`,
    ]) {
      const { status, code } = await stage.ofPage({ target: '/', headers: { host } });
      expect({ status, code }, host).toEqual({ status: 421, code: 'wrong-host' });
      const origin = `http://${host}`;
      expect([404, 421], host).toContain(await handshake(port, '/socket', { host, origin, cookie: stage.cookie }));
    }
    for (const target of [
      `//${outside}/`,
      `/@${outside}/`,
      `/\\${outside}/`,
      '/%0d%0aHost:%20evil.example/',
      '/..//..',
    ]) {
      const answer = await stage.ofPage({ target });
      expect(answer.status, target).toBe(200);
      expect(askedOf(answer.body).url, target).toBe(target);
    }
    for (const target of [`http://${outside}/`, 'http://169.254.169.254/latest/meta-data', '*', outside]) {
      expect((await stage.ofPage({ method: 'OPTIONS', target })).status, target).toBe(400);
    }
    const forged = {
      'x-forwarded-host': outside,
      'x-forwarded-for': '10.0.0.1',
      'x-forwarded-port': String(canaryPort),
      'x-forwarded-proto': 'https',
      'x-original-url': `http://${outside}/`,
      'x-rewrite-url': `http://${outside}/`,
      forwarded: `host=${outside}`,
      via: `1.1 ${outside}`,
      connection: 'host, x-kept',
      'proxy-connection': 'keep-alive',
    };
    const { headers } = askedOf((await stage.ofPage({ target: '/', headers: forged })).body);
    expect(headers.filter((_, index) => index % 2 === 0).filter((name) => /^host$/i.test(name))).toEqual(['Host']);
    expect(headers[headers.indexOf('Host') + 1]).toBe('localhost:8080');
    expect(headers.join('\n')).not.toMatch(/forwarded|^via$|drydock-preview/im);
    expect(stage.canaryHits()).toBe(0);
  });

  it('W7: follows no redirect, to this machine, to metadata or to the product itself', async () => {
    for (const to of [
      `http://127.0.0.1:${String(stage.canaryPort)}/`,
      `http://localhost:${String(stage.canaryPort)}/`,
      `http://127.0.0.1:${String(port)}/health`,
      'http://169.254.169.254/latest/meta-data',
      'http://[::1]/',
      'file:///etc/passwd',
      `//127.0.0.1:${String(stage.canaryPort)}/`,
    ]) {
      const answer = await stage.ofPage({ target: `/redirect?${encodeURIComponent(to)}` });
      expect({ status: answer.status, to: answer.headers.location }).toEqual({ status: 302, to });
    }
    expect(stage.canaryHits()).toBe(0);
  });

  it('W7: of a port that is open on this machine, but not published in the sandbox, shows nothing', async () => {
    for (const open of [stage.canaryPort, port, Number(new URL(stage.server.origin).port)]) {
      const headers = { host: stage.previewHost(open), cookie: await stage.cookieFor(stage.alice, open) };
      expect((await knock(port, { target: '/', headers })).status, String(open)).toBe(404);
    }
    expect(stage.canaryHits()).toBe(0);
  });

  it('W7: takes one request for one, however it is framed', async () => {
    const lines = [`Host: ${stage.previewHost()}`, `Cookie: ${stage.cookie}`];
    const hidden = `GET /smuggled HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
    const length = `Content-Length: ${String(hidden.length)}`;
    const framings = {
      'two kinds of length': [length, 'Transfer-Encoding: chunked', '', `0\r\n\r\n${hidden}`],
      'two lengths': ['Content-Length: 0', length, '', hidden],
      'a length with a sign': [`Content-Length: +${String(hidden.length)}`, '', hidden],
      'an encoding that is none': ['Transfer-Encoding: xchunked', '', hidden],
      'a space before the colon': [`Content-Length : ${String(hidden.length)}`, '', hidden],
      'a folded line': ['X-Folded: a', ` ${length}`, '', hidden],
      'a line that ends early': [`X: a\n${length}`, '', hidden],
      'a chunk of a wrong size': ['Transfer-Encoding: chunked', '', `zz\r\n${hidden}\r\n0\r\n\r\n`],
    };
    for (const [framing, rest] of Object.entries(framings)) {
      const answer = await sendBytes(port, ['POST /framed HTTP/1.1', ...lines, ...rest].join('\r\n'));
      expect(answer, framing).not.toContain('/framed"');
    }
    const asBody = await stage.ofPage({ method: 'POST', target: '/whole', body: hidden });
    expect(asBody.status).toBe(200);
    const { asked } = askedOf((await stage.ofPage({ target: '/' })).body);
    expect(asked).toContain('POST /whole');
    expect(asked.join('\n')).not.toContain('smuggled');
  });
});

describe('F3: a body beyond all limits', () => {
  /** More than an upload may have, and no more than the server reads of a refused one so that its sender hears the answer. */
  const zeros = { piece: new Uint8Array(MIB), mostBytes: 240 * MIB };
  const upload = doorAt('POST', '/sessions/:id/files');

  it('F3: is refused with 413 at every door that takes JSON, whether it says its length or not', async () => {
    const before = forgetPeakMemory(stage.server.pid);
    for (const one of jsonDoors) {
      const headers = { 'content-length': String(10_000 * MIB) };
      const announced = await stage.asWebApp(one, stage.alice, { headers, body: null, isLeftOpen: true });
      expect([announced.status, announced.code], named(one)).toEqual([413, 'request-too-large']);
      const most = (one.path.endsWith('/changes') ? 6 * MOST_EDITED_BYTES : 0) + 64 * 1024;
      const body = new Uint8Array(most + 1);
      const endless = await stage.asWebApp(one, stage.alice, { body, isLeftOpen: true });
      expect([endless.status, endless.code], named(one)).toEqual([413, 'request-too-large']);
    }
    expect(peakMemoryBytes(stage.server.pid) - before).toBeLessThan(MOST_MEMORY_BYTES);
  });

  it('F3: is not unpacked: what is compressed is not understood', async () => {
    const before = forgetPeakMemory(stage.server.pid);
    const bomb = gzipSync(new Uint8Array(200 * MIB));
    const headers = { 'content-encoding': 'gzip' };
    expect(bomb.length).toBeGreaterThan(64 * 1024);
    for (const one of jsonDoors) {
      // What would be taken if it were unpacked.
      const body = gzipSync(one.request(stage.alice).body ?? '{}');
      const { status } = await stage.asWebApp(one, stage.alice, { headers, body });
      expect(status, named(one)).toBe(400);
    }
    const packed = await stage.asWebApp(upload, stage.alice, { headers, body: bomb });
    expect([packed.status, packed.code]).toEqual([400, 'upload-refused']);
    expect(peakMemoryBytes(stage.server.pid) - before).toBeLessThan(MOST_MEMORY_BYTES);
  });

  it('F3: is refused with 413 as an upload of too many bytes, too many files, or without an end', async () => {
    const before = forgetPeakMemory(stage.server.pid);
    const entry = (path: string, size: number) =>
      tarHeader({ path, kind: 'file', size, modifiedAt: 0, isExecutable: false });
    const many = Array.from({ length: MOST_UPLOAD_ENTRIES + 1 }, (_, index) => entry(`many/${String(index)}`, 0));
    const attempts = {
      'one file that says it is large': { body: entry('zeros', 8 * 1024 * MIB - 1), endless: zeros },
      'many files': { body: Buffer.concat(many) },
      'files without an end': { body: null, endless: { ...zeros, piece: tarPiece(entry('half', MIB - 512)) } },
    };
    for (const [attempt, body] of Object.entries(attempts)) {
      const { status, code } = await stage.asWebApp(upload, stage.alice, body);
      expect([status, code], attempt).toEqual([413, 'upload-too-large']);
    }
    expect(peakMemoryBytes(stage.server.pid) - before).toBeLessThan(MOST_MEMORY_BYTES);
    const listing = await stage.asWebApp(doorAt('GET', '/sessions/:id/workspace/folder'), stage.alice);
    expect(listing.body).not.toMatch(/many|zeros|half/);
  });

  it('F3: ends a WebSocket, on which nothing is unpacked either', async () => {
    const headers = { origin: stage.server.origin };
    const socket = new WebSocket(`ws://localhost:${String(port)}/connection`, { headers, perMessageDeflate: true });
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    expect(socket.extensions).toBe('');
    socket.send(new Uint8Array(MOST_INPUT_BYTES + MIB));
    expect(await closed).toBe(1009);
  });
});

describe('W5: what belongs to somebody else', () => {
  it('W5: is as unknown at every door as what never was, and stays as it is', async () => {
    const { alice, server } = stage;
    const folder = doorAt('GET', '/sessions/:id/workspace/folder');
    const before = await stage.asWebApp(folder, alice);
    expect(before.body).toContain('doors.txt');
    for (const one of sessionDoors) {
      for (const [stranger, names] of Object.entries({
        'another learner': { ...alice, accountId: 'mallory' },
        'a learner nobody knows': { ...alice, accountId: 'nobody' },
        'a guessed id': { ...alice, sessionId: nobody },
        'an id of the sandbox': { ...alice, sessionId: await server.sandboxOf(alice.sessionId) },
      })) {
        const { status, code } = await stage.asWebApp(one, names);
        expect([status, code], `${named(one)} by ${stranger}`).toEqual([404, 'session-unknown']);
      }
      for (const sessionId of ['1', alice.sessionId.toUpperCase(), `${alice.sessionId}0`, '..', '%2e%2e', 'records']) {
        const { status } = await stage.asWebApp(one, { ...alice, sessionId });
        expect([400, 404], `${named(one)} of ${sessionId}`).toContain(status);
      }
      const { target } = one.request(alice);
      const twice = target.includes('accountId') ? target.replace('accountId=', 'accountId=mallory&accountId=') : null;
      if (twice !== null) expect((await stage.asWebApp(one, alice, { target: twice })).status, named(one)).toBe(400);
    }
    expect((await server.open('alice', 'ch02/first-container')).state.phase).toBe('ready');
    expect((await stage.asWebApp(folder, alice)).body).toBe(before.body);
  });

  it('W5: is not seen in a preview either, with a ticket or a cookie of one’s own', async () => {
    const { alice, mallory } = stage;
    expect((await stage.enterPreview(await stage.previewTicket(mallory), stage.previewHost())).status).toBe(401);
    const cookie = await stage.cookieFor(mallory);
    expect(cookie).toMatch(/^drydock-preview=/);
    const hosts = [stage.previewHost(), stage.previewHost(8080, { ...alice, sessionId: nobody })];
    for (const host of hosts) {
      for (const shown of [cookie, '', `${cookie}x`, 'drydock-preview=']) {
        expect((await knock(port, { target: '/', headers: { host, cookie: shown } })).status, host).toBe(401);
        expect(await handshake(port, '/socket', { host, cookie: shown, origin: `http://${host}` }), host).toBe(401);
      }
    }
    expect((await stage.ofPage({ target: '/' })).status).toBe(200);
  });

  it('W5: is not what a WebSocket shows: it is opened to the session of its ticket', async () => {
    const { server, mallory } = stage;
    using browser = await server.connect(mallory.sessionId, 'mallory');
    const welcome = browser.messages.find(({ type }) => type === 'welcome');
    expect(welcome).toMatchObject({ session: { id: mallory.sessionId } });
  });

  it('W5: is there for its owner at every one of these doors', async () => {
    for (const one of sessionDoors) {
      const { status, code } = await stage.asWebApp(one, stage.alice);
      // There is no rewind to take back.
      expect(code, named(one)).not.toBe('session-unknown');
      if (!/rewind/.test(one.path)) expect(status, named(one)).toBe(200);
    }
  });
});

const askedSchema = z.object({ asked: z.array(z.string()), url: z.string(), headers: z.array(z.string()) });

/** What alice's page tells about what it was asked. */
function askedOf(body: string): z.infer<typeof askedSchema> {
  return askedSchema.parse(JSON.parse(body));
}

function doorAt(method: string, path: string): Door {
  const found = internalDoors.find((one) => one.method === method && one.path === path);
  if (!found) throw new Error(`there is no door ${method} ${path}`);
  return found;
}

/** A header and what it announces, one MiB together. */
function tarPiece(header: Uint8Array): Uint8Array {
  return Buffer.concat([header, new Uint8Array(MIB - header.length)]);
}
