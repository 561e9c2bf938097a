/**
 * `npm start`: from a clone to a running Drydock. Uses Node's own modules only, as it runs before anything is installed.
 * Knows the order of things; each stage knows its own business.
 */
import { asError, Interrupted, StageFailure } from './start/failure.mjs';
import { aborted, listenForInterrupt } from './start/interrupt.mjs';
import { InstanceLock } from './start/lock.mjs';
import { checkPorts } from './start/ports.mjs';
import { prepare } from './start/prepare.mjs';
import { Progress } from './start/progress.mjs';
import { stopEngineStartedByHand } from './start/engine-start.mjs';
import { stopRegistry } from './start/registry-container.mjs';
import { readSettings } from './start/settings.mjs';
import { allImages, imagesOfFirstLesson, provideRemainingImages } from './start/stages/course-images.mjs';
import { checkNode } from './start/stages/dependencies.mjs';
import { makeServers, startServers } from './start/stages/servers.mjs';

const help = `Usage: npm start [-- OPTION]

Sets up what Drydock needs and runs it, in stages: dependencies, Docker Engine, sandbox image, course registry, course
images, database, web build, servers. A stage that has nothing to do is skipped. Ctrl-C stops what was started; run it again to go on.

Options
  --prepare   go through all stages but the servers with all course images, then end
  --help      show this text

Environment (all optional)
  IMAGES                 where sandboxes get images from: course (Drydock's own, no Docker Hub needed), hub (Docker Hub's,
                         needs DRYDOCK_SANDBOX_INTERNET=yes), hub-through-cache (Docker Hub's, pulled once and kept)
  DRYDOCK_PORT           port of the web app on 127.0.0.1 (3000)
  DRYDOCK_SANDBOX_PORT   port of the sandbox server on 127.0.0.1 (3001)
  DRYDOCK_STATE_DIR      database, secret, logs and pid files (.drydock in the checkout)
  DRYDOCK_INSTANCE       prefix of container, volume and network names (drydock)
  DRYDOCK_REGISTRY       prefix of the course registry's names (that of the instance); instances can share one
  DRYDOCK_HUB_USERNAME, _TOKEN
                         account that hub-through-cache pulls with (none)
  DRYDOCK_SECRET         secret shared by web app and sandbox server (made on first start, kept in the state directory)
  DATABASE_URL           database (file: in the state directory)
  DOCKER_HOST            another Docker Engine than this machine's own; DOCKER_CONTEXT likewise
  DRYDOCK_SANDBOXES      sandboxes that may run at once (by the machine's memory)
  DRYDOCK_SANDBOX_MEMORY_MIB, _CPUS, _PIDS, _DISK_GIB
                         limits of one sandbox (2048, 2, 1024, 10); the disk's when it is made
  DRYDOCK_SANDBOX_IDLE_MINUTES
                         minutes without use after which a sandbox is stopped (60)
  DRYDOCK_SANDBOX_HOURS  hours after which a sandbox is stopped even when it is used (no limit)
  DRYDOCK_POOL           sandboxes kept ready, also by the clock, e.g. "1; Mon-Fri 08:30-12:00 = 20" (1)
  DRYDOCK_RECORDING      no keeps terminals from being recorded in the state directory (yes)
  DRYDOCK_SANDBOX_INTERNET
                         yes lets sandboxes reach the internet, but neither this machine nor private networks (no)
`;

// Whoever reads may go away first, for example a closed terminal; what was started must still be stopped in order.
for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);

process.exitCode = await main(process.argv.slice(2));

/**
 * @param {readonly string[]} options
 * @returns {Promise<number>} exit code
 */
async function main(options) {
  if (options.includes('--help') || options.includes('-h')) {
    process.stdout.write(help);
    return 0;
  }
  const unknown = options.find((option) => option !== '--prepare');
  if (unknown !== undefined) {
    process.stderr.write(`Unknown option ${unknown}. \`npm start -- --help\` lists the options.\n`);
    return 2;
  }
  /** @type {import('./start/server-process.mjs').ServerProcess[]} */
  let servers = [];
  /** @type {InstanceLock | null} */
  let lock = null;
  /** @type {Promise<void>} */
  let background = Promise.resolve();
  /** @type {(() => Promise<void>) | null} */
  let stopStarted = null;
  const signal = listenForInterrupt(() => {
    for (const server of servers) server.kill();
    lock?.release();
  });
  try {
    checkNode();
    const settings = readSettings(process.env);
    lock = await InstanceLock.take(settings);
    const prepareOnly = options.includes('--prepare');
    if (!prepareOnly) await checkPorts(settings);
    const progress = new Progress(settings.logDirectory, signal);
    stopStarted = async () => {
      await Promise.all(servers.map((server) => server.stop()));
      await background;
      if (settings.registry.prefix === settings.instance) await stopRegistry(settings.registry);
      const engine = await stopEngineStartedByHand(settings);
      if (engine === 'still running') say('Docker Engine was asked to end but goes on running: see `ps -C dockerd`.');
      if (engine === 'in use') say('Docker Engine goes on running, as other containers use it.');
    };
    await prepare(settings, progress, prepareOnly ? allImages : imagesOfFirstLesson);
    if (prepareOnly) {
      stopStarted = null;
      return 0;
    }
    const note = () => lock?.noteServers(servers.flatMap(({ pid }) => (pid === null ? [] : [pid])));
    servers = makeServers(settings, say, note);
    await progress.stage('servers', (stage) => startServers(servers, stage));
    say(`\nDrydock is ready: http://localhost:${settings.webPort}\nCtrl-C stops it. Logs: ${settings.logDirectory}\n`);
    background = provideRemainingImages(settings, progress.backgroundStage('remaining course images'));
    await aborted(signal);
    return 0;
  } catch (error) {
    if (error instanceof Interrupted) {
      say('Interrupted. Nothing is half done; run `npm start` again to go on.');
      return 130;
    }
    const { stack, message } = asError(error);
    process.stderr.write(`\n${error instanceof StageFailure ? message : (stack ?? message)}\n`);
    return 1;
  } finally {
    if (stopStarted !== null) {
      if (signal.aborted) say('Stopping …');
      await stopStarted().catch((error) => process.stderr.write(`${asError(error).message}\n`));
    }
    lock?.release();
  }
}

/** @param {string} text */
function say(text) {
  process.stdout.write(`${text}\n`);
}
