/**
 * Every attempt that is made.
 */
import type { Attempt } from './attempt.ts';
import { deviceAttempts } from './attempts/devices.ts';
import { diskAttempts } from './attempts/disk.ts';
import { doorAttempts } from './attempts/doors.ts';
import { floodAttempts } from './attempts/floods.ts';
import { kernelAttempts } from './attempts/kernel.ts';
import { nestedAttempts } from './attempts/nested.ts';
import { networkAttempts } from './attempts/network.ts';
import { resourceAttempts } from './attempts/resources.ts';
import { versionAttempts } from './attempts/versions.ts';

/** Every attempt in the order in which they are made: those after which a sandbox must be made anew come last. */
export const attempts: readonly Attempt[] = [
  ...deviceAttempts,
  ...kernelAttempts,
  ...nestedAttempts,
  ...doorAttempts,
  ...versionAttempts,
  ...networkAttempts,
  ...diskAttempts,
  ...floodAttempts,
  ...resourceAttempts,
];
