/**
 * Snapshots of running sandboxes. The work is done inside by a script of the image (see
 * images/sandbox/rootfs/usr/local/lib/drydock/snapshot), because there the disk is mounted and the processes can be ended
 * without the end of the sandbox.
 *
 * Knows nothing about disks outside of sandboxes.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import { SandboxNotRunning, type RestoreOptions } from '../driver.ts';
import { CommandFailed, ignoring, runInContainer } from './host-engine.ts';
import { within } from './within.ts';

const script = '/usr/local/lib/drydock/snapshot';

/** Names become names of folders. */
const nameSchema = /^(?=.{1,80}$)[a-z0-9]+(-[a-z0-9]+)*$/;

/** Exit codes of the script that no second try would change: no such snapshot, and no snapshots at all. */
const hopeless: ReadonlySet<number | null> = new Set([3, 4]);

/** After which a sandbox is taken for stuck. Longer than the script itself waits for the engine. */
const RESTORE_MILLISECONDS = 30_000;

/** After which even the quickest command is taken for stuck. */
const LIST_MILLISECONDS = 5_000;

/** How often a stuck sandbox is told to end everything. */
const MOST_ATTEMPTS = 8;

/** Takes and restores snapshots in containers of sandboxes. */
export class SandboxSnapshots {
  readonly #engine: Docker;

  constructor(engine: Docker) {
    this.#engine = engine;
  }

  /** Takes a snapshot; one of the same name is replaced. */
  async take(container: string, name: string): Promise<void> {
    await this.#run(container, ['take', checked(name)]);
  }

  /** Names of the snapshots, oldest names first by the alphabet. */
  async list(container: string): Promise<readonly string[]> {
    const words = await this.#run(container, ['list']);
    return words.split('\n').filter((name) => nameSchema.test(name));
  }

  /** Brings a snapshot back. A sandbox in which no process can be started any more is cleared of all processes first. */
  async restore(container: string, name: string, { keepFiles, keepBefore }: RestoreOptions): Promise<void> {
    const files = keepFiles ? 'keep' : 'replace';
    const words = [
      'restore',
      checked(name),
      files,
      randomUUID(),
      ...(keepBefore === null ? [] : [checked(keepBefore)]),
    ];
    try {
      await within(RESTORE_MILLISECONDS, this.#run(container, words));
    } catch (error) {
      if (error instanceof SandboxNotRunning) throw error;
      if (error instanceof CommandFailed && hopeless.has(error.exitCode)) throw error;
      await this.#endEverything(container);
      await within(RESTORE_MILLISECONDS, this.#run(container, words));
    }
  }

  /**
   * The signal goes to the sandbox's first process, which passes it on to one that needs no new process to obey. Answers when
   * a process can be started again.
   */
  async #endEverything(container: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      for (const signal of ['SIGCONT', 'SIGUSR1']) {
        await ignoring([409], this.#engine.getContainer(container).kill({ signal }));
      }
      // What has been ended is gone when the kernel gets round to it.
      await sleep(500);
      try {
        await within(LIST_MILLISECONDS, this.#run(container, ['list']));
        return;
      } catch (error) {
        if (error instanceof SandboxNotRunning || attempt === MOST_ATTEMPTS) throw error;
      }
    }
  }

  async #run(container: string, words: readonly string[]): Promise<string> {
    return runInContainer(this.#engine, container, { command: [script, ...words], user: 'root' });
  }
}

function checked(name: string): string {
  if (!nameSchema.test(name)) throw new TypeError(`${JSON.stringify(name)} is not a name of a snapshot`);
  return name;
}
