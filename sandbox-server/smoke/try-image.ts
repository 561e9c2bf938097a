/**
 * Tries one course image in a running sandbox: pulls it as a learner would, compares it with what was published, and runs
 * its smoke test. Finds no container, network, volume or built image of an earlier test; pulled images stay, as others share
 * their layers, unless they are to be pulled afresh.
 *
 * Knows nothing about how sandboxes are made or results reported.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { LEARNER_HOME, type SandboxDriver } from '../driver/driver.ts';
import { registryReference, type CourseImage } from './course-image.ts';

/** Seconds a smoke test may take. */
const TEST_TIMEOUT_S = 150;

const functions = readFileSync(path.join(import.meta.dirname, 'functions.sh'), 'utf8');

/** What was pulled has a digest; what was pushed to a registry inside the sandbox has one, too. */
const removeBuiltImages = `docker image ls --digests --format '{{.Digest}} {{.Repository}}:{{.Tag}}' |
  awk '($1 == "<none>" || $2 ~ /^localhost/) && $2 !~ /<none>/ { print $2 }' |
  xargs --no-run-if-empty docker image rm --force`;

const inspectedSchema = z.tuple([
  z.object({
    Os: z.string(),
    Architecture: z.string(),
    Size: z.number(),
    RepoDigests: z.array(z.string()),
    Config: z.object({ Labels: z.record(z.string(), z.string()).nullish() }),
  }),
]);

/** What a try has measured. */
export interface ImageTry {
  readonly pullSeconds: number;
  readonly testSeconds: number;
  /** Unpacked. */
  readonly bytes: number;
}

/** Resolves when the image does what it promises; rejects with what was expected and what was found. */
export async function tryImage(
  driver: SandboxDriver,
  sandboxId: string,
  image: CourseImage,
  digests: Readonly<Record<string, Readonly<Record<string, { readonly digest: string }>>>>,
  pullAfresh: boolean,
): Promise<ImageTry> {
  if (image.smokeTest === null) throw new Error(`images/course/${image.folder} has no smoke.sh`);
  const reference = `${image.name}:${image.tags[0]}`;
  const run = async (script: string) => runScript(driver, sandboxId, script);
  await run('docker ps --all --quiet | xargs --no-run-if-empty docker rm --force --volumes');
  await run('docker network prune --force && docker volume prune --all --force');
  await run(removeBuiltImages);

  if (pullAfresh) await run('docker image prune --all --force');

  const pullBegan = performance.now();
  await run(`docker pull --quiet ${reference}`);
  const pullSeconds = (performance.now() - pullBegan) / 1000;
  const [inspected] = inspectedSchema.parse(JSON.parse(await run(`docker image inspect ${reference}`)));
  expectHonest(image, inspected.Config.Labels ?? {});
  const wanted = digests[`${inspected.Os}/${inspected.Architecture}`]?.[registryReference(image)]?.digest;
  const found = inspected.RepoDigests.map((name) => name.slice(name.indexOf('@') + 1));
  if (wanted === undefined || !found.includes(wanted)) {
    throw new Error(`${reference} was published as ${wanted ?? 'nothing'}, but pulled as ${found.join(', ')}`);
  }

  const testBegan = performance.now();
  await run(`cd "$(mktemp -d)"\n${functions}\nIMAGE=${reference}\n${image.smokeTest}`);
  return { pullSeconds, testSeconds: (performance.now() - testBegan) / 1000, bytes: inspected.Size };
}

function expectHonest(image: CourseImage, labels: Readonly<Record<string, string>>): void {
  const expected = {
    'drydock.stands-in-for': image.standsFor,
    'drydock.differs.ko': image.differs.ko,
    'drydock.differs.en': image.differs.en,
  };
  for (const [name, value] of Object.entries(expected)) {
    if (labels[name] !== value) throw new Error(`label ${name}: expected “${value}”, found “${labels[name] ?? ''}”`);
  }
  const version = labels['org.opencontainers.image.version'] ?? '';
  if (!/^\d/.test(version)) throw new Error(`label org.opencontainers.image.version: found “${version}”`);
}

async function runScript(driver: SandboxDriver, sandboxId: string, script: string): Promise<string> {
  const { stream, exited } = await driver.exec(sandboxId, {
    command: [
      '/usr/bin/timeout',
      String(TEST_TIMEOUT_S),
      '/bin/bash',
      '-euo',
      'pipefail',
      '-c',
      `exec 2>&1\n${script}`,
    ],
    user: 'learner',
    environment: { HOME: LEARNER_HOME, LANG: 'C.UTF-8', TERM: 'dumb' },
    workingDirectory: LEARNER_HOME,
  });
  const output = await text(stream);
  const code = await exited;
  if (code === 0) return output;
  const what = code === 124 ? `took longer than ${String(TEST_TIMEOUT_S)} s` : `ended with exit code ${String(code)}`;
  throw new Error(`${what}; the last lines:\n${output.trimEnd().split('\n').slice(-25).join('\n')}`);
}
