/**
 * Figures: the cost of nesting. `docker run` and `docker build` inside a sandbox of each driver, beside the same on the
 * host's own engine, from the same image. The engines inside and outside may be of different versions, which is printed.
 */
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { create, newSandboxId, runInside, withDrivers, type Driver } from './contenders.ts';
import { ms, report, reportSideBySide } from './report.ts';

const run = promisify(execFile);

/** Where the commands run. */
interface Place {
  readonly name: string;
  readonly shell: (script: string) => Promise<string>;
  readonly samples: Record<Figure, number[]>;
}

const figures = ['run', 'build'] as const;
type Figure = (typeof figures)[number];

/** Reads, writes and runs, but leaves next to nothing behind: what the host's builder keeps, nobody would remove. */
const dockerfile = (image: string) => [
  `FROM ${image}`,
  'RUN head -c 67108864 /dev/zero > /zeros && rm /zeros',
  'RUN ls -R /usr > /dev/null',
  'RUN true',
];

/** What is prepared in a place before anything is measured, and taken away afterwards. */
const scripts = (image: string, buildKit: 0 | 1) => ({
  prepare: `mkdir /tmp/${image} && printf '%s\\n' ${dockerfile(image)
    .map((line) => `'${line}'`)
    .join(' ')} > /tmp/${image}/Dockerfile`,
  // Timed where it runs, so that the way to the place does not count.
  round: [
    'set -e',
    'began=$(date +%s%N)',
    `docker run --rm --network none ${image} true`,
    'echo run $(($(date +%s%N) - began))',
    'began=$(date +%s%N)',
    `DOCKER_BUILDKIT=${String(buildKit)} docker build --quiet --no-cache --tag ${image}-built /tmp/${image} > /dev/null`,
    'echo build $(($(date +%s%N) - began))',
    `docker image rm ${image}-built > /dev/null`,
  ].join('\n'),
  remove: `rm -rf /tmp/${image}; docker image rm --force ${image}-built; docker image rm ${image}`,
});

/** The builder that the host's engine has, so that all use the same: many have BuildKit only with a plugin for the client. */
async function builderOfHost(): Promise<0 | 1> {
  return onHost('docker buildx version').then(
    () => 1,
    () => 0,
  );
}

async function onHost(script: string): Promise<string> {
  return (await run('/bin/sh', ['-c', script])).stdout;
}

/** Gives the host's engine the image that a sandbox has. */
async function copyToHost(driver: Driver, id: string, image: string): Promise<void> {
  const saved = await driver.exec(id, { command: ['docker', 'save', image], user: 'learner' });
  saved.stream.end();
  const load = spawn('docker', ['load', '--quiet'], { stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = once(load, 'exit');
  await pipeline(saved.stream, load.stdin);
  await ended;
  if (load.exitCode !== 0) throw new Error(`docker load ended with ${String(load.exitCode)}`);
}

function readRound(place: Place, output: string): void {
  for (const figure of figures) {
    const nanoseconds = new RegExp(`^${figure} (\\d+)$`, 'm').exec(output)?.[1];
    if (nanoseconds === undefined) throw new Error(`${place.name} did not say how long ${figure} took: ${output}`);
    place.samples[figure].push(Number(nanoseconds) / 1e6);
  }
}

/** Both commands, in turn in each place. */
export async function nesting(count: number): Promise<void> {
  await withDrivers(async (drivers) => {
    const image = `drydock-bench-${randomBytes(3).toString('hex')}`;
    const buildKit = await builderOfHost();
    const { prepare, round, remove } = scripts(image, buildKit);
    const places: Place[] = [{ name: 'host', shell: onHost, samples: { run: [], build: [] } }];
    const sandboxes: { driver: Driver; id: string }[] = [];
    try {
      for (const driver of drivers) {
        const id = newSandboxId();
        sandboxes.push({ driver, id });
        await create(driver, id);
        await runInside(driver, id, `docker pull --quiet diamol/base && docker tag diamol/base ${image}`);
        if (sandboxes.length === 1) await copyToHost(driver, id, image);
        const shell = async (script: string) => runInside(driver, id, script);
        places.push({ name: driver.name, shell, samples: { run: [], build: [] } });
      }
      const versions: string[] = [];
      for (const { name, shell } of places) {
        await shell(prepare);
        // The first time reads programs that are in memory afterwards.
        await shell(round);
        versions.push(`${name} ${(await shell('docker version --format "{{.Server.Version}}"')).trim()}`);
      }
      for (let number = 0; number < count; number += 1) {
        for (const place of places) readRound(place, await place.shell(round));
      }
      report(
        'the engines of the next two',
        `${versions.join(', ')}, ${buildKit === 1 ? 'BuildKit' : 'the classic builder'}`,
      );
      for (const figure of figures) {
        const compared = places.map(({ name, samples }) => ({ name, samples: samples[figure] }));
        reportSideBySide(`docker ${figure}`, compared, ms);
      }
    } finally {
      await onHost(`${remove} > /dev/null 2>&1 || true`);
      for (const { driver, id } of sandboxes) await driver.destroy(id);
    }
  });
}
