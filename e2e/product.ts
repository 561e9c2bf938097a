/**
 * The product as a user starts it, `npm start`, with ports, names and state of its own, so that it can run beside another.
 *
 * Knows nothing about browsers.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '#sandbox/testing/free-port.ts';
import { removeInstallation } from '#sandbox/testing/installation.ts';

const START_TIMEOUT_MS = 120_000;

/** A product that can be started and stopped. */
export interface Product {
  /** What `npm start` prints, e.g. "http://localhost:3000". */
  readonly url: string;
  readonly instance: string;
  readonly stateDirectory: string;
  /** Stops it as Ctrl-C does. Answers with the exit code. */
  stop(): Promise<number | null>;
  /** Starts it again with the same state. */
  start(): Promise<void>;
  /** Ends the sandbox server as a crash would. */
  killSandboxServer(): void;
  /** The web app's process. */
  webAppPid(): number;
  /** Ends the web app as a crash would. */
  killWebApp(): void;
  /** Stops it and removes all it made. */
  remove(): Promise<void>;
}

/** Finds ports and names and starts the product. */
export async function startProduct(): Promise<Product> {
  const stateDirectory = await mkdtemp(path.join(os.tmpdir(), 'drydock-e2e-'));
  const instance = `drydock-e2e-${randomBytes(3).toString('hex')}`;
  const [webPort, sandboxPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${String(webPort)}`;
  let child: ChildProcess | undefined;
  let output = '';

  const start = async () => {
    output = '';
    child = spawn(process.execPath, ['scripts/start.mjs'], {
      cwd: path.join(import.meta.dirname, '..'),
      env: {
        ...process.env,
        DRYDOCK_INSTANCE: instance,
        DRYDOCK_STATE_DIR: stateDirectory,
        // Already holds the course images; a registry of its own would have to be filled first.
        DRYDOCK_REGISTRY: process.env.DRYDOCK_REGISTRY ?? process.env.DRYDOCK_INSTANCE ?? 'drydock',
        DRYDOCK_PORT: String(webPort),
        DRYDOCK_SANDBOX_PORT: String(sandboxPort),
        DATABASE_URL: `file:${path.join(stateDirectory, 'drydock.db')}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const started = child;
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`${why}:\n${output}`));
      const timer = setTimeout(() => fail('the product did not start in time'), START_TIMEOUT_MS);
      started.once('exit', (code) => {
        clearTimeout(timer);
        fail(`npm start ended with ${String(code)}`);
      });
      const read = (chunk: Buffer) => {
        output += chunk.toString();
        if (!output.includes(url)) return;
        clearTimeout(timer);
        resolve();
      };
      started.stdout?.on('data', read);
      started.stderr?.on('data', read);
    });
  };
  const stop = async () => {
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    const exited = once(child, 'exit');
    child.kill('SIGINT');
    await exited;
    return child.exitCode;
  };
  const remove = async () => {
    await stop();
    await removeInstallation(instance);
    await rm(stateDirectory, { recursive: true });
  };

  try {
    await start();
  } catch (error) {
    await remove();
    throw error;
  }
  const killSandboxServer = () => {
    for (const pid of processesNamed('sandbox-server/main.ts', `DRYDOCK_INSTANCE=${instance}`))
      process.kill(pid, 'SIGKILL');
  };
  const webAppPid = () => listenerOn(webPort);
  const killWebApp = () => process.kill(webAppPid(), 'SIGKILL');
  return { url, instance, stateDirectory, start, stop, killSandboxServer, webAppPid, killWebApp, remove };
}

/** The process that listens on a port. Next.js writes its own name over its command line and its environment. */
function listenerOn(port: number): number {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  const listening = '0A';
  const inode = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .find(([, local, , state]) => local?.endsWith(`:${wanted}`) === true && state === listening)?.[9];
  const pid = readdirSync('/proc').find((entry) => {
    try {
      const files = readdirSync(`/proc/${entry}/fd`);
      return files.some((file) => readlinkSync(`/proc/${entry}/fd/${file}`) === `socket:[${String(inode)}]`);
    } catch {
      // Not a process, or a file that was closed meanwhile.
      return false;
    }
  });
  if (inode === undefined || pid === undefined) throw new Error(`nobody listens on ${String(port)}`);
  return Number(pid);
}

/** Processes whose command line contains `name` and whose environment has the line `setting`. */
function processesNamed(name: string, setting: string): number[] {
  return readdirSync('/proc')
    .filter((entry) => {
      try {
        const command = readFileSync(`/proc/${entry}/cmdline`, 'utf8');
        return command.includes(name) && readFileSync(`/proc/${entry}/environ`, 'utf8').split('\0').includes(setting);
      } catch {
        // Not a process, or one that has ended meanwhile.
        return false;
      }
    })
    .map(Number);
}
