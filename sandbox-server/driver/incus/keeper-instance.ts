/**
 * The disk keeper as an instance on one member of an Incus cluster, or on the only machine there is.
 *
 * Knows nothing about disks.
 */
import { z } from 'zod';
import type { KeeperContainer } from '../disk-keeper.ts';
import { IncusError, isMissing, type IncusApi } from './incus-api.ts';
import { runInInstance } from './instance-processes.ts';
import { keeperInstance } from './instance-spec.ts';
import { removeInstance } from './projects.ts';

const instanceSchema = z.object({ status: z.string(), config: z.record(z.string(), z.string()) });
const aliasSchema = z.object({ target: z.string() });

/** HTTP status for what exists already. */
const CONFLICT = 409;

/** Name of the volume in which the keeper keeps the image files. */
const VOLUME = 'disks';

/** Where a keeper is. */
export interface KeeperPlace {
  readonly api: IncusApi;
  readonly pool: string;
  /** Alias of the sandbox image. */
  readonly image: string;
  /** Name of the member; null on a server that is no cluster. */
  readonly member: string | null;
}

/** The keeper of one member. */
export class IncusKeeperInstance implements KeeperContainer {
  readonly #place: KeeperPlace;
  readonly #name: string;

  constructor(place: KeeperPlace) {
    this.#place = place;
    this.#name = place.member === null ? 'disk-keeper' : `disk-keeper-${place.member}`;
  }

  async start(): Promise<void> {
    const { api, pool, image } = this.#place;
    if (await this.#isCurrent()) return;
    const target = this.#target();
    await api
      .do('POST', `storage-pools/${pool}/volumes/custom`, { name: VOLUME, config: {} }, target)
      .catch(unlessThere);
    const { config, devices } = keeperInstance(pool, VOLUME);
    const source = { type: 'image', alias: image };
    await api.do('POST', 'instances', { name: this.#name, type: 'container', source, config, devices }, target);
    await api.do('PUT', `instances/${this.#name}/state`, { action: 'start' });
  }

  async run(command: readonly [string, ...string[]]): Promise<string> {
    return runInInstance(this.#place.api, this.#name, command);
  }

  async stop(): Promise<void> {
    await removeInstance(this.#place.api, this.#name);
  }

  /** Whether it runs with the image that is there now; removes it otherwise. */
  async #isCurrent(): Promise<boolean> {
    const { api, image } = this.#place;
    try {
      const found = instanceSchema.parse(await api.get(`instances/${this.#name}`));
      const { target } = aliasSchema.parse(await api.get(`images/aliases/${image}`));
      if (found.status === 'Running' && found.config['volatile.base_image'] === target) return true;
      await this.stop();
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    return false;
  }

  #target(): Record<string, string> {
    return this.#place.member === null ? {} : { target: this.#place.member };
  }
}

function unlessThere(error: unknown): void {
  const isThere =
    error instanceof IncusError &&
    (error.status === CONFLICT || /already exists|is already defined/i.test(error.message));
  if (!isThere) throw error;
}
