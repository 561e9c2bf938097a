/** Figures: much output — how fast it comes, what piles up when nobody reads, and how soon it can be stopped. */
import { execFileSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { BarePty } from './bare-pty.ts';
import { withServer } from './bench-server.ts';
import { mib, ms, report } from './report.ts';
import { percentile } from './statistics.ts';

const FILE_MIB = 64;
const ROUNDS = 3;
const STALL_MS = 8_000;
const STALL_GOAL_BYTES = 1024 ** 2;
const INTERRUPT_GOAL_MS = 50;
const FLOOD_MS = 1_500;
const CONTROL_C = '\u0003';
const LINE = '0123456789 the quick brown fox jumps over the lazy dog 가나다';
const FLOOD = `yes '${LINE}'`;

/** Writes the same file wherever the command is run. */
const writeFileCommand = (file: string) => `${FLOOD} | head --bytes ${String(FILE_MIB)}M > ${file}`;

/** What both kinds of terminal can do. */
interface Terminal {
  type(keys: string): void;
  run(command: string): Promise<void>;
  begin(command: string): { readonly typed: string; readonly ended: Promise<void> };
}

async function milliseconds(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** `cat` of a large file through the product, and through a bare pty. */
export async function throughput(): Promise<void> {
  const file = path.join(os.tmpdir(), `drydock-bench-${String(process.pid)}.txt`);
  execFileSync('bash', ['-c', writeFileCommand(file)]);
  try {
    await withServer({}, async (bench) => {
      const client = await bench.joinReady('throughput');
      using pty = new BarePty();
      await client.run(writeFileCommand('~/big.txt'));
      const ours: number[] = [];
      const bare: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        ours.push(FILE_MIB / ((await milliseconds(() => client.run('cat ~/big.txt'))) / 1000));
        bare.push(FILE_MIB / ((await milliseconds(() => pty.run(`cat ${file}`))) / 1000));
      }
      const [product, peer] = [percentile(ours, 0.5), percentile(bare, 0.5)];
      report(
        `cat of ${String(FILE_MIB)} MiB (n=${String(ROUNDS)})`,
        `${product.toFixed(1)} MiB/s, bare pty ${peer.toFixed(1)} MiB/s: ${(product / peer).toFixed(2)} × the bare pty`,
      );
    });
  } finally {
    await rm(file, { force: true });
  }
}

async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  return 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
}

/** Memory of the sandbox server while a browser takes nothing more and the shell prints on. */
export async function stallGrowth(): Promise<void> {
  await withServer({}, async (bench) => {
    const client = await bench.joinReady('stall');
    // What is compiled and allocated with the first flood is no growth.
    await client.run(`timeout 2 ${FLOOD}`);
    await sleep(1_000);
    client.acknowledges = false;
    client.type(`${FLOOD}\r`);
    await sleep(500);
    const before = await residentBytes(bench.server.pid);
    let most = before;
    for (let waited = 0; waited < STALL_MS; waited += 200) {
      await sleep(200);
      most = Math.max(most, await residentBytes(bench.server.pid));
    }
    client.acknowledges = true;
    const { typed, ended } = client.begin('true');
    const recovery = await milliseconds(async () => {
      client.acknowledge();
      client.type(`${CONTROL_C}${typed}`);
      await ended;
    });
    report(
      `growth of the server while a browser stalls for ${String(STALL_MS / 1000)} s`,
      `${mib(most - before)}, ${((most - before) / STALL_GOAL_BYTES).toFixed(1)} × the goal of ${mib(STALL_GOAL_BYTES)}; ` +
        `prompt ${ms(recovery)} after it goes on`,
    );
  });
}

/** Ctrl-C while output floods in → the next command has run. */
async function interrupt(terminal: Terminal): Promise<number> {
  terminal.type(`${FLOOD}\r`);
  await sleep(FLOOD_MS);
  const { typed, ended } = terminal.begin('true');
  return milliseconds(async () => {
    terminal.type(`${CONTROL_C}${typed}`);
    await ended;
  });
}

/** Ctrl-C under `yes`, through the product and through a bare pty. */
export async function interrupts(count: number): Promise<void> {
  await withServer({}, async (bench) => {
    const client = await bench.joinReady('interrupt');
    using pty = new BarePty();
    const ours: number[] = [];
    const bare: number[] = [];
    for (let number = 0; number < count; number += 1) {
      ours.push(await interrupt(client));
      bare.push(await interrupt(pty));
    }
    const [product, peer] = [percentile(ours, 0.5), percentile(bare, 0.5)];
    report(
      `Ctrl-C under yes → prompt (n=${String(count)})`,
      `p50 ${ms(product)}, slowest ${ms(Math.max(...ours))}; bare pty p50 ${ms(peer)}; ` +
        `${(product / INTERRUPT_GOAL_MS).toFixed(2)} × the goal of ${ms(INTERRUPT_GOAL_MS)}`,
    );
  });
}
