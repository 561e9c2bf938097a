/**
 * A name of its own for each run, so that several on one machine leave each other alone; what a run that was killed left
 * behind is removed by the next one.
 *
 * Knows nothing about lessons.
 */
import os from 'node:os';
import type { DriverChoice } from '../driver/driver-choice.ts';
import { installationsNamed, removeInstallation } from '../driver/installations.ts';

/** Process numbers mean something on one host only, and containers are hosts, too. */
const beginning = `drydock-verify-${os.hostname().replaceAll(/[^a-zA-Z0-9]/g, '')}-`;

/** The name of this process's installation. */
export const ownInstallation = `${beginning}${String(process.pid)}`;

/** Removes what runs of this host left behind whose processes are gone. */
export async function removeLeftovers(choice: DriverChoice): Promise<void> {
  for (const name of await installationsNamed(choice, beginning)) {
    if (name === ownInstallation || isRunning(name.slice(beginning.length))) continue;
    // Another run may be removing it, too.
    await removeInstallation(choice, name).catch(() => undefined);
  }
}

function isRunning(processId: string): boolean {
  if (!/^[0-9]+$/.test(processId)) return true;
  try {
    process.kill(Number(processId), 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
