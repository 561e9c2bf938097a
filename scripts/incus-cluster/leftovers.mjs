/**
 * What the kernel keeps of a member whose processes have been killed, and would not on a machine that lost its power: control
 * groups and loop devices. Knows nothing about how a member is ended.
 */
import { existsSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { must, pool, root, until } from './place.mjs';

/** @typedef {import('./place.mjs').Member} Member */

const controlGroups = '/sys/fs/cgroup';

/** The part of a line of /proc/PID/cgroup that is the group of one instance. */
const instanceGroup = /^\d+:[^:]*:(.*?\/lxc\.(?:payload|monitor)\.[^/]+)/;

const patience = 20_000;

/**
 * Removes the control groups of instances whose processes have ended.
 * @param {readonly string[]} lines of /proc/PID/cgroup
 */
export async function removeControlGroups(lines) {
  const groups = new Set(lines.map((line) => instanceGroup.exec(line)?.[1] ?? ''));
  groups.delete('');
  // cgroup v2 is mounted here itself; v1 has a folder for each controller.
  const hierarchies = [controlGroups, ...folders(controlGroups).map((name) => join(controlGroups, name))];
  for (const hierarchy of hierarchies) {
    for (const group of groups) {
      const path = join(hierarchy, group);
      await until(() => isRemoved(path), {
        milliseconds: patience,
        failure: `The control group ${path} stays in use.`,
      });
    }
  }
}

/** @param {string} path */
function isRemoved(path) {
  if (!existsSync(path)) return true;
  try {
    for (const name of folders(path)) if (!isRemoved(join(path, name))) return false;
    rmdirSync(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * Lets go of the loop devices of a member that has been killed: those of the disks in its storage pool, and then that of the
 * pool, which the kernel frees by itself when nothing uses it any more.
 * @param {Member} member
 */
export async function detachDisks(member) {
  const image = join(member.folder, 'disks', `${pool}.img`);
  const poolDevice = async () =>
    existsSync(image)
      ? (await must(['losetup', '--associated', image, '--noheadings', '--output', 'NAME'])).trim()
      : '';
  const device = await poolDevice();
  if (device === '') return;
  const place = join(root, `${member.name}.pool`);
  mkdirSync(place, { recursive: true });
  await must(['mount', device, place]);
  try {
    for (const disk of await devicesIn(join(place, 'custom'))) await must(['losetup', '--detach', disk]);
  } finally {
    await must(['umount', place]);
    rmdirSync(place);
  }
  await until(async () => (await poolDevice()) === '', {
    milliseconds: patience,
    failure: `The storage pool of ${member.name} stays in use: ${device}.`,
  });
}

/**
 * Loop devices of files in the volumes below a folder. By the number of the volume, because names are those that somebody
 * saw who is not there any more.
 * @param {string} folder
 */
async function devicesIn(folder) {
  const volumes = folders(folder).map((name) => join(folder, name));
  if (volumes.length === 0) return [];
  const numbers = new Set((await must(['stat', '--format', '%Hd:%Ld', ...volumes])).trim().split('\n'));
  const list = await must(['losetup', '--list', '--noheadings', '--output', 'NAME,BACK-MAJ:MIN']);
  return list.split('\n').flatMap((line) => {
    const [name = '', number = ''] = line.trim().split(/\s+/);
    return numbers.has(number) ? [name] : [];
  });
}

/** @param {string} path */
function folders(path) {
  return existsSync(path)
    ? readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    : [];
}
