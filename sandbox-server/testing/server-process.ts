/**
 * A real sandbox server as a process of its own, with the ports and names of a throw-away installation, and the web app's
 * part of the conversation. For tests and benchmarks only.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { recordProgressRequestSchema, ticketAnswerSchema, type RecordProgressRequest } from '#protocol/control.ts';
import { sessionViewSchema, type SessionView } from '#protocol/session.ts';
import { BrowserConnection } from './browser-connection.ts';
import { sessionRecordSchema } from '../sessions/session-record.ts';
import { freePort } from './free-port.ts';
import { stateDirectoryOf } from './installation.ts';

const secret = 'test-secret-'.repeat(4);
const START_TIMEOUT_MS = 30_000;

/** The web app as the sandbox server sees it: takes progress when it is up. */
export interface StandInApp extends AsyncDisposable {
  readonly port: number;
  readonly recorded: RecordProgressRequest[];
  /** Answers 503 while false. */
  isUp: boolean;
}

/** Starts the app's part of the conversation. The real app is under test in e2e/. */
export async function startStandInApp(): Promise<StandInApp> {
  const recorded: RecordProgressRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const authorized = request.headers.authorization === `Bearer ${secret}`;
      if (!authorized || !app.isUp) {
        response.writeHead(authorized ? 503 : 401).end();
        return;
      }
      recorded.push(recordProgressRequestSchema.parse(JSON.parse(Buffer.concat(chunks).toString())));
      response.writeHead(204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const app = {
    port: typeof address === 'object' && address ? address.port : 0,
    recorded,
    isUp: true,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return app;
}

/** A running sandbox server. */
export interface ServerProcess extends AsyncDisposable {
  readonly port: number;
  readonly origin: string;
  readonly pid: number;
  /** The header that shows the secret, as the web app sends it. */
  readonly authorization: string;
  /** What it printed. */
  readonly log: () => string;
  request(method: string, target: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  open(accountId: string, lessonId: string, passedSteps?: string[]): Promise<SessionView>;
  ticket(sessionId: string, accountId: string): Promise<string>;
  /** The sandbox that a session has, by what the server wrote down. */
  sandboxOf(sessionId: string): Promise<string>;
  /** Opens the WebSocket of a session and waits for the welcome. */
  connect(sessionId: string, accountId: string, resume?: { epoch: string; offset: number }): Promise<BrowserConnection>;
  /** Opens a lesson as a learner does and waits for the shell. */
  enter(accountId: string, lessonId: string): Promise<{ readonly id: string; readonly browser: BrowserConnection }>;
  /** Ends it without a chance to clean up. */
  kill(): Promise<void>;
  /** Asks it to end. Answers with the exit code. */
  stop(): Promise<number | null>;
}

/** Starts a server and waits until it is healthy. */
export async function startServer(options: {
  instance: string;
  appPort: number;
  environment?: Readonly<Record<string, string>>;
}): Promise<ServerProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, '..', 'main.ts')], {
    env: {
      ...process.env,
      DRYDOCK_STATE_DIR: stateDirectoryOf(options.instance),
      // Sandboxes that nobody asked for would take the cores from the tests.
      DRYDOCK_POOL: '0',
      DRYDOCK_REGISTRY_SOCKET_VOLUME: process.env.DRYDOCK_REGISTRY_SOCKET_VOLUME ?? 'drydock-registry-socket',
      ...options.environment,
      DRYDOCK_INSTANCE: options.instance,
      DRYDOCK_SANDBOX_PORT: String(port),
      DRYDOCK_PORT: String(options.appPort),
      DRYDOCK_SECRET: secret,
      DRYDOCK_SANDBOX_DISK_GIB: '2',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const records = path.join(
    options.environment?.DRYDOCK_STATE_DIR ?? stateDirectoryOf(options.instance),
    'sessions',
    options.instance,
    'records',
  );
  const server = makeServer(child, port, options.appPort, records, () => log);
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const healthy = await server.request('GET', '/health').then(
      ({ ok }) => ok,
      () => false,
    );
    if (healthy) return server;
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`the sandbox server did not start:\n${log}`);
    await sleep(50);
  }
}

function makeServer(
  child: ChildProcess,
  port: number,
  appPort: number,
  records: string,
  log: () => string,
): ServerProcess {
  const origin = `http://localhost:${String(appPort)}`;
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    }
    return child.exitCode;
  };
  const request: ServerProcess['request'] = async (method, target, body, headers = {}) =>
    fetch(`http://127.0.0.1:${String(port)}${target}`, {
      method,
      headers: {
        authorization: `Bearer ${secret}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const ticket: ServerProcess['ticket'] = async (sessionId, accountId) => {
    const answer = await request('POST', `/sessions/${sessionId}/tickets`, { accountId });
    return ticketAnswerSchema.parse(await answer.json()).ticket;
  };
  const open: ServerProcess['open'] = async (accountId, lessonId, passedSteps = []) => {
    const answer = await request('POST', '/sessions', { accountId, lessonId, passedSteps });
    return sessionViewSchema.parse(await answer.json());
  };
  const connect: ServerProcess['connect'] = async (sessionId, accountId, resume) => {
    const connection = new BrowserConnection(`ws://localhost:${String(port)}/connection`, { origin });
    await connection.open(await ticket(sessionId, accountId), resume);
    return connection;
  };
  return {
    port,
    origin,
    pid: child.pid ?? 0,
    authorization: `Bearer ${secret}`,
    log,
    request,
    ticket,
    open,
    connect,
    enter: async (accountId, lessonId) => {
      const { id } = await open(accountId, lessonId);
      const browser = await connect(id, accountId);
      await browser.until('the sandbox', () => browser.phase === 'ready');
      await browser.untilPrompt();
      return { id, browser };
    },
    sandboxOf: async (sessionId) => {
      const text = await readFile(path.join(records, `${sessionId}.json`), 'utf8');
      return sessionRecordSchema.parse(JSON.parse(text)).sandboxId;
    },
    kill: async () => {
      await end('SIGKILL');
    },
    stop: async () => end('SIGTERM'),
    [Symbol.asyncDispose]: async () => {
      await end('SIGKILL');
    },
  };
}
