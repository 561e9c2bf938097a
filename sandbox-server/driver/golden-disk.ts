/**
 * Names of golden disks: what the disks of new sandboxes are copied from, with everything on it that the first start of an
 * engine makes. Whoever changes anything that shows on a fresh disk gets a golden disk of another name.
 *
 * Knows nothing about how one is made.
 */
import { createHash } from 'node:crypto';

/** What a sandbox is for: to be given to somebody, or to make a golden disk with, which is nobody's and in no list. */
export type SandboxRole = 'sandbox' | 'golden';

/** What a fresh disk depends on. */
export interface FreshDisk {
  /** What stands for the content of the sandbox image. */
  readonly image: string;
  readonly bytes: number;
  /** Where images come from; the engine inside is told on its disk. */
  readonly imageSource: string;
}

/** Name of the golden disk, of 32 hex digits; also the id of the sandbox that it is made with. */
export function goldenName({ image, bytes, imageSource }: FreshDisk): string {
  return createHash('sha256')
    .update(JSON.stringify([image, bytes, imageSource]))
    .digest('hex')
    .slice(0, 32);
}
