/**
 * A throw-away installation on the real engine of this machine: names of its own, and nothing left behind.
 *
 * For tests and benchmarks only.
 */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import Docker from 'dockerode';
import { DockerDriver, type DockerDriverOptions } from '../driver/docker/docker-driver.ts';
import { removeInstallation as removeFromEngine } from '../driver/docker/installations.ts';

export { smallLimits } from './limits.ts';

/** Names of one installation. */
export interface Installation extends AsyncDisposable {
  readonly instance: string;
  readonly engine: Docker;
  /** A driver on these names. */
  driver(options?: Partial<DockerDriverOptions>): DockerDriver;
}

/** Makes up an installation; disposing of it removes its containers, disks and volumes. */
export function throwAwayInstallation(purpose: string): Installation {
  const instance = `drydock-${purpose}-${randomBytes(3).toString('hex')}`;
  const engine = new Docker();
  return {
    instance,
    engine,
    driver: (options = {}) =>
      new DockerDriver({
        instance,
        internet: false,
        image: process.env.DRYDOCK_SANDBOX_IMAGE ?? 'drydock/sandbox:local',
        registrySocketVolume: process.env.DRYDOCK_REGISTRY_SOCKET_VOLUME ?? 'drydock-registry-socket',
        ...options,
      }),
    [Symbol.asyncDispose]: async () => removeInstallation(instance),
  };
}

/** Where the servers of an installation keep what outlives them. */
export function stateDirectoryOf(instance: string): string {
  return path.join(os.tmpdir(), `${instance}-state`);
}

/** Removes an installation's containers, disks, networks and volumes from the engine. */
export async function removeInstallation(instance: string): Promise<void> {
  await rm(stateDirectoryOf(instance), { recursive: true, force: true });
  await removeFromEngine(instance);
}
