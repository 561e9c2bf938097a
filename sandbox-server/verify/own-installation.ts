/**
 * A name of its own for each run, so that several on one machine leave each other alone; what a run that was killed left
 * behind is removed by the next one.
 *
 * Knows nothing about lessons.
 */
import os from 'node:os';
import { installationsNamed, removeInstallation } from '../driver/docker/installations.ts';

export { removeInstallation };

/** Process numbers mean something on one host only, and containers are hosts, too. */
const beginning = `drydock-verify-${os.hostname().replaceAll(/[^a-zA-Z0-9]/g, '')}-`;

/** The name of this process's installation. */
export const ownInstallation = `${beginning}${String(process.pid)}`;

/** Removes what runs of this host left behind whose processes are gone. */
export async function removeLeftovers(): Promise<void> {
  for (const name of await installationsNamed(beginning)) {
    if (name === ownInstallation || isRunning(name.slice(beginning.length))) continue;
    // Another run may be removing it, too.
    await removeInstallation(name).catch(() => undefined);
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
