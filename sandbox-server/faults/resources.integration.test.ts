/**
 * A learner takes all there is, of every kind, by what can be typed in a terminal. It ends at that sandbox's limits: the
 * neighbour goes on, the host keeps its memory and disk, and the attacked sandbox can be made anew afterwards.
 *
 * Effects are looked at, never how long anything takes: machines differ. `npm run bench -- --only neighbours` measures.
 */
import { randomBytes } from 'node:crypto';
import { readFile, statfs } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SandboxNotRunning, type SandboxDriver, type SandboxLimits } from '../driver/driver.ts';
import { throwAwayInstallation } from '../testing/installation.ts';
import { runShell } from '../testing/shell.ts';
import { watchUsage } from '../sessions/usage-watch.ts';
import { LearnerTerminal } from './learner-terminal.ts';

const MIB = 1024 ** 2;

/** Small, so that an attack reaches them soon; an engine can still work within. */
const limits: SandboxLimits = {
  memoryBytes: 512 * MIB,
  cpus: 2,
  cpuWeight: 512,
  pids: 300,
  diskBytes: 1024 * MIB,
};

/** What others on the same host may take or give back meanwhile. */
const OTHERS_BYTES = 512 * MIB;

/** The inner engine keeps three log files of 10 MB per container; what is being written comes on top. */
const MOST_LOG_BYTES = 3 * 10 * 1000 ** 2 + 2 * MIB;

const installation = throwAwayInstallation('faults');
const [victim, neighbour] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')];
let driver: SandboxDriver;
let terminal: LearnerTerminal;

beforeAll(async () => {
  driver = installation.driver();
  await driver.probe();
  await driver.create({ id: neighbour, limits });
});

beforeEach(async () => {
  await driver.create({ id: victim, limits });
  terminal = await LearnerTerminal.open(driver, victim);
});

afterEach(async () => {
  terminal.close();
  await driver.destroy(victim);
});

afterAll(async () => {
  await driver.destroy(neighbour);
  await driver.close();
  await installation[Symbol.asyncDispose]();
});

/** Bytes that are free where the host's engine keeps everything. */
async function freeOnHost(): Promise<number> {
  const { DockerRootDir } = z.object({ DockerRootDir: z.string() }).parse(await installation.engine.info());
  const { bavail, bsize } = await statfs(DockerRootDir);
  return bavail * bsize;
}

async function availableMemoryOfHost(): Promise<number> {
  const text = await readFile('/proc/meminfo', 'utf8');
  return 1024 * Number(/^MemAvailable:\s+(\d+) kB$/m.exec(text)?.[1]);
}

/** The neighbour's shell takes commands, its engine runs containers, and it can write. */
async function expectNeighbourIsWell(): Promise<void> {
  const work = 'docker run --rm diamol/base echo container-ran && head --bytes 1M /dev/zero > ~/file && echo all-well';
  expect((await runShell(driver, neighbour, work)).output).toMatch(/container-ran\s+all-well/);
}

async function engineAnswers(id: string): Promise<boolean> {
  try {
    return (await runShell(driver, id, 'timeout 10 docker version')).exitCode === 0;
  } catch {
    return false;
  }
}

/** "Start over" in the middle of the attack: a new sandbox of the same name, without a trace of what was. */
async function expectCanStartOver(): Promise<void> {
  await driver.destroy(victim);
  await driver.create({ id: victim, limits });
  const fresh = await runShell(driver, victim, 'docker run --rm diamol/base echo container-ran; ls -A ~ /tmp | wc -l');
  expect(fresh.output).toContain('container-ran');
  expect((await driver.usage(victim)).pids).toBeLessThan(limits.pids / 2);
}

/** The highest number of processes over so many looks. */
async function mostProcesses(looks: number): Promise<number> {
  let most = 0;
  for (let look = 0; look < looks; look += 1) most = Math.max(most, (await driver.usage(victim)).pids);
  return most;
}

describe('in one sandbox,', { timeout: 240_000 }, () => {
  it('a fork bomb ends at the limit of processes', async () => {
    terminal.typeLine('b() { b | b & }; b');
    await expect.poll(() => mostProcesses(1), { timeout: 60_000 }).toBeGreaterThan(limits.pids * 0.9);
    expect(await mostProcesses(20)).toBeLessThanOrEqual(limits.pids);
    await expectNeighbourIsWell();
    await expectCanStartOver();
  });

  it('processes that take all memory are killed, and the engine answers again', async () => {
    const before = await availableMemoryOfHost();
    const bombs = 'for n in 1 2 3 4; do head --bytes 2G /dev/zero | tail > /dev/null & done; wait';
    let least = before;
    const watch = setInterval(() => void availableMemoryOfHost().then((now) => (least = Math.min(least, now))), 100);
    await terminal.run(bombs, 120);
    clearInterval(watch);
    expect(before - least).toBeLessThan(limits.memoryBytes + OTHERS_BYTES);
    await expectNeighbourIsWell();
    await expect.poll(() => engineAnswers(victim), { timeout: 60_000 }).toBe(true);
    await expectCanStartOver();
  });

  it('files in memory end at the limit of memory', async () => {
    const before = await availableMemoryOfHost();
    const mount = 'mkdir /tmp/m; sudo mount -t tmpfs -o size=4g none /tmp/m';
    const filled = await terminal.run(
      `${mount} && sudo head --bytes 3G /dev/zero | sudo tee /tmp/m/file > /dev/null`,
      60,
    );
    expect(before - (await availableMemoryOfHost())).toBeLessThan(limits.memoryBytes + OTHERS_BYTES);
    const used = await driver.usage(victim).catch((error: unknown) => {
      // All that ran was killed, the sandbox with it: also an end, and the learner is told.
      expect(error).toBeInstanceOf(SandboxNotRunning);
      return null;
    });
    expect(used?.memoryBytes ?? 0, filled).toBeLessThanOrEqual(limits.memoryBytes);
    await expectNeighbourIsWell();
    await expectCanStartOver();
  });

  it('one large file ends at the limit of the disk', async () => {
    const before = await freeOnHost();
    expect(await terminal.run('head --bytes 3G /dev/urandom > /tmp/file', 120)).toBe('ended');
    expect(terminal.shown).toMatch(/No space left on device|Disk quota exceeded/);
    await runShell(driver, victim, 'sync');
    expect(before - (await freeOnHost())).toBeLessThan(limits.diskBytes + OTHERS_BYTES);
    await expectNeighbourIsWell();
    await runShell(driver, victim, 'rm /tmp/file');
    expect((await runShell(driver, victim, 'docker run --rm diamol/base echo works-again')).output).toContain(
      'works-again',
    );
    await expectCanStartOver();
  });

  it('very many small files end at the limit of the disk', async () => {
    const before = await freeOnHost();
    // Most of the disk is taken at once, so that the files need not be millions.
    await runShell(driver, victim, 'fallocate --length 700M /tmp/large');
    const flood = 'mkdir /tmp/many; cd /tmp/many; split --bytes 1500 --suffix-length 6 /dev/zero';
    expect(await terminal.run(flood, 200)).toBe('ended');
    expect(terminal.shown).toMatch(/No space left on device|Disk quota exceeded/);
    expect(before - (await freeOnHost())).toBeLessThan(limits.diskBytes + OTHERS_BYTES);
    await expectNeighbourIsWell();
    await expectCanStartOver();
  });

  it('layers of images end at the limit of the disk', async () => {
    const before = await freeOnHost();
    const dockerfile = 'FROM diamol/base\\nARG n\\nRUN head -c 100000000 /dev/urandom > /layer-$n\\n';
    await runShell(driver, victim, `mkdir /tmp/build; printf '${dockerfile}' > /tmp/build/Dockerfile`);
    const build = 'docker build --quiet --build-arg n=$n --tag layers:$n /tmp/build';
    expect(await terminal.run(`n=1; while ${build} 2>&1; do n=$((n+1)); done`, 200)).toBe('ended');
    expect(terminal.shown).toContain('ERROR: ');
    // Whether the step or the builder's own records hit the limit first is a matter of luck; the disk is full either way.
    const more = await runShell(driver, victim, 'head -c 250000000 /dev/urandom > ~/more; rm --force ~/more');
    expect(more.output.toLowerCase()).toMatch(/no space left on device|disk quota exceeded/);
    expect(before - (await freeOnHost())).toBeLessThan(limits.diskBytes + OTHERS_BYTES);
    await expectNeighbourIsWell();
    // Somebody looks at what the sandbox uses; meanwhile it lets go of its reserve, and the learner can tidy up.
    const usage = watchUsage(driver, victim, () => undefined);
    try {
      const tidied = async () => (await runShell(driver, victim, 'docker system prune --all --force')).exitCode;
      await expect.poll(tidied, { timeout: 60_000, interval: 1_000 }).toBe(0);
      const works = async () => (await runShell(driver, victim, 'docker run --rm diamol/base echo works-again')).output;
      await expect.poll(works, { timeout: 60_000, interval: 1_000 }).toContain('works-again');
    } finally {
      usage.stop();
    }
    await expectCanStartOver();
  });

  it('a container that prints without end keeps within its log files, and can be stopped', async () => {
    terminal.typeLine('docker run --detach --name flood diamol/base yes 0123456789012345678901234567890123456789');
    const logBytes = async () => {
      const { output } = await runShell(
        driver,
        victim,
        'du --bytes --summarize "$(dirname "$(docker inspect --format "{{.LogPath}}" flood)")"',
        'root',
      );
      return Number(/^(\d+)\s/.exec(output)?.[1] ?? 0);
    };
    // Turned over at least once, so that the bound is the files' and not a matter of luck.
    await expect.poll(logBytes, { timeout: 60_000, interval: 500 }).toBeGreaterThan(10 * 1000 ** 2);
    for (let look = 0; look < 10; look += 1) expect(await logBytes()).toBeLessThan(MOST_LOG_BYTES);
    await expectNeighbourIsWell();
    expect((await runShell(driver, victim, 'docker kill flood')).exitCode).toBe(0);
    await expectCanStartOver();
  });

  it('loops on all cores leave the neighbour its turn', async () => {
    terminal.typeLine('for n in $(seq $(($(nproc) * 4))); do sh -c "while :; do :; done" & done');
    await expect
      .poll(async () => Number((await runShell(driver, victim, 'ps -C sh --no-headers | wc -l')).output), {
        timeout: 30_000,
      })
      .toBeGreaterThan(2);
    await expectNeighbourIsWell();
    expect(await engineAnswers(victim)).toBe(true);
    await expectCanStartOver();
  });
});
