/**
 * What the host is like before and after an attempt. Reads and changes nothing.
 *
 * Knows nothing about sandboxes. For Linux.
 */
import { readdir, readFile, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { openHostEngine } from '../driver/docker/host-engine.ts';

/**
 * Settings of the kernel that are the whole machine's and that nothing on a host changes by itself. Each is also what an
 * attempt writes, the same value, to see whether it may. Not among them is what a sandbox may have of its own, such as pid_max
 * since Linux 6.14.
 */
export const kernelSettings = [
  'fs/file-max',
  'fs/suid_dumpable',
  'kernel/core_pattern',
  'kernel/dmesg_restrict',
  'kernel/kptr_restrict',
  'kernel/modprobe',
  'kernel/panic',
  'kernel/perf_event_paranoid',
  'kernel/poweroff_cmd',
  'kernel/randomize_va_space',
  'kernel/sysrq',
  'kernel/threads-max',
  'vm/max_map_count',
  'vm/min_free_kbytes',
  'vm/overcommit_memory',
  'vm/panic_on_oom',
  'vm/swappiness',
] as const;

/** The values of the settings and the modules that are loaded, as one text to compare. */
export async function kernelState(): Promise<string> {
  const values = kernelSettings.map(async (name) => `${name}=${await textOf(`/proc/sys/${name}`)}`);
  const modules = (await textOf('/proc/modules')).split('\n').map((line) => line.split(' ')[0]);
  const boot = await textOf('/proc/sys/kernel/random/boot_id');
  return [...(await Promise.all(values)), `modules=${modules.sort().join(' ')}`, `boot=${boot}`].join('\n');
}

/** Bytes of memory that programs could still get. */
export async function availableMemory(): Promise<number> {
  return 1024 * Number(/^MemAvailable:\s+(\d+) kB$/m.exec(await textOf('/proc/meminfo'))?.[1]);
}

/** Bytes that are free in a folder's file system. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Looks again and again from now until `stop`, at the end once more, which answers with all that was seen. */
export function watch(look: () => Promise<number>): { readonly stop: () => Promise<readonly number[]> } {
  const seen: number[] = [];
  let isOn = true;
  const watching = (async () => {
    for (;;) {
      const isLast = !isOn;
      seen.push(await look());
      if (isLast) return seen;
      await sleep(50);
    }
  })();
  return {
    stop: async () => {
      isOn = false;
      return watching;
    },
  };
}

/** Whether something is true within so many seconds. */
export async function soon(seconds: number, condition: () => Promise<boolean>): Promise<boolean> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    if (await condition()) return true;
    if (performance.now() > deadline) return false;
    await sleep(100);
  }
}

/** What tells the host's engine from every other, and where it keeps its data. */
export async function hostEngine(): Promise<{ readonly id: string; readonly folder: string }> {
  const { ID, DockerRootDir } = z
    .object({ ID: z.string(), DockerRootDir: z.string() })
    .parse(await openHostEngine().info());
  return { id: ID, folder: DockerRootDir };
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').then(
    (text) => text.trim(),
    () => '',
  );
}

/** Bytes of all files below a folder. */
export async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) =>
      stat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
