/**
 * Every driver that this machine is prepared for, each on throw-away names.
 *
 * For tests and benchmarks only.
 */
import type { SandboxDriver } from '../driver/driver.ts';
import { throwAwayInstallation } from './installation.ts';

/** A driver that cannot be used here. */
export interface UnpreparedDriver {
  readonly name: SandboxDriver['name'];
  readonly reason: string;
}

/** Disposing of them removes everything that was made with them. */
export interface EveryDriver extends AsyncDisposable {
  readonly drivers: readonly SandboxDriver[];
  readonly unprepared: readonly UnpreparedDriver[];
}

const names = ['docker', 'incus'] as const;

/** Opens each driver and probes it. */
export async function everyDriver(purpose: string): Promise<EveryDriver> {
  const drivers: SandboxDriver[] = [];
  const unprepared: UnpreparedDriver[] = [];
  const installations: AsyncDisposable[] = [];
  for (const name of names) {
    const installation = throwAwayInstallation(purpose, { SANDBOX_DRIVER: name });
    const driver = installation.driver();
    try {
      await driver.probe();
      drivers.push(driver);
      installations.push(installation);
    } catch (error) {
      unprepared.push({ name, reason: error instanceof Error ? error.message : String(error) });
      await driver.close().catch(() => undefined);
      // Whatever was made before it failed; where nothing answers, nothing was.
      await Promise.resolve(installation[Symbol.asyncDispose]()).catch(() => undefined);
    }
  }
  return {
    drivers,
    unprepared,
    [Symbol.asyncDispose]: async () => {
      for (const driver of drivers) await driver.close();
      for (const installation of installations) await installation[Symbol.asyncDispose]();
    },
  };
}
