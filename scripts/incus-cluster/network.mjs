/**
 * The network of the cluster: a switch in a network namespace of its own, to which each member's namespace has a cable. So
 * the host has neither addresses nor rules for packets in common with it. Knows nothing about what runs there.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, must, root } from './place.mjs';

/** @typedef {import('./place.mjs').Member} Member */

const hub = join(root, 'switch.network');

/** Makes the switch unless it is there. */
export async function makeSwitch() {
  if (existsSync(hub)) return;
  mkdirSync(root, { recursive: true, mode: 0o711 });
  await makeNamespace(hub);
  await inNetwork(hub, ['ip', 'link', 'add', 'switch', 'type', 'bridge']);
  await inNetwork(hub, ['ip', 'link', 'set', 'switch', 'up']);
}

/**
 * Connects a member, for the first time or again.
 * @param {Member} member
 */
export async function connect(member) {
  if (!existsSync(member.network)) {
    await makeNamespace(member.network);
    await inNetwork(member.network, ['ip', 'link', 'set', 'lo', 'up']);
    const ends = ['ip', 'link', 'add', member.name, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', member.network];
    await inNetwork(hub, ends);
    await inNetwork(hub, ['ip', 'link', 'set', member.name, 'master', 'switch']);
    await inNetwork(member.network, ['ip', 'address', 'add', `${member.address}/24`, 'dev', 'eth0']);
    await inNetwork(member.network, ['ip', 'link', 'set', 'eth0', 'up']);
  }
  await inNetwork(hub, ['ip', 'link', 'set', member.name, 'up']);
}

/**
 * Pulls a member's cable: packets to it get no answer.
 * @param {Member} member
 */
export async function disconnect(member) {
  // After a restart of the machine there are files in place of networks, and where making one failed there is no cable.
  await attempt(['nsenter', `--net=${hub}`, 'ip', 'link', 'set', member.name, 'down']);
}

/**
 * Removes what keeps a member's network; it ends with the last process in it.
 * @param {Member} member
 */
export async function removeNetwork(member) {
  await removeNamespace(member.network);
}

/** Removes the switch with all cables. */
export async function removeSwitch() {
  await removeNamespace(hub);
}

/** @param {string} file keeps the namespace that no process is in */
async function makeNamespace(file) {
  writeFileSync(file, '', { mode: 0o600 });
  try {
    await must(['unshare', `--net=${file}`, 'true']);
  } catch (error) {
    rmSync(file);
    throw error;
  }
}

/** @param {string} file */
async function removeNamespace(file) {
  if (!existsSync(file)) return;
  await attempt(['umount', file]);
  rmSync(file, { force: true });
}

/**
 * @param {string} file
 * @param {readonly string[]} command
 */
async function inNetwork(file, command) {
  await must(['nsenter', `--net=${file}`, ...command]);
}
