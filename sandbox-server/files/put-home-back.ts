/**
 * Unpacks a saved home into a sandbox that has taken the place of a lost one. It happens inside with the learner's own rights:
 * whatever the archive holds was theirs and can reach nothing else.
 *
 * Knows nothing about sessions, nor about where the archive was kept.
 */
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DrydockError } from '#protocol/errors.ts';
import type { SandboxDriver } from '../driver/driver.ts';
import { beginningOf } from '../driver/process-output.ts';
import { within } from '../driver/within.ts';
import { notRunning } from './upload.ts';

/** Seconds that unpacking may take; the learner waits meanwhile. */
const SECONDS = 60;

/** Seconds after which a sandbox that cannot even end a program is given up. */
const EXTRA_SECONDS = 5;

/** Bytes of complaints that are kept for the log. */
const MOST_COMPLAINTS = 2_000;

/** Exit code of the script when the disk is full; the number of ENOSPC. */
const DISK_FULL = 28;

/** tar's exit code 2: some entries could not be unpacked, for example where a folder with something in it has a file's name. */
const SOME_ARE_MISSING = 2;

/**
 * Folders that are there stay, with what lies in them; files take the place of whatever has their name. "Wrote only" is what tar
 * says of the file in the middle of which the disk got full.
 */
const unpackHome = `
set -o pipefail
errors=$(timeout --kill-after=2 ${String(SECONDS)} tar --extract --gzip --preserve-permissions --no-same-owner \\
  --no-overwrite-dir --strip-components=1 --directory=/home/learner --file - 2>&1 | tail --bytes 4096)
code=$?
case $errors in
  *'No space left on device'* | *'quota exceeded'* | *'Wrote only'*) exit ${String(DISK_FULL)} ;;
  *'Error is not recoverable'*) exit 1 ;;
esac
printf '%s' "$errors"
exit $code
`;

/** Whether everything of the archive is there again; otherwise what tar complained about, as the sandbox tells it. */
export type PutBack = { readonly files: 'all' } | { readonly files: 'some'; readonly complaints: string };

/**
 * Unpacks an archive as `download` makes it.
 *
 * @throws DrydockError `sandbox-disk-full`, `sandbox-not-running`, or `internal` when it cannot be unpacked at all; some of it may
 *   be there then
 */
export async function putHomeBack(
  driver: Pick<SandboxDriver, 'exec'>,
  sandboxId: string,
  archive: Readable,
): Promise<PutBack> {
  const inside = await driver
    .exec(sandboxId, { command: ['/bin/bash', '-c', unpackHome], user: 'learner' })
    .catch((error: unknown) => {
      archive.destroy();
      return notRunning(error);
    });
  try {
    const complaints = beginningOf(inside.stream, MOST_COMPLAINTS).catch(() => Buffer.alloc(0));
    // It may end before it has read everything; its exit code knows better why than the broken pipe.
    const failing = pipeline(archive, inside.stream, { end: true }).then(
      () => null,
      (error: unknown) => error,
    );
    const unpacking = failing.then(async (failure) => ({ failure, exitCode: await inside.exited }));
    const { failure, exitCode } = await within((SECONDS + EXTRA_SECONDS) * 1_000, unpacking).catch((error: unknown) => {
      throw new DrydockError('internal', 'unpacking the saved files took too long', { cause: error });
    });
    if (exitCode === 0) return { files: 'all' };
    if (exitCode === SOME_ARE_MISSING) return { files: 'some', complaints: (await complaints).toString('utf8') };
    if (exitCode === DISK_FULL) throw new DrydockError('sandbox-disk-full');
    if (exitCode === null) throw new DrydockError('sandbox-not-running', 'unpacking broke off', { cause: failure });
    throw new DrydockError('internal', `unpacking the saved files ended with ${String(exitCode)}`);
  } finally {
    inside.detach();
  }
}
