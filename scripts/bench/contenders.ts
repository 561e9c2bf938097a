/**
 * The drivers that are compared, with sandboxes of the size that learners get.
 *
 * Knows nothing about any single figure.
 */
import { randomBytes } from 'node:crypto';
import { parseEnvironment } from '#sandbox/env.ts';
import { everyDriver, type EveryDriver } from '#sandbox/testing/every-driver.ts';
import { runShell } from '#sandbox/testing/shell.ts';
import { report } from './report.ts';

/** One of the drivers. */
export type Driver = EveryDriver['drivers'][number];

/** What the server has when nothing is set. */
const defaults = parseEnvironment({ DRYDOCK_SECRET: 'for the limits only, not for a server' });

/** How many sandboxes the server starts at once. */
export const { startsAtOnce } = defaults;

/** Runs `measure` with all drivers that are prepared here, says which are not, and removes all it made. */
export async function withDrivers(measure: (drivers: readonly Driver[]) => Promise<void>): Promise<void> {
  const every = await everyDriver('bench');
  try {
    for (const { name, reason } of every.unprepared) {
      report(
        `the ${name} driver is left out`,
        `${reason}; SANDBOX_DRIVER=${name} npm start -- --prepare makes what it needs`,
      );
    }
    await measure(every.drivers);
  } finally {
    await every[Symbol.asyncDispose]();
  }
}

/** An id for a sandbox that does not exist yet. */
export function newSandboxId(): string {
  return randomBytes(16).toString('hex');
}

/** Creates a sandbox, or starts one whose disk is there. */
export async function create(driver: Driver, id: string): Promise<void> {
  await driver.create({ id, limits: defaults.limits });
}

/** Runs a command as the learner, who must succeed. */
export async function runInside(driver: Driver, id: string, script: string): Promise<string> {
  const { output, exitCode } = await runShell(driver, id, script);
  if (exitCode !== 0) throw new Error(`${script.slice(0, 60)} ended with ${String(exitCode)}: ${output.trim()}`);
  return output;
}
