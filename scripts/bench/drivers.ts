/**
 * Figures: all drivers side by side, by the verbs of their contract and without a server between. What a learner waits for
 * with the driver in use is measured by the other groups.
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { create, newSandboxId, runInside, startsAtOnce, withDrivers, type Driver } from './contenders.ts';
import { availableBytes } from './memory.ts';
import { mib, ms, report, reportSideBySide, type Compared } from './report.ts';

const BURST = 30;
const BURST_SECONDS = 10;
const SNAPSHOT = 'start';
/** Milliseconds in which an engine that has just been started comes to rest. */
const REST_MS = 10_000;

async function timed(work: Promise<void>): Promise<number> {
  const began = performance.now();
  await work;
  return performance.now() - began;
}

const figures = ['cold', 'warm', 'rewind'] as const;
type Figure = (typeof figures)[number];

const titles: Record<Figure, string> = {
  cold: 'start of a new sandbox',
  warm: 'start of a sandbox that was stopped',
  rewind: 'restore of a snapshot',
};

/** One sandbox through its life: made, worked in, stopped, started again, brought back, removed. */
async function life(driver: Driver, hasSnapshots: boolean): Promise<Record<Figure, readonly number[]>> {
  const id = newSandboxId();
  try {
    const cold = await timed(create(driver, id));
    await runInside(driver, id, 'docker pull --quiet diamol/base && docker volume create kept');
    await driver.stop(id);
    const warm = await timed(create(driver, id));
    if (!hasSnapshots) return { cold: [cold], warm: [warm], rewind: [] };
    await driver.snapshot(id, SNAPSHOT);
    await runInside(driver, id, 'docker run --detach diamol/base sleep 1000 && head --bytes 20M /dev/urandom > ~/file');
    const rewind = await timed(driver.restore(id, SNAPSHOT, { keepFiles: false, keepBefore: null }));
    return { cold: [cold], warm: [warm], rewind: [rewind] };
  } finally {
    await driver.destroy(id);
  }
}

/** Starts and rewinds, in turn with each driver, so that whatever else the machine does meets all of them. */
export async function driversStarts(count: number): Promise<void> {
  await withDrivers(async (drivers) => {
    const contenders: { driver: Driver; hasSnapshots: boolean; samples: Record<Figure, number[]> }[] = [];
    for (const driver of drivers) {
      const { noSnapshotsBecause } = await driver.probe();
      if (noSnapshotsBecause !== null) report(`no snapshots with ${driver.name}`, noSnapshotsBecause);
      const contender = { driver, hasSnapshots: noSnapshotsBecause === null };
      // The first one of all brings what all share: the disk keeper and the programs in the page cache.
      await life(driver, contender.hasSnapshots);
      contenders.push({ ...contender, samples: { cold: [], warm: [], rewind: [] } });
    }
    for (let number = 0; number < count; number += 1) {
      for (const { driver, hasSnapshots, samples } of contenders) {
        const lived = await life(driver, hasSnapshots);
        for (const figure of figures) samples[figure].push(...lived[figure]);
      }
    }
    for (const figure of figures) {
      const compared = contenders.map(({ driver, samples }) => ({ name: driver.name, samples: samples[figure] }));
      reportSideBySide(titles[figure], compared, ms);
    }
  });
}

/** What so many idle sandboxes of a driver take. */
interface Idle {
  readonly name: string;
  readonly started: number;
  readonly failure: string | null;
  /** What the host has less for each. */
  readonly hostBytes: number;
  /** What each one's control group says, page cache left out that the kernel would give back. */
  readonly groupBytes: number;
  /** How many there could be in all, by the memory that the host has left. */
  readonly fitting: number;
}

async function idle(driver: Driver, most: number): Promise<Idle> {
  const first = newSandboxId();
  const ids: string[] = [];
  let failure: string | null = null;
  try {
    // Brings what all share.
    await create(driver, first);
    await sleep(REST_MS);
    const before = await availableBytes();
    while (failure === null && ids.length < most) {
      const id = newSandboxId();
      try {
        await create(driver, id);
        ids.push(id);
      } catch (error) {
        failure = error instanceof Error ? error.message : String(error);
      }
    }
    if (ids.length === 0) throw new Error(failure ?? 'no sandbox was asked for');
    await sleep(REST_MS);
    const after = await availableBytes();
    const usages = await Promise.all(ids.map(async (id) => driver.usage(id)));
    const hostBytes = (before - after) / ids.length;
    const groupBytes = usages.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0) / ids.length;
    return {
      name: driver.name,
      started: ids.length,
      failure,
      hostBytes,
      groupBytes,
      // By the larger figure: what else happens on the host goes into the first, and the engine's shared program into the second.
      fitting: 1 + ids.length + Math.floor(after / Math.max(hostBytes, groupBytes)),
    };
  } finally {
    for (const id of [first, ...ids]) await driver.destroy(id);
  }
}

/** Memory of idle sandboxes and how many fit, one driver after the other, because they would share the host's memory. */
export async function driversMemory(most: number): Promise<void> {
  await withDrivers(async (drivers) => {
    const all: Idle[] = [];
    for (const driver of drivers) all.push(await idle(driver, most));
    const compared = (of: (idle: Idle) => number): Compared[] =>
      all.map((one) => ({ name: one.name, samples: [of(one)].filter((bytes) => bytes > 0) }));
    reportSideBySide(
      `memory the host has less for each idle sandbox (mean of ${String(most)})`,
      compared(({ hostBytes }) => hostBytes),
      mib,
    );
    for (const { name } of all.filter(({ hostBytes }) => hostBytes <= 0)) {
      report(
        `  no figure for ${name}`,
        'other programs gave back more memory meanwhile; measure again on a quiet machine',
      );
    }
    reportSideBySide(
      'memory of an idle sandbox by its control group (mean)',
      compared(({ groupBytes }) => groupBytes),
      mib,
    );
    for (const { name, started, failure, fitting } of all) {
      report(
        `idle sandboxes of ${name} that fit`,
        `${String(fitting)} by the host's memory; tried ${String(started)}${failure === null ? '' : `, then: ${failure}`}`,
      );
    }
  });
}

/** Lets so many work at a time, in the order in which they came. */
class Gate {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(places: number) {
    this.#free = places;
  }

  async through(work: () => Promise<void>): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}

async function burst(driver: Driver): Promise<Compared> {
  const gate = new Gate(startsAtOnce);
  const ids = Array.from({ length: BURST }, newSandboxId);
  // The keeper of disks and the programs are there before a class comes.
  const first = newSandboxId();
  try {
    await create(driver, first);
    const starts = ids.map(async (id, number) => {
      await sleep((number * BURST_SECONDS * 1000) / BURST);
      return timed(gate.through(async () => create(driver, id)));
    });
    const results = await Promise.allSettled(starts);
    const errors = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));
    for (const error of new Set(errors)) report(`  an error of ${driver.name}`, error);
    return {
      name: driver.name,
      samples: results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])),
    };
  } finally {
    for (const id of [first, ...ids]) await driver.destroy(id);
  }
}

/** A class that begins without a pool: click → sandbox, waiting included, with as many starts at once as the server makes. */
export async function driversBursts(): Promise<void> {
  await withDrivers(async (drivers) => {
    const compared: Compared[] = [];
    for (const driver of drivers) compared.push(await burst(driver));
    reportSideBySide(
      `${String(BURST)} starts in ${String(BURST_SECONDS)} s, ${String(startsAtOnce)} at a time`,
      compared,
      ms,
    );
  });
}
