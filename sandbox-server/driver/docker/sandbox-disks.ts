/**
 * Where sandboxes write: a volume per sandbox, of limited size where the host has loop devices and unlimited elsewhere.
 *
 * Knows nothing about containers of sandboxes.
 */
import type Docker from 'dockerode';
import { label } from './container-spec.ts';
import { DiskKeeper } from './disk-keeper.ts';
import { ignoring, isUnreachable } from './host-engine.ts';

/** The disks of one installation. */
export class SandboxDisks {
  readonly #engine: Docker;
  readonly #instance: string;
  readonly #keeper: DiskKeeper;
  #unlimited: Promise<string | null> | undefined;

  constructor(engine: Docker, instance: string, image: string) {
    this.#engine = engine;
    this.#instance = instance;
    this.#keeper = new DiskKeeper(engine, instance, image);
  }

  /** Null when disks are limited, otherwise why they cannot be. Found out once, and again when `anew`. */
  async unlimitedBecause(anew = false): Promise<string | null> {
    if (anew) this.#unlimited = undefined;
    this.#unlimited ??= this.#keeper.start().then(
      () => null,
      (error: unknown) => {
        if (isUnreachable(error)) {
          this.#unlimited = undefined;
          throw error;
        }
        return error instanceof Error ? error.message : String(error);
      },
    );
    return this.#unlimited;
  }

  /** Makes the volume of a sandbox ready for use, with its disk if there is one already. Answers with the volume's name. */
  async provide(id: string, bytes: number): Promise<string> {
    const limited = (await this.unlimitedBecause()) === null;
    const device = limited ? await this.#keeper.attach(id, bytes) : undefined;
    const name = this.#volume(id);
    await this.#engine.createVolume({
      Name: name,
      Driver: 'local',
      // `discard` gives the host its space back when the learner deletes files.
      ...(device === undefined ? {} : { DriverOpts: { type: 'ext4', device, o: 'discard' } }),
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

  /** Whether a sandbox has been given a disk before. */
  async exists(id: string): Promise<boolean> {
    if ((await this.unlimitedBecause()) === null) return this.#keeper.exists(id);
    const { Volumes } = await this.#engine.listVolumes();
    return Volumes.some(({ Name }) => Name === this.#volume(id));
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

  #volume(id: string): string {
    return `${this.#instance}-disk-${id}`;
  }
}
