/**
 * Files that survive crashes: one is written beside its place, flushed to the disk, and renamed into it, so that whoever reads it
 * finds the old one or the new one and never half of either.
 *
 * Knows nothing about what is in them.
 */
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

/** Ending of what is not in its place yet. */
export const UNFINISHED = '.unfinished';

/**
 * Writes a file in the place of the one before. Resolves when it would survive a loss of power; when it rejects, the one from
 * before has stayed.
 *
 * @param signal gives it up until the moment when the new one takes the place
 */
export async function replaceFile(
  target: string,
  write: (file: FileHandle) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const unfinished = `${target}${UNFINISHED}`;
  try {
    const file = await open(unfinished, 'w', 0o600);
    try {
      await write(file);
      await file.sync();
    } finally {
      await file.close();
    }
    signal?.throwIfAborted();
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await flushFolder(path.dirname(target));
}

/** Resolves when the names in a folder would survive a loss of power. */
export async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
