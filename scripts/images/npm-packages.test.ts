/** The npm packages of a recipe, with a program called npm that delivers what a test wants. */
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StageFailure } from '../start/failure.mjs';
import { readIfPresent } from '../start/durable-file.mjs';
import { lockedPackages, placePackages, type NpmPackage } from './npm-packages.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drydock-npm-packages-'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function integrityOf(content: string): string {
  return `sha512-${createHash('sha512').update(content).digest('base64')}`;
}

describe('the packages that a lock file pins', () => {
  function locked(packages: object, architecture = 'amd64'): string[] {
    const path = join(folder, 'package-lock.json');
    writeFileSync(path, JSON.stringify({ packages: { '': { name: 'recipe' }, ...packages } }));
    return lockedPackages(path, architecture).map(({ name, version }) => `${name}@${version}`);
  }
  const some = { version: '1.0.0', integrity: integrityOf('some') };

  it('are none without a lock file', () => {
    expect(lockedPackages(join(folder, 'package-lock.json'), 'amd64')).toEqual([]);
  });

  it('have their names, whatever they are called where they are used', () => {
    const packages = {
      'node_modules/@scope/one': some,
      'node_modules/@scope/one/node_modules/two': some,
      'node_modules/express-5': { ...some, name: 'express', version: '5.0.0' },
    };
    expect(locked(packages)).toEqual(['@scope/one@1.0.0', 'two@1.0.0', 'express@5.0.0']);
  });

  it('are listed once each, and once per version', () => {
    const packages = {
      'node_modules/one': some,
      'node_modules/a/node_modules/one': some,
      'node_modules/b/node_modules/one': { ...some, version: '2.0.0' },
    };
    expect(locked(packages)).toEqual(['one@1.0.0', 'one@2.0.0']);
  });

  it.each([
    ['amd64', ['for-all@1.0.0', 'for-x64@1.0.0', 'not-for-arm64@1.0.0']],
    ['arm64', ['for-all@1.0.0', 'for-arm64@1.0.0']],
  ])('are those for the processor %s, in each way to say so', (architecture, expected) => {
    const packages = {
      'node_modules/for-all': some,
      'node_modules/for-x64': { ...some, cpu: ['x64'] },
      'node_modules/for-arm64': { ...some, cpu: 'arm64', os: 'linux' },
      'node_modules/not-for-arm64': { ...some, cpu: ['!arm64'] },
      'node_modules/for-neither': { ...some, cpu: ['ppc64', 's390x'] },
    };
    expect(locked(packages, architecture)).toEqual(expected);
  });

  it('are those for Linux', () => {
    const packages = {
      'node_modules/for-linux': { ...some, os: ['darwin', 'linux'] },
      'node_modules/for-mac': { ...some, os: ['darwin'], optional: true },
      'node_modules/not-for-windows': { ...some, os: ['!win32'] },
    };
    expect(locked(packages)).toEqual(['for-linux@1.0.0', 'not-for-windows@1.0.0']);
  });

  it('leave out what comes inside another one', () => {
    const packages = {
      'node_modules/npm': some,
      'node_modules/npm/node_modules/abbrev': { version: '4.0.0', inBundle: true },
    };
    expect(locked(packages)).toEqual(['npm@1.0.0']);
  });

  it.each([
    ['no checksum', { version: '1.0.0' }],
    ['a checksum that is too weak', { version: '1.0.0', integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }],
    ['no version', { integrity: some.integrity }],
  ])('are refused when one has %s', (_, entry) => {
    expect(() => locked({ 'node_modules/one': some, 'node_modules/two': entry })).toThrow(
      /package-lock\.json: two has no version or no sha512 checksum/,
    );
  });
});

describe('placing packages', () => {
  const one: NpmPackage = { name: 'one', version: '1.0.0', integrity: integrityOf('content of one') };
  const scoped: NpmPackage = { name: '@scope/two', version: '2.0.0', integrity: integrityOf('content of two') };
  let delivered: string;
  let cache: string;
  let target: string;

  beforeEach(() => {
    delivered = join(folder, 'delivered');
    cache = join(folder, 'cache');
    target = join(folder, 'target');
    mkdirSync(delivered);
    deliver({ 'one-1.0.0.tgz': 'content of one', 'scope-two-2.0.0.tgz': 'content of two' });
    installNpm('while [ "$1" != --pack-destination ]; do shift; done', `cp '${delivered}'/*.tgz "$2"/`);
    vi.stubEnv('PATH', `${join(folder, 'programs')}${delimiter}${process.env['PATH'] ?? ''}`);
  });

  function deliver(tarballs: Readonly<Record<string, string>>): void {
    for (const [name, content] of Object.entries(tarballs)) writeFileSync(join(delivered, name), content);
  }

  /** Puts a program called npm before all others; it notes how it was called. */
  function installNpm(...lines: readonly string[]): void {
    mkdirSync(join(folder, 'programs'), { recursive: true });
    const program = join(folder, 'programs', 'npm');
    writeFileSync(program, ['#!/bin/sh', 'set -e', `echo "$*" >> '${join(folder, 'calls')}'`, ...lines, ''].join('\n'));
    chmodSync(program, 0o755);
  }

  /** What npm was asked for, one text per call. */
  function calls(): string[] {
    const lines = (readIfPresent(join(folder, 'calls')) ?? '').split('\n').filter(Boolean);
    return lines.map((line) => line.replace(/^pack --silent --pack-destination \S+ /, ''));
  }

  function place(packages: readonly NpmPackage[]): Promise<void> {
    rmSync(target, { recursive: true, force: true });
    const surroundings = {
      logPath: join(folder, 'log'),
      signal: new AbortController().signal,
      line: () => undefined,
    };
    return placePackages(surroundings, packages, { cache, folder: target });
  }

  function placed(): Record<string, string> {
    return Object.fromEntries(readdirSync(target).map((name) => [name, readFileSync(join(target, name), 'utf8')]));
  }

  it('fetches them all in one go, under the names that npm gives their files', async () => {
    await place([one, scoped]);
    expect(placed()).toEqual({ 'one-1.0.0.tgz': 'content of one', 'scope-two-2.0.0.tgz': 'content of two' });
    expect(calls()).toEqual(['one@1.0.0 @scope/two@2.0.0']);
  });

  it('does not ask for what was fetched before', async () => {
    await place([one]);
    await place([one]);
    await place([one, scoped]);
    expect(calls()).toEqual(['one@1.0.0', '@scope/two@2.0.0']);
    expect(Object.keys(placed())).toEqual(['one-1.0.0.tgz', 'scope-two-2.0.0.tgz']);
  });

  it('does not call npm for nothing', async () => {
    await place([]);
    expect(calls()).toEqual([]);
    expect(placed()).toEqual({});
  });

  it('refuses a package with another checksum, and keeps and places nothing of it', async () => {
    deliver({ 'one-1.0.0.tgz': 'content of somebody else' });
    await expect(place([one])).rejects.toThrow(/one@1\.0\.0 .* is not the package that package-lock\.json names/);
    await expect(place([one])).rejects.toThrow(StageFailure);
    expect(readdirSync(cache)).toEqual([]);
    expect(placed()).toEqual({});
    deliver({ 'one-1.0.0.tgz': 'content of one' });
    await place([one]);
    expect(placed()).toEqual({ 'one-1.0.0.tgz': 'content of one' });
  });

  it('fetches again what was damaged since', async () => {
    await place([one, scoped]);
    const entry = readdirSync(cache).find((name) => readFileSync(join(cache, name), 'utf8') === 'content of one');
    writeFileSync(join(cache, entry ?? ''), 'half a');
    await place([one, scoped]);
    expect(placed()['one-1.0.0.tgz']).toBe('content of one');
    expect(calls()).toEqual(['one@1.0.0 @scope/two@2.0.0', 'one@1.0.0']);
  });

  it('says what to look at when npm fails, and leaves nothing behind', async () => {
    installNpm('echo "npm error code E404" >&2', 'exit 1');
    await expect(place([one])).rejects.toThrow(/E404[^]*npm ping/);
    expect(readdirSync(cache)).toEqual([]);
    expect(placed()).toEqual({});
  });
});
