/**
 * Stage: a Docker Engine that answers, is new enough and has room. Knows how to get one on Debian and Ubuntu; knows nothing
 * about what it is used for.
 */
import { statfsSync } from 'node:fs';
import { parseObject } from '../durable-file.mjs';
import { describeVersion } from '../engine-version.mjs';
import { askDocker, docker } from '../docker.mjs';
import { StageFailure } from '../failure.mjs';
import { runtimeRefusal } from '../oci-runtimes.mjs';
import { debianFamily, hasCommand, installPackages } from '../packages.mjs';
import { startEngine } from '../engine-start.mjs';

const neededFreeBytes = 5 * 1024 ** 3;

/**
 * @param {import('../settings.mjs').Settings} settings
 * @param {import('../progress.mjs').Stage} stage
 */
export async function provideEngine(settings, stage) {
  let found = await findEngine(stage.signal);
  const already = found.kind === 'reachable';
  if (found.kind === 'unreachable') {
    await obtainEngine(settings, stage, found.reason);
    found = await findEngine(stage.signal);
  }
  if (found.kind === 'forbidden') throw new StageFailure(forbiddenMessage());
  if (found.kind === 'unreachable') {
    throw new StageFailure(
      `Docker Engine was started but does not answer: ${found.reason}. Look into ${settings.logDirectory}/dockerd.log, or run \`docker version\`.`,
    );
  }
  if (found.tooOld) {
    throw new StageFailure(
      `Docker Engine ${found.version} is too old: it speaks API ${found.apiVersion}, and Drydock needs 1.41 (Docker Engine 20.10) or newer. ` +
        'Update Docker and run again.',
    );
  }
  await checkRuntime(settings, stage);
  await checkFreeSpace(settings, stage);
  return already ? 'already' : 'done';
}

/**
 * @typedef {{ kind: 'reachable', version: string, apiVersion: string, tooOld: boolean }
 *   | { kind: 'forbidden' } | { kind: 'unreachable', reason: string }} Engine
 */

/**
 * @param {AbortSignal} signal
 * @returns {Promise<Engine>}
 */
async function findEngine(signal) {
  const answer = await askDocker(['version', '--format', '{{json .}}'], { signal, timeoutMilliseconds: 15_000 });
  const described = describeVersion(answer.stdout);
  if (answer.code === 0 && described !== null) return { kind: 'reachable', ...described };
  if (/permission denied/i.test(answer.stderr)) return { kind: 'forbidden' };
  if (/too (old|new)|minimum supported API version/i.test(answer.stderr)) {
    throw new StageFailure(
      `The docker command and the Docker Engine do not understand each other: ${answer.stderr.trim()} Update the older one.`,
    );
  }
  if (answer.code === 127) return { kind: 'unreachable', reason: 'there is no docker command' };
  if (answer.code === 124) return { kind: 'unreachable', reason: 'it did not answer within 15 seconds' };
  return { kind: 'unreachable', reason: answer.stderr.trim().split('\n').at(-1) ?? 'no answer' };
}

/**
 * Installs and starts an engine where we know how, else says what to do.
 * @param {import('../settings.mjs').Settings} settings
 * @param {import('../progress.mjs').Stage} stage
 * @param {string} reason
 */
async function obtainEngine(settings, stage, reason) {
  const chosenHost = process.env['DOCKER_HOST'] || process.env['DOCKER_CONTEXT'];
  if (chosenHost) {
    throw new StageFailure(
      `Docker Engine at ${chosenHost} cannot be reached: ${reason}. ` +
        'Start it, or unset DOCKER_HOST and DOCKER_CONTEXT to use the engine of this machine.',
    );
  }
  if (process.platform !== 'linux') {
    throw new StageFailure(
      `Docker Engine cannot be reached: ${reason}. Install Docker Desktop (docs.docker.com/get-docker), start it, wait until it says it is running, and run again.`,
    );
  }
  if (debianFamily() === null) {
    throw new StageFailure(
      `Docker Engine cannot be reached: ${reason}. Install Docker Engine with this distribution's package manager ` +
        '(docs.docker.com/engine/install), start it (`sudo systemctl start docker`), and run again.',
    );
  }
  if (!hasCommand('dockerd') || !hasCommand('docker')) {
    await installPackages(stage, ['docker.io', 'iptables', 'ca-certificates'], {
      purpose: 'install Docker Engine',
      optional: ['docker-cli'],
    });
    // The package may have started it.
    if ((await findEngine(stage.signal)).kind !== 'unreachable') return;
  }
  await startEngine(settings, stage);
}

function forbiddenMessage() {
  const user = process.env['USER'] ?? '$USER';
  return (
    `Docker Engine runs, but ${user} may not use it. Add the user to the group "docker" and begin a new login session:\n` +
    `    sudo usermod -aG docker ${user}\n` +
    '  Then log out and in again (or run `newgrp docker`) and run again. Members of that group are as powerful as root on this machine.'
  );
}

/**
 * @param {import('../settings.mjs').Settings} settings
 * @param {import('../progress.mjs').Stage} stage
 */
async function checkRuntime({ runtime }, { signal }) {
  if (runtime === null) return;
  const refusal = runtimeRefusal(runtime, await docker(['info', '--format', '{{json .Runtimes}}'], { signal }));
  if (refusal !== null) throw new StageFailure(refusal);
}

/**
 * @param {import('../settings.mjs').Settings} settings
 * @param {import('../progress.mjs').Stage} stage
 */
async function checkFreeSpace(settings, stage) {
  const answer = await askDocker(['info', '--format', '{{json .DockerRootDir}}'], { signal: stage.signal });
  const root = answer.code === 0 ? parseObject(`{"path":${answer.stdout.trim() || 'null'}}`)?.['path'] : undefined;
  for (const path of [typeof root === 'string' ? root : undefined, settings.repository]) {
    if (path === undefined) continue;
    let free;
    try {
      const status = statfsSync(path);
      free = status.bavail * status.bsize;
    } catch {
      continue; // The engine's files may be on another machine or closed to us.
    }
    if (free >= neededFreeBytes) return;
    const gibibytes = (/** @type {number} */ bytes) => (bytes / 1024 ** 3).toFixed(1);
    throw new StageFailure(
      `Only ${gibibytes(free)} GiB are free on the disk of ${path}; Drydock needs ${gibibytes(neededFreeBytes)} GiB. ` +
        'Make room and run again. `docker system df` shows what Docker uses; `docker image prune` and `docker builder prune` free what it no longer needs.',
    );
  }
}
