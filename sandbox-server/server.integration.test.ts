/**
 * The sandbox server as a whole, on a real engine, through its own doors: what happens to sessions, terminals and
 * progress when things go right and when they go wrong.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { errorBodySchema } from '#protocol/errors.ts';
import { PROTOCOL_VERSION } from '#protocol/messages.ts';
import { BrowserConnection } from './testing/browser-connection.ts';
import { throwAwayInstallation } from './testing/installation.ts';
import { startServer, startStandInApp, type ServerProcess, type StandInApp } from './testing/server-process.ts';
import { runShell } from './testing/shell.ts';

const lessonId = 'ch02/first-container';
const hello = 'docker container run diamol/ch02-hello-diamol';

const installation = throwAwayInstallation('server');
let app: StandInApp;
let server: ServerProcess;

beforeAll(async () => {
  app = await startStandInApp();
  server = await startServer({ instance: installation.instance, appPort: app.port });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await installation[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

const enter = async (accountId: string) => server.enter(accountId, lessonId);

describe('a session', () => {
  it('passes a step when the engine’s state proves it, and records it once the app has it', async () => {
    const { id, browser } = await enter('alice');
    using _ = browser;
    await browser.until('the first verdict', () => browser.verdict('run-hello')?.verdict.outcome === 'failed');
    browser.typeLine(hello);
    await browser.until('the pass', () => browser.verdict('run-hello')?.verdict.outcome === 'passed');
    await browser.until('the record', () => browser.verdict('run-hello')?.recorded === true);
    expect(app.recorded.filter(({ accountId }) => accountId === 'alice')).toMatchObject([
      { accountId: 'alice', lessonId, stepId: 'run-hello', sessionId: id },
    ]);
  });

  it('loses nothing that is typed while the sandbox is still being made', async () => {
    const { id } = await server.open('early', lessonId);
    using browser = await server.connect(id, 'early');
    expect(['queued', 'creating']).toContain(browser.phase);
    browser.typeLine('echo typed-early-$((40+2))');
    await browser.until('the command', () => browser.output.includes('typed-early-42'));
  });

  it('names a wrong move and passes the step when it is put right', async () => {
    const { browser } = await enter('bob');
    using _ = browser;
    browser.typeLine('docker container run diamol/ch02-helo-diamol');
    await browser.until('the hint', () => {
      const verdict = browser.verdict('run-hello')?.verdict;
      return verdict?.outcome === 'failed' && verdict.because === 'wrong-move';
    });
    const verdict = browser.verdict('run-hello')?.verdict;
    expect(verdict?.outcome === 'failed' && verdict.hint.text.en).toContain('diamol/ch02-helo-diamol');
    browser.typeLine(hello);
    await browser.until('the pass', () => browser.verdict('run-hello')?.verdict.outcome === 'passed');
  });

  it('keeps trying to record while the app is down, and tells when it is done', async () => {
    const { browser } = await enter('carol');
    using _ = browser;
    app.isUp = false;
    browser.typeLine(hello);
    await browser.until('the pass', () => browser.verdict('run-hello')?.verdict.outcome === 'passed');
    expect(browser.verdict('run-hello')?.recorded).toBe(false);
    app.isUp = true;
    await browser.until('the record', () => browser.verdict('run-hello')?.recorded === true);
    expect(app.recorded.map(({ accountId }) => accountId)).toContain('carol');
  });

  it('gives a browser that reconnects exactly the output it missed', async () => {
    const { id, browser } = await enter('alice');
    browser.typeLine('for n in $(seq 20000); do echo line-$n; done');
    await browser.until('some output', () => browser.output.includes('line-500\r'));
    browser[Symbol.dispose]();
    const { epoch, offset, output } = browser;
    using again = await server.connect(id, 'alice', { epoch, offset });
    await again.until('the last line', () => again.output.includes('line-20000\r'));
    const lines = [...(output + again.output).matchAll(/^line-(\d+)\r$/gm)].map(([, number]) => Number(number));
    // Where the picture had to step in, lines above it are gone from this text, but none may be doubled or reordered.
    expect(lines).toEqual([...new Set(lines)].sort((one, other) => one - other));
    expect(lines.at(-1)).toBe(20_000);
  });

  it('shows the scrollback and the same shell to a page that was reloaded', async () => {
    const { id, browser } = await enter('alice');
    browser.typeLine('clear; marker=kept-in-the-shell; echo scrollback-$((40+2))');
    await browser.until('the echo', () => browser.output.includes('scrollback-42'));
    browser[Symbol.dispose]();
    using reloaded = await server.connect(id, 'alice');
    await reloaded.until('the picture', () => reloaded.output.includes('scrollback-42'));
    reloaded.typeLine('echo "<$marker>"');
    await reloaded.until('the variable', () => reloaded.output.includes('<kept-in-the-shell>'));
  });

  it('says "could not grade", not "wrong", while the engine inside is down, and grades again after', async () => {
    const { id, browser } = await enter('dave');
    using _ = browser;
    await browser.until('a verdict', () => browser.verdict('run-hello') !== undefined);
    await runShell(installation.driver(), await server.sandboxOf(id), 'pkill -9 -x dockerd', 'root');
    const downAt = () => browser.messages.findIndex((message) => message.type === 'engine' && message.state === 'down');
    await browser.until('the news', () => downAt() >= 0);
    await browser.until('the return', () =>
      browser.messages.slice(downAt()).some((message) => message.type === 'engine' && message.state === 'up'),
    );
    const verdicts = browser.messages
      .slice(downAt())
      .flatMap((message) => (message.type === 'verdict' && message.stepId === 'run-hello' ? [message.verdict] : []));
    expect(verdicts.filter(({ outcome }) => outcome === 'ungradable')).toEqual(
      verdicts.slice(0, 1).map(() => ({ outcome: 'ungradable', cause: 'engine-down' })),
    );
    browser.typeLine(hello);
    await browser.until('the pass', () => browser.verdict('run-hello')?.verdict.outcome === 'passed');
  });

  it('begins with an empty sandbox after a reset, and keeps what was passed', async () => {
    const { id, browser } = await enter('bob');
    using _ = browser;
    browser.typeLine('touch ~/work; ls ~');
    await browser.until('the file', () => /^work/m.test(browser.output));
    const answer = await server.request('POST', `/sessions/${id}/reset`, { accountId: 'bob' });
    expect(answer.status).toBe(200);
    await browser.until('the new sandbox', () => browser.phase === 'creating');
    await browser.until('the new sandbox', () => browser.phase === 'ready');
    await browser.untilPrompt();
    browser.typeLine('ls -a ~ | wc -l; docker ps --all --quiet | wc -l');
    await browser.until('an empty engine', () => /^0\r$/m.test(browser.output));
    expect(browser.output).not.toMatch(/^work/m);
    expect(browser.verdict('run-hello')?.verdict.outcome).toBe('passed');
  });

  it('offers a new shell when the shell has ended', async () => {
    const { browser } = await enter('bob');
    using _ = browser;
    browser.typeLine('exit');
    await browser.until('the end', () => browser.messages.some(({ type }) => type === 'terminal-ended'));
    browser.sendMessage({ type: 'start-terminal', terminal: 1 });
    await browser.until('another picture', () => browser.messages.filter(({ type }) => type === 'snapshot').length > 1);
    browser.typeLine('echo fresh-$((1+1))');
    await browser.until('the new shell', () => browser.output.includes('fresh-2'));
  });
});

describe('a server that was killed', () => {
  it('finds its sandboxes again: same shell, same containers, progress goes on', async () => {
    const { id, browser } = await enter('erin');
    browser.typeLine(
      'marker=before-the-kill; docker run --detach --name survivor diamol/base sleep 600; echo ready-$((1+1))',
    );
    await browser.until('the container', () => browser.output.includes('ready-2'));
    browser[Symbol.dispose]();
    await server.kill();
    server = await startServer({ instance: installation.instance, appPort: app.port });
    expect((await server.open('erin', lessonId)).state.phase).toBe('ready');
    using again = await server.connect(id, 'erin');
    again.typeLine('echo "<$marker>"; docker ps --format "{{.Names}}"');
    await again.until('the shell', () => again.output.includes('<before-the-kill>'));
    await again.until('the container', () => /^survivor\r$/m.test(again.output));
    again.typeLine(hello);
    await again.until('the record', () => again.verdict('run-hello')?.recorded === true);
  });
});

describe('a server that is asked to stop', () => {
  it('tells browsers, stops sandboxes, keeps their disks, and ends with code 0', async () => {
    const { browser } = await enter('alice');
    browser.typeLine('echo kept > ~/note; sync; echo saved-$((1+1))');
    await browser.until('the file', () => browser.output.includes('saved-2'));
    const closed = browser.untilClosed();
    expect(await server.stop()).toBe(0);
    expect((await closed).code).toBe(4503);
    expect(browser.messages.at(-1)).toEqual({ type: 'error', code: 'server-stopping' });
    expect(await installation.driver().list()).toEqual([]);
    server = await startServer({ instance: installation.instance, appPort: app.port });
    const { browser: later } = await enter('alice');
    using _ = later;
    later.typeLine('cat ~/note');
    await later.until('the file', () => /^kept\r$/m.test(later.output));
  });
});

describe('the doors', () => {
  const connect = (headers: Record<string, string>, target = '/connection') =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${String(server.port)}${target}`, { headers });
      socket.on('open', () => {
        socket.terminate();
        resolve({ status: 101, body: '' });
      });
      socket.on('unexpected-response', (_request, response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => (body += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      });
      socket.on('error', reject);
    });

  it('accept a handshake from the product’s pages only', async () => {
    expect((await connect({ origin: server.origin })).status).toBe(101);
    const refused = await connect({ origin: 'http://evil.example' });
    expect(refused.status).toBe(403);
    expect(errorBodySchema.parse(JSON.parse(refused.body)).error.code).toBe('wrong-origin');
    expect((await connect({})).status).toBe(403);
    expect((await connect({ origin: server.origin, host: 'evil.example' })).status).toBe(421);
    expect((await connect({ origin: server.origin }, '/other')).status).toBe(404);
  });

  it('refuse a connection that says something before it has shown a ticket', async () => {
    const url = `ws://localhost:${String(server.port)}/connection`;
    using browser = new BrowserConnection(url, { origin: server.origin });
    await new Promise((resolve) => browser.socket.once('open', resolve));
    const closed = browser.untilClosed();
    browser.typeLine('whoami');
    expect((await closed).code).toBe(4401);
    expect(browser.messages).toEqual([{ type: 'error', code: 'ticket-missing' }]);
  });

  it('refuse a connection that stays silent', async () => {
    const url = `ws://localhost:${String(server.port)}/connection`;
    using browser = new BrowserConnection(url, { origin: server.origin });
    await new Promise((resolve) => browser.socket.once('open', resolve));
    expect((await browser.untilClosed()).code).toBe(4401);
  });

  it('take a ticket once', async () => {
    const { id } = await server.open('alice', lessonId);
    const ticket = await server.ticket(id, 'alice');
    const url = `ws://localhost:${String(server.port)}/connection`;
    using first = new BrowserConnection(url, { origin: server.origin });
    await first.open(ticket);
    using second = new BrowserConnection(url, { origin: server.origin });
    await new Promise((resolve) => second.socket.once('open', resolve));
    const closed = second.untilClosed();
    second.sendMessage({ type: 'open', protocol: PROTOCOL_VERSION, ticket });
    expect((await closed).code).toBe(4401);
    expect(second.messages).toEqual([{ type: 'error', code: 'ticket-invalid' }]);
  });

  it('answer nonsense with a code and go on serving others', async () => {
    const { id } = await server.open('alice', lessonId);
    using other = await server.connect(id, 'alice');
    for (const nonsense of ['{', '[]', '{"type":"open"}', '{"type":"resize","terminal":1,"columns":0,"rows":-1}']) {
      using browser = await server.connect(id, 'alice');
      const closed = browser.untilClosed();
      browser.socket.send(nonsense);
      expect((await closed).code, nonsense).toBe(4400);
    }
    other.sendMessage({ type: 'resize', terminal: 1, columns: 90, rows: 20 });
    await sleep(0);
    expect(other.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('keep one account out of another’s session', async () => {
    const { id } = await server.open('alice', lessonId);
    for (const [target, body] of [
      [`/sessions/${id}/tickets`, {}],
      [`/sessions/${id}/reset`, {}],
      [`/sessions/${id}/rewind`, { to: { kind: 'undo' } }],
    ] as const) {
      const answer = await server.request('POST', target, { accountId: 'mallory', ...body });
      expect(answer.status, target).toBe(404);
      expect(errorBodySchema.parse(await answer.json()).error.code).toBe('session-unknown');
    }
  });

  it('answer the app alone, and only under this machine’s names', async () => {
    expect((await server.request('GET', '/health', undefined, { authorization: 'Bearer guess' })).status).toBe(401);
    const unknown = await server.request('POST', '/sessions', {
      accountId: 'a',
      lessonId: 'ch99/none',
      passedSteps: [],
    });
    expect(unknown.status).toBe(404);
    expect(errorBodySchema.parse(await unknown.json()).error.code).toBe('lesson-unknown');
    const wrong = await server.request('POST', '/sessions', { accountId: 'a' });
    expect(wrong.status).toBe(400);
    expect(errorBodySchema.parse(await wrong.json()).error.detail).toContain('lessonId');
  });

  it('never write a ticket or the secret into the log', async () => {
    const { id } = await server.open('alice', lessonId);
    const ticket = await server.ticket(id, 'alice');
    using _ = await server.connect(id, 'alice');
    expect(server.log()).not.toContain(ticket);
    expect(server.log()).not.toContain('test-secret-');
  });
});
