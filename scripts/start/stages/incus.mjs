/**
 * Stage: an Incus server with what is Drydock's on it: a storage pool, the sandbox image, and a network for sandboxes that may
 * reach the internet. Each is made when it is missing and left alone when it is there, so that an operator may give better ones.
 * Each installation makes a project of its own.
 *
 * Knows nothing about what a sandbox does.
 */
import { statfsSync } from 'node:fs';
import { StageFailure } from '../failure.mjs';
import { askIncus, isMissing, runIncus } from '../incus.mjs';
import { installIncus, startIncus } from '../incus-start.mjs';
import { provideIncusImage } from './incus-image.mjs';
import { provideIncusNetwork } from './incus-network.mjs';

const gibibyte = 1024 ** 3;
const smallestPoolBytes = 8 * gibibyte;
const largestPoolBytes = 200 * gibibyte;

/**
 * @param {import('../settings.mjs').Settings} settings
 * @param {import('../progress.mjs').Stage} stage
 */
export async function provideIncus(settings, stage) {
  let isDone = await installIncus(stage);
  if ((await askIncus(['query', '/1.0'], { signal: stage.signal, timeoutMilliseconds: 10_000 })).code !== 0) {
    await startIncus(settings, stage);
    isDone = true;
  }
  const { code, stderr } = await askIncus(['query', '/1.0'], { signal: stage.signal });
  if (code !== 0) {
    const user = process.env['USER'] ?? '$USER';
    throw new StageFailure(
      `Incus runs, but ${user} may not use it (${stderr.trim()}). Add the user to the group "incus-admin" and begin a new login ` +
        `session:\n    sudo usermod -aG incus-admin ${user}\n  Members of that group are as powerful as root on this machine.`,
    );
  }
  const { pool } = settings.incus;
  if (await isMissing(stage, ['storage', 'show', pool])) {
    const bytes = poolBytes(settings);
    stage.detail(
      `making a storage pool of ${Math.round(bytes / gibibyte)} GiB, of which only what is used takes up disk`,
    );
    await runIncus(stage, ['storage', 'create', pool, 'btrfs', `size=${bytes}B`]);
    isDone = true;
  }
  if (await provideIncusNetwork(stage)) isDone = true;
  return (await provideIncusImage(settings, stage)) || isDone ? 'done' : 'already';
}

/**
 * Half of what is free, as an image file without content.
 * @param {import('../settings.mjs').Settings} settings
 */
function poolBytes(settings) {
  const { bavail, bsize } = statfsSync('/var/lib');
  const bytes = Math.min(Math.floor((bavail * bsize) / 2), largestPoolBytes);
  if (bytes >= smallestPoolBytes) return bytes;
  throw new StageFailure(
    `Only ${((bavail * bsize) / gibibyte).toFixed(1)} GiB are free below /var/lib; a storage pool needs 16 GiB. Make room and run ` +
      `again, or make a pool elsewhere: incus storage create ${settings.incus.pool} btrfs source=/dev/…`,
  );
}
