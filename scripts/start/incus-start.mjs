/**
 * Installs Incus from the machine's own package sources and starts it, by the machine's service manager or by hand. Knows
 * nothing about what runs on it.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ask, run } from './child.mjs';
import { Interrupted, StageFailure } from './failure.mjs';
import { askIncus } from './incus.mjs';
import { debianFamily, elevation, hasCommand, installPackages } from './packages.mjs';

const startMilliseconds = 60_000;

/** Where Debian and Ubuntu put the server's program. */
const server = '/usr/libexec/incus/incusd';

/**
 * Packages of Incus, and what it needs for what Drydock does with it: disks, a bridge with a name server, rules for packets,
 * and file systems of images.
 */
const packages = ['incus-base', 'btrfs-progs', 'dnsmasq-base', 'nftables', 'squashfs-tools'];

/**
 * @param {import('./progress.mjs').Stage} stage
 * @returns {Promise<boolean>} whether anything had to be installed
 */
export async function installIncus(stage) {
  // Other distributions have it elsewhere; one that answers is as good.
  const isThere = existsSync(server) || (await askIncus(['query', '/1.0'], { signal: stage.signal })).code === 0;
  if (isThere && hasCommand('sqfstar') && hasCommand('nft') && hasCommand('mkfs.btrfs')) return false;
  if (process.platform !== 'linux' || debianFamily() === null) {
    throw new StageFailure(
      'SANDBOX_DRIVER=incus needs Incus 6.0 or newer on Linux (linuxcontainers.org/incus/docs/main/installing/), and sqfstar, nft ' +
        'and mkfs.btrfs. Install them and run again, or leave SANDBOX_DRIVER away to use Docker.',
    );
  }
  await installPackages(stage, packages, { purpose: 'install Incus', backports: true });
  return true;
}

/**
 * Starts the server and waits until it answers.
 * @param {import('./settings.mjs').Settings} settings
 * @param {import('./progress.mjs').Stage} stage
 */
export async function startIncus(settings, stage) {
  const prefix = await elevation(stage, 'start Incus');
  if (prefix === null) {
    throw new StageFailure(
      'Incus is installed but does not run, and this user may not start it. Run `sudo systemctl start incus`, then run again.',
    );
  }
  const logPath = join(settings.logDirectory, 'incusd.log');
  if (existsSync('/run/systemd/system')) {
    stage.detail('starting Incus: systemctl start incus');
    const [command = '', ...parameters] = [...prefix, 'systemctl', 'start', 'incus'];
    await run(stage, command, parameters, { advice: 'To see why: journalctl -u incus' });
  } else {
    stage.detail('starting Incus by hand, as this machine has no service manager');
    // Its own session, so that it outlives this process and never sees its Ctrl-C.
    const script = `setsid ${server} --group sudo >>"$0" 2>&1 </dev/null &`;
    const [command = '', ...parameters] = [...prefix, 'sh', '-c', script, logPath];
    await ask(command, parameters, { signal: stage.signal });
  }
  const deadline = performance.now() + startMilliseconds;
  while (performance.now() < deadline) {
    if (stage.signal.aborted) throw new Interrupted();
    const answer = await askIncus(['query', '/1.0'], { timeoutMilliseconds: 5_000 });
    if (answer.code === 0 || /permission denied/i.test(answer.stderr)) return;
    await pause(300);
  }
  throw new StageFailure(`Incus was started but does not answer. Look into ${logPath}, or run \`incus info\`.`);
}
