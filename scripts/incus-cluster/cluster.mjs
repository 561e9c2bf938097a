/**
 * A cluster of several Incus servers on this one machine, made and taken down again. For tests, and for trying out what one
 * day is to be done to real machines; nothing of it is fit for learners.
 *
 * Knows nothing about what runs on the cluster.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from '../start/child.mjs';
import { readJsonIfPresent, writeDurably } from '../start/durable-file.mjs';
import { StageFailure } from '../start/failure.mjs';
import { identify, stillRuns } from '../start/process-identity.mjs';
import { incus, isRunning, killMember, server, startMember } from './member.mjs';
import { makeSwitch, removeNetwork, removeSwitch } from './network.mjs';
import { memberOf, members, must, pool, root, until } from './place.mjs';

/** @typedef {import('./place.mjs').Member} Member */

const imageAlias = 'drydock-sandbox';

/** Address space of each member's pool; on this machine's disk it takes what is used. */
const poolSize = '16GiB';

/** Every member is to have the image, so that none is needed for a start on another. */
const onAllMembers = '-1';

/** Seconds without a sign of life after which a member is taken for lost. Incus allows no less than ten. */
const offlineSeconds = '11';

/** Says which process made a cluster that is not to outlive it. */
const ownerFile = join(root, 'owner');

/** Why there can be no cluster on this machine; null when there can. */
export async function missingForCluster() {
  if (process.platform !== 'linux') return 'this is not Linux';
  if (process.getuid?.() !== 0) return 'only root can make network namespaces';
  if (!existsSync(server)) return 'Incus is not installed (SANDBOX_DRIVER=incus npm start -- --prepare)';
  const { code } = await ask('incus', ['--force-local', 'query', `/1.0/images/aliases/${imageAlias}`]);
  return code === 0
    ? null
    : `this machine's Incus has no image ${imageAlias} (SANDBOX_DRIVER=incus npm start -- --prepare)`;
}

/**
 * Makes a cluster with the image of the sandbox, which is taken from this machine's own Incus.
 * @param {number} size number of members
 * @param {{ patienceMilliseconds?: number }} [options] how long to wait until one that is there is taken down; not at all
 *   unless it is said
 * @returns {Promise<readonly Member[]>} the first of which is the one to talk to
 * @throws {StageFailure} after which nothing is left
 */
export async function makeCluster(size, { patienceMilliseconds = 0 } = {}) {
  const owner = patienceMilliseconds > 0 ? identify(process.pid) : null;
  await until(() => claim(owner), {
    milliseconds: patienceMilliseconds,
    failure: `There is a cluster already: ${root}. Take it down first.`,
  });
  try {
    await makeSwitch();
    const [first, ...others] = Array.from({ length: size }, (_, index) => memberOf(index + 1));
    if (!first) throw new StageFailure('A cluster has at least one member.');
    // Nobody may be starting any more when all is taken down again.
    const starts = await Promise.allSettled([first, ...others].map(startMember));
    for (const start of starts) if (start.status === 'rejected') throw start.reason;
    await foundCluster(first);
    // One after the other, as Incus wants it.
    for (const member of others) await joinCluster(member, first);
    await handOverImage(first);
    return [first, ...others];
  } catch (error) {
    await removeCluster();
    throw error;
  }
}

/**
 * Takes the place for a cluster, unless there is one already.
 * @param {import('../start/process-identity.mjs').ProcessIdentity | null} owner process with which the cluster has no use any more; null for one that is to stay
 */
async function claim(owner) {
  try {
    mkdirSync(root, { mode: 0o711 });
    if (owner !== null) writeDurably(ownerFile, JSON.stringify(owner));
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  // A test run that was interrupted takes nothing down.
  const former = readJsonIfPresent(ownerFile);
  if (owner !== null && former !== null && !stillRuns(former)) await removeCluster();
  return false;
}

/**
 * Starts one more machine and lets it join.
 * @returns {Promise<Member>}
 * @throws {StageFailure}
 */
export async function addMember() {
  const made = members();
  const first = oneThatRuns(made);
  const member = memberOf(made.length + 1);
  await startMember(member);
  await joinCluster(member, first);
  return member;
}

/**
 * Starts a member that was lost, and resolves when the others know it again.
 * @param {Member} member
 * @throws {StageFailure}
 */
export async function returnMember(member) {
  await startMember(member);
  // All of them: where one takes another for lost, a third cannot join.
  const asked = members().filter(isRunning);
  const knowIt = async () => (await Promise.all(asked.map(async (other) => statusOf(other, member)))).every(isOnline);
  await until(knowIt, {
    milliseconds: 60_000,
    failure: `${member.name} runs again, but the cluster does not take it back.`,
  });
}

/** @param {string} status */
const isOnline = (status) => status === 'ONLINE';

/**
 * What a member knows of another.
 * @param {Member} asked
 * @param {Member} member
 */
export async function statusOf(asked, member) {
  const lines = (await incus(asked, ['cluster', 'list', '--format', 'csv', '--columns', 'ns'])).trim().split('\n');
  return lines.find((line) => line.startsWith(`${member.name},`))?.split(',')[1] ?? 'UNKNOWN';
}

/** Ends all members and removes everything that was theirs. Does nothing where there is no cluster. */
export async function removeCluster() {
  if (!existsSync(root)) return;
  const made = members();
  await Promise.all(made.map(killMember));
  for (const member of made) await removeNetwork(member);
  await removeSwitch();
  // What is mounted here by mistake is not ours to remove.
  await must(['rm', '--recursive', '--force', '--one-file-system', root]);
}

/**
 * As an operator makes the machine that Drydock runs on already the first of a cluster; see docs/operating.md.
 * @param {Member} member
 */
async function foundCluster(member) {
  await incus(member, ['storage', 'create', pool, 'btrfs', `size=${poolSize}`]);
  await incus(member, ['config', 'set', `core.https_address=${member.address}:8443`]);
  await incus(member, ['cluster', 'enable', member.name]);
  const settings = [`cluster.offline_threshold=${offlineSeconds}`, `cluster.images_minimal_replica=${onAllMembers}`];
  await incus(member, ['config', 'set', ...settings]);
}

/**
 * @param {Member} member
 * @param {Member} first any that belongs to the cluster
 */
async function joinCluster(member, first) {
  const token = (await incus(first, ['cluster', 'add', member.name])).trim().split('\n').at(-1) ?? '';
  await preseed(member, {
    cluster: {
      enabled: true,
      server_address: `${member.address}:8443`,
      cluster_token: token,
      member_config: [{ entity: 'storage-pool', name: pool, key: 'size', value: poolSize }],
    },
  });
}

/**
 * @param {Member} member
 * @param {object} wanted
 */
async function preseed(member, wanted) {
  await incus(member, ['admin', 'init', '--preseed'], { input: JSON.stringify(wanted), timeoutMilliseconds: 60_000 });
}

/** @param {readonly Member[]} made */
function oneThatRuns(made) {
  const member = made.find(isRunning);
  if (!member) throw new StageFailure('No member runs. Make a cluster first.');
  return member;
}

/**
 * Copies the image of the sandbox from this machine's own Incus.
 * @param {Member} member
 */
async function handOverImage(member) {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-cluster-'));
  try {
    await must(['incus', '--force-local', 'image', 'export', imageAlias, join(folder, 'image')]);
    const files = readdirSync(folder)
      .sort()
      .map((name) => join(folder, name));
    await incus(member, ['image', 'import', ...files, '--alias', imageAlias], { timeoutMilliseconds: 120_000 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
