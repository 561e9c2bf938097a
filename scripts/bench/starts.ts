/** Figures: click → `docker ps` answers in the learner's terminal; cold, from the pool, and many at once. */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, withServer, type BenchServer } from './bench-server.ts';
import { report, reportAgainstGoal } from './report.ts';

const COLD_GOAL_MS = 3_000;
const POOL_GOAL_MS = 500;
const BURST_GOAL_MS = 5_000;
const BURST = 30;
const BURST_SECONDS = 10;
const PULL_SECONDS = 300;

interface Start {
  readonly milliseconds: number;
  readonly largestPlace: number;
}

/** One learner's start, up to the engine's answer in the terminal. */
async function start(bench: BenchServer, accountId: string): Promise<Start> {
  const began = performance.now();
  const client = await bench.join(accountId);
  const answered = client.untilPrinted('CONTAINER ID');
  client.type('docker ps\r');
  await answered;
  const milliseconds = performance.now() - began;
  client[Symbol.dispose]();
  return { milliseconds, largestPlace: client.largestPlace };
}

/** Every start makes a sandbox. */
export async function coldStarts(count: number): Promise<void> {
  await withServer({}, async (bench) => {
    const samples: number[] = [];
    for (let number = 0; number < count; number += 1) {
      samples.push((await start(bench, `cold-${String(number)}`)).milliseconds);
      await bench.removeSandboxes();
    }
    reportAgainstGoal('cold start: click → docker ps answers', samples, COLD_GOAL_MS);
  });
}

/** Room for the pool only, so that nothing is made while starts are measured. */
const poolOf = (count: number) => ({ DRYDOCK_POOL: String(count), DRYDOCK_SANDBOXES: String(count) });

async function untilPoolIsFull(bench: BenchServer, count: number): Promise<void> {
  await eventually('a full pool', PULL_SECONDS, async () => (await bench.sandboxes()).length === count);
  // The last of them is listed before its engine answers.
  await sleep(5_000);
}

/** Every start finds a sandbox waiting. */
export async function poolStarts(count: number): Promise<void> {
  await withServer(poolOf(count), async (bench) => {
    await untilPoolIsFull(bench, count);
    const samples: number[] = [];
    for (let number = 0; number < count; number += 1) {
      samples.push((await start(bench, `pool-${String(number)}`)).milliseconds);
    }
    reportAgainstGoal('start from the pool: click → docker ps answers', samples, POOL_GOAL_MS);
  });
}

/** A class that begins: 30 learners within 10 seconds. */
async function burst(name: string, pool: number): Promise<void> {
  await withServer({ DRYDOCK_POOL: String(pool), DRYDOCK_SANDBOXES: '40' }, async (bench) => {
    await untilPoolIsFull(bench, pool);
    const starts = Array.from({ length: BURST }, async (_, number) => {
      await sleep((number * BURST_SECONDS * 1000) / BURST);
      return start(bench, `burst-${String(number)}`);
    });
    const results = await Promise.allSettled(starts);
    const done = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const errors = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));
    const place = Math.max(0, ...done.map(({ largestPlace }) => largestPlace));
    reportAgainstGoal(
      `${String(BURST)} starts in ${String(BURST_SECONDS)} s, ${name}`,
      done.map(({ milliseconds }) => milliseconds),
      BURST_GOAL_MS,
      `, ${String(errors.length)} errors, largest place in the queue ${String(place)}`,
    );
    for (const error of new Set(errors)) report('  an error', error);
  });
}

/** The same class without a pool, and with one of its size. */
export async function bursts(): Promise<void> {
  await burst('without a pool', 0);
  await burst(`with a pool of ${String(BURST)}`, BURST);
}
