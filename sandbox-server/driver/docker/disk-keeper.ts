/**
 * The disks of sandboxes: one image file per sandbox on a loop device, so that a learner's writes end at the disk's size and
 * the host's disk stays free. The file system is btrfs where the host's kernel has it, for its snapshots, and ext4 elsewhere. The work is done by a script in a small trusted container (see
 * images/sandbox/rootfs/usr/local/lib/drydock/disk), which also works where the engine runs in a virtual machine.
 *
 * Knows nothing about the containers that use the disks.
 */
import type Docker from 'dockerode';
import { z } from 'zod';
import { SandboxNotRunning } from '../driver.ts';
import { diskKeeperContainer } from './container-spec.ts';
import { runInContainer, statusOf } from './host-engine.ts';

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

/** Makes, attaches and removes disks. */
export class DiskKeeper {
  readonly #engine: Docker;
  readonly #instance: string;
  readonly #image: string;
  readonly #container: string;
  #starting: Promise<DiskProbe> | undefined;

  constructor(engine: Docker, instance: string, image: string) {
    this.#engine = engine;
    this.#instance = instance;
    this.#image = image;
    this.#container = `${instance}-disk-keeper`;
  }

  /** Starts the keeper unless it runs, and tries a disk. Rejects when this host cannot do it. */
  async start(): Promise<DiskProbe> {
    this.#starting ??= this.#start().finally(() => (this.#starting = undefined));
    return this.#starting;
  }

  async #start(): Promise<DiskProbe> {
    if (!(await this.#isCurrent())) {
      const created = await this.#engine.createContainer(
        diskKeeperContainer({
          instance: this.#instance,
          name: this.#container,
          image: this.#image,
          volume: `${this.#instance}-disks`,
        }),
      );
      await created.start();
    }
    const command = [script, 'probe', 'probe'] as const;
    const words = (await runInContainer(this.#engine, this.#container, { command, user: 'root' })).trim();
    if (words === 'btrfs') return { noSnapshotsBecause: null };
    return { noSnapshotsBecause: `the host's kernel has no btrfs (${words.replace(/^ext4 ?/, '')})` };
  }

  /** Whether the keeper runs with the image that is there now; removes it otherwise. */
  async #isCurrent(): Promise<boolean> {
    const container = this.#engine.getContainer(this.#container);
    try {
      const state = await container.inspect();
      const image = await this.#engine.getImage(this.#image).inspect();
      if (state.State.Running && state.Image === image.Id) return true;
      await container.remove({ force: true });
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
    }
    return false;
  }

  /** Attaches the disk of a sandbox, making one with that file system if there is none. */
  async attach(id: string, bytes: number, fileSystem: AttachedDisk['fileSystem']): Promise<AttachedDisk> {
    const words = (await this.#run('attach', id, String(bytes), fileSystem)).trim();
    const [, device, type] = /^(\/dev\/loop\d+) (\w+)$/.exec(words) ?? [];
    const parsed = fileSystemSchema.safeParse(type);
    if (device === undefined || !parsed.success) throw new Error(`the disk keeper answered ${JSON.stringify(words)}`);
    return { device, fileSystem: parsed.data };
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
    try {
      await this.#engine.getContainer(this.#container).remove({ force: true });
    } catch (error) {
      // 409: another process is removing it at this moment.
      if (statusOf(error) !== 404 && statusOf(error) !== 409) throw error;
    }
  }

  async #run(...words: [string, ...string[]]): Promise<string> {
    const command = [script, ...words] as const;
    try {
      return await runInContainer(this.#engine, this.#container, { command, user: 'root' });
    } catch (error) {
      if (!(error instanceof SandboxNotRunning)) throw error;
      await this.start();
      return runInContainer(this.#engine, this.#container, { command, user: 'root' });
    }
  }
}
