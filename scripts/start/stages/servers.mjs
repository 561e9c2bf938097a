/**
 * Stage: the sandbox server and the web app run and answer. Knows how each is started and asked; knows nothing about what
 * happens in them.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Interrupted, StageFailure } from '../failure.mjs';
import { ServerProcess } from '../server-process.mjs';
import { processEnvironment } from '../settings.mjs';

const readyMilliseconds = 60_000;
const answerMilliseconds = 5_000;

/**
 * The two servers, not started yet.
 * @param {import('../settings.mjs').Settings} settings
 * @param {(text: string) => void} say
 * @param {() => void} changed
 * @returns {ServerProcess[]}
 */
export function makeServers(settings, say, changed) {
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...processEnvironment(settings), NODE_ENV: 'production' };
  const { repository, webPort, sandboxPort, secret, logDirectory } = settings;
  const next = join('node_modules', 'next', 'dist', 'bin', 'next');
  const sandboxServer = {
    name: 'sandbox server',
    parameters: ['--import', 'tsx', join('sandbox-server', 'main.ts')],
    cwd: repository,
    env,
    logPath: join(logDirectory, 'sandbox-server.log'),
    healthy: (/** @type {AbortSignal} */ signal) =>
      answers(`http://127.0.0.1:${sandboxPort}/health`, signal, { authorization: `Bearer ${secret}` }),
  };
  const webApp = {
    name: 'web app',
    parameters: [next, 'start', '-H', '127.0.0.1', '-p', String(webPort)],
    cwd: repository,
    env,
    logPath: join(logDirectory, 'web-app.log'),
    healthy: (/** @type {AbortSignal} */ signal) => answers(`http://127.0.0.1:${webPort}/api/health`, signal, {}),
  };
  return [sandboxServer, webApp].map((spec) => new ServerProcess(spec, say, changed));
}

/**
 * Starts the servers and waits until all answer.
 * @param {readonly ServerProcess[]} servers
 * @param {import('../progress.mjs').Stage} stage
 * @throws {StageFailure} when one ends or does not answer in time
 */
export async function startServers(servers, stage) {
  for (const server of servers) server.start();
  const deadline = performance.now() + readyMilliseconds;
  const waiting = new Set(servers);
  while (waiting.size > 0) {
    for (const server of waiting) {
      if (stage.signal.aborted) throw new Interrupted();
      if (server.pid === null) throw new StageFailure(`The ${server.name} ended while starting. ${described(server)}`);
      if (await server.healthy(stage.signal)) waiting.delete(server);
    }
    stage.line(`waiting for the ${[...waiting].map(({ name }) => name).join(' and the ')}`);
    if (waiting.size > 0 && performance.now() > deadline) {
      const [server] = waiting;
      throw new StageFailure(
        `The ${server?.name} does not answer after ${readyMilliseconds / 1000} s. ${server ? described(server) : ''}`,
      );
    }
    if (waiting.size > 0) await pause(100);
  }
  for (const server of servers) server.keepRunning();
  return 'done';
}

/** @param {ServerProcess} server */
function described(server) {
  return `Its last lines:\n${server
    .lastLines()
    .map((line) => `    ${line}`)
    .join('\n')}`;
}

/**
 * @param {string} url
 * @param {AbortSignal} signal
 * @param {Record<string, string>} headers
 */
async function answers(url, signal, headers) {
  const response = await fetch(url, {
    headers,
    signal: AbortSignal.any([signal, AbortSignal.timeout(answerMilliseconds)]),
  });
  await response.arrayBuffer();
  return response.ok;
}
