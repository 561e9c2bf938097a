/** Figures: what idle sandboxes take from the machine, and how many of them it takes. */
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { withServer, type BenchServer } from './bench-server.ts';
import { mib, report } from './report.ts';

const GOAL_BYTES = 60 * 1024 ** 2;
const IDLE_SANDBOXES = 3;
/** Milliseconds in which an engine that has just been started comes to rest. */
const REST_MS = 10_000;

interface ProcessMemory {
  readonly processes: number;
  /** Bytes that would be free if these processes were not there. */
  readonly privateBytes: number;
  /** Their share of what several processes use, e.g. the engine's program. */
  readonly sharedBytes: number;
}

/** Memory of all processes of a container, those of containers inside included; seen from the host. */
async function memoryOfContainer(containerId: string): Promise<ProcessMemory> {
  let [processes, privateBytes, proportionalBytes] = [0, 0, 0];
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      if (!(await readFile(`/proc/${entry}/cgroup`, 'utf8')).includes(containerId)) continue;
      const rollup = await readFile(`/proc/${entry}/smaps_rollup`, 'utf8');
      const field = (name: string) => 1024 * Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(rollup)?.[1] ?? 0);
      processes += 1;
      privateBytes += field('Private_Clean') + field('Private_Dirty');
      proportionalBytes += field('Pss');
    } catch {
      // A process that has ended meanwhile uses nothing.
    }
  }
  return { processes, privateBytes, sharedBytes: proportionalBytes - privateBytes };
}

/** Bytes that the host can still give to processes, page cache included that it can do without. */
export async function availableBytes(): Promise<number> {
  const text = await readFile('/proc/meminfo', 'utf8');
  return 1024 * Number(/^MemAvailable:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0);
}

async function containersOf(bench: BenchServer): Promise<readonly string[]> {
  const { engine, instance } = bench.installation;
  const label = [`drydock.instance=${instance}`, 'drydock.role=sandbox'];
  return (await engine.listContainers({ filters: { label } })).map(({ Id }) => Id);
}

/** Memory of a sandbox in which nothing was done yet, and what each takes from the host, page cache left out. */
export async function idleMemory(): Promise<void> {
  await withServer({}, async (bench) => {
    // The first one brings what all share: the disk keeper and the programs.
    (await bench.joinReady('idle-first')).cut();
    await sleep(REST_MS);
    const before = await availableBytes();
    for (let number = 0; number < IDLE_SANDBOXES; number += 1) (await bench.joinReady(`idle-${String(number)}`)).cut();
    await sleep(REST_MS);
    const marginal = (before - (await availableBytes())) / IDLE_SANDBOXES;
    const memories = await Promise.all((await containersOf(bench)).map(memoryOfContainer));
    const mean = (of: (memory: ProcessMemory) => number) =>
      memories.reduce((sum, memory) => sum + of(memory), 0) / Math.max(1, memories.length);
    report(
      `memory of an idle sandbox (n=${String(memories.length)}, mean)`,
      `private ${mib(mean(({ privateBytes }) => privateBytes))}, ` +
        `share of shared ${mib(mean(({ sharedBytes }) => sharedBytes))}, ` +
        `${mean(({ processes }) => processes).toFixed(0)} processes`,
    );
    report(
      `memory the host has less for each of ${String(IDLE_SANDBOXES)} more`,
      `${mib(marginal)}, ${(marginal / GOAL_BYTES).toFixed(2)} × the goal of ${mib(GOAL_BYTES)}`,
    );
  });
}

/** Idle sandboxes until one cannot be had, `most` at most. */
export async function mostIdleSandboxes(most: number): Promise<void> {
  await withServer({ DRYDOCK_SANDBOXES: String(most) }, async (bench) => {
    const before = await availableBytes();
    let count = 0;
    let why = `stopped there (--most)`;
    while (count < most) {
      const client = await bench.join(`many-${String(count)}`);
      await client.until('an end of the start', () => ['ready', 'failed'].includes(client.state?.phase ?? ''));
      client.cut();
      if (client.state?.phase === 'failed') {
        why = `then the start failed: ${client.state.code}`;
        break;
      }
      count += 1;
    }
    const each = (before - (await availableBytes())) / Math.max(1, count);
    report(
      'idle sandboxes until the machine refuses',
      `${String(count)}, ${why}; ${mib(each)} of the host's memory each`,
    );
  });
}
