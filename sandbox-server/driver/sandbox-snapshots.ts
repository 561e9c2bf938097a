/**
 * Snapshots of running sandboxes. The work is done inside by a script of the image (see
 * images/sandbox/rootfs/usr/local/lib/drydock/snapshot), because there the disk is mounted and the processes can be ended
 * without the end of the sandbox.
 *
 * Knows nothing about disks outside of sandboxes.
 */
import { randomUUID } from 'node:crypto';
import { SandboxNotRunning, type RestoreOptions } from './driver.ts';
import { CommandFailed } from './process-output.ts';
import { within } from './within.ts';

const script = '/usr/local/lib/drydock/snapshot';

/** Names become names of folders. */
const nameSchema = /^(?=.{1,80}$)[a-z0-9]+(-[a-z0-9]+)*$/;

/** Exit codes of the script that no second try would change: no such snapshot, and no snapshots at all. */
const hopeless: ReadonlySet<number | null> = new Set([3, 4]);

/** After which a sandbox is taken for stuck. Longer than the script itself waits for the engine. */
const RESTORE_MILLISECONDS = 30_000;

/** After which taking or listing is given up, whatever the sandbox makes of its script; much may have to be written first. */
const TAKE_MILLISECONDS = 120_000;

/** What a driver does for its snapshots. Sandboxes go by whatever name the driver gives them. */
export interface SnapshotMeans {
  /** Runs a command as root to its end. Rejects with CommandFailed when it fails. */
  run(sandbox: string, command: readonly [string, ...string[]]): Promise<string>;
  /** Ends every process in a sandbox in which none can be started any more, and resolves when one can be again. */
  endEverything(sandbox: string): Promise<void>;
}

/** Takes and restores snapshots in running sandboxes. */
export class SandboxSnapshots {
  readonly #means: SnapshotMeans;

  constructor(means: SnapshotMeans) {
    this.#means = means;
  }

  /** Takes a snapshot; one of the same name is replaced. */
  async take(sandbox: string, name: string): Promise<void> {
    await within(TAKE_MILLISECONDS, this.#run(sandbox, ['take', checked(name)]));
  }

  /** Names of the snapshots, oldest names first by the alphabet. */
  async list(sandbox: string): Promise<readonly string[]> {
    const words = await within(TAKE_MILLISECONDS, this.#run(sandbox, ['list']));
    return words.split('\n').filter((name) => nameSchema.test(name));
  }

  /** Brings a snapshot back. A sandbox in which no process can be started any more is cleared of all processes first. */
  async restore(sandbox: string, name: string, { keepFiles, keepBefore }: RestoreOptions): Promise<void> {
    const files = keepFiles ? 'keep' : 'replace';
    const words = [
      'restore',
      checked(name),
      files,
      randomUUID(),
      ...(keepBefore === null ? [] : [checked(keepBefore)]),
    ];
    try {
      await within(RESTORE_MILLISECONDS, this.#run(sandbox, words));
    } catch (error) {
      if (error instanceof SandboxNotRunning) throw error;
      if (error instanceof CommandFailed && hopeless.has(error.exitCode)) throw error;
      await this.#means.endEverything(sandbox);
      await within(RESTORE_MILLISECONDS, this.#run(sandbox, words));
    }
  }

  async #run(sandbox: string, words: readonly string[]): Promise<string> {
    return this.#means.run(sandbox, [script, ...words]);
  }
}

function checked(name: string): string {
  if (!nameSchema.test(name)) throw new TypeError(`${JSON.stringify(name)} is not a name of a snapshot`);
  return name;
}
