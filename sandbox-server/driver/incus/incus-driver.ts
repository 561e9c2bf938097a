/**
 * The Incus driver: a sandbox is an unprivileged system container with a Docker Engine of its own inside, on this machine or
 * on a member of a cluster.
 *
 * An instance is made anew at each start; what stays is the disk, which the keeper of the member has (see disk-keeper.ts). A
 * sandbox that has been stopped is started again where its disk is; a new one goes where the cluster's scheduler puts it.
 *
 * When a member of the cluster is lost, its sandboxes have ended, and their disks are not there: whoever creates one of them
 * again gets an empty disk elsewhere, and that one counts from then on. `destroy` rejects for as long as something of a
 * sandbox may be on a lost member.
 *
 * Knows nothing about sessions, lessons, terminals or grading.
 */
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { DrydockError } from '#protocol/errors.ts';
import type {
  DialTarget,
  DriverReport,
  ExecSpec,
  RestoreOptions,
  RunningSandbox,
  SandboxDriver,
  SandboxLimits,
  SandboxProcess,
  SandboxSpec,
  SandboxUsage,
} from '../driver.ts';
import { SandboxNotRunning } from '../driver.ts';
import { dialCommand, readyCommand, READY_MILLISECONDS, thawCommand } from '../inside.ts';
import { asDrydockError } from '../driver-error.ts';
import { KeyedQueue } from '../keyed-queue.ts';
import { SandboxSnapshots } from '../sandbox-snapshots.ts';
import { within } from '../within.ts';
import { DiskKeepers } from './disk-keepers.ts';
import { IncusApi, isMissing } from './incus-api.ts';
import { InstanceEnds } from './instance-ends.ts';
import { InstancePlaces } from './instance-places.ts';
import { execInInstance, runInInstance } from './instance-processes.ts';
import { InstanceStart, type InstanceParts } from './instance-start.ts';
import { usageOf } from './instance-usage.ts';
import { key } from './instance-spec.ts';
import { removeInstance } from './projects.ts';
import { SandboxInstances } from './sandbox-instances.ts';

/** Seconds that the engine inside may take to end its containers. */
const STOP_SECONDS = 10;

/** Milliseconds after which a process that was to help is given up: nothing can be started in a sandbox that is full. */
const PATIENCE_MS = 3_000;

const serverSchema = z.object({
  environment: z.object({ server_version: z.string() }),
});
const instanceSchema = z.object({
  name: z.string(),
  status: z.string(),
  location: z.string(),
  last_used_at: z.iso.datetime({ offset: true }),
  config: z.record(z.string(), z.string()),
});
/** Of an instance on a member that does not answer nothing but the name is known. */
const listedSchema = instanceSchema.extend({
  config: z.record(z.string(), z.string()).nullable(),
});
/** Where and under which names the driver works. */
export interface IncusDriverOptions extends InstanceParts {
  /** The server's socket. */
  readonly socketPath: string;
}

/** Sandboxes as instances of Incus. */
export class IncusDriver implements SandboxDriver {
  readonly name = 'incus';
  readonly #options: IncusDriverOptions;
  readonly #api: IncusApi;
  readonly #places: InstancePlaces;
  readonly #instances: SandboxInstances;
  readonly #keepers: DiskKeepers;
  readonly #queue = new KeyedQueue();
  readonly #ends: InstanceEnds;
  readonly #start: InstanceStart;
  /** Instances that are stopped in order to be started at once. */
  readonly #restarting = new Set<string>();
  readonly #snapshots = new SandboxSnapshots({
    run: async (instance, command) => runInInstance(this.#api, instance, command),
    endEverything: async (instance) => this.#restart(instance),
  });

  constructor(options: IncusDriverOptions) {
    this.#options = options;
    this.#api = new IncusApi(options);
    const { pool, image } = options;
    this.#places = new InstancePlaces({
      api: this.#api,
      pool,
      onReturn: async () => this.#compareDisks(),
    });
    this.#instances = new SandboxInstances(this.#api, this.#places);
    this.#keepers = new DiskKeepers({
      api: this.#api,
      pool,
      image,
      places: this.#places,
      letGo: async (id, member) => this.#instances.removeFrom(member, id),
    });
    this.#start = new InstanceStart({
      api: this.#api,
      instances: this.#instances,
      keepers: this.#keepers,
      parts: options,
    });
    this.#ends = new InstanceEnds(
      this.#api,
      async (instance) => this.#restarting.has(instance) || (await this.#status(instance)) === 'Running',
      async () => this.#places.lost(),
    );
  }

  async probe(): Promise<DriverReport> {
    try {
      const server = serverSchema.parse(await this.#api.get(''));
      await this.#start.provideProject();
      await this.#api.get(`images/aliases/${this.#options.image}`);
      const { noSnapshotsBecause, cgroupVersion } = await this.#keepers.probe();
      await this.#compareDisks();
      const reason = await this.#start.sendingUnlimitedBecause();
      return {
        engineVersion: `Incus ${server.environment.server_version}`,
        cgroupVersion,
        unenforced: reason === null ? [] : [{ limit: 'networkRate', reason }],
        noSnapshotsBecause,
      };
    } catch (error) {
      if (isMissing(error)) {
        throw new DrydockError('sandbox-image-missing', `${this.#options.image} is not there`, { cause: error });
      }
      throw asDrydockError(error, 'internal');
    }
  }

  async warm(limits: SandboxLimits): Promise<void> {
    const golden = await this.#start.golden(limits);
    for (const { member, keeper } of await this.#keepers.without(golden)) {
      try {
        await this.#queue.run(golden, async () =>
          this.#start.start({ id: golden, limits }, { role: 'golden', member }),
        );
        await this.stop(golden);
        await keeper.seal(golden, golden);
      } finally {
        await this.destroy(golden);
      }
    }
  }

  async create(spec: SandboxSpec): Promise<void> {
    await this.#queue.run(spec.id, async () => {
      try {
        if ((await this.#status(await this.#instances.of(spec.id))) === 'Running') return;
        await this.#startAnywhere(spec);
      } catch (error) {
        throw asDrydockError(error, 'sandbox-start-failed');
      }
    });
  }

  async stop(id: string): Promise<void> {
    await this.#queue.run(id, async () => {
      const end = { action: 'stop', timeout: STOP_SECONDS };
      await this.#instances.useUnlessLost(id, async (instance) => {
        await this.#letPausedGoOn(instance);
        await this.#api.do('PUT', `instances/${instance}/state`, end).catch(() => undefined);
        await removeInstance(this.#api, instance);
      });
      await this.#keepers.detach(id);
    });
  }

  async destroy(id: string): Promise<void> {
    await this.#queue.run(id, async () => {
      const isRemoved = await this.#instances.useUnlessLost(id, async (instance) => {
        await this.#letPausedGoOn(instance);
        await removeInstance(this.#api, instance);
      });
      const hadDisk = await this.#keepers.remove(id);
      const { lost } = await this.#places.members();
      if (isRemoved && (hadDisk || lost.size === 0)) return;
      const names = [...lost].join(', ');
      throw new DrydockError('engine-unreachable', `what is on ${names} of sandbox ${id} cannot be removed now`);
    });
  }

  async list(): Promise<readonly RunningSandbox[]> {
    try {
      const instances = z.array(listedSchema).parse(await this.#api.get('instances', { recursion: '1' }));
      const { lost } = await this.#places.members();
      const silent = instances.find(({ config, location }) => config === null && !lost.has(location));
      if (silent) throw new Error(`${silent.location} does not answer, and the cluster does not yet take it for lost`);
      const running = instances.map(async ({ name, config, status, last_used_at }): Promise<RunningSandbox[]> => {
        const id = config?.[key.sandbox];
        const isSandbox = config?.[key.role] === 'sandbox' && status === 'Running';
        if (id === undefined || !isSandbox || name !== (await this.#instances.of(id))) return [];
        return [{ id, startedAt: Date.parse(last_used_at) }];
      });
      return (await Promise.all(running)).flat();
    } catch (error) {
      throw asDrydockError(error, 'internal');
    }
  }

  async disks(): Promise<readonly string[]> {
    try {
      return await this.#keepers.list();
    } catch (error) {
      throw asDrydockError(error, 'internal');
    }
  }

  async exec(id: string, spec: ExecSpec): Promise<SandboxProcess> {
    return this.#instances.use(id, async (instance) => execInInstance(this.#api, instance, spec));
  }

  async dial(id: string, target: DialTarget): Promise<Duplex> {
    const process = await this.exec(id, {
      command: dialCommand(target),
      user: 'root',
    });
    return process.stream;
  }

  async usage(id: string): Promise<SandboxUsage> {
    try {
      return await this.#instances.use(id, async (instance) => {
        const used = await usageOf(this.#api, instance);
        const { keeper } = await this.#keepers.on((await this.#places.instances()).get(instance) ?? null);
        return { ...used, diskBytes: await keeper.used(id) };
      });
    } catch (error) {
      if (error instanceof SandboxNotRunning) throw error;
      if (isMissing(error)) throw new SandboxNotRunning(id, { cause: error });
      throw asDrydockError(error, 'internal');
    }
  }

  async snapshot(id: string, name: string): Promise<void> {
    await this.#queue.run(id, async () =>
      this.#instances.use(id, async (instance) => this.#snapshots.take(instance, name)),
    );
  }

  async snapshots(id: string): Promise<readonly string[]> {
    return this.#instances.use(id, async (instance) => this.#snapshots.list(instance));
  }

  async restore(id: string, name: string, options: RestoreOptions): Promise<void> {
    await this.#queue.run(id, async () =>
      this.#instances.use(id, async (instance) => this.#snapshots.restore(instance, name, options)),
    );
  }

  async waitForEnd(id: string): Promise<void> {
    await this.#ends.endOf(await this.#instances.of(id).catch(() => this.#instances.known(id)));
  }

  async close(): Promise<void> {
    this.#ends.close();
    await this.#keepers.stop();
  }

  /** Once more when the member that was to have it has been lost meanwhile. */
  async #startAnywhere(spec: SandboxSpec): Promise<void> {
    const before = await this.#places.members();
    try {
      await this.#start.start(spec);
    } catch (error) {
      const { lost } = await this.#places.members();
      if ([...lost].every((member) => before.lost.has(member))) throw error;
      await this.#start.start(spec);
    }
  }

  /** Looks at every sandbox of which several members have a disk; one that does not count goes, with what uses it. */
  async #compareDisks(): Promise<void> {
    for (const id of await this.#keepers.doubled()) {
      await this.#queue.run(id, async () => void (await this.#keepers.memberWith(id)));
    }
  }

  /** The way out of a sandbox in which nothing can be started any more; its disk stays attached. */
  async #restart(instance: string): Promise<void> {
    this.#restarting.add(instance);
    try {
      await this.#api.do('PUT', `instances/${instance}/state`, {
        action: 'restart',
        force: true,
      });
      await within(READY_MILLISECONDS, runInInstance(this.#api, instance, readyCommand));
    } finally {
      this.#restarting.delete(instance);
    }
  }

  async #letPausedGoOn(instance: string): Promise<void> {
    await within(PATIENCE_MS, runInInstance(this.#api, instance, thawCommand)).catch(() => undefined);
  }

  /** Null when there is no such instance any more, or none that can be reached. */
  async #status(instance: string): Promise<string | null> {
    if ((await this.#places.lost()).has(instance)) return null;
    try {
      return instanceSchema.parse(await this.#api.get(`instances/${instance}`)).status;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }
}
