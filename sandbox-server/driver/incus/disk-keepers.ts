/**
 * The disk keepers of an Incus server: one on each member of a cluster, or the one of a single machine.
 *
 * A sandbox has one disk. It has two when its member was lost, it was started elsewhere, and the member came back: the one
 * made later counts, for it was made because nobody could have the other. The other is removed when the member is back.
 *
 * Knows nothing about instances of sandboxes.
 */
import { DiskKeeper, type AttachedDisk, type DiskProbe } from '../disk-keeper.ts';
import type { InstancePlaces } from './instance-places.ts';
import { IncusKeeperInstance, type KeeperPlace } from './keeper-instance.ts';

/** What the server says of the place of an instance where there is no cluster. */
const NO_CLUSTER = 'none';

/** Seconds since the epoch when the image of a disk was made. */
const madeAtScript = 'cd /disks; stat --format=%W "$1.btrfs" 2>/dev/null || stat --format=%W "$1.ext4"';

/** Limits a device as Incus does it, and prints why that cannot be done. */
const sendingLimitScript = `
exec 2>&1
ip link add rate type veth peer name rate-peer &&
  tc qdisc add dev rate handle ffff: ingress &&
  tc filter add dev rate parent ffff:0 protocol all u32 match u32 0 0 police rate 1000000bit burst 100000 mtu 64kb drop
ip link delete rate
exit 0
`;

/** A member with its keeper. */
export interface Member {
  /** Null on a server that is in no cluster. */
  readonly member: string | null;
  readonly instance: IncusKeeperInstance;
  readonly keeper: DiskKeeper;
}

/** What was found out about all members together. */
export interface KeepersReport {
  readonly noSnapshotsBecause: string | null;
  readonly cgroupVersion: 1 | 2;
}

/** What the keepers work with. */
export interface DiskKeepersOptions extends Omit<KeeperPlace, 'member'> {
  readonly places: InstancePlaces;
  /** Removes whatever uses the disk of a sandbox on a member. */
  readonly letGo: (id: string, member: string | null) => Promise<void>;
}

/** The keepers of one installation; members that have joined since are found by themselves. */
export class DiskKeepers {
  readonly #options: DiskKeepersOptions;
  readonly #members = new Map<string | null, Member>();
  readonly #probes = new Map<string | null, Promise<DiskProbe>>();

  constructor(options: DiskKeepersOptions) {
    this.#options = options;
  }

  /** Starts the keepers that do not run, and tries a disk with each. */
  async probe(): Promise<KeepersReport> {
    const probes = await this.#ask(async ({ member }) => this.#probe(member, true));
    const types = await this.#ask(async ({ instance }) =>
      instance.run(['/usr/bin/stat', '--file-system', '--format=%T', '/sys/fs/cgroup']),
    );
    return {
      noSnapshotsBecause:
        probes.find(([, { noSnapshotsBecause }]) => noSnapshotsBecause !== null)?.[1].noSnapshotsBecause ?? null,
      cgroupVersion: types.every(([, type]) => type.trim() === 'cgroup2fs') ? 2 : 1,
    };
  }

  /** Why the hosts cannot limit what is sent from an instance; null when all can. Tried in the keepers' own networks. */
  async sendingUnlimitedBecause(): Promise<string | null> {
    const answers = await this.#ask(async ({ instance }) => instance.run(['/bin/sh', '-c', sendingLimitScript]));
    return answers.map(([, words]) => words.trim()).find((words) => words !== '') ?? null;
  }

  /** The members without a golden disk of that name. */
  async without(golden: string): Promise<readonly Member[]> {
    const answers = await this.#ask(async ({ keeper }) => keeper.isSealed(golden));
    return answers.flatMap(([member, isSealed]) => (isSealed ? [] : [member]));
  }

  /** The keeper of a place as an instance tells it, and the file system of new disks there. Null where there is no cluster. */
  async on(
    location: string | null,
  ): Promise<{ readonly keeper: DiskKeeper; readonly fileSystem: AttachedDisk['fileSystem'] }> {
    const { member, keeper } = this.#member(location === NO_CLUSTER ? null : location);
    const { noSnapshotsBecause } = await this.#probe(member);
    return { keeper, fileSystem: noSnapshotsBecause === null ? 'btrfs' : 'ext4' };
  }

  /** The member that has the disk of a sandbox; null when none that answers has one. Removes a disk that does not count. */
  async memberWith(id: string): Promise<Member | null> {
    const answers = await this.#ask(async ({ keeper }) => keeper.exists(id));
    const holders = answers.flatMap(([member, exists]) => (exists ? [member] : []));
    return holders.length < 2 ? (holders[0] ?? null) : this.#keepLatest(id, holders);
  }

  /** Sandboxes that have a disk on a member that answers. */
  async list(): Promise<readonly string[]> {
    return [...new Set(await this.#listAll())];
  }

  /** Sandboxes that have disks on several members. */
  async doubled(): Promise<readonly string[]> {
    const all = await this.#listAll();
    return [...new Set(all.filter((id, index) => all.indexOf(id) !== index))];
  }

  /** Lets go of a disk; its content stays. */
  async detach(id: string): Promise<void> {
    await (await this.memberWith(id))?.keeper.detach(id);
  }

  /** Removes a disk with its content. Answers with whether there was one. */
  async remove(id: string): Promise<boolean> {
    const holder = await this.memberWith(id);
    await holder?.keeper.remove(id);
    return holder !== null;
  }

  /** Ends all keepers. Disks that are attached stay so. */
  async stop(): Promise<void> {
    await this.#ask(async ({ keeper }) => keeper.stop());
  }

  /** The answers of all members but those that are lost, be it while they are asked. */
  async #ask<Answer>(question: (member: Member) => Promise<Answer>): Promise<readonly [Member, Answer][]> {
    const { online } = await this.#options.places.members();
    const answers = online.map(async (name): Promise<readonly [Member, Answer][]> => {
      const member = this.#member(name);
      try {
        return [[member, await question(member)]];
      } catch (error) {
        if ((await this.#options.places.members()).lost.has(name ?? '')) return [];
        throw error;
      }
    });
    return (await Promise.all(answers)).flat();
  }

  /** Starts a keeper and tries a disk, once, and again when `anew`. */
  async #probe(name: string | null, anew = false): Promise<DiskProbe> {
    const known = anew ? undefined : this.#probes.get(name);
    const probe = known ?? this.#member(name).keeper.start();
    this.#probes.set(name, probe);
    probe.catch(() => this.#probes.delete(name));
    return probe;
  }

  async #listAll(): Promise<readonly string[]> {
    return (await this.#ask(async ({ keeper }) => keeper.list())).flatMap(([, ids]) => ids);
  }

  async #keepLatest(id: string, holders: readonly Member[]): Promise<Member> {
    const dated = await Promise.all(
      holders.map(async (holder) => {
        const words = await holder.instance.run(['/bin/sh', '-c', madeAtScript, 'sh', id]);
        // 0 where the file system of the pool does not say.
        const madeAt = Number(words.trim());
        if (!(madeAt > 0)) throw new Error(`it is not known which of several disks of ${id} is the latest`);
        return { holder, madeAt };
      }),
    );
    const [latest, ...others] = dated.sort((one, other) => other.madeAt - one.madeAt).map(({ holder }) => holder);
    if (latest === undefined) throw new Error(`${id} has no disk`);
    for (const { member, keeper } of others) {
      await this.#options.letGo(id, member);
      await keeper.remove(id);
    }
    return latest;
  }

  #member(name: string | null): Member {
    const known = this.#members.get(name);
    if (known) return known;
    const instance = new IncusKeeperInstance({ ...this.#options, member: name });
    const member = { member: name, instance, keeper: new DiskKeeper(instance) };
    this.#members.set(name, member);
    return member;
  }
}
