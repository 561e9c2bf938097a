/**
 * How a sandbox is fenced in by Incus, as pure functions: what the server is asked to create.
 *
 * - An unprivileged system container: its root is a user of the host that owns nothing, with a range of user ids that no
 *   other sandbox has. Nesting lets the engine inside mount and make namespaces, as far as such a user may.
 * - Its root file system belongs to nobody inside (see the image) and is read-only; what a learner writes goes to a disk of
 *   limited size at /disk.
 * - No network at all, unless the operator allows the internet; then one behind a list of what may be reached.
 *
 * Options are described at https://linuxcontainers.org/incus/docs/main/reference/.
 *
 * Knows nothing about how an instance is started.
 */
import type { AttachedDisk } from '../disk-keeper.ts';
import type { ImageSource, SandboxLimits } from '../driver.ts';
import type { SandboxRole } from '../golden-disk.ts';

/** Configuration keys by which instances of the product are found again. */
export const key = {
  role: 'user.drydock.role',
  sandbox: 'user.drydock.sandbox',
} as const;

/** The part of an instance that the driver decides. */
export interface InstanceSpec {
  readonly config: Readonly<Record<string, string>>;
  readonly devices: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The place of a sandbox on the network through which it reaches the internet. */
export interface SandboxNetwork {
  /** Name of the network, which is made in such a way that nothing but the internet can be reached through it. */
  readonly name: string;
  /** With the length of the network's prefix, e.g. "10.214.0.7/20". */
  readonly address: string;
  /** Address of the host on it; its name server answers there. */
  readonly gateway: string;
  /** Whether the host can limit what a sandbox sends; what it is sent can be limited everywhere. */
  readonly limitsSending: boolean;
}

/** What is needed to describe the instance of a sandbox. */
export interface SandboxInstance {
  readonly id: string;
  readonly role: SandboxRole;
  readonly limits: SandboxLimits;
  readonly pool: string;
  /** The disk on the member where the instance is. */
  readonly disk: AttachedDisk;
  /** Folder of the host with the course registry's socket. */
  readonly registryFolder: string;
  readonly imageSource: ImageSource;
  /** Null for none. */
  readonly network: SandboxNetwork | null;
}

const INIT = '/usr/bin/tini -- /usr/local/lib/drydock/entrypoint';

/**
 * `discard` gives the host its space back when the learner deletes files. btrfs clears away deleted snapshots once per
 * `commit`, in seconds, and lets root in a user namespace delete one only when it is told so.
 */
const mountOptions: Record<AttachedDisk['fileSystem'], string> = {
  btrfs: 'discard=async,noatime,commit=5,user_subvol_rm_allowed',
  ext4: 'discard',
};

/** What one sandbox may take of the host's line. */
const NETWORK_RATE = '100Mbit';

/** cgroup v1 gives shares from 2 to 262144 and v2 weights from 1 to 10000, with 1024 and 100 for an ordinary container. */
function cpuWeights(weight: number): string[] {
  const ofTwo = Math.max(1, Math.min(10_000, Math.round((weight * 100) / 1024)));
  return [`lxc.cgroup.cpu.shares = ${String(weight)}`, `lxc.cgroup2.cpu.weight = ${String(ofTwo)}`];
}

/** The instance of one sandbox. */
export function sandboxInstance(sandbox: SandboxInstance): InstanceSpec {
  const { limits, network } = sandbox;
  return {
    config: {
      [key.role]: sandbox.role,
      [key.sandbox]: sandbox.id,
      'boot.autostart': 'false',
      'security.privileged': 'false',
      'security.nesting': 'true',
      'security.idmap.isolated': 'true',
      'security.guestapi': 'false',
      'limits.memory': String(limits.memoryBytes),
      'limits.memory.swap': 'false',
      // So many milliseconds of every hundred.
      'limits.cpu.allowance': `${String(Math.round(limits.cpus * 100))}ms/100ms`,
      'limits.processes': String(limits.pids),
      'environment.IMAGES': sandbox.imageSource,
      ...(network && { 'environment.NAME_SERVER': network.gateway }),
      'raw.lxc': [
        `lxc.init.cmd = ${INIT}`,
        'lxc.signal.halt = SIGTERM',
        'lxc.uts.name = drydock',
        'lxc.mount.entry = tmpfs run tmpfs rw,nosuid,nodev,mode=755,size=64m 0 0',
        ...cpuWeights(limits.cpuWeight),
        ...(network === null
          ? []
          : [`lxc.net.0.ipv4.address = ${network.address}`, `lxc.net.0.ipv4.gateway = ${network.gateway}`]),
      ].join('\n'),
    },
    devices: {
      root: { type: 'disk', path: '/', pool: sandbox.pool, readonly: 'true' },
      disk: {
        type: 'disk',
        source: sandbox.disk.device,
        path: '/disk',
        shift: 'true',
        'raw.mount.options': mountOptions[sandbox.disk.fileSystem],
      },
      registry: { type: 'disk', source: sandbox.registryFolder, path: '/usr/lib/drydock/registry', readonly: 'true' },
      ...(network && {
        eth0: {
          type: 'nic',
          name: 'eth0',
          network: network.name,
          // Nobody may use the address of another; neither can they talk to one another.
          'ipv4.address': network.address.replace(/\/.*$/, ''),
          'security.ipv4_filtering': 'true',
          'security.mac_filtering': 'true',
          'security.port_isolation': 'true',
          'limits.ingress': NETWORK_RATE,
          ...(network.limitsSending && { 'limits.egress': NETWORK_RATE }),
        },
      }),
    },
  };
}

/**
 * The instance of the disk keeper on one member. It may use loop devices, which a user of the host could not, and no learner
 * can enter it; it has no network.
 */
export function keeperInstance(pool: string, volume: string): InstanceSpec {
  const devices = ['b 7:* rwm', 'c 10:237 rwm'].flatMap((rule) => [
    `lxc.cgroup.devices.allow = ${rule}`,
    `lxc.cgroup2.devices.allow = ${rule}`,
  ]);
  return {
    config: {
      [key.role]: 'disk-keeper',
      'boot.autostart': 'false',
      'security.privileged': 'true',
      'security.guestapi': 'false',
      'limits.memory': String(256 * 1024 ** 2),
      'limits.processes': '64',
      // Where the host has AppArmor, the profile of a privileged instance allows no mount, and disks are mounted to be tried.
      'raw.apparmor': 'mount,',
      'raw.lxc': ['lxc.init.cmd = /usr/bin/tini -- sleep infinity', ...devices].join('\n'),
    },
    devices: {
      root: { type: 'disk', path: '/', pool },
      disks: { type: 'disk', pool, source: volume, path: '/disks' },
    },
  };
}
