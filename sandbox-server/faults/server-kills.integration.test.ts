/**
 * Row L1 of the threat model: the sandbox server is killed again and again while learners work. Nothing of theirs may end,
 * and nothing of ours may be left over. `DRYDOCK_FAULTS=full` does it with 20 sessions and 20 kills.
 */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserConnection } from '../testing/browser-connection.ts';
import { stateDirectoryOf, throwAwayInstallation } from '../testing/installation.ts';
import { startServer, startStandInApp, type ServerProcess, type StandInApp } from '../testing/server-process.ts';
import { runShell } from '../testing/shell.ts';

const lessonId = 'ch02/first-container';
const [sessions, kills] = process.env.DRYDOCK_FAULTS === 'full' ? [20, 20] : [5, 4];
const accounts = Array.from({ length: sessions }, (_, number) => `learner-${String(number + 1)}`);

const installation = throwAwayInstallation('kills');
const driver = installation.driver();
let app: StandInApp;
let server: ServerProcess;

const start = async () =>
  startServer({
    instance: installation.instance,
    appPort: app.port,
    environment: { DRYDOCK_SANDBOXES: String(sessions + 2), DRYDOCK_POOL: '1', DRYDOCK_SANDBOX_MEMORY_MIB: '512' },
  });

beforeAll(async () => {
  app = await startStandInApp();
  server = await start();
});
afterAll(async () => {
  if (process.env.SHOW) process.stderr.write(server.log().slice(-6000));
  await server[Symbol.asyncDispose]();
  await installation[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

async function enter(accountId: string): Promise<BrowserConnection> {
  const { id } = await server.open(accountId, lessonId);
  const browser = await server.connect(id, accountId);
  await browser.until('the sandbox', () => browser.phase === 'ready');
  return browser;
}

async function idOf(accountId: string): Promise<string> {
  return (await server.open(accountId, lessonId)).id;
}

/** Programs of ours inside a sandbox that belong to a connection of the server. */
async function connectionsInside(sandboxId: string): Promise<string> {
  const count = 'for name in dtach tail socat usage-report; do echo "$name $(pgrep -c -x "$name")"; done';
  return (await runShell(driver, sandboxId, count, 'root')).output;
}

describe('a server that is killed while learners work', () => {
  it(
    `keeps ${String(sessions)} sessions over ${String(kills)} kills: the same shells, the same containers, nothing left over`,
    { timeout: 900_000 },
    async () => {
      for (const accountId of accounts) {
        using browser = await enter(accountId);
        await browser.untilPrompt();
        browser.typeLine(`me=${accountId}; docker run --detach --name mine diamol/base sleep 1000; echo up-$((1+1))`);
        await browser.until('the container', () => browser.output.includes('up-2'));
      }
      const sandboxIds = await Promise.all(accounts.map(async (accountId) => server.sandboxOf(await idOf(accountId))));
      const startedAt = async (sandboxId: string) =>
        (await runShell(driver, sandboxId, "docker inspect --format '{{.State.StartedAt}}' mine")).output;
      const before = await Promise.all(sandboxIds.map(startedAt));
      const [first = ''] = sandboxIds;
      const inside = await connectionsInside(first);

      for (let kill = 1; kill <= kills; kill += 1) {
        await server.kill();
        server = await start();
        await Promise.all(
          accounts.map(async (accountId) => {
            using browser = await enter(accountId);
            browser.typeLine(`echo "<$me>" ${String(kill)}-$((1+1))`);
            await browser.until('the same shell', () => browser.output.includes(`<${accountId}> ${String(kill)}-2`));
          }),
        );
      }

      expect(await Promise.all(accounts.map(async (accountId) => server.sandboxOf(await idOf(accountId))))).toEqual(
        sandboxIds,
      );
      expect(await Promise.all(sandboxIds.map(startedAt))).toEqual(before);
      const pooled = async () => {
        const answer: unknown = await (await server.request('GET', '/health')).json();
        return answer;
      };
      await expect.poll(pooled, { timeout: 60_000 }).toMatchObject({ sessions, pooled: 1 });
      expect((await driver.list()).length).toBe(sessions + 1);
      expect((await driver.disks()).length).toBe(sessions + 1);
      const folder = path.join(stateDirectoryOf(installation.instance), 'sessions', installation.instance);
      expect((await readdir(path.join(folder, 'records'))).length).toBe(sessions);
      expect((await readdir(path.join(folder, 'unclaimed'))).length).toBe(1);
      // What a killed server left inside ends when it next has something to say; an API request makes it.
      await expect
        .poll(
          async () => {
            await runShell(driver, first, 'docker ps');
            return connectionsInside(first);
          },
          { timeout: 60_000 },
        )
        .toBe(inside);
    },
  );
});
