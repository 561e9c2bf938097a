/**
 * The disk keeper as a container of the host's Docker Engine.
 *
 * Knows nothing about disks.
 */
import type Docker from 'dockerode';
import type { KeeperContainer } from '../disk-keeper.ts';
import { diskKeeperContainer } from './container-spec.ts';
import { runInContainer, statusOf } from './host-engine.ts';

/** The keeper of one installation. */
export class DockerKeeperContainer implements KeeperContainer {
  readonly #engine: Docker;
  readonly #instance: string;
  readonly #image: string;
  readonly #name: string;

  constructor(engine: Docker, instance: string, image: string) {
    this.#engine = engine;
    this.#instance = instance;
    this.#image = image;
    this.#name = `${instance}-disk-keeper`;
  }

  async start(): Promise<void> {
    if (await this.#isCurrent()) return;
    const created = await this.#engine.createContainer(
      diskKeeperContainer({
        instance: this.#instance,
        name: this.#name,
        image: this.#image,
        volume: `${this.#instance}-disks`,
      }),
    );
    await created.start();
  }

  async run(command: readonly [string, ...string[]]): Promise<string> {
    return runInContainer(this.#engine, this.#name, { command, user: 'root' });
  }

  async stop(): Promise<void> {
    try {
      await this.#engine.getContainer(this.#name).remove({ force: true });
    } catch (error) {
      // 409: another process is removing it at this moment.
      if (statusOf(error) !== 404 && statusOf(error) !== 409) throw error;
    }
  }

  /** Whether the keeper runs with the image that is there now; removes it otherwise. */
  async #isCurrent(): Promise<boolean> {
    const container = this.#engine.getContainer(this.#name);
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
}
