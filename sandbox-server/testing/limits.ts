/**
 * Limits of the sandboxes of tests: small enough to run several at once, large enough for an engine.
 */
import type { SandboxLimits } from '../driver/driver.ts';

const MIB = 1024 ** 2;

/** Limits of one sandbox. */
export const smallLimits: SandboxLimits = {
  memoryBytes: 1024 * MIB,
  cpus: 2,
  cpuWeight: 512,
  pids: 512,
  diskBytes: 2048 * MIB,
};
