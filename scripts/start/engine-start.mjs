/**
 * Starts an installed Docker Engine, by the machine's service manager or by hand, and stops the one started by hand. Knows
 * nothing about what runs on it.
 */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ask, run } from './child.mjs';
import { askDocker } from './docker.mjs';
import { readIfPresent, readJsonIfPresent, writeDurably } from './durable-file.mjs';
import { Interrupted, StageFailure } from './failure.mjs';
import { elevation } from './packages.mjs';
import { identify, stillRuns } from './process-identity.mjs';

const startMilliseconds = 60_000;
const stopMilliseconds = 30_000;

/** @param {import('./settings.mjs').Settings} settings */
const pidFile = (settings) => join(settings.stateDirectory, 'dockerd.pid');

/**
 * Starts the engine and waits until it answers.
 * @param {import('./settings.mjs').Settings} settings
 * @param {import('./progress.mjs').Stage} stage
 */
export async function startEngine(settings, stage) {
  const prefix = await elevation(stage, 'start Docker Engine');
  if (prefix === null) {
    throw new StageFailure(
      'Docker Engine is installed but does not run, and this user may not start it. Run `sudo systemctl start docker` (or `sudo dockerd`), then run again.',
    );
  }
  const logPath = join(settings.logDirectory, 'dockerd.log');
  const manager = serviceManager();
  if (manager !== null) {
    stage.detail(`starting Docker Engine: ${manager.join(' ')}`);
    const [command = '', ...parameters] = [...prefix, ...manager];
    await run(stage, command, parameters, { advice: 'To see why: journalctl -u docker, or /var/log/docker.log' });
    await waitForEngine(stage, () => true, 'journalctl -u docker, or /var/log/docker.log');
    return;
  }
  if (engineProcessRuns()) {
    stage.detail('waiting for the Docker Engine that is being started');
    await waitForEngine(stage, engineProcessRuns, '/var/log/docker.log');
    return;
  }
  stage.detail('starting Docker Engine by hand, as this machine has no service manager');
  const pid = await startByHand(prefix, logPath);
  const identity = identify(pid);
  writeDurably(pidFile(settings), `${JSON.stringify(identity)}\n`);
  try {
    await waitForEngine(stage, () => stillRuns(identity), logPath);
  } catch (error) {
    await stopEngineStartedByHand(settings);
    throw error;
  }
}

/**
 * Stops the engine that startEngine started by hand, if it did and nothing foreign runs on it.
 * @param {import('./settings.mjs').Settings} settings
 * @returns {Promise<'none' | 'stopped' | 'still running' | 'in use'>}
 */
export async function stopEngineStartedByHand(settings) {
  const identity = readJsonIfPresent(pidFile(settings));
  if (identity === null) return 'none';
  if (stillRuns(identity)) {
    const listed = await askDocker(['ps', '--format', '{{.Label "drydock.instance"}}']);
    // Each container is one line; a foreign one is an empty line or another instance.
    const owners = listed.code === 0 && listed.stdout !== '' ? listed.stdout.replace(/\n$/, '').split('\n') : [];
    if (owners.some((owner) => owner !== settings.instance)) return 'in use';
    if (process.getuid?.() === 0) process.kill(identity.pid, 'SIGTERM');
    // A shell, because kill is a program of its own only where its package is installed.
    else await ask('sudo', ['-n', 'sh', '-c', `kill -TERM ${identity.pid}`]);
    const deadline = performance.now() + stopMilliseconds;
    while (stillRuns(identity) && performance.now() < deadline) await pause(100);
    // The note stays, so that the next run can stop it.
    if (stillRuns(identity)) return 'still running';
  }
  rmSync(pidFile(settings), { force: true });
  return 'stopped';
}

/** Whether a dockerd that somebody else started is there, for example by the init script when its package was installed. */
function engineProcessRuns() {
  return ['/run/docker.pid', '/run/docker-ssd.pid', '/var/run/docker-ssd.pid'].some((path) => {
    const pid = Number(readIfPresent(path)?.trim());
    return readIfPresent(`/proc/${pid}/comm`)?.trim() === 'dockerd';
  });
}

/** The command that starts the engine as a service, or null where there is no service manager. */
function serviceManager() {
  if (existsSync('/run/systemd/system')) return ['systemctl', 'start', 'docker'];
  const first = readIfPresent('/proc/1/comm')?.trim();
  return first === 'init' && existsSync('/etc/init.d/docker') ? ['service', 'docker', 'start'] : null;
}

/**
 * Starts dockerd so that it outlives this process and never sees its Ctrl-C.
 * @param {readonly string[]} prefix
 * @param {string} logPath
 * @returns {Promise<number>} its process id
 */
async function startByHand(prefix, logPath) {
  if (prefix.length > 0) {
    const [command = '', ...parameters] = [...prefix, 'sh', '-c'];
    const script = 'setsid dockerd >>"$0" 2>&1 </dev/null & echo $!';
    const pid = Number((await ask(command, [...parameters, script, logPath])).stdout.trim());
    if (!Number.isInteger(pid) || pid <= 1)
      throw new StageFailure(`dockerd could not be started. Look into ${logPath}`);
    return pid;
  }
  const log = openSync(logPath, 'a', 0o600);
  try {
    const child = spawn('dockerd', [], { detached: true, stdio: ['ignore', log, log] });
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    child.unref();
    if (child.pid === undefined) throw new StageFailure(`dockerd could not be started. Look into ${logPath}`);
    return child.pid;
  } finally {
    closeSync(log);
  }
}

/**
 * @param {import('./progress.mjs').Stage} stage
 * @param {() => boolean} alive
 * @param {string} whereToLook
 */
async function waitForEngine(stage, alive, whereToLook) {
  const deadline = performance.now() + startMilliseconds;
  while (performance.now() < deadline) {
    if (stage.signal.aborted) throw new Interrupted();
    const answer = await askDocker(['version', '--format', '{{.Server.Version}}'], { timeoutMilliseconds: 5_000 });
    if (answer.code === 0 || /permission denied/i.test(answer.stderr)) return;
    if (!alive()) break;
    await pause(300);
  }
  const lines = existsSync(whereToLook) ? readFileSync(whereToLook, 'utf8').trimEnd().split('\n').slice(-20) : [];
  throw new StageFailure(
    `Docker Engine was started but does not answer. Look into ${whereToLook}\n${lines.map((line) => `    ${line}`).join('\n')}`,
  );
}
