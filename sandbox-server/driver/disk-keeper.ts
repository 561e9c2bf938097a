/**
 * The disks of sandboxes: one image file per sandbox on a loop device, so that a learner's writes end at the disk's size and
 * the host's disk stays free. The file system is btrfs where the host's kernel has it, for its snapshots, and ext4 elsewhere.
 * The work is done by a script in a small trusted container (see images/sandbox/rootfs/usr/local/lib/drydock/disk), which
 * also works where the engine runs in a virtual machine.
 *
 * Knows nothing about that container, nor about those that use the disks.
 */
import { z } from 'zod';
import { SandboxNotRunning } from './driver.ts';

const script = '/usr/local/lib/drydock/disk';

const fileSystemSchema = z.enum(['btrfs', 'ext4']);

/** A disk that is attached. */
export interface AttachedDisk {
  /** Loop device, e.g. "/dev/loop3". */
  readonly device: string;
  readonly fileSystem: z.infer<typeof fileSystemSchema>;
}

/** What the keeper found out about this host. */
export interface DiskProbe {
  /** Null when new disks have snapshots. */
  readonly noSnapshotsBecause: string | null;
}

/** The container of the keeper, which can use loop devices and keeps the image files. */
export interface KeeperContainer {
  /** Starts it, with the image that is there now, unless it runs. */
  start(): Promise<void>;
  /** Runs a command in it to its end. Rejects with SandboxNotRunning when it does not run. */
  run(command: readonly [string, ...string[]]): Promise<string>;
  /** Ends it; disks that are attached stay so. */
  stop(): Promise<void>;
}

/** Makes, attaches and removes disks. */
export class DiskKeeper {
  readonly #container: KeeperContainer;
  #starting: Promise<DiskProbe> | undefined;

  constructor(container: KeeperContainer) {
    this.#container = container;
  }

  /** Starts the keeper unless it runs, and tries a disk. Rejects when this host cannot do it. */
  async start(): Promise<DiskProbe> {
    this.#starting ??= this.#start().finally(() => (this.#starting = undefined));
    return this.#starting;
  }

  async #start(): Promise<DiskProbe> {
    await this.#container.start();
    const words = (await this.#container.run([script, 'probe', 'probe'])).trim();
    if (words === 'btrfs') return { noSnapshotsBecause: null };
    return { noSnapshotsBecause: `the host's kernel has no btrfs (${words.replace(/^ext4 ?/, '')})` };
  }

  /**
   * Attaches the disk of a sandbox, making one if there is none: a copy of the golden disk of that name, or an empty one where
   * there is no such.
   */
  async attach(
    id: string,
    bytes: number,
    fileSystem: AttachedDisk['fileSystem'],
    golden: string,
  ): Promise<AttachedDisk> {
    const words = (await this.#run('attach', id, String(bytes), fileSystem, golden)).trim();
    const [, device, type] = /^(\/dev\/loop\d+) (\w+)$/.exec(words) ?? [];
    const parsed = fileSystemSchema.safeParse(type);
    if (device === undefined || !parsed.success) throw new Error(`the disk keeper answered ${JSON.stringify(words)}`);
    return { device, fileSystem: parsed.data };
  }

  /** Whether there is a golden disk of that name. */
  async isSealed(golden: string): Promise<boolean> {
    return (await this.#run('sealed', 'probe', golden)).trim() === 'yes';
  }

  /** Makes a copy of a disk that is not attached the golden one, in place of any other. */
  async seal(id: string, golden: string): Promise<void> {
    await this.#run('seal', id, golden);
  }

  /** Lets go of the loop device; the disk's content stays. */
  async detach(id: string): Promise<void> {
    await this.#run('detach', id);
  }

  /** Removes the disk with all its content. */
  async remove(id: string): Promise<void> {
    await this.#run('remove', id);
  }

  /** Whether a disk exists. */
  async exists(id: string): Promise<boolean> {
    return (await this.#run('exists', id)).trim() === 'yes';
  }

  /** Sandboxes that have a disk. */
  async list(): Promise<readonly string[]> {
    return (await this.#run('list', 'probe')).split('\n').filter((id) => /^[0-9a-f]{32}$/.test(id));
  }

  /** Bytes that the disk takes on the host. */
  async used(id: string): Promise<number> {
    return Number((await this.#run('used', id)).trim());
  }

  /** Bytes that are free where the disks are kept. */
  async free(): Promise<number> {
    return Number((await this.#run('free', 'probe')).trim());
  }

  /** Ends the keeper. Disks that are attached stay so; the next call starts it again. */
  async stop(): Promise<void> {
    await this.#container.stop();
  }

  async #run(...words: [string, ...string[]]): Promise<string> {
    const command = [script, ...words] as const;
    try {
      return await this.#container.run(command);
    } catch (error) {
      if (!(error instanceof SandboxNotRunning)) throw error;
      await this.start();
      return this.#container.run(command);
    }
  }
}
