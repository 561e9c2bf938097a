/**
 * One member of the cluster: an `incusd` with a network, a process and a mount namespace of its own, so that losing it is
 * what losing a machine is: everything on it ends at once, and nobody answers any more. Knows nothing about clusters.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { detachDisks, removeControlGroups } from './leftovers.mjs';
import { connect, disconnect } from './network.mjs';
import { must, root, until } from './place.mjs';

/** @typedef {import('./place.mjs').Member} Member */

/** Where Debian and Ubuntu put the server's program. */
export const server = '/usr/libexec/incus/incusd';

/** /sys shows the network devices of whoever mounted it; control groups stay as they were. */
const ownSystemFolder =
  'mount --rbind /sys/fs/cgroup /mnt && mount -t sysfs sysfs /sys && mount --rbind /mnt /sys/fs/cgroup && umount --lazy /mnt';

/**
 * Starts the server of a member, new or lost.
 * @param {Member} member
 */
export async function startMember(member) {
  mkdirSync(member.folder, { recursive: true, mode: 0o711 });
  await connect(member);
  // The first process of the namespace must take in those that lose their parent, which the server would not do.
  const script = `${ownSystemFolder} && { ${server} --group root --logfile "$INCUS_DIR/incusd.log" & wait $!; }`;
  const own = ['--mount', '--propagation', 'private', '--pid', '--mount-proc', '--fork', '--kill-child'];
  const child = spawn('nsenter', [`--net=${member.network}`, 'unshare', ...own, 'sh', '-c', script], {
    env: { ...process.env, INCUS_DIR: member.folder },
    stdio: 'ignore',
    detached: true,
  });
  child.unref();
  await incus(member, ['admin', 'waitready', '--timeout', '60'], { timeoutMilliseconds: 70_000 });
}

/**
 * Ends a member as a power cut does: the network goes first, so that nobody is told. What is on its storage stays.
 * @param {Member} member
 */
export async function killMember(member) {
  await disconnect(member);
  const all = withDescendants(processes(member));
  const groups = all.flatMap((pid) => textOf(`/proc/${pid}/cgroup`).split('\n'));
  for (const pid of all) kill(pid);
  await until(() => !all.some(runs), {
    milliseconds: 20_000,
    failure: `Processes of ${member.name} do not end: ${all.filter(runs).join(' ')}.`,
  });
  await removeControlGroups(groups);
  await detachDisks(member);
}

/** @param {Member} member */
export function isRunning(member) {
  return processes(member).length > 0;
}

/**
 * Asks a member by the command line of Incus, which for some commands talks to other members itself.
 * @param {Member} member
 * @param {readonly string[]} parameters
 * @param {{ input?: string, timeoutMilliseconds?: number }} [options]
 * @returns {Promise<string>} standard output
 */
export async function incus(member, parameters, options = {}) {
  const env = { ...process.env, INCUS_DIR: member.folder, INCUS_CONF: join(root, 'client') };
  return must(['nsenter', `--net=${member.network}`, 'incus', '--force-local', ...parameters], { ...options, env });
}

/**
 * Processes in the member's network, which are the server and its own.
 * @param {Member} member
 */
function processes(member) {
  if (!existsSync(member.network)) return [];
  const { dev, ino } = statSync(member.network);
  return allProcesses().filter((pid) => {
    try {
      const found = statSync(`/proc/${pid}/ns/net`);
      return found.dev === dev && found.ino === ino;
    } catch {
      return false;
    }
  });
}

/**
 * Sandboxes have networks of their own, but parents in that of the member.
 * @param {readonly number[]} ancestors
 */
function withDescendants(ancestors) {
  const parents = new Map(allProcesses().map((pid) => [pid, parentOf(pid)]));
  const found = new Set(ancestors);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  return [...found];
}

function allProcesses() {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
}

/** @param {number} pid */
function parentOf(pid) {
  return Number(/^PPid:\s*(\d+)$/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0);
}

/**
 * A zombie has ended; its parent only has not asked yet.
 * @param {number} pid
 */
function runs(pid) {
  return /^State:\s*[^ZX\s]/m.test(textOf(`/proc/${pid}/status`));
}

/** @param {number} pid */
function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Has ended already.
  }
}

/** @param {string} path */
function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
