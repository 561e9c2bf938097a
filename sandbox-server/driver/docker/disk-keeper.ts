/**
 * The disks of sandboxes: one ext4 image file per sandbox on a loop device, so that a learner's writes end at the disk's
 * size and the host's disk stays free. The work is done by a script in a small trusted container (see
 * images/sandbox/rootfs/usr/local/lib/drydock/disk), which also works where the engine runs in a virtual machine.
 *
 * Knows nothing about the containers that use the disks.
 */
import type Docker from 'dockerode';
import { SandboxNotRunning } from '../driver.ts';
import { diskKeeperContainer } from './container-spec.ts';
import { runInContainer, statusOf } from './host-engine.ts';

const script = '/usr/local/lib/drydock/disk';

/** Makes, attaches and removes disks. */
export class DiskKeeper {
  readonly #engine: Docker;
  readonly #instance: string;
  readonly #image: string;
  readonly #container: string;
  #starting: Promise<void> | undefined;

  constructor(engine: Docker, instance: string, image: string) {
    this.#engine = engine;
    this.#instance = instance;
    this.#image = image;
    this.#container = `${instance}-disk-keeper`;
  }

  /** Starts the keeper unless it runs, and tries a disk. Rejects when this host cannot do it. */
  async start(): Promise<void> {
    this.#starting ??= this.#start().finally(() => (this.#starting = undefined));
    await this.#starting;
  }

  async #start(): Promise<void> {
    const container = this.#engine.getContainer(this.#container);
    try {
      const state = await container.inspect();
      const image = await this.#engine.getImage(this.#image).inspect();
      if (state.State.Running && state.Image === image.Id) return;
      await container.remove({ force: true });
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
    }
    const created = await this.#engine.createContainer(
      diskKeeperContainer({
        instance: this.#instance,
        name: this.#container,
        image: this.#image,
        volume: `${this.#instance}-disks`,
      }),
    );
    await created.start();
    const probe = async (...words: string[]) =>
      runInContainer(this.#engine, this.#container, { command: [script, ...words], user: 'root' });
    await probe('attach', 'probe', String(16 * 1024 * 1024));
    await probe('remove', 'probe');
  }

  /** Attaches the disk of a sandbox, making it if there is none. Answers with the loop device. */
  async attach(id: string, bytes: number): Promise<string> {
    const device = (await this.#run('attach', id, String(bytes))).trim();
    if (!/^\/dev\/loop\d+$/.test(device)) throw new Error(`the disk keeper answered ${JSON.stringify(device)}`);
    return device;
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
