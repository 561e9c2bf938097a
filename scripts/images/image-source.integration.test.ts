/**
 * The switch IMAGES on a real engine: where the engine in a sandbox gets images from. In place of Docker Hub stands a
 * registry of this test, as Docker Hub itself may be out of reach.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { smallLimits, throwAwayInstallation } from '#sandbox/testing/installation.ts';
import { runShell } from '#sandbox/testing/shell.ts';
import { inspectImage } from '../start/docker.mjs';
import {
  publishing,
  registryImage,
  registryNames,
  serveHubCache,
  serveRegistry,
} from '../start/registry-container.mjs';

const never = new AbortController().signal;
const installation = throwAwayInstallation('source');
const registry = registryNames(installation.instance, 'hub-through-cache');
const hub = `${installation.instance}-stand-in-hub`;
let imageId = '';

function docker(...parameters: string[]): string {
  return execFileSync('docker', parameters, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

/** Publishes this machine's own copy of an image under a name at an address. */
function push(address: string, name: string): void {
  docker('tag', 'drydock/course/diamol-base:local', `${address}/${name}`);
  docker('push', '--quiet', `${address}/${name}`);
  docker('image', 'rm', '--no-prune', `${address}/${name}`);
}

async function sandboxWith(imageSource: 'hub' | 'hub-through-cache'): Promise<(command: string) => Promise<string>> {
  const driver = installation.driver({ registrySocketVolume: registry.socket, imageSource });
  const id = randomBytes(16).toString('hex');
  await driver.create({ id, limits: smallLimits });
  return async (command) => (await runShell(driver, id, `${command} 2>&1 || true`)).output;
}

beforeAll(async () => {
  imageId = (await inspectImage(registryImage, never))?.id ?? '';
  const label = `drydock.instance=${installation.instance}`;
  docker('run', '--detach', '--name', hub, '--label', label, '--publish', '127.0.0.1::5000', imageId, 'publish');
  const published = docker('port', hub, '5000/tcp').split('\n')[0] ?? '';
  await vi.waitUntil(
    async () =>
      fetch(`http://${published}/v2/`).then(
        ({ ok }) => ok,
        () => false,
      ),
    { timeout: 20_000 },
  );
  push(published, 'library/only-on-hub:1');
  await serveRegistry(registry, imageId, never);
  await publishing(registry, imageId, never, async (address) => push(address, 'drydock/own:latest'));
  const address = docker('inspect', '--format', '{{.NetworkSettings.IPAddress}}', hub);
  const account = { userName: '', password: '' };
  await serveHubCache(registry, imageId, { address: `http://${address}:5000`, ...account }, never);
});

afterAll(async () => {
  docker('rm', '--force', '--volumes', hub);
  await installation[Symbol.asyncDispose]();
});

describe('images from Docker Hub through the cache', () => {
  it('stand beside Drydock’s own images', async () => {
    const run = await sandboxWith('hub-through-cache');
    expect(await run('docker pull --quiet drydock/own')).toContain('drydock/own:latest');
  });

  it('that do not exist are said not to exist', async () => {
    const run = await sandboxWith('hub-through-cache');
    expect(await run('docker pull no-such-image')).toMatch(/not found|manifest unknown/);
  });

  it('are pulled without a network, kept, and had again while Docker Hub is away', async () => {
    const run = await sandboxWith('hub-through-cache');
    expect(await run('docker pull --quiet only-on-hub:1')).toContain('only-on-hub:1');
    docker('stop', '--time', '1', hub);
    await run('docker image rm only-on-hub:1');
    expect(await run('docker pull --quiet only-on-hub:1')).toContain('only-on-hub:1');
  });
});

describe('images from Docker Hub', () => {
  it('are asked of Docker Hub itself, Drydock’s own of the course registry', async () => {
    const run = await sandboxWith('hub');
    expect(await run('docker pull --quiet drydock/own')).toContain('drydock/own:latest');
    // This sandbox has no network: that the name of Docker Hub cannot be looked up shows whom the engine asks.
    expect(await run('docker pull diamol/base')).toContain('lookup registry-1.docker.io');
  });
});
