/**
 * A learner's home for the editor: what lies in a folder, what stands in a file, and every change, as protocol/workspace.ts says.
 * Everything that touches the disk happens inside the sandbox with the learner's own rights.
 *
 * Knows nothing about requests or sessions.
 */
import { pipeline, Transform, type Readable, type TransformCallback } from 'node:stream';
import { DrydockError } from '#protocol/errors.ts';
import {
  folderPathSchema,
  homePathSchema,
  MOST_EDITED_BYTES,
  type FileChange,
  type FileChangeAnswer,
  type FileContent,
  type FolderListing,
} from '#protocol/workspace.ts';
import { readFirstEntry, readListing, textOf, type FirstEntry } from './home-entries.ts';
import { requireSuccess, runHomeProgram, startHomeProgram, type FilesDriver } from './home-program.ts';

/** Bytes of one entry: a name and three numbers. */
const MOST_ENTRY_BYTES = 1024;

/** Bytes of a listing: as many files as links, with the longest names. */
const MOST_LISTING_BYTES = 4 * 1024 * 1024;

/** Seconds that the removal of a large folder may take. */
const REMOVE_SECONDS = 60;

/** Seconds that a download may take. */
const DOWNLOAD_SECONDS = 15 * 60;

/** What lies in a folder. Throws DrydockError `file-unknown`, `file-refused` and those of `runHomeProgram`. */
export async function listFolder(driver: FilesDriver, sandboxId: string, path: string): Promise<FolderListing> {
  const folder = believed(folderPathSchema.safeParse(path).data);
  const answer = await runHomeProgram(driver, sandboxId, { verb: ['list', folder], mostBytes: MOST_LISTING_BYTES });
  return understood(readListing(answer, folder));
}

/** What stands in a file. Throws DrydockError `file-unknown`, `file-refused` and those of `runHomeProgram`. */
export async function readFile(driver: FilesDriver, sandboxId: string, path: string): Promise<FileContent> {
  const file = requireHomePath(path);
  const answer = await runHomeProgram(driver, sandboxId, {
    verb: ['read', file, String(MOST_EDITED_BYTES)],
    mostBytes: MOST_ENTRY_BYTES + MOST_EDITED_BYTES + 1,
  });
  const { entry, rest } = understood(readFirstEntry(answer, file));
  const { version } = entry;
  // It may have grown since its size was looked at.
  const bytes = Math.max(entry.bytes, rest.length);
  if (bytes > MOST_EDITED_BYTES) return { kind: 'too-large', path: file, version, bytes };
  const text = rest.includes(0) ? null : textOf(rest);
  return text === null ? { kind: 'binary', path: file, version, bytes } : { kind: 'text', path: file, version, text };
}

/**
 * Makes one change. A file that is new gets the folders before it, too.
 *
 * @throws DrydockError `file-unknown`, `file-exists`, `file-changed`, `file-refused`, `sandbox-disk-full` and those of
 *   `runHomeProgram`; nothing has changed then, except that a folder may have been removed in part
 */
export async function changeFile(
  driver: FilesDriver,
  sandboxId: string,
  change: FileChange,
): Promise<FileChangeAnswer> {
  const path = requireHomePath(change.path);
  const entryAfter = async (verb: readonly [string, ...string[]], at: string, input = new Uint8Array(0)) => {
    const answer = await runHomeProgram(driver, sandboxId, { verb, input, mostBytes: MOST_ENTRY_BYTES });
    return { entry: understood(readFirstEntry(answer, at)).entry };
  };
  switch (change.kind) {
    case 'write': {
      const content = Buffer.from(change.text);
      return entryAfter(['write', path, change.seen ?? '', String(content.length)], path, content);
    }
    case 'make-folder':
      return entryAfter(['make-folder', path], path);
    case 'move': {
      const to = requireHomePath(change.to);
      return entryAfter(['move', path, to], to);
    }
    case 'remove':
      await runHomeProgram(driver, sandboxId, { verb: ['remove', path], mostBytes: 0, seconds: REMOVE_SECONDS });
      return { entry: null };
  }
}

/**
 * The bytes of a file, as they are read. Reading them slowly slows the program; destroying the stream ends it. It fails in the
 * middle when the program does, so that half a file is never taken for a whole one.
 *
 * @throws DrydockError `file-unknown`, `file-refused` and those of `runHomeProgram`
 */
export async function downloadFile(
  driver: FilesDriver,
  sandboxId: string,
  path: string,
  onProgress: () => void,
): Promise<Readable> {
  const file = requireHomePath(path);
  const process = await startHomeProgram(driver, sandboxId, ['download', file], DOWNLOAD_SECONDS);
  process.stream.end();
  const content = new FileBytes(file, onProgress, async () => requireSuccess(process, 'download'));
  // Failures are the reader's to see, on the stream they read.
  pipeline(process.stream, content, () => process.detach());
  await content.begun;
  return content;
}

/** Takes the entry off the beginning of a download; `begun` resolves when it has come. */
class FileBytes extends Transform {
  readonly begun: Promise<void>;
  readonly #path: string;
  readonly #onProgress: () => void;
  readonly #success: () => Promise<void>;
  #beginning: Buffer | null = Buffer.alloc(0);
  #begin!: () => void;

  constructor(path: string, onProgress: () => void, success: () => Promise<void>) {
    super();
    this.#path = path;
    this.#onProgress = onProgress;
    this.#success = success;
    this.begun = new Promise((resolve, reject) => {
      this.#begin = resolve;
      this.once('error', reject);
      this.once('close', () => reject(new DrydockError('internal', 'the download broke off')));
    });
  }

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#onProgress();
    if (this.#beginning === null) return done(null, piece);
    const first = readFirstEntry(Buffer.concat([this.#beginning, piece]), this.#path);
    if (first) return this.#haveBegun(first, done);
    this.#beginning = Buffer.concat([this.#beginning, piece]);
    done(
      this.#beginning.length > MOST_ENTRY_BYTES ? new DrydockError('internal', 'a download without an entry') : null,
    );
  }

  override _flush(done: TransformCallback): void {
    const isWhole = this.#beginning === null;
    this.#success().then(
      () => done(isWhole ? null : new DrydockError('internal', 'a download without an entry')),
      (error: Error) => done(error),
    );
  }

  #haveBegun({ rest }: FirstEntry, done: TransformCallback): void {
    this.#beginning = null;
    this.#begin();
    if (rest.length > 0) this.push(rest);
    done();
  }
}

/** Paths are checked where they arrive; a caller that has not done so is stopped here. */
function requireHomePath(path: string): string {
  return believed(homePathSchema.safeParse(path).data);
}

function believed(path: string | undefined): string {
  if (path === undefined) throw new DrydockError('file-refused', 'no path below the home');
  return path;
}

function understood<Answer>(answer: Answer | null): Answer {
  if (answer === null) throw new DrydockError('internal', 'the answer has another form');
  return answer;
}
