/**
 * Course images on a real engine and a real registry, with recipes and names of their own: what is built when, and that
 * nothing unfinished or changed by others is ever served.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asError, Interrupted } from '../start/failure.mjs';
import { inspectImage } from '../start/docker.mjs';
import { registryImage, registryNames, serveRegistry } from '../start/registry-container.mjs';
import { readSettings, repository } from '../start/settings.mjs';
import { baseImage } from '../start/stages/sandbox-image.mjs';
import { surveyCourseImages } from './course-images.mjs';
import { ImageReport } from './image-report.mjs';
import { provideImages, type Provision } from './provide-images.mjs';
import { findDamagedBlobs } from './registry-contents.mjs';

const prefix = `drydock-images-${randomBytes(3).toString('hex')}`;
const folder = mkdtempSync(join(tmpdir(), 'drydock-images-'));
const never = new AbortController().signal;
const settings = {
  ...readSettings({ DRYDOCK_STATE_DIR: join(folder, 'state'), DRYDOCK_INSTANCE: prefix }),
  repository: folder,
};
const registry = registryNames(prefix, 'course');

function docker(...parameters: string[]): string {
  return execFileSync('docker', parameters, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

/** Writes a recipe that adds one file to what it is built on. */
function recipe(name: string, dockerfile: string, from: string[] = []): void {
  const path = join(folder, 'images', 'course', name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'Dockerfile'), dockerfile);
  const differs = { ko: '시험용입니다.', en: 'For a test.' };
  const described = { name: `${prefix}/${name}`, tags: ['latest'], standsFor: name, chapters: [], title: name, from };
  writeFileSync(join(path, 'image.json'), JSON.stringify({ ...described, version: '1.0', differs }));
}

const parent = (text: string) => `FROM ${baseImage}\nRUN echo ${text} > /parent\n`;
const child = `ARG PARENT=nothing\nFROM \${PARENT}\nRUN cat /parent > /child\n`;

async function survey(): Promise<Provision> {
  const image = await inspectImage(registryImage, never);
  const report = new ImageReport(settings.stateDirectory);
  return {
    settings,
    report,
    survey: await surveyCourseImages(settings, [], never),
    registryImage: image?.id ?? '',
    buildArguments: {},
  };
}

/** Builds and publishes what is missing. Answers why images failed, and the folders in the order they were built. */
async function provide(signal = never): Promise<{ failed: Map<string, string>; built: string[] }> {
  const provision = await survey();
  const built: string[] = [];
  provision.report.set = (name, state) => {
    if (state === 'served') built.push(name);
  };
  const folders = provision.survey.wanted.map((one) => one.folder);
  const failed = await provideImages(provision, { folders, retryMilliseconds: [], detail: () => undefined, signal });
  return { failed, built };
}

async function servedDigest(name: string): Promise<string | undefined> {
  return (await survey()).survey.served.get(`${prefix}/${name}:latest`)?.digest;
}

beforeAll(async () => {
  mkdirSync(join(folder, 'images', 'course'), { recursive: true });
  cpSync(join(repository, 'images', '_closure'), join(folder, 'images', '_closure'), { recursive: true });
  recipe('parent', parent('one'));
  recipe('child', child, ['parent']);
  recipe('other', parent('other'));
  await serveRegistry(registry, (await inspectImage(registryImage, never))?.id ?? '', never);
});

afterAll(() => {
  docker('rm', '--force', '--volumes', registry.serving);
  docker('volume', 'rm', '--force', registry.data, registry.socket);
  for (const name of ['parent', 'child', 'other', 'broken']) {
    try {
      docker('image', 'rm', '--force', `drydock/course/${name}:local`);
    } catch {
      // Was never built.
    }
  }
  rmSync(folder, { recursive: true, force: true });
});

describe('course images', () => {
  it('are built and published, each after what it is built on, and not again while nothing changes', async () => {
    const first = await provide();
    expect(first.failed).toEqual(new Map());
    expect([...first.built].sort()).toEqual(['child', 'other', 'parent']);
    expect(first.built.indexOf('parent')).toBeLessThan(first.built.indexOf('child'));
    expect((await provide()).built).toEqual([]);
  });

  it('carry what they stand in for, how they differ and what is really inside', async () => {
    const labels = (await survey()).survey.served.get(`${prefix}/child:latest`)?.labels;
    expect(labels).toMatchObject({
      'drydock.stands-in-for': 'child',
      'drydock.differs.ko': '시험용입니다.',
      'drydock.differs.en': 'For a test.',
      'org.opencontainers.image.version': '1.0',
    });
  });

  it('are pinned in the lock file by platform and digest', async () => {
    const lock: unknown = JSON.parse(readFileSync(join(settings.stateDirectory, 'images.lock.json'), 'utf8'));
    const { platform } = (await survey()).survey;
    expect(lock).toHaveProperty([platform, `${prefix}/child:latest`, 'digest'], await servedDigest('child'));
  });

  it('are built anew when their recipe changes, with those built on them and no others', async () => {
    recipe('parent', parent('two'));
    expect((await provide()).built.sort()).toEqual(['child', 'parent']);
  });

  it('stay as they were while their new recipe cannot be built, and the others are served all the same', async () => {
    const before = await servedDigest('other');
    recipe('other', `FROM ${baseImage}\nRUN echo the mirror is down >&2 && exit 100\n`);
    recipe('broken', `FROM ${baseImage}\nRUN exit 1\n`);
    recipe('child', `${child}RUN true\n`, ['parent']);
    const { failed, built } = await provide();
    expect(built).toEqual(['child']);
    expect([...failed.keys()].sort()).toEqual(['broken', 'other']);
    expect(failed.get('other')).toContain('the mirror is down');
    expect(await servedDigest('other')).toBe(before);
    expect(await servedDigest('broken')).toBeUndefined();
    rmSync(join(folder, 'images', 'course', 'broken'), { recursive: true });
    recipe('other', parent('other'));
    await provide();
  });

  it('go on from where an interruption found them', async () => {
    recipe('parent', parent('three'));
    recipe('other', `FROM ${baseImage}\nRUN sleep 600\n`);
    const interruption = new AbortController();
    const provision = await survey();
    provision.report.set = (name, state) => {
      // The parent is served and the child may begin; the other one can never end.
      if (name === 'parent' && state === 'served') interruption.abort();
    };
    const folders = ['parent', 'other'];
    const how = { folders, retryMilliseconds: [], detail: () => undefined, signal: interruption.signal };
    const outcome = await provideImages(provision, how).then(
      () => 'finished',
      (error: unknown) => asError(error),
    );
    expect(outcome).toBeInstanceOf(Interrupted);
    recipe('other', parent('other'));
    expect((await provide()).built).toEqual(['child']);
  });

  it('are published again when somebody put another image in their place', async () => {
    const before = await servedDigest('child');
    const path = `/var/lib/registry/docker/registry/v2/repositories/${prefix}`;
    const link = `${path}/child/_manifests/tags/latest/current/link`;
    const revisions = `${path}/child/_manifests/revisions/sha256`;
    // What is left of an earlier form of the same image.
    const found = docker('exec', registry.serving, 'busybox', 'ls', revisions).split('\n');
    const older = found.find((name) => `sha256:${name}` !== before) ?? '';
    expect(older).toMatch(/^[0-9a-f]{64}$/);
    writeIntoRegistry(link, `sha256:${older}`);
    expect(await servedDigest('child')).toBe(`sha256:${older}`);
    expect((await provide()).built).toEqual(['child']);
    expect(await servedDigest('child')).toBe(before);
  });

  it('are known to be damaged when a blob is not what its name says', async () => {
    expect(await findDamagedBlobs(registry, never)).toEqual([]);
    const digest = (await servedDigest('other'))?.slice('sha256:'.length) ?? '';
    const blob = `/var/lib/registry/docker/registry/v2/blobs/sha256/${digest.slice(0, 2)}/${digest}/data`;
    const content = docker('exec', registry.serving, 'busybox', 'cat', blob);
    writeIntoRegistry(blob, `${content} `);
    expect(await findDamagedBlobs(registry, never)).toEqual([`sha256:${digest}`]);
  });
});

/** The serving registry cannot write; whoever has the volume can. */
function writeIntoRegistry(path: string, text: string): void {
  const mount = `type=volume,source=${registry.data},target=/var/lib/registry`;
  docker(
    'run',
    '--rm',
    '--network',
    'none',
    '--mount',
    mount,
    baseImage,
    'sh',
    '-c',
    `printf %s "$1" > "$2"`,
    'sh',
    text,
    path,
  );
}
