/**
 * From a clone to a running Drydock, and back: everything is prepared, the servers run until somebody interrupts, and what
 * was started is stopped. Uses Node's own modules only, as it runs before anything is installed.
 *
 * Knows the order of things; each stage knows its own business. Knows nothing about options of the command line.
 */
import { stopEngineStartedByHand } from './engine-start.mjs';
import { asError, Interrupted, StageFailure } from './failure.mjs';
import { aborted, listenForInterrupt } from './interrupt.mjs';
import { InstanceLock } from './lock.mjs';
import { checkPorts } from './ports.mjs';
import { prepare } from './prepare.mjs';
import { Progress } from './progress.mjs';
import { stopRegistry } from './registry-container.mjs';
import { readSettings } from './settings.mjs';
import { allImages, imagesOfFirstLesson, provideRemainingImages } from './stages/course-images.mjs';
import { checkNode } from './stages/dependencies.mjs';
import { makeServers, startServers } from './stages/servers.mjs';

/**
 * @typedef {object} RunOptions
 * @property {string} command as the user wrote it, for sentences that name it
 * @property {boolean} prepareOnly goes through all stages but the servers with all course images, then ends
 * @property {(settings: import('./settings.mjs').Settings, signal: AbortSignal) => void} whenReady
 *   the servers answer; the signal says that they are going to be stopped
 */

/**
 * @param {RunOptions} options
 * @returns {Promise<number>} exit code
 */
export async function run({ command, prepareOnly, whenReady }) {
  // Whoever reads may go away first, for example a closed terminal; what was started must still be stopped in order.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  /** @type {import('./server-process.mjs').ServerProcess[]} */
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
    whenReady(settings, signal);
    background = provideRemainingImages(settings, progress.backgroundStage('remaining course images'));
    await aborted(signal);
    return 0;
  } catch (error) {
    if (error instanceof Interrupted) {
      say(`Interrupted. Nothing is half done; run \`${command}\` again to go on.`);
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
