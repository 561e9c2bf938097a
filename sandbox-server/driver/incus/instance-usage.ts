/**
 * What an instance uses of its machine.
 *
 * Knows nothing about disks.
 */
import { z } from 'zod';
import { SandboxNotRunning, type SandboxUsage } from '../driver.ts';
import { within } from '../within.ts';
import type { IncusApi } from './incus-api.ts';
import { runInInstance } from './instance-processes.ts';

/** Milliseconds after which a sandbox that is too full to answer is counted with its page cache. */
const PATIENCE_MS = 3_000;

const stateSchema = z.object({
  status: z.string(),
  processes: z.number(),
  memory: z.object({ usage: z.number() }),
});

const reclaimableCommand = [
  '/bin/sh',
  '-c',
  `cat /sys/fs/cgroup/memory/memory.stat /sys/fs/cgroup/memory.stat 2>/dev/null |
    awk '/^total_inactive_file /{v1=$2} /^inactive_file /{v2=$2} END{print v1 == "" ? v2 : v1}'`,
] as const;

/** Memory and processes of an instance. Rejects with SandboxNotRunning when it does not run. */
export async function usageOf(api: IncusApi, instance: string): Promise<Omit<SandboxUsage, 'diskBytes'>> {
  const { status, processes, memory } = stateSchema.parse(await api.get(`instances/${instance}/state`));
  if (status !== 'Running') throw new SandboxNotRunning(instance);
  // What root inside says of its page cache need not be true.
  const given = Math.min(Math.max(0, await reclaimable(api, instance)), memory.usage);
  return { memoryBytes: memory.usage - given, pids: processes };
}

/** Bytes of page cache that the kernel would give back, as the sandbox says; 0 when it cannot. */
async function reclaimable(api: IncusApi, instance: string): Promise<number> {
  const words = await within(PATIENCE_MS, runInInstance(api, instance, reclaimableCommand)).catch(() => '0');
  const bytes = Number(words.trim());
  return Number.isFinite(bytes) ? bytes : 0;
}
