/**
 * Reads a learner's home out of a sandbox as an archive. It is packed inside with the learner's own rights, so that no link of
 * theirs can lead anywhere else.
 *
 * Knows nothing about requests or sessions.
 */
import { pipeline, Transform, type Readable } from 'node:stream';
import { DrydockError } from '#protocol/errors.ts';
import type { SandboxDriver } from '../driver/driver.ts';
import { notRunning } from './upload.ts';

/**
 * tar's exit code 1: some files changed while they were read. Files the learner may not read are left out.
 * Sparse files keep their holes: a file of any length costs one line to make.
 */
const SOME_FILES_DIFFER = 1;
const packHome = [
  '/usr/bin/tar',
  '--create',
  '--gzip',
  '--sparse',
  '--ignore-failed-read',
  '--warning=no-file-changed',
  '--exclude=learner/.upload.*',
  '--directory=/home',
  '--file=-',
  'learner',
] as const;

/**
 * The home as tar.gz, one folder `learner`. Reading it slowly slows the packing; destroying it ends it. It fails in the
 * middle when the packing does, so that half an archive is never taken for a whole one.
 *
 * @throws DrydockError `sandbox-not-running`
 */
export async function download(
  driver: Pick<SandboxDriver, 'exec'>,
  sandboxId: string,
  onProgress: () => void,
): Promise<Readable> {
  const inside = await driver.exec(sandboxId, { command: packHome, user: 'learner' }).catch(notRunning);
  inside.stream.end();
  const whole = new Transform({
    transform(piece: Buffer, _encoding, done) {
      onProgress();
      done(null, piece);
    },
    flush(done) {
      void inside.exited.then((exitCode) => {
        const isWhole = exitCode !== null && exitCode <= SOME_FILES_DIFFER;
        done(isWhole ? null : new DrydockError('internal', `packing the home ended with ${String(exitCode)}`));
      });
    },
  });
  // Failures are the reader's to see, on the stream they read.
  pipeline(inside.stream, whole, () => inside.detach());
  return whole;
}
