/**
 * Looks into volumes of the sandbox's engine.
 *
 * Knows nothing about lessons.
 */
import type { Evidence } from '#lessons/_schema/evidence.ts';

/** Where the engine keeps the files of a volume. */
export function mountpointOf(volume: string): string {
  return `/var/lib/docker/volumes/${volume}/_data`;
}

/** The names of what is in the uppermost folder of a volume; none when the volume is not there. */
export async function filesInVolume(evidence: Evidence, volume: string): Promise<readonly string[]> {
  const { exitCode, output } = await evidence.program(['ls', '-A', mountpointOf(volume)]);
  return exitCode === 0 ? output.split('\n').filter((name) => name !== '') : [];
}
