/**
 * The saved files: of each sandbox the last state of its learner's home, as an archive in a folder of the server's. They outlive
 * the machine that the sandbox was on, and go when the sandbox is thrown away.
 *
 * There is always the last whole one (see durable-file.ts).
 *
 * Knows nothing about sessions, nor about what is in an archive: it came out of a sandbox, and is never opened here.
 */
import { link, mkdir, open, readdir, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { KeyedQueue } from '../driver/keyed-queue.ts';
import { flushFolder, replaceFile, UNFINISHED } from './durable-file.ts';

const ENDING = '.tar.gz';

/** Bytes of one archive, unless something else is said. */
const MOST_SAVED_BYTES = 32 * 1024 * 1024;

/** An archive is larger than what is kept. The one from before has stayed. */
export class TooMuchToSave extends Error {
  override readonly name = 'TooMuchToSave';
}

/** Archives by the ids of their sandboxes. */
export class SavedFiles {
  readonly #folder: string;
  readonly #mostBytes: number;
  readonly #changes = new KeyedQueue();

  constructor(folder: string, mostBytes = MOST_SAVED_BYTES) {
    this.#folder = folder;
    this.#mostBytes = mostBytes;
  }

  /** Makes the folder and removes what an earlier process was writing when it ended. Call once, before anything else. */
  async prepare(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const unfinished = (await readdir(this.#folder)).filter((name) => name.endsWith(UNFINISHED));
    await Promise.all(unfinished.map(async (name) => rm(path.join(this.#folder, name), { force: true })));
  }

  /**
   * Keeps an archive in the place of the one before. Resolves when it would survive a loss of power.
   *
   * @throws TooMuchToSave, or what the archive or the signal failed with; the one from before has stayed then
   */
  async save(sandboxId: string, archive: AsyncIterable<unknown>, signal: AbortSignal): Promise<void> {
    await this.#changes.run(sandboxId, async () => {
      await replaceFile(this.#path(sandboxId), async (file) => this.#write(file, archive), signal);
    });
  }

  /** The archive of a sandbox; null when nothing of it was saved. */
  async read(sandboxId: string): Promise<Readable | null> {
    try {
      const file = await open(this.#path(sandboxId), 'r');
      return file.createReadStream();
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** Gives a new sandbox what was saved of the one whose place it takes, until something of its own is saved. */
  async inherit(from: string, to: string): Promise<void> {
    await this.#changes.run(to, async () => {
      try {
        await link(this.#path(from), this.#path(to));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
      await flushFolder(this.#folder);
    });
  }

  /** Removes what was saved of a sandbox, if anything was. */
  async remove(sandboxId: string): Promise<void> {
    await this.#changes.run(sandboxId, async () => {
      await rm(this.#path(sandboxId), { force: true });
    });
  }

  async #write(file: FileHandle, archive: AsyncIterable<unknown>): Promise<void> {
    let length = 0;
    for await (const piece of archive) {
      if (!(piece instanceof Uint8Array)) continue;
      length += piece.length;
      if (length > this.#mostBytes) throw new TooMuchToSave(`more than ${String(this.#mostBytes)} bytes`);
      await file.writeFile(piece);
    }
  }

  #path(sandboxId: string): string {
    return path.join(this.#folder, `${sandboxId}${ENDING}`);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
