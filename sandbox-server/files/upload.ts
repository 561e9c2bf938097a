/**
 * Puts uploaded files into a learner's home: checks the archive, unpacks it inside the sandbox as the learner, and moves it
 * into place only when all of it has come. What exists is kept; a newcomer of the same name gets a free one.
 *
 * Everything that touches the disk happens inside, with the learner's own rights: whatever they do to their files meanwhile
 * concerns their own sandbox. Knows nothing about requests or sessions.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DrydockError } from '#protocol/errors.ts';
import { uploadPath } from '#protocol/upload.ts';
import { SandboxNotRunning, type SandboxDriver } from '../driver/driver.ts';
import { checkedArchive, COMPLETE_MARK, UPLOADED_FOLDER } from './checked-archive.ts';

/** Exit code of the script when the disk is full; the number of ENOSPC. */
const DISK_FULL = 28;

/** Bytes of names that are believed to be an answer: 10,000 of the longest. */
const MOST_ANSWER_BYTES = 4 * 1024 * 1024;

/** Milliseconds until an upload that does not get on inside is given up. */
const TIME_LIMIT_MS = 15 * 60_000;

/** $1: folder below the home, or ''. Reads the archive; prints the names that were given, each followed by a zero. */
const placeUpload = `
set -euo pipefail
umask 022
home=/home/learner
target=$home\${1:+/$1}
# "Wrote only" is what tar says of the file in the middle of which the disk got full.
give_up() {
  case $1 in *'No space left on device'* | *'quota exceeded'* | *'Wrote only'*) exit ${String(DISK_FULL)} ;; esac
  exit 1
}
staging=$(mktemp --directory "$home/.upload.XXXXXX" 2>&1) || give_up "$staging"
trap 'rm --recursive --force -- "$staging"' EXIT
trap 'exit 1' HUP INT TERM
errors=$(tar --extract --keep-old-files --no-same-owner --directory "$staging" --file - 2>&1 | tail --bytes 4096) \\
  || give_up "$errors"
[ -e "$staging/${COMPLETE_MARK}" ] || exit 1
errors=$(mkdir --parents -- "$target" 2>&1) || give_up "$errors"
shopt -s nullglob dotglob
for path in "$staging/${UPLOADED_FOLDER}"/*; do
  name=\${path##*/} ending=
  stem=$name
  # Neither a folder nor a name like .bashrc has an ending.
  if [ ! -d "$path" ] && [[ \${name#?} == *.* ]]; then
    ending=.\${name##*.}
    stem=\${name%.*}
  fi
  free=$name number=2
  while [ -e "$target/$free" ] || [ -L "$target/$free" ]; do
    free="$stem ($number)$ending"
    number=$((number + 1))
  done
  errors=$(mv --no-clobber --no-target-directory -- "$path" "$target/$free" 2>&1) || give_up "$errors"
  printf '%s\\0' "$free"
done
`;

/** An upload. */
export interface Upload {
  readonly sandboxId: string;
  /** Folder below the home, '' for the home itself; made when there is none. */
  readonly folder: string;
  /** A tar archive of whatever. */
  readonly archive: AsyncIterable<Uint8Array>;
  /** Called as it gets on. */
  readonly onProgress: () => void;
}

/**
 * Uploads. Answers with what lies in the folder now, relative to the home: top-level files and folders of the archive.
 *
 * @throws DrydockError `upload-refused`, `upload-too-large`, `sandbox-disk-full`, `sandbox-not-running`; nothing of the upload
 *   stays then, except what was moved into place before a disk got full.
 */
export async function upload(driver: Pick<SandboxDriver, 'exec'>, upload: Upload): Promise<readonly string[]> {
  const folder = uploadPath(upload.folder);
  if (folder === null) throw new DrydockError('upload-refused', 'the folder is outside the home');
  const inside = await driver
    .exec(upload.sandboxId, { command: ['/bin/bash', '-c', placeUpload, 'place-upload', folder], user: 'learner' })
    .catch(notRunning);
  const answer = readAnswer(inside.stream);
  // It is only asked for when the script went well; until then nobody listens to its failure.
  answer.catch(() => undefined);
  try {
    const archive = Readable.from(watched(checkedArchive(upload.archive), upload.onProgress), { objectMode: false });
    const signal = AbortSignal.timeout(TIME_LIMIT_MS);
    const failure = await pipeline(archive, inside.stream, { signal, end: true }).then(
      () => null,
      (error: unknown) => error,
    );
    if (failure instanceof DrydockError) throw failure;
    // The script may have ended before it had read everything; its exit code knows better why than the broken pipe.
    const exitCode = await inside.exited;
    if (exitCode === DISK_FULL) throw new DrydockError('sandbox-disk-full');
    if (exitCode === null) throw new DrydockError('sandbox-not-running', 'the upload broke off', { cause: failure });
    if (exitCode !== 0) throw new DrydockError('upload-refused', `unpacking ended with ${String(exitCode)}`);
    return placed(await answer, folder);
  } finally {
    inside.detach();
  }
}

async function* watched(archive: AsyncIterable<Uint8Array>, onProgress: () => void): AsyncGenerator<Uint8Array> {
  for await (const piece of archive) {
    onProgress();
    yield piece;
  }
}

/** What the script printed, as much of it as can be an answer. The rest is read and dropped, so that it can end. */
async function readAnswer(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of stream) {
    const bytes = Buffer.from(piece);
    length += bytes.length;
    if (length <= MOST_ANSWER_BYTES) pieces.push(bytes);
  }
  return Buffer.concat(pieces);
}

function placed(answer: Buffer, folder: string): readonly string[] {
  return answer
    .toString()
    .split('\0')
    .filter((name) => name !== '' && uploadPath(name) === name)
    .map((name) => (folder === '' ? name : `${folder}/${name}`));
}

/** Says of a sandbox that is not running what a learner can do about it. */
export function notRunning(error: unknown): never {
  if (error instanceof SandboxNotRunning)
    throw new DrydockError('sandbox-not-running', error.message, { cause: error });
  throw error;
}
