/**
 * Two learners and a canary, for those who knock at doors: alice has the one sandbox, with files and a published page in it;
 * mallory waits for one, but has a session. The canary is a program on the host that nothing of the product may speak to.
 *
 * For tests only.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { vi } from 'vitest';
import { previewAnswerSchema, previewHostName } from '#protocol/preview.ts';
import type { BrowserConnection } from './browser-connection.ts';
import type { Door, Names } from './doors.ts';
import { throwAwayInstallation } from './installation.ts';
import { knock, type Answer, type Knock } from './knock.ts';
import { startServer, startStandInApp, type ServerProcess } from './server-process.ts';

const lessonId = 'ch02/first-container';

/** Tells what it was asked since it began, redirects, and takes every WebSocket. */
const page = `
const { createServer } = require('http');
const { createHash } = require('crypto');
const asked = [];
createServer((request, response) => {
  asked.push(request.method + ' ' + request.url);
  if (request.url.startsWith('/redirect?')) {
    return void response.writeHead(302, { Location: decodeURIComponent(request.url.slice(10)) }).end();
  }
  request.resume().on('end', () => response.end(JSON.stringify({ asked, url: request.url, headers: request.rawHeaders })));
}).on('upgrade', (request, socket) => {
  const key = request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
  socket.on('error', () => undefined).write('HTTP/1.1 101 Yes\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\n' +
    'Sec-WebSocket-Accept: ' + createHash('sha1').update(key).digest('base64') + '\\r\\n\\r\\n');
}).listen(80);
`;

/** The stage. */
export interface DoorStage extends AsyncDisposable {
  readonly server: ServerProcess;
  readonly alice: Names;
  readonly mallory: Names;
  /** Looks at alice's terminal, so that nobody takes her sandbox for unused. */
  readonly browser: BrowserConnection;
  /** Of alice's preview of port 8080. */
  readonly cookie: string;
  readonly canaryPort: number;
  /** Connections that the canary has had. */
  canaryHits(): number;
  /** `Host` of a preview. */
  previewHost(port?: number, names?: Names): string;
  /** Sends a door's request with the secret, as the web app would. */
  asWebApp(door: Door, names: Names, changes?: Partial<Knock>): Promise<Answer>;
  /** A ticket to a preview, given to the session's owner. */
  previewTicket(names: Names, port?: number): Promise<string>;
  /** Posts a ticket to a preview's door. */
  enterPreview(ticket: string, host: string): Promise<Answer>;
  /** Lets the owner in and answers with the cookie that proves it. */
  cookieFor(names: Names, port?: number): Promise<string>;
  /** Asks alice's page, let in. */
  ofPage(asked: Knock): Promise<Answer>;
}

/** Sets the stage; disposing of it leaves nothing behind, nor does a stage that could not be set. */
export async function setStage(): Promise<DoorStage> {
  const ends: (() => unknown)[] = [];
  const dispose = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    return { ...(await built(ends)), [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** @param ends what undoes each part, in the order in which they were made */
async function built(ends: (() => unknown)[]): Promise<Omit<DoorStage, typeof Symbol.asyncDispose>> {
  let hits = 0;
  const canary = createServer((_request, response) => response.end('canary'));
  canary.on('connection', () => (hits += 1)).listen(0, '127.0.0.1');
  ends.push(() => canary.close().closeAllConnections());
  const app = await startStandInApp();
  ends.push(async () => app[Symbol.asyncDispose]());
  const installation = throwAwayInstallation('doors');
  ends.push(async () => installation[Symbol.asyncDispose]());
  const { instance } = installation;
  const environment = { DRYDOCK_SANDBOXES: '1', LOG_LEVEL: 'debug' };
  const server = await startServer({ instance, appPort: app.port, environment });
  ends.push(async () => server[Symbol.asyncDispose]());
  const { id, browser } = await server.enter('alice', lessonId);
  ends.push(() => browser[Symbol.dispose]());
  const alice = { sessionId: id, accountId: 'alice' };
  const mallory = { sessionId: (await server.open('mallory', lessonId)).id, accountId: 'mallory' };
  await fillHome(server, alice, browser);

  const previewHost: DoorStage['previewHost'] = (port = 8080, { sessionId } = alice) =>
    `${previewHostName(port, sessionId)}:${String(server.port)}`;
  const previewTicket: DoorStage['previewTicket'] = async ({ sessionId, accountId }, port = 8080) => {
    const answer = await server.request('POST', `/sessions/${sessionId}/previews`, { accountId, port });
    return previewAnswerSchema.parse(await answer.json()).ticket;
  };
  const enterPreview: DoorStage['enterPreview'] = async (ticket, host) =>
    knock(server.port, {
      method: 'POST',
      target: '/.drydock/enter',
      headers: { host, origin: server.origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ticket, path: '/' }).toString(),
    });
  const cookieFor: DoorStage['cookieFor'] = async (names, port = 8080) => {
    const { headers } = await enterPreview(await previewTicket(names, port), previewHost(port, names));
    return headers['set-cookie']?.[0]?.split(';', 1)[0] ?? '';
  };
  const cookie = await cookieFor(alice);
  const ofPage: DoorStage['ofPage'] = async (asked) =>
    knock(server.port, { ...asked, headers: { host: previewHost(), cookie, ...asked.headers } });
  await vi.waitFor(async () => {
    const { status } = await ofPage({ target: '/' });
    if (status !== 200) throw new Error(`the page is not shown: ${String(status)}`);
  }, 10_000);

  return {
    ...{ server, alice, mallory, browser, cookie, previewHost, previewTicket, enterPreview, cookieFor, ofPage },
    canaryPort: (canary.address() as AddressInfo).port,
    canaryHits: () => hits,
    asWebApp: async (door, names, changes = {}) => {
      const { target, headers, body } = door.request(names);
      return knock(server.port, {
        method: door.method,
        target,
        body,
        ...changes,
        headers: { ...headers, authorization: server.authorization, ...changes.headers },
      });
    },
  };
}

/** Gives a learner a file to read and a page on port 8080. */
async function fillHome(server: ServerProcess, { sessionId, accountId }: Names, browser: BrowserConnection) {
  const files = { 'doors.txt': 'mine', 'pages.js': page };
  for (const [path, text] of Object.entries(files)) {
    const change = { kind: 'write', path, text, seen: null };
    await server.request('POST', `/sessions/${sessionId}/workspace/changes`, { accountId, change });
  }
  browser.typeLine('docker pull --quiet diamol/node; echo pulled-$((1+1))');
  await browser.until('the image', () => browser.output.includes('pulled-2'));
  browser.typeLine(
    'docker run -d -p 8080:80 -v ~/pages.js:/pages.js diamol/node node /pages.js; ' +
      'until curl --silent --fail localhost:8080/; do sleep 0.2; done; echo serves-$((1+1))',
  );
  await browser.until('the page', () => browser.output.includes('serves-2'));
}
