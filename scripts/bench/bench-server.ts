/**
 * What the groups of figures are measured on: a sandbox server of a throw-away installation, and learners at it.
 *
 * Knows nothing about any single figure.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { throwAwayInstallation, type Installation } from '#sandbox/testing/installation.ts';
import { startServer, startStandInApp, type ServerProcess } from '#sandbox/testing/server-process.ts';
import { TerminalClient } from './terminal-client.ts';

/** The lesson that everything is measured in. */
export const lessonId = 'ch02/first-container';

/** A server and what belongs to it. */
export interface BenchServer {
  readonly server: ServerProcess;
  readonly installation: Installation;
  /** Opens the session of an account and shows its first terminal; the sandbox may still be on its way. */
  join(accountId: string): Promise<TerminalClient>;
  /** The same, and waits for the shell. */
  joinReady(accountId: string): Promise<TerminalClient>;
  /** One more connection to the session of an account. */
  connect(accountId: string, sessionId: string): Promise<TerminalClient>;
  /** Ids of the sandboxes that run now. */
  sandboxes(): Promise<readonly string[]>;
  /** Removes all sandboxes: idle ones would take the CPU from the next sample. */
  removeSandboxes(): Promise<void>;
}

/** Settings without surprises: nothing is made before it is asked for, unless a figure is about just that. */
const plainSettings = { DRYDOCK_POOL: '0', DRYDOCK_SANDBOXES: '40', LOG_LEVEL: 'warn' };

/** Starts a server with these environment variables, runs `measure`, and removes all it made. */
export async function withServer(
  settings: Readonly<Record<string, string>>,
  measure: (bench: BenchServer) => Promise<void>,
): Promise<void> {
  const installation = throwAwayInstallation('bench');
  const stateDirectory = await mkdtemp(path.join(os.tmpdir(), 'drydock-bench-'));
  const app = await startStandInApp();
  const driver = installation.driver();
  const clients: TerminalClient[] = [];
  let server: ServerProcess | undefined;
  try {
    const started = await startServer({
      instance: installation.instance,
      appPort: app.port,
      environment: { ...plainSettings, DRYDOCK_STATE_DIR: stateDirectory, ...settings },
    });
    server = started;
    const connect = async (accountId: string, sessionId: string) => {
      const client = new TerminalClient(`ws://localhost:${String(started.port)}/connection`, started.origin);
      clients.push(client);
      await client.open(await started.ticket(sessionId, accountId));
      return client;
    };
    const join = async (accountId: string) => connect(accountId, (await started.open(accountId, lessonId)).id);
    await measure({
      server: started,
      installation,
      connect,
      join,
      joinReady: async (accountId) => {
        const client = await join(accountId);
        await client.run('true');
        return client;
      },
      sandboxes: async () => (await driver.list()).map(({ id }) => id),
      removeSandboxes: async () => {
        for (const { id } of await driver.list()) await driver.destroy(id);
      },
    });
  } finally {
    for (const client of clients) client[Symbol.dispose]();
    await server?.[Symbol.asyncDispose]();
    await driver.close();
    await installation[Symbol.asyncDispose]();
    await app[Symbol.asyncDispose]();
    await rm(stateDirectory, { recursive: true });
  }
}

/** Waits until `condition` holds, looking four times a second. */
export async function eventually(
  what: string,
  timeoutSeconds: number,
  condition: () => Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited ${String(timeoutSeconds)} s for ${what}`);
    await sleep(250);
  }
}
