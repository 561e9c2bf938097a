/**
 * A throw-away installation on the real engine of this machine: names of its own, and nothing left behind. Its sandboxes are
 * made with what SANDBOX_DRIVER says, as everything else of the product.
 *
 * For tests and benchmarks only.
 */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import Docker from 'dockerode';
import { readDriverChoice } from '../driver/driver-choice.ts';
import type { SandboxDriver } from '../driver/driver.ts';
import { removeInstallation as removeEverywhere } from '../driver/installations.ts';
import { openDriver, type DriverOptions } from '../driver/open-driver.ts';

export { smallLimits } from './limits.ts';

/** Names of one installation. */
export interface Installation extends AsyncDisposable {
  readonly instance: string;
  readonly engine: Docker;
  /** A driver on these names. */
  driver(options?: Partial<Omit<DriverOptions, 'driver' | 'instance'>>): SandboxDriver;
}

/**
 * Makes up an installation; disposing of it removes its sandboxes, disks, networks and volumes.
 *
 * @param variables stand above those of the environment, for tests of one driver
 */
export function throwAwayInstallation(
  purpose: string,
  variables: { readonly SANDBOX_DRIVER?: DriverOptions['driver'] } = {},
): Installation {
  const instance = `drydock-${purpose}-${randomBytes(3).toString('hex')}`;
  const choice = readDriverChoice({
    DRYDOCK_REGISTRY_SOCKET_VOLUME: 'drydock-registry-socket',
    ...process.env,
    ...variables,
  });
  return {
    instance,
    engine: new Docker(),
    driver: (options = {}) => openDriver({ ...choice, instance, internet: false, imageSource: 'course', ...options }),
    [Symbol.asyncDispose]: async () => removeInstallation(instance, variables),
  };
}

/** Where the servers of an installation keep what outlives them. */
export function stateDirectoryOf(instance: string): string {
  return path.join(os.tmpdir(), `${instance}-state`);
}

/** Removes everything of an installation. */
export async function removeInstallation(
  instance: string,
  variables: { readonly SANDBOX_DRIVER?: DriverOptions['driver'] } = {},
): Promise<void> {
  await rm(stateDirectoryOf(instance), { recursive: true, force: true });
  await removeEverywhere(readDriverChoice({ ...process.env, ...variables }), instance);
}
