/**
 * Removes sandboxes for good, whatever happens meanwhile: which are to be removed is written down first, and what fails or is cut
 * off is tried again, by this process or the next.
 *
 * Knows nothing about sessions.
 */
import type { Logger } from 'pino';
import { z } from 'zod';
import type { SandboxDriver } from '../driver/driver.ts';
import { RecordFolder } from './record-folder.ts';
import type { SavedFiles } from './saved-files.ts';

/** Milliseconds until what failed is tried again: a machine that is away may be back. */
const RETRY_MS = 60_000;

/** What is removed with what. */
export interface SandboxRemovalOptions {
  readonly driver: Pick<SandboxDriver, 'destroy'>;
  readonly savedFiles: Pick<SavedFiles, 'remove'>;
  /** Folder for the ids of sandboxes that belong to nobody: being made, in the pool, or being removed. */
  readonly folder: string;
  /** Milliseconds that only move forward. */
  readonly now: () => number;
  readonly log: Logger;
}

/** The removal of sandboxes. */
export class SandboxRemoval {
  readonly #options: SandboxRemovalOptions;
  readonly #unclaimed: RecordFolder<ReturnType<typeof z.strictObject>>;
  readonly #failed = new Set<string>();
  #retryAt = 0;

  constructor(options: SandboxRemovalOptions) {
    this.#options = options;
    this.#unclaimed = new RecordFolder(options.folder, z.strictObject({}));
  }

  /** Writes down that a sandbox belongs to nobody, so that the next process removes it unless somebody has claimed it then. */
  async add(sandboxId: string): Promise<void> {
    await this.#unclaimed.write(sandboxId, {});
  }

  /** The sandbox belongs to somebody, or is not there any more. */
  async remove(sandboxId: string): Promise<void> {
    await this.#unclaimed.remove(sandboxId);
  }

  /** Removes what belonged to nobody when the last process ended; nobody can miss it. */
  async discardLeftovers(
    claimed: ReadonlySet<string>,
    onBroken: (name: string, error: unknown) => void,
  ): Promise<void> {
    const names = [...(await this.#unclaimed.readAll(onBroken)).keys()];
    await Promise.all(
      names.map(async (sandboxId) => {
        // Written down for a session a moment before the process ended.
        if (claimed.has(sandboxId)) await this.remove(sandboxId);
        else await this.discard(sandboxId);
      }),
    );
  }

  /** Removes a sandbox with what was saved of it. Never rejects; what fails is tried again later. */
  async discard(sandboxId: string): Promise<void> {
    const { driver, savedFiles, log, now } = this.#options;
    try {
      await this.add(sandboxId);
      // Once it is gone, nothing of it can be saved any more.
      await driver.destroy(sandboxId).finally(async () => savedFiles.remove(sandboxId));
      await this.remove(sandboxId);
      this.#failed.delete(sandboxId);
    } catch (error) {
      if (!this.#failed.has(sandboxId)) log.error({ error, sandboxId }, 'a sandbox could not be removed yet');
      this.#failed.add(sandboxId);
      this.#retryAt = now() + RETRY_MS;
    }
  }

  /** As time passes: tries again what has failed. */
  retry(): void {
    const { now } = this.#options;
    if (this.#failed.size === 0 || now() < this.#retryAt) return;
    this.#retryAt = now() + RETRY_MS;
    for (const sandboxId of this.#failed) void this.discard(sandboxId);
  }
}
