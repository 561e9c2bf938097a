/**
 * How the program that takes memory tells the program that checks it. The file lies in memory of its own that is empty
 * whenever the container starts, so that a restarted container does not read what it wrote before.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const file = '/dev/shm/allocated-mb';

/** @param {number} megabytes */
export function tellAllocated(megabytes) {
  writeFileSync(file, String(megabytes));
}

/** @returns {number} in megabytes; 0 when nothing was allocated yet */
export function readAllocated() {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}
