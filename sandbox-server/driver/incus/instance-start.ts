/**
 * Starting a sandbox on an Incus server: an instance on some member, the disk that is there or is made there, and a place on
 * the network where it may have one.
 *
 * Knows nothing about which sandboxes run.
 */
import { z } from 'zod';
import { DrydockError } from '#protocol/errors.ts';
import type { ImageSource, SandboxLimits, SandboxSpec } from '../driver.ts';
import { goldenName, type SandboxRole } from '../golden-disk.ts';
import { readyCommand, READY_MILLISECONDS } from '../inside.ts';
import { once } from '../once.ts';
import { within } from '../within.ts';
import type { DiskKeepers } from './disk-keepers.ts';
import type { IncusApi } from './incus-api.ts';
import { runInInstance } from './instance-processes.ts';
import { sandboxInstance, type SandboxNetwork } from './instance-spec.ts';
import { NetworkAddresses } from './network-addresses.ts';
import { provideProject, removeInstance } from './projects.ts';
import type { SandboxInstances } from './sandbox-instances.ts';

/** Below this a new sandbox could not even be started sensibly. */
const SMALLEST_FREE_DISK_BYTES = 2 * 1024 ** 3;

const placeSchema = z.object({ location: z.string() });
const aliasSchema = z.object({ target: z.string() });

/** What every sandbox of an installation is made from. */
export interface InstanceParts {
  /** Project in which everything of this installation is. */
  readonly project: string;
  readonly pool: string;
  /** Alias of the sandbox image. */
  readonly image: string;
  /** Finds the folder, the same on every member, with the course registry's socket. Asked once. */
  readonly registryFolder: () => Promise<string>;
  /** Name of the network through which sandboxes reach the internet; null for sandboxes without a network. */
  readonly network: string | null;
  readonly imageSource: ImageSource;
}

/** What a start works with. */
export interface InstanceStartOptions {
  readonly api: IncusApi;
  readonly instances: SandboxInstances;
  readonly keepers: DiskKeepers;
  readonly parts: InstanceParts;
}

/** Starts the sandboxes of one installation. */
export class InstanceStart {
  readonly #options: InstanceStartOptions;
  readonly #addresses: NetworkAddresses | null;
  readonly #registryFolder: () => Promise<string>;
  /** Makes the project of the installation unless it is there. */
  readonly provideProject: () => Promise<void>;
  /** Why what sandboxes send cannot be limited; null when it can, or when they have no network. Found out once. */
  readonly sendingUnlimitedBecause: () => Promise<string | null>;

  constructor(options: InstanceStartOptions) {
    this.#options = options;
    const { api, keepers, parts } = options;
    this.#addresses = parts.network === null ? null : new NetworkAddresses(api, parts.network);
    this.#registryFolder = once(parts.registryFolder);
    this.provideProject = once(async () => provideProject(api, parts.project));
    this.sendingUnlimitedBecause = once(async () =>
      parts.network === null ? null : keepers.sendingUnlimitedBecause(),
    );
  }

  /** Name of the golden disk of new sandboxes. */
  async golden({ diskBytes }: SandboxLimits): Promise<string> {
    const { api, parts } = this.#options;
    const { target } = aliasSchema.parse(await api.get(`images/aliases/${parts.image}`));
    return goldenName({ image: target, bytes: diskBytes, imageSource: parts.imageSource });
  }

  /**
   * Starts a sandbox where its disk is, and resolves when its engine answers. Leaves nothing behind when it rejects but a disk
   * that was there before.
   *
   * @param wanted the member where a new one is to be; null leaves it to the cluster
   */
  async start(
    spec: SandboxSpec,
    wanted: { readonly role: SandboxRole; readonly member: string | null } = { role: 'sandbox', member: null },
  ): Promise<void> {
    const { api, instances, keepers } = this.#options;
    await this.provideProject();
    const name = await instances.makeWay(spec.id);
    const home = await keepers.memberWith(spec.id);
    try {
      await this.#make(name, spec, wanted.role, home?.member ?? wanted.member);
      await api.do('PUT', `instances/${name}/state`, { action: 'start' });
      await within(READY_MILLISECONDS, runInInstance(api, name, readyCommand));
    } catch (error) {
      const reason = await api.text(`instances/${name}/console`).catch(() => '');
      await removeInstance(api, name).catch(() => undefined);
      if (home === null) await keepers.remove(spec.id).catch(() => undefined);
      if (reason === '' || error instanceof DrydockError) throw error;
      throw new DrydockError('sandbox-start-failed', `the sandbox said: ${reason}`, { cause: error });
    }
  }

  /** Makes the instance and gives it its disk. Only the cluster knows where an instance is that may be anywhere. */
  async #make(name: string, spec: SandboxSpec, role: SandboxRole, member: string | null): Promise<void> {
    const { api, keepers, parts } = this.#options;
    const { pool, image, imageSource } = parts;
    const registryFolder = await this.#registryFolder();
    const source = { type: 'image', alias: image };
    const devices = { root: { type: 'disk', path: '/', pool } };
    const target = member === null ? {} : { target: member };
    await api.do('POST', 'instances', { name, type: 'container', source, devices }, target);
    const { location } = placeSchema.parse(await api.get(`instances/${name}`));
    const { keeper, fileSystem } = await keepers.on(location);
    if ((await keeper.free()) < SMALLEST_FREE_DISK_BYTES) {
      throw new DrydockError('disk-nearly-full', 'less than 2 GiB are free where the disks of sandboxes are kept');
    }
    const disk = await keeper.attach(spec.id, spec.limits.diskBytes, fileSystem, await this.golden(spec.limits));
    const limitsSending = (await this.sendingUnlimitedBecause()) === null;
    const equip = async (place: Omit<SandboxNetwork, 'limitsSending'> | null) => {
      const network = place && { ...place, limitsSending };
      const instance = sandboxInstance({ ...spec, role, pool, disk, registryFolder, network, imageSource });
      await api.do('PATCH', `instances/${name}`, instance);
    };
    await (this.#addresses === null ? equip(null) : this.#addresses.give(equip));
  }
}
