/**
 * Where sandboxes write: a volume per sandbox, of limited size where the host has loop devices and unlimited elsewhere, with
 * snapshots where the host has btrfs, too.
 *
 * Knows nothing about containers of sandboxes.
 */
import type Docker from 'dockerode';
import { label } from './container-spec.ts';
import { DiskKeeper, type AttachedDisk } from '../disk-keeper.ts';
import { isUnreachable } from '../driver-error.ts';
import { ignoring } from './host-engine.ts';
import { DockerKeeperContainer } from './keeper-container.ts';

/**
 * `discard` gives the host its space back when the learner deletes files. btrfs clears away deleted snapshots once per
 * `commit`, in seconds.
 */
const mountOptions: Record<AttachedDisk['fileSystem'], string> = {
  btrfs: 'discard=async,noatime,commit=5',
  ext4: 'discard',
};

/** What disks can do on this host. */
interface DiskAbilities {
  readonly unlimitedBecause: string | null;
  readonly noSnapshotsBecause: string | null;
}

/** The disks of one installation. */
export class SandboxDisks {
  readonly #engine: Docker;
  readonly #instance: string;
  readonly #keeper: DiskKeeper;
  #abilities: Promise<DiskAbilities> | undefined;

  constructor(engine: Docker, instance: string, image: string) {
    this.#engine = engine;
    this.#instance = instance;
    this.#keeper = new DiskKeeper(new DockerKeeperContainer(engine, instance, image));
  }

  /** Null when disks are limited, otherwise why they cannot be. Found out once, and again when `anew`. */
  async unlimitedBecause(anew = false): Promise<string | null> {
    if (anew) this.#abilities = undefined;
    return (await this.#findOut()).unlimitedBecause;
  }

  /** Null when new disks have snapshots, otherwise why they have none. */
  async noSnapshotsBecause(): Promise<string | null> {
    return (await this.#findOut()).noSnapshotsBecause;
  }

  async #findOut(): Promise<DiskAbilities> {
    this.#abilities ??= this.#keeper.start().then(
      (probe) => ({ unlimitedBecause: null, ...probe }),
      (error: unknown) => {
        if (isUnreachable(error)) {
          this.#abilities = undefined;
          throw error;
        }
        const reason = error instanceof Error ? error.message : String(error);
        return { unlimitedBecause: reason, noSnapshotsBecause: `disks are ordinary volumes: ${reason}` };
      },
    );
    return this.#abilities;
  }

  /** Makes the volume of a sandbox ready for use, with its disk if there is one already. Answers with the volume's name. */
  async provide(id: string, bytes: number, golden: string): Promise<string> {
    const { unlimitedBecause, noSnapshotsBecause } = await this.#findOut();
    const type = noSnapshotsBecause === null ? 'btrfs' : 'ext4';
    const disk = unlimitedBecause === null ? await this.#keeper.attach(id, bytes, type, golden) : undefined;
    const name = this.#volume(id);
    await this.#engine.createVolume({
      Name: name,
      Driver: 'local',
      ...(disk === undefined
        ? {}
        : { DriverOpts: { type: disk.fileSystem, device: disk.device, o: mountOptions[disk.fileSystem] } }),
      Labels: { [label.instance]: this.#instance, [label.role]: 'disk' },
    });
    return name;
  }

  /** Lets go of a disk that no container uses any more; its content stays. A loop device may be another one next time. */
  async release(id: string): Promise<void> {
    if ((await this.unlimitedBecause()) !== null) return;
    await this.#removeVolume(id);
    await this.#keeper.detach(id);
  }

  /** Removes a disk that no container uses any more, with its content. */
  async remove(id: string): Promise<void> {
    await this.#removeVolume(id);
    if ((await this.unlimitedBecause()) === null) await this.#keeper.remove(id);
  }

  /** Whether there is a golden disk of that name, or can be none. */
  async isSealed(golden: string): Promise<boolean> {
    return (await this.unlimitedBecause()) !== null || this.#keeper.isSealed(golden);
  }

  /** Makes a copy of a disk that no container uses any more the golden one. */
  async seal(id: string, golden: string): Promise<void> {
    await this.#keeper.seal(id, golden);
  }

  /** Whether a sandbox has been given a disk before. */
  async exists(id: string): Promise<boolean> {
    if ((await this.unlimitedBecause()) === null) return this.#keeper.exists(id);
    return (await this.#volumeIds()).includes(id);
  }

  /** Sandboxes that have a disk. */
  async list(): Promise<readonly string[]> {
    return (await this.unlimitedBecause()) === null ? this.#keeper.list() : this.#volumeIds();
  }

  /** Bytes that a disk takes on the host; null when the host cannot tell. */
  async used(id: string): Promise<number | null> {
    return (await this.unlimitedBecause()) === null ? this.#keeper.used(id) : null;
  }

  /** Bytes that are free where disks are kept; null when the host cannot tell. */
  async free(): Promise<number | null> {
    return (await this.unlimitedBecause()) === null ? this.#keeper.free() : null;
  }

  /** Ends what is only needed while the product runs. */
  async close(): Promise<void> {
    await this.#keeper.stop();
  }

  async #removeVolume(id: string): Promise<void> {
    await ignoring([404], this.#engine.getVolume(this.#volume(id)).remove());
  }

  async #volumeIds(): Promise<readonly string[]> {
    const { Volumes } = await this.#engine.listVolumes();
    const prefix = this.#volume('');
    return Volumes.flatMap(({ Name }) => (Name.startsWith(prefix) ? [Name.slice(prefix.length)] : []));
  }

  #volume(id: string): string {
    return `${this.#instance}-disk-${id}`;
  }
}
