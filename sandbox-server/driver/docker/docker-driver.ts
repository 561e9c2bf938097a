/**
 * The Docker driver: a sandbox is a container with a Docker Engine of its own inside.
 *
 * A container and its volume are made anew at each start; what stays is the disk (see sandbox-disks.ts).
 *
 * Knows nothing about sessions, lessons, terminals or grading.
 */
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import { z } from 'zod';
import { DrydockError } from '#protocol/errors.ts';
import { dialCommand, readyCommand, READY_MILLISECONDS } from '../inside.ts';
import { asDrydockError, isUnreachable } from '../driver-error.ts';
import { KeyedQueue } from '../keyed-queue.ts';
import type {
  DialTarget,
  DriverReport,
  ExecSpec,
  ImageSource,
  RestoreOptions,
  RunningSandbox,
  SandboxDriver,
  SandboxLimits,
  SandboxProcess,
  SandboxSpec,
  SandboxUsage,
} from '../driver.ts';
import { SandboxNotRunning } from '../driver.ts';
import { goldenName, type SandboxRole } from '../golden-disk.ts';
import { SandboxSnapshots } from '../sandbox-snapshots.ts';
import { within } from '../within.ts';
import { label, sandboxContainer } from './container-spec.ts';
import { execInContainer, ignoring, openHostEngine, runInContainer, statusOf } from './host-engine.ts';
import { provideInternetNetwork, type InternetNetwork } from './internet-network.ts';
import { makesSystemContainers, requireRuntime } from './oci-runtimes.ts';
import { letPausedGoOn } from './paused-processes.ts';
import { SandboxDisks } from './sandbox-disks.ts';
import { endEverything } from './stuck-sandbox.ts';

/** Docker 20.10, the engine of Debian 12, speaks API 1.41; older ones lack cgroup namespaces. */
const OLDEST_API_MINOR = 41;

/** Below this a new sandbox could not even be started sensibly. */
const SMALLEST_FREE_DISK_BYTES = 2 * 1024 ** 3;

/** Seconds that the engine inside may take to end its containers. */
const STOP_SECONDS = 10;

/** The part of `GET /info` that says what the host can limit, and which OCI runtimes its engine has been told of. */
const hostInformationSchema = z.object({
  CgroupVersion: z.string().optional(),
  NCPU: z.number(),
  MemoryLimit: z.boolean(),
  PidsLimit: z.boolean(),
  CpuCfsQuota: z.boolean(),
  CPUShares: z.boolean(),
  Runtimes: z.record(z.string(), z.unknown()).default({}),
});

/** Where and under which names the driver works. */
export interface DockerDriverOptions {
  /** Prefix of names and value of the label by which this installation's things are found. */
  readonly instance: string;
  /** Image of the sandbox, e.g. "drydock/sandbox:local". */
  readonly image: string;
  /** Volume with the course registry's socket. */
  readonly registrySocketVolume: string;
  /** Whether sandboxes may reach the internet. */
  readonly internet: boolean;
  /** Where sandboxes get images from; "course" when it is not said. */
  readonly imageSource?: ImageSource;
  /** OCI runtime of sandboxes, e.g. "sysbox-runc"; the engine's default when it is not said. */
  readonly runtime?: string | null;
}

/** Sandboxes as containers of the host's Docker Engine. */
export class DockerDriver implements SandboxDriver {
  readonly name = 'docker';
  readonly #options: DockerDriverOptions;
  readonly #engine: Docker = openHostEngine();
  readonly #disks: SandboxDisks;
  readonly #queue = new KeyedQueue();
  readonly #snapshots = new SandboxSnapshots({
    run: async (container, command) => runInContainer(this.#engine, container, { command, user: 'root' }),
    endEverything: async (container) => endEverything(this.#engine, container),
  });

  constructor(options: DockerDriverOptions) {
    this.#options = options;
    this.#disks = new SandboxDisks(this.#engine, options.instance, options.image);
  }

  async probe(): Promise<DriverReport> {
    try {
      const version = await this.#engine.version();
      if (Number(version.ApiVersion.split('.')[1]) < OLDEST_API_MINOR) {
        throw new DrydockError('engine-too-old', `the engine is ${version.Version}, API ${version.ApiVersion}`);
      }
      await this.#engine.getImage(this.#options.image).inspect();
      const info = hostInformationSchema.parse(await this.#engine.info());
      const runtime = this.#options.runtime ?? null;
      requireRuntime(Object.keys(info.Runtimes), runtime);
      const diskReason =
        (await this.#disks.unlimitedBecause(true)) ??
        (makesSystemContainers(runtime) ? `with ${runtime ?? ''} the root file system is writable` : null);
      const unenforced = [
        ...(diskReason === null ? [] : [{ limit: 'diskBytes' as const, reason: diskReason }]),
        ...(info.MemoryLimit ? [] : [{ limit: 'memoryBytes' as const, reason: 'no memory controller' }]),
        ...(info.PidsLimit ? [] : [{ limit: 'pids' as const, reason: 'no pids controller' }]),
        ...(info.CpuCfsQuota ? [] : [{ limit: 'cpus' as const, reason: 'no CPU quota' }]),
        ...(info.CPUShares ? [] : [{ limit: 'cpuWeight' as const, reason: 'no CPU weights' }]),
        ...(await this.#unlimitedOnTheInternet()),
      ];
      return {
        engineVersion: version.Version,
        cgroupVersion: info.CgroupVersion === '2' ? 2 : 1,
        unenforced,
        noSnapshotsBecause: await this.#disks.noSnapshotsBecause(),
      };
    } catch (error) {
      if (statusOf(error) === 404) {
        throw new DrydockError('sandbox-image-missing', `${this.#options.image} is not there`, { cause: error });
      }
      throw asDrydockError(error, 'internal');
    }
  }

  async warm(limits: SandboxLimits): Promise<void> {
    const golden = await this.#golden(limits);
    if (await this.#disks.isSealed(golden)) return;
    try {
      await this.#queue.run(golden, async () => this.#start({ id: golden, limits }, 'golden'));
      await this.stop(golden);
      await this.#disks.seal(golden, golden);
    } finally {
      await this.destroy(golden);
    }
  }

  async create(spec: SandboxSpec): Promise<void> {
    await this.#queue.run(spec.id, async () => {
      try {
        if (await this.#isRunning(spec.id)) return;
        await this.#start(spec);
      } catch (error) {
        throw asDrydockError(error, 'sandbox-start-failed');
      }
    });
  }

  async stop(id: string): Promise<void> {
    await this.#queue.run(id, async () => {
      await letPausedGoOn(this.#engine, this.#containerName(id));
      await ignoring([304, 404], this.#container(id).stop({ t: STOP_SECONDS }));
      await this.#removeContainer(id);
    });
  }

  async destroy(id: string): Promise<void> {
    await this.#queue.run(id, async () => {
      await letPausedGoOn(this.#engine, this.#containerName(id));
      await ignoring([404], this.#container(id).remove({ force: true }));
      // Lets go of the disk, too.
      await this.#disks.remove(id);
    });
  }

  async list(): Promise<readonly RunningSandbox[]> {
    try {
      const filters = [`${label.instance}=${this.#options.instance}`, `${label.role}=sandbox`];
      const containers = await this.#engine.listContainers({ filters: { label: filters, status: ['running'] } });
      return containers.flatMap((container) => {
        const id = container.Labels[label.sandbox];
        return id === undefined ? [] : [{ id, startedAt: container.Created * 1000 }];
      });
    } catch (error) {
      throw asDrydockError(error, 'internal');
    }
  }

  async disks(): Promise<readonly string[]> {
    try {
      return await this.#disks.list();
    } catch (error) {
      throw asDrydockError(error, 'internal');
    }
  }

  async exec(id: string, spec: ExecSpec): Promise<SandboxProcess> {
    return execInContainer(this.#engine, this.#containerName(id), spec);
  }

  async dial(id: string, target: DialTarget): Promise<Duplex> {
    const process = await this.exec(id, { command: dialCommand(target), user: 'root' });
    return process.stream;
  }

  async usage(id: string): Promise<SandboxUsage> {
    try {
      const stats = await this.#container(id).stats({ stream: false, 'one-shot': true });
      const memory = stats.memory_stats;
      // What `docker stats` shows: without the page cache that the kernel would give back first.
      const reclaimable = memory.stats?.total_inactive_file ?? memory.stats?.inactive_file ?? 0;
      return {
        memoryBytes: (memory.usage ?? 0) - reclaimable,
        pids: stats.pids_stats?.current ?? 0,
        diskBytes: await this.#disks.used(id),
      };
    } catch (error) {
      if (statusOf(error) === 404 || statusOf(error) === 409) throw new SandboxNotRunning(id, { cause: error });
      throw asDrydockError(error, 'internal');
    }
  }

  async snapshot(id: string, name: string): Promise<void> {
    await this.#queue.run(id, async () => this.#snapshots.take(this.#containerName(id), name));
  }

  async snapshots(id: string): Promise<readonly string[]> {
    return this.#snapshots.list(this.#containerName(id));
  }

  async restore(id: string, name: string, options: RestoreOptions): Promise<void> {
    await this.#queue.run(id, async () => this.#snapshots.restore(this.#containerName(id), name, options));
  }

  async waitForEnd(id: string): Promise<void> {
    for (;;) {
      try {
        await this.#container(id).wait();
        return;
      } catch (error) {
        if (statusOf(error) === 404) return;
        // The connection to the host's engine broke. Whether the sandbox lives is known once the engine answers again.
        await sleep(500);
        if (!isUnreachable(error) && !(await this.#isRunning(id).catch(() => true))) return;
      }
    }
  }

  async close(): Promise<void> {
    await this.#disks.close();
  }

  async #start(spec: SandboxSpec, role: SandboxRole = 'sandbox'): Promise<void> {
    await this.#removeContainer(spec.id);
    const [diskWasThere, free] = await Promise.all([this.#disks.exists(spec.id), this.#disks.free()]);
    if (free !== null && free < SMALLEST_FREE_DISK_BYTES) {
      throw new DrydockError('disk-nearly-full', 'less than 2 GiB are free where the disks of sandboxes are kept');
    }
    try {
      const { NCPU } = hostInformationSchema.parse(await this.#engine.info());
      const limits = { ...spec.limits, cpus: Math.min(spec.limits.cpus, NCPU) };
      const container = await this.#engine.createContainer(
        sandboxContainer({
          ...this.#options,
          name: this.#containerName(spec.id),
          diskVolume: await this.#disks.provide(spec.id, spec.limits.diskBytes, await this.#golden(spec.limits)),
          network: this.#options.internet ? (await this.#internetNetwork()).name : 'none',
          imageSource: this.#options.imageSource ?? 'course',
          runtime: this.#options.runtime ?? null,
          id: spec.id,
          role,
          limits,
        }),
      );
      await container.start();
      const command = { command: readyCommand, user: 'root' } as const;
      await within(READY_MILLISECONDS, runInContainer(this.#engine, this.#containerName(spec.id), command));
    } catch (error) {
      const reason = await this.#lastWords(spec.id);
      await this.#removeContainer(spec.id).catch(() => undefined);
      if (!diskWasThere) await this.#disks.remove(spec.id).catch(() => undefined);
      if (reason === '' || error instanceof DrydockError) throw error;
      throw new DrydockError('sandbox-start-failed', `the sandbox said: ${reason}`, { cause: error });
    }
  }

  async #golden({ diskBytes }: SandboxLimits): Promise<string> {
    const { Id } = await this.#engine.getImage(this.#options.image).inspect();
    return goldenName({ image: Id, bytes: diskBytes, imageSource: this.#options.imageSource ?? 'course' });
  }

  async #unlimitedOnTheInternet(): Promise<DriverReport['unenforced']> {
    if (!this.#options.internet) return [];
    const { unlimitedBecause } = await this.#internetNetwork();
    return [
      { limit: 'networkRate', reason: 'Docker Engine limits no network' },
      ...(unlimitedBecause === null ? [] : [{ limit: 'connectionRate' as const, reason: unlimitedBecause }]),
    ];
  }

  /** Rules of a firewall may be gone after a restart of the host's engine, so they are put in place at each start. */
  async #internetNetwork(): Promise<InternetNetwork> {
    const { instance, image } = this.#options;
    return this.#queue.run('internet', async () => provideInternetNetwork(this.#engine, instance, image));
  }

  /** Removes the container and lets go of its disk; the disk's content stays. */
  async #removeContainer(id: string): Promise<void> {
    await ignoring([404], this.#container(id).remove({ force: true }));
    await this.#disks.release(id);
  }

  async #lastWords(id: string): Promise<string> {
    try {
      const logs = await this.#container(id).logs({ stdout: true, stderr: true, tail: 5 });
      return logs
        .toString('utf8')
        .replace(/[^\x20-\x7e\n]/g, '')
        .trim();
    } catch {
      return '';
    }
  }

  async #isRunning(id: string): Promise<boolean> {
    try {
      return (await this.#container(id).inspect()).State.Running;
    } catch (error) {
      if (statusOf(error) === 404) return false;
      throw error;
    }
  }

  #containerName(id: string): string {
    return `${this.#options.instance}-sandbox-${id}`;
  }

  #container(id: string): Docker.Container {
    return this.#engine.getContainer(this.#containerName(id));
  }
}
