/**
 * How a sandbox is fenced in, as one pure function: what Docker is asked to create.
 *
 * An engine inside a container needs more than an ordinary container may do, but far less than `--privileged`:
 * - SYS_ADMIN, NET_ADMIN: mounts, bridges and firewall rules of the inner engine. The rest of the added capabilities are
 *   those that its containers and debuggers use. Not among them: SYS_MODULE, SYS_RAWIO, SYS_BOOT, SYS_TIME, SYSLOG, BPF,
 *   MAC_ADMIN, and the others with which the host itself could be changed.
 * - Block devices cannot be opened, so the host's disks cannot be mounted.
 * - No network at all, unless the operator allows the internet: nothing to reach, neither other sandboxes nor the host.
 *   The only door is the course registry's read-only socket. For the internet see internet-network.ts.
 * - The root file system is read-only; what a learner writes goes to a disk of limited size at /disk.
 *
 * Root inside is still close to root on the host (no user namespace, no seccomp filter): right for one's own machine,
 * not for strangers. See docs/decisions/0003-docker-driver-sandbox.md.
 *
 * A runtime that makes system containers (see oci-runtimes.ts) is given none of this, because it gives each container what
 * it needs within a user namespace of its own.
 *
 * Knows nothing about how the container is started.
 */
import type { ContainerCreateOptions, HostConfig } from 'dockerode';
import type { ImageSource, SandboxLimits } from '../driver.ts';
import type { SandboxRole } from '../golden-disk.ts';
import { makesSystemContainers } from './oci-runtimes.ts';

/** Labels by which containers of the product are found again. */
export const label = {
  instance: 'drydock.instance',
  role: 'drydock.role',
  sandbox: 'drydock.sandbox',
} as const;

const addedCapabilities = ['SYS_ADMIN', 'NET_ADMIN', 'NET_BROADCAST', 'SYS_PTRACE', 'IPC_LOCK', 'LEASE'];

/** What an engine inside needs of a runtime that makes ordinary containers. */
const permissionsOfAnEngine: HostConfig = {
  CapAdd: addedCapabilities,
  SecurityOpt: ['seccomp=unconfined', 'apparmor=unconfined'],
  // What `--security-opt systempaths=unconfined` stands for: the inner engine writes /proc/sys and mounts /proc anew.
  MaskedPaths: [],
  ReadonlyPaths: [],
  DeviceCgroupRules: ['c *:* rwm'],
  ReadonlyRootfs: true,
};

/**
 * Sysbox takes Docker's own defaults and widens them as far as its user namespace allows. In a container with a read-only
 * root it makes /sys read-only, too, and lets nobody change that, and an engine cannot run without its cgroups; so the root
 * is writable, and what is written there is not limited by the size of the disk. The driver reports that.
 */
const permissionsOfASystemContainer: HostConfig = { ReadonlyRootfs: false };

/** A container to create; `CgroupnsMode` (API 1.41) is missing from the client's types. */
export interface NamedContainer extends ContainerCreateOptions {
  readonly name: string;
  readonly HostConfig: HostConfig & { readonly CgroupnsMode?: 'private' };
}

/** What is needed to describe the container of a sandbox. */
export interface SandboxContainer {
  readonly instance: string;
  readonly name: string;
  readonly image: string;
  readonly id: string;
  readonly role: SandboxRole;
  readonly limits: SandboxLimits;
  /** Volume with the sandbox's disk. */
  readonly diskVolume: string;
  /** Volume with the course registry's socket. */
  readonly registrySocketVolume: string;
  /** "none", or the network through which sandboxes reach the internet. */
  readonly network: string;
  readonly imageSource: ImageSource;
  /** OCI runtime of the host's engine, e.g. "sysbox-runc"; null for its default. */
  readonly runtime: string | null;
}

/** The container of one sandbox. */
export function sandboxContainer(sandbox: SandboxContainer): NamedContainer {
  const { limits } = sandbox;
  return {
    name: sandbox.name,
    Image: sandbox.image,
    Hostname: 'drydock',
    Env: [`IMAGES=${sandbox.imageSource}`],
    Labels: {
      [label.instance]: sandbox.instance,
      [label.role]: sandbox.role,
      [label.sandbox]: sandbox.id,
    },
    HostConfig: {
      NetworkMode: sandbox.network,
      ...(sandbox.runtime === null ? {} : { Runtime: sandbox.runtime }),
      ...(makesSystemContainers(sandbox.runtime) ? permissionsOfASystemContainer : permissionsOfAnEngine),
      CgroupnsMode: 'private',
      Tmpfs: { '/run': 'rw,nosuid,nodev,exec,mode=755,size=64m' },
      Memory: limits.memoryBytes,
      // The same as Memory: no swap, so that one sandbox cannot make the host swap.
      MemorySwap: limits.memoryBytes,
      NanoCpus: Math.round(limits.cpus * 1e9),
      CpuShares: limits.cpuWeight,
      PidsLimit: limits.pids,
      LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '2' } },
      Mounts: [
        { Type: 'volume', Source: sandbox.diskVolume, Target: '/disk', ReadOnly: false },
        { Type: 'volume', Source: sandbox.registrySocketVolume, Target: '/usr/lib/drydock/registry', ReadOnly: true },
      ],
    },
  };
}

/** The container that makes and attaches disks. Learners cannot reach it; it may use loop devices and nothing else. */
export function diskKeeperContainer(options: {
  instance: string;
  name: string;
  image: string;
  volume: string;
}): NamedContainer {
  return {
    name: options.name,
    Image: options.image,
    Entrypoint: ['/usr/bin/tini', '--', 'sleep', 'infinity'],
    Labels: { [label.instance]: options.instance, [label.role]: 'disk-keeper' },
    HostConfig: {
      NetworkMode: 'none',
      CapDrop: ['ALL'],
      CapAdd: ['SYS_ADMIN', 'MKNOD', 'DAC_OVERRIDE'],
      // Docker's own profile for AppArmor forbids to mount, and whether there is btrfs is only known by mounting one.
      SecurityOpt: ['apparmor=unconfined'],
      DeviceCgroupRules: ['b 7:* rwm', 'c 10:237 rwm'],
      ReadonlyRootfs: true,
      Tmpfs: { '/run': 'rw,nosuid,nodev,noexec,size=1m' },
      Memory: 256 * 1024 * 1024,
      PidsLimit: 64,
      LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '1' } },
      Mounts: [{ Type: 'volume', Source: options.volume, Target: '/disks', ReadOnly: false }],
    },
  };
}
