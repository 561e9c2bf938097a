/** The door against real sandboxes: who is let in, what passes, what is said when a page does not answer. */
import { randomBytes } from 'node:crypto';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Tickets } from '../connections/tickets.ts';
import { SandboxEngine } from '../engine/sandbox-engine.ts';
import { smallLimits, throwAwayInstallation } from '../testing/installation.ts';
import { runShell } from '../testing/shell.ts';
import type { PreviewAdmission } from './admissions.ts';
import { PreviewDoor, withPreview, type PreviewSession } from './preview-door.ts';
import { publishedPorts } from './published-ports.ts';

const app = 'http://localhost:3000';
const newId = () => randomBytes(16).toString('hex');

/** Answers what it was asked, streams events, echoes a WebSocket, redirects; and three ports that are no good. */
const pageServer = `
const { createServer } = require('http');
const { createHash } = require('crypto');
const net = require('net');
const web = createServer((q, s) => {
  const path = q.url.split('?')[0];
  if (path === '/events') {
    s.writeHead(200, { 'Content-Type': 'text/event-stream' });
    q.on('close', () => s.end());
    return void s.write('data: first\\n\\n');
  }
  if (path === '/redirect') return void s.writeHead(302, { Location: decodeURIComponent(q.url.split('?')[1]) }).end();
  if (path === '/refuse') return void s.writeHead(413).end('too large');
  const body = [];
  q.on('data', (piece) => body.push(piece)).on('end', () => {
    s.writeHead(200, {
      'Content-Type': 'application/json',
      'Set-Cookie': ['id=7; Domain=preview.localhost', 'drydock-preview=mine'],
      'X-Frame-Options': 'DENY',
      'Clear-Site-Data': '"*"',
    });
    s.end(JSON.stringify({ method: q.method, url: q.url, headers: q.headers, body: Buffer.concat(body).toString() }));
  });
});
web.on('upgrade', (q, socket) => {
  const key = createHash('sha1').update(q.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
  socket.write('HTTP/1.1 101 Yes\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Accept: ' + key + '\\r\\n\\r\\n');
  socket.on('error', () => {}).on('data', (frame) => {
    if ((frame[0] & 15) !== 1) return void socket.end();
    const text = Buffer.from(frame.subarray(6)).map((byte, index) => byte ^ frame[2 + (index % 4)]);
    socket.write(Buffer.concat([Buffer.from([129, text.length]), text]));
  });
});
web.listen(80);
net.createServer((s) => s.on('error', () => {}).end('SSH-2.0-not-http\\r\\n')).listen(81);
web2 = createServer((q, s) => s.end('me')).listen(82, '127.0.0.1');
net.createServer((s) => s.destroy()).listen(84);
`;

const installation = throwAwayInstallation('preview');
const driver = installation.driver();
const mine = { sessionId: newId(), sandboxId: newId() };
const neighbours = { sessionId: newId(), sandboxId: newId() };
const tickets = new Tickets<PreviewAdmission>(() => performance.now());
const sessions = new Map<string, PreviewSession>();
const hosts = { canary: 0 };
const canary = createServer((_request, response) => {
  hosts.canary += 1;
  response.end('canary');
});
let door: PreviewDoor;
let ownPort = 0;
let server: ReturnType<ReturnType<typeof withPreview>>;

async function listen(one: typeof canary): Promise<number> {
  await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
  return (one.address() as AddressInfo).port;
}

/** What the door would be told about a session whose ports were read now. */
async function readPorts({ sessionId, sandboxId }: typeof mine): Promise<void> {
  const engine = new SandboxEngine(async () => driver.dial(sandboxId, { kind: 'engine' }));
  sessions.set(sessionId, {
    sandboxId,
    ports: publishedPorts(await engine.containerPorts()),
    onActivity: () => undefined,
  });
  engine.close();
}

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly host?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

const hostOf = (port: number, { sessionId } = mine) =>
  `${String(port)}--${sessionId}.preview.localhost:${String(ownPort)}`;

async function open({
  method = 'GET',
  path = '/',
  host = hostOf(8080),
  headers = {},
  body,
}: Asked): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: ownPort, method, path, headers: { ...headers, host } });
    request.on('response', resolve).on('error', reject).end(body);
  });
}

async function ask(asked: Asked) {
  const answer = await open(asked);
  let body = '';
  for await (const chunk of answer) body += String(chunk);
  return { status: answer.statusCode, headers: answer.headers, body };
}

async function enter(port: number, { session = mine, origin = app, path = '/', right = {} } = {}) {
  const ticket = tickets.issue({ sessionId: session.sessionId, accountId: 'local', port, ...right });
  const post = () =>
    ask({
      method: 'POST',
      path: '/.drydock/enter',
      host: hostOf(port, session),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
      body: new URLSearchParams({ ticket, path, language: 'en' }).toString(),
    });
  return { ...(await post()), again: post };
}

/** Comes in by the door and gives the headers that prove it. */
async function admitted(port: number, session = mine) {
  const { headers } = await enter(port, { session });
  return { cookie: (headers['set-cookie']?.[0] ?? '').split(';', 1)[0] ?? '' };
}

async function titleAt(port: number): Promise<string> {
  const { body } = await ask({ host: hostOf(port), headers: await admitted(port) });
  return /<title>(?<title>[^<]*)/.exec(body)?.groups?.['title'] ?? body;
}

beforeAll(async () => {
  await driver.probe();
  await Promise.all(
    [mine, neighbours].map(async ({ sandboxId }) => driver.create({ id: sandboxId, limits: smallLimits })),
  );
  const file = Buffer.from(pageServer).toString('base64');
  const ports = '-p 8080:80 -p 8081:81 -p 127.0.0.1:8082:82 -p 8083:83 -p 8084:84';
  const run = `docker run -d --name pages -v ~/pages.js:/pages.js ${ports} diamol/node node /pages.js`;
  const wait = 'until curl --silent --fail localhost:8080/ >/dev/null; do sleep 0.1; done';
  const made = await runShell(driver, mine.sandboxId, `echo ${file} | base64 -d > ~/pages.js; ${run}; ${wait}`);
  expect(made.exitCode, made.output).toBe(0);
  await runShell(driver, neighbours.sandboxId, `docker run -d --name web -p 8080:80 diamol/ch02-hello-diamol-web`);
  door = new PreviewDoor({
    find: (sessionId) => sessions.get(sessionId) ?? null,
    driver,
    tickets,
    get port() {
      return ownPort;
    },
    origins: new Set([app]),
    now: () => performance.now(),
    log: pino({ level: 'silent' }),
  });
  server = withPreview(door)((_request, response) => response.writeHead(418).end('not a preview'));
  ownPort = await listen(server);
  await readPorts(mine);
  await readPorts(neighbours);
});

afterAll(async () => {
  door.close();
  server.closeAllConnections();
  server.close();
  canary.close();
  await driver.close();
  await installation[Symbol.asyncDispose]();
});

describe('the door of a preview', () => {
  it('lets nobody in without a cookie, and says where to go', async () => {
    const { status, body, headers } = await ask({});
    expect(status).toBe(401);
    expect(body).toContain('lesson page');
    expect(headers['content-security-policy']).toContain(`frame-ancestors 'self' ${app}`);
  });

  it('takes a ticket once, for its own port and session only', async () => {
    const entry = await enter(8080, { path: '/a?b=c#d' });
    expect(entry.status).toBe(303);
    expect(entry.headers.location).toBe('/a?b=c#d');
    expect(entry.headers['set-cookie']?.[0]).toMatch(
      /^drydock-preview=[\w-]{43}; Path=\/; HttpOnly; SameSite=None; Secure; Partitioned$/,
    );
    expect((await entry.again()).status).toBe(401);
    expect((await enter(8080, { right: { port: 8081 } })).status).toBe(401);
    expect((await enter(8080, { right: { sessionId: neighbours.sessionId } })).status).toBe(401);
  });

  it('takes no form from another site, none that is too long and no link', async () => {
    expect((await enter(8080, { origin: 'http://evil.example' })).status).toBe(401);
    expect((await enter(8080, { origin: `http://${hostOf(8081)}` })).status).toBe(401);
    expect((await enter(8080, { path: `/${'x'.repeat(5_000)}` })).status).toBe(401);
    const ticket = tickets.issue({ sessionId: mine.sessionId, accountId: 'local', port: 8080 });
    expect((await ask({ path: `/.drydock/enter?ticket=${ticket}&path=/` })).status).toBe(401);
  });

  it.each([
    '//evil.example/',
    '/\\evil.example',
    'http://evil.example/',
    '/.//evil.example',
    'javascript:alert(1)',
    '',
  ])('leads nowhere else when the path is %j', async (path) => {
    const { status, headers } = await enter(8080, { path });
    expect(status).toBe(303);
    expect(headers.location).toBe('/');
  });

  it('refuses the cookie of another session and of another port', async () => {
    expect((await ask({ headers: await admitted(8080, neighbours) })).status).toBe(401);
    expect((await ask({ headers: await admitted(8081) })).status).toBe(401);
    expect((await ask({ headers: await admitted(8080) })).status).toBe(200);
  });
});

describe('a page behind the door', () => {
  it('is asked as localhost, without our cookie and without what a client claims', async () => {
    const { cookie } = await admitted(8080);
    const { status, body, headers } = await ask({
      method: 'POST',
      path: '/form?a=b',
      headers: {
        cookie: `a=1; ${cookie}`,
        'x-forwarded-host': 'evil',
        forwarded: 'host=evil',
        origin: `http://${hostOf(8080)}`,
      },
      body: 'hello',
    });
    expect(status).toBe(200);
    const asked: unknown = JSON.parse(body);
    expect(asked).toMatchObject({ method: 'POST', url: '/form?a=b', body: 'hello' });
    expect(asked).toMatchObject({
      headers: { host: 'localhost:8080', cookie: 'a=1', origin: 'http://localhost:8080' },
    });
    expect(body).not.toContain('evil');
    expect(headers['set-cookie']).toEqual(['id=7; SameSite=None; Secure; Partitioned']);
    expect(headers['x-frame-options']).toBeUndefined();
    expect(headers['clear-site-data']).toBeUndefined();
    expect(headers['content-security-policy']).toBe(`frame-ancestors 'self' ${app}`);
  });

  it('is found again and again, also when it answers before it has read everything', async () => {
    const headers = await admitted(8080);
    for (let turn = 0; turn < 5; turn += 1) expect((await ask({ headers })).status).toBe(200);
    const refused = await ask({ method: 'POST', path: '/refuse', headers, body: 'x'.repeat(300_000) });
    expect(refused).toMatchObject({ status: 413, body: 'too large' });
  });

  it('sends events as they happen', async () => {
    const answer = await open({ path: '/events', headers: await admitted(8080) });
    expect(answer.headers['content-type']).toBe('text/event-stream');
    for await (const chunk of answer) {
      expect(String(chunk)).toBe('data: first\n\n');
      break;
    }
  });

  it('speaks over WebSockets, with pages of its own session only', async () => {
    const headers = { ...(await admitted(8080)), host: hostOf(8080) };
    const url = `ws://127.0.0.1:${String(ownPort)}/socket`;
    const socket = new WebSocket(url, { headers, origin: `http://${hostOf(8080)}` });
    const said = await new Promise((resolve, reject) => {
      socket
        .on('open', () => socket.send('hello'))
        .on('message', resolve)
        .on('error', reject);
    });
    expect(String(said)).toBe('hello');
    socket.terminate();
    for (const refused of [{ headers, origin: app }, { headers: { host: hostOf(8080) } }]) {
      const other = new WebSocket(url, refused);
      const outcome = await new Promise((resolve) => {
        other.on('open', () => resolve('open')).on('error', ({ message }) => resolve(message));
      });
      expect(outcome).toMatch(/Unexpected server response: 40[01]/);
    }
  });

  it('redirects to previews and never lets the server go anywhere', async () => {
    const canaryPort = await listen(canary);
    const headers = await admitted(8080);
    const redirect = async (to: string) =>
      (await ask({ path: `/redirect?${encodeURIComponent(to)}`, headers })).headers.location;
    expect(await redirect('http://localhost:8081/x')).toBe(`http://${hostOf(8081)}/x`);
    const outside = `http://127.0.0.1:${String(canaryPort)}/`;
    expect(await redirect(outside)).toBe(outside);
    const canaryHost = `127.0.0.1:${String(canaryPort)}`;
    for (const host of [
      canaryHost,
      `80@${canaryHost}`,
      `${String(canaryPort)}@127.0.0.1--${mine.sessionId}.preview.localhost`,
    ]) {
      expect((await ask({ host, headers })).status).toBe(418);
    }
    expect((await ask({ path: outside, headers })).status).toBe(400);
    const forwarded = { ...headers, 'x-forwarded-host': canaryHost, 'x-original-url': outside };
    expect((await ask({ headers: forwarded })).status).toBe(200);
    expect((await ask({ host: hostOf(canaryPort), headers: await admitted(canaryPort) })).status).toBe(404);
    expect(hosts.canary).toBe(0);
  });

  it.each([
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: HOST\r\nCOOKIE\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a folded line', 'GET / HTTP/1.1\r\nHost: HOST\r\nX: a\r\n b\r\n\r\n'],
    ['a tunnel', 'CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: HOST\r\nCOOKIE\r\n\r\n'],
  ])('gets no request with %s', async (_name, text) => {
    const { cookie } = await admitted(8080);
    const socket = connect(ownPort, '127.0.0.1');
    socket.end(text.replace('HOST', hostOf(8080)).replace('COOKIE', `Cookie: ${cookie}`));
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    expect(answer).not.toContain('200 OK');
  });
});

describe('a page that does not answer', () => {
  it('is explained by what the container does', async () => {
    expect(await titleAt(8081)).toBe('What answers is not a web page');
    expect(await titleAt(8082)).toBe('The server only listens inside its container');
    expect(await titleAt(8083)).toBe('Nothing listens on port 83 of the container');
    expect(await titleAt(8084)).toBe('The connection ended without an answer');
    expect(await titleAt(9090)).toBe('Nothing is published on port 9090');
    const listening = await ask({ host: hostOf(8083), headers: await admitted(8083) });
    expect(listening.body).toContain('port 80, 81, 84');
  });

  it('is explained by the container having ended', async () => {
    await runShell(driver, mine.sandboxId, 'docker kill --signal 9 pages');
    const headers = await admitted(8080);
    // Before the news of it, and after.
    expect((await ask({ headers })).body).toContain('exited with code 137');
    await readPorts(mine);
    const { status, body } = await ask({ headers });
    expect(status).toBe(502);
    expect(body).toContain('exited with code 137');
    expect(body).toContain('docker container start pages');
  });

  it('is gone with its session, and so is the cookie', async () => {
    const headers = await admitted(8080, neighbours);
    const host = hostOf(8080, neighbours);
    expect((await ask({ host, headers })).status).toBe(200);
    const session = sessions.get(neighbours.sessionId);
    sessions.delete(neighbours.sessionId);
    expect((await ask({ host, headers })).status).toBe(401);
    if (session) sessions.set(neighbours.sessionId, session);
    expect((await ask({ host, headers })).status).toBe(401);
  });
});
