/** Learners whose sandbox loses its disk behind the server's back have their files again in another, and are told. */
import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { download } from '../files/download.ts';
import { putHomeBack } from '../files/put-home-back.ts';
import type { BrowserConnection } from '../testing/browser-connection.ts';
import { smallLimits, stateDirectoryOf, throwAwayInstallation } from '../testing/installation.ts';
import { startServer, startStandInApp, type ServerProcess, type StandInApp } from '../testing/server-process.ts';
import { runShell } from '../testing/shell.ts';

const lessonId = 'ch02/first-container';
const passed = 'run-hello';

/** Milliseconds within which something has been saved: a sandbox may have been saved just before. */
const SAVED_WITHIN_MS = 90_000;

const installation = throwAwayInstallation('saved-files');
const driver = installation.driver();
const homes = path.join(stateDirectoryOf(installation.instance), 'sessions', installation.instance, 'homes');
let app: StandInApp;
let server: ServerProcess;

beforeAll(async () => {
  app = await startStandInApp();
  server = await startServer({ instance: installation.instance, appPort: app.port });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await driver.close();
  await installation[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

const restart = async () => {
  server = await startServer({ instance: installation.instance, appPort: app.port });
};
const enter = async (accountId: string) => {
  const { id, browser } = await server.enter(accountId, lessonId);
  return { id, browser, sandboxId: await server.sandboxOf(id) };
};
const saved = async (sandboxId: string) =>
  expect.poll(async () => readdir(homes), { timeout: SAVED_WITHIN_MS, interval: 250 }).toContain(`${sandboxId}.tar.gz`);
const replaced = (browser: BrowserConnection) => browser.messages.find(({ type }) => type === 'replaced');

/** Types a line and waits until it is done. */
async function done(browser: BrowserConnection, line: string): Promise<void> {
  const mark = randomBytes(4).toString('hex');
  // The terminal shows the line as it is typed, too; only what is printed has both halves together.
  browser.typeLine(`${line}; echo ${mark.slice(0, 4)}''${mark.slice(4)}`);
  await browser.until(line, () => browser.output.includes(mark));
}

describe('a disk that is gone when its learner comes back', () => {
  it('is replaced by one with the saved files, and nobody else is touched', async () => {
    const max = await enter('max');
    await done(max.browser, 'echo max > ~/note');
    const lea = await enter('lea');
    await done(lea.browser, 'mkdir -p ~/site/css; echo lea > ~/site/css/main.css; docker volume create work');
    await saved(lea.sandboxId);
    await saved(max.sandboxId);
    for (const { browser } of [lea, max]) browser[Symbol.dispose]();
    await server.kill();
    await driver.destroy(lea.sandboxId);
    await restart();

    await server.open('lea', lessonId, [passed]);
    const again = await enter('lea');
    using browser = again.browser;
    expect(again.id).toBe(lea.id);
    expect(again.sandboxId).not.toBe(lea.sandboxId);
    await browser.until('the notice', () => replaced(browser) !== undefined);
    expect(replaced(browser)).toEqual({ type: 'replaced', files: 'all' });
    expect(browser.verdict(passed)?.verdict.outcome).toBe('passed');
    const { output } = await runShell(driver, again.sandboxId, 'cat ~/site/css/main.css; docker volume ls --quiet');
    expect(output).toBe('lea\n');
    // Until something of the new sandbox's own is saved, it has what was saved of the old one.
    const archives = await readdir(homes);
    expect(archives).toContain(`${again.sandboxId}.tar.gz`);
    await expect.poll(async () => readdir(homes), { timeout: 30_000 }).not.toContain(`${lea.sandboxId}.tar.gz`);

    const other = await enter('max');
    using otherBrowser = other.browser;
    expect(other.sandboxId).toBe(max.sandboxId);
    expect(replaced(otherBrowser)).toBeUndefined();
    expect((await runShell(driver, other.sandboxId, 'cat ~/note')).output).toBe('max\n');

    using second = await server.connect(again.id, 'lea');
    await second.until('the sandbox', () => second.messages.some(({ type }) => type === 'rewind-points'));
    expect(replaced(second)).toBeUndefined();
  });

  it('brings back what was saved last when the home has become too large since', async () => {
    const { browser, sandboxId } = await enter('lou');
    await done(browser, 'echo small > ~/note');
    await saved(sandboxId);
    await done(browser, 'echo large > ~/note; head --bytes 40M /dev/urandom > ~/noise');
    browser[Symbol.dispose]();
    await server.stop();
    expect(server.log()).toContain('the files of a sandbox could not be saved');
    await driver.destroy(sandboxId);
    await restart();
    const again = await enter('lou');
    using _ = again.browser;
    const { output } = await runShell(driver, again.sandboxId, 'cat ~/note; ls ~');
    expect(output).toBe('small\nnote\n');
  });

  it('has nothing to bring back of what was thrown away by starting over', async () => {
    const { id, browser, sandboxId } = await enter('rex');
    using _ = browser;
    await done(browser, 'echo old > ~/note');
    await saved(sandboxId);
    expect((await server.request('POST', `/sessions/${id}/reset`, { accountId: 'rex' })).status).toBe(200);
    await expect.poll(async () => readdir(homes), { timeout: 30_000 }).not.toContain(`${sandboxId}.tar.gz`);
    await expect.poll(async () => server.sandboxOf(id).catch(() => sandboxId), { timeout: 60_000 }).not.toBe(sandboxId);
    await driver.destroy(await server.sandboxOf(id));
    await browser.until('the end', () => browser.phase === 'stopped');
    const again = await enter('rex');
    using __ = again.browser;
    await again.browser.until('the notice', () => replaced(again.browser) !== undefined);
    expect((await runShell(driver, again.sandboxId, 'ls ~')).output).toBe('');
  });

  it('has the files as they were when its sandbox was stopped', async () => {
    const { browser, sandboxId } = await enter('sue');
    await done(browser, 'echo one > ~/note');
    await saved(sandboxId);
    await done(browser, 'echo two > ~/note');
    browser[Symbol.dispose]();
    await server.stop();
    await driver.destroy(sandboxId);
    await restart();
    const again = await enter('sue');
    using _ = again.browser;
    expect((await runShell(driver, again.sandboxId, 'cat ~/note')).output).toBe('two\n');
  });
});

describe('putting a home back', () => {
  const id = randomBytes(16).toString('hex');
  const shell = async (script: string, user: 'learner' | 'root' = 'learner') =>
    (await runShell(driver, id, script, user)).output;
  let archive = Buffer.alloc(0);
  beforeAll(async () => {
    await driver.create({ id, limits: smallLimits });
    await shell(`cd ~; mkdir -p 'deep/한글 이름' kind shared; touch shared/one; echo a > 'deep/한글 이름/a'; echo file > other; ln -s deep/no-such link
      echo '#!/bin/sh' > run; chmod 750 run; touch -d 2020-01-02T03:04:05Z run; chmod 500 deep; echo .hidden > .hidden`);
    archive = await buffer(await download(driver, id, () => undefined));
  });
  afterAll(async () => driver.destroy(id));

  it('makes everything of it as it was, whatever has its names, and leaves the rest alone', async () => {
    await shell(`cd ~; chmod 700 deep; rm -rf deep run link .hidden other kind; mkdir other
      echo no folder > kind; rm shared/one; touch shared/two; echo mine > new`);
    expect(await putHomeBack(driver, id, Readable.from([archive]))).toEqual({ files: 'all' });
    expect(
      await shell(`cd ~; cat 'deep/한글 이름/a' other .hidden new; readlink link; ls kind shared
        stat --format '%a %U' deep run; stat --format %y run | cut -c1-16; chmod 700 deep`),
    ).toBe(
      'a\nfile\n.hidden\nmine\ndeep/no-such\nkind:\n\nshared:\none\ntwo\n500 learner\n750 learner\n2020-01-02 03:04\n',
    );
  });

  it('says when some of it cannot be put there, and puts the rest', async () => {
    await shell(
      'rm -rf /home/learner/deep /home/learner/run; mkdir /home/learner/deep; touch /home/learner/deep/hers',
      'root',
    );
    const putBack = await putHomeBack(driver, id, Readable.from([archive]));
    expect(putBack).toMatchObject({ files: 'some', complaints: expect.stringContaining('deep') as unknown });
    expect(await shell('ls -d ~/run')).toBe('/home/learner/run\n');
    await shell('rm -rf /home/learner/deep', 'root');
  });

  it('fails with what is no archive, and with a sandbox that does not run', async () => {
    await expect(putHomeBack(driver, id, Readable.from([Buffer.from('no archive')]))).rejects.toMatchObject({
      code: 'internal',
    });
    await driver.stop(id);
    await expect(putHomeBack(driver, id, Readable.from([archive]))).rejects.toMatchObject({
      code: 'sandbox-not-running',
    });
  });
});
