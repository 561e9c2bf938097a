/** Sandboxes that are there at once, queues, several terminals, and ways back, on a real engine through the server's doors. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RewindRequest } from '#protocol/control.ts';
import type { ServerMessage } from '#protocol/messages.ts';
import type { BrowserConnection } from '../testing/browser-connection.ts';
import { throwAwayInstallation } from '../testing/installation.ts';
import { startServer, startStandInApp, type ServerProcess, type StandInApp } from '../testing/server-process.ts';

const lessonId = 'ch02/first-container';
const hello = 'docker container run diamol/ch02-hello-diamol';

const installation = throwAwayInstallation('sessions');
let app: StandInApp;
let server: ServerProcess;

const start = async (environment: Record<string, string>) =>
  startServer({ instance: installation.instance, appPort: app.port, environment });

beforeAll(async () => {
  app = await startStandInApp();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await installation[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

const enter = async (accountId: string) => server.enter(accountId, lessonId);

/** The last message of a kind. */
function last<Type extends ServerMessage['type']>(
  browser: BrowserConnection,
  type: Type,
): Extract<ServerMessage, { type: Type }> | undefined {
  return browser.messages.findLast((message) => message.type === type) as
    Extract<ServerMessage, { type: Type }> | undefined;
}

async function rewind(id: string, accountId: string, to: RewindRequest['to']): Promise<number> {
  return (await server.request('POST', `/sessions/${id}/rewind`, { accountId, to })).status;
}

/** Waits until a rewind that was asked for is over and the shell is there. */
async function rewound(browser: BrowserConnection): Promise<void> {
  const begun = browser.messages.findLastIndex(
    (message) => message.type === 'session' && message.session.state.phase === 'rewinding',
  );
  await browser.until('the rewind', () =>
    browser.messages
      .slice(begun)
      .some((message) => message.type === 'session' && message.session.state.phase === 'ready'),
  );
  await browser.until('a new picture', () => browser.messages.slice(begun).some(({ type }) => type === 'snapshot'));
  await browser.untilPrompt();
}

describe('with room for two sandboxes, one of them made before anybody asks', () => {
  beforeAll(async () => {
    server = await start({ DRYDOCK_POOL: '1', DRYDOCK_SANDBOXES: '2' });
  });
  afterAll(async () => server.stop());

  const pooled = async () =>
    expect.poll(async () => (await installation.driver().list()).length, { timeout: 30_000 }).toBe(1);

  it('gives the one that is there without making one, and never the same to two', async () => {
    await pooled();
    const [waiting] = await installation.driver().list();
    const { id, browser } = await enter('anna');
    using _ = browser;
    expect(
      browser.messages.flatMap((message) => (message.type === 'session' ? [message.session.state.phase] : [])),
    ).not.toContain('creating');
    expect(await server.sandboxOf(id)).toBe(waiting?.id);
    const { id: other, browser: otherBrowser } = await enter('ben');
    using __ = otherBrowser;
    expect(await server.sandboxOf(other)).not.toBe(waiting?.id);
  });

  it('queues the third, says its place, and goes on when somebody leaves', async () => {
    const { browser: anna } = await enter('anna');
    const { browser: ben } = await enter('ben');
    const { id, state } = await server.open('chris', lessonId);
    expect(state).toEqual({ phase: 'queued', place: 1 });
    using chris = await server.connect(id, 'chris');
    chris.typeLine('echo typed-in-the-queue-$((40+2))');
    const { id: fourth } = await server.open('dora', lessonId);
    using dora = await server.connect(fourth, 'dora');
    await dora.until('the place', () =>
      dora.messages.some(
        (message) =>
          'session' in message && message.session.state.phase === 'queued' && message.session.state.place === 2,
      ),
    );
    for (const browser of [anna, ben]) browser[Symbol.dispose]();
    await chris.until('the sandbox', () => chris.phase === 'ready');
    await chris.until('what was typed', () => chris.output.includes('typed-in-the-queue-42'));
    await dora.until('the sandbox', () => dora.phase === 'ready');
  });
});

describe('going back', () => {
  beforeAll(async () => {
    server = await start({});
  });

  it('goes to the beginning of a step with the engine’s state that belongs there, and takes it back', async () => {
    const { id, browser } = await enter('rita');
    using _ = browser;
    browser.typeLine(hello);
    await browser.until('the next step’s beginning', () =>
      Boolean(last(browser, 'rewind-points')?.points.reached.includes('run-again')),
    );
    browser.typeLine('docker rm --force $(docker ps --all --quiet); echo mine > ~/mine; docker volume create mine');
    await browser.until('the mess', () => /^mine\r$/m.test(browser.output));
    expect(await rewind(id, 'rita', { kind: 'step', stepId: 'run-again', keepFiles: false })).toBe(200);
    await rewound(browser);
    browser.typeLine('docker ps --all --quiet | wc -l; docker volume ls --quiet | wc -l; ls ~ | wc -l');
    await browser.until('the state of then', () => /^1\r\n0\r\n0\r$/m.test(browser.output));
    expect(last(browser, 'rewind-points')?.points.canUndo).toBe(true);

    expect(await rewind(id, 'rita', { kind: 'undo' })).toBe(200);
    await rewound(browser);
    browser.typeLine('cat ~/mine; docker volume ls --quiet; docker ps --all --quiet | wc -l');
    await browser.until('the mess again', () => /^mine\r\nmine\r\n0\r$/m.test(browser.output));
    expect(browser.verdict('run-hello')?.verdict.outcome).toBe('passed');
  });

  it('prepares a step that was never reached, keeps the files if wished, and passes nothing by it', async () => {
    const { id, browser } = await enter('jo');
    using _ = browser;
    browser.typeLine('echo mine > ~/mine; echo done-$((1+1))');
    await browser.until('the file', () => browser.output.includes('done-2'));
    expect(last(browser, 'rewind-points')?.points.prepared).toEqual(['run-again', 'list-all']);
    expect(await rewind(id, 'jo', { kind: 'step', stepId: 'list-all', keepFiles: true })).toBe(200);
    await rewound(browser);
    browser.typeLine('cat ~/mine; docker ps --all --quiet | wc -l');
    await browser.until('the prepared state', () => /^mine\r\n2\r$/m.test(browser.output));
    browser.typeLine('docker container ls --all');
    await browser.until('the record', () => browser.verdict('list-all')?.recorded === true);
    expect(app.recorded.filter(({ accountId }) => accountId === 'jo').map(({ stepId }) => stepId)).toEqual([
      'list-all',
    ]);
    for (const stepId of ['run-hello', 'run-again']) {
      expect(browser.verdict(stepId)?.verdict.outcome).not.toBe('passed');
    }
  });

  it('refuses steps that the lesson does not have, and sandboxes that do not run', async () => {
    const { id, browser } = await enter('jo');
    using _ = browser;
    expect(await rewind(id, 'jo', { kind: 'step', stepId: 'no-such-step', keepFiles: false })).toBe(404);
    expect(await rewind(id, 'mallory', { kind: 'undo' })).toBe(404);
  });
});

describe('several terminals', () => {
  it('have shells of their own, and are there again, by their names, after the server was killed', async () => {
    const { id, browser } = await enter('tom');
    browser.sendMessage({ type: 'new-terminal' });
    await browser.until('the second', () => last(browser, 'terminal-opened')?.terminal === 2);
    browser.attach(2);
    browser.sendMessage({ type: 'rename-terminal', terminal: 2, name: '로그' });
    browser.typeLine('where=first; echo ready-$((1+1))');
    browser.typeLine('where=second; echo ready-$((1+2))', 2);
    await browser.until('both', () => browser.output.includes('ready-2') && browser.outputOf(2).includes('ready-3'));
    await browser.until('the name', () => last(browser, 'terminals')?.terminals[1]?.name === '로그');
    browser[Symbol.dispose]();
    await server.kill();
    server = await start({});
    await server.open('tom', lessonId);
    using again = await server.connect(id, 'tom');
    again.attach(2);
    await again.until('the name', () => last(again, 'terminals')?.terminals[1]?.name === '로그');
    again.typeLine('echo "<$where>"');
    again.typeLine('echo "<$where>"', 2);
    await again.until('both shells', () => again.output.includes('<first>') && again.outputOf(2).includes('<second>'));
  });
});

describe('a sandbox in which nothing happens', () => {
  it('is stopped with that as the reason, and holds everything when it is started again', async () => {
    await server.stop();
    server = await start({ DRYDOCK_SANDBOX_IDLE_MINUTES: '0.1' });
    const { browser } = await enter('ina');
    using _ = browser;
    browser.typeLine('echo kept > ~/note; docker volume create kept');
    await browser.until('the end', () => browser.phase === 'stopped');
    expect(last(browser, 'session')?.session.state).toEqual({ phase: 'stopped', reason: 'idle' });
    const { browser: later } = await enter('ina');
    using __ = later;
    later.typeLine('cat ~/note; docker volume ls --quiet');
    await later.until('the work', () => /^kept\r\nkept\r$/m.test(later.output));
  });
});
