/**
 * The members of a cluster, and on which of them each instance is. Both are told from what the whole cluster knows, at once;
 * asking for the instance itself would wait for a machine that does not answer.
 *
 * Knows nothing about what instances are for.
 */
import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import type { IncusApi } from './incus-api.ts';

const clusterSchema = z.object({ enabled: z.boolean(), server_name: z.string() });
const membersSchema = z.array(z.object({ server_name: z.string(), status: z.string() }));

/** Milliseconds for which an answer about members is good: they are taken for lost after many seconds. */
const MEMBERS_ARE_GOOD_FOR_MS = 1_000;

/** What the cluster says of members that do what they are asked; one that is blocked only changes no settings. */
const answering = ['Online', 'Blocked'];

/** The members of a cluster by what can be expected of them. */
export interface Members {
  /** Names of those that answer; null alone stands for a server that is in no cluster. */
  readonly online: readonly (string | null)[];
  /** Names of those whose instances are not to be counted on any more: switched off, cut off, or evacuated. */
  readonly lost: ReadonlySet<string>;
}

/** What instances need to know of their places. */
export interface InstancePlacesOptions {
  readonly api: IncusApi;
  /** A storage pool of which each member has its own part. */
  readonly pool: string;
  /** Called once for members that answer again. When it rejects, it is called again soon. */
  readonly onReturn: () => Promise<void>;
}

/** Where the instances of one project are. */
export class InstancePlaces {
  readonly #options: InstancePlacesOptions;
  /** Members that were lost and are not known to have come back. */
  readonly #away = new Set<string>();
  #isReturning = false;
  /** The last answer that was worth something. */
  #known: Members | undefined;
  #asked: { readonly at: number; readonly members: Promise<Members> } | undefined;

  constructor(options: InstancePlacesOptions) {
    this.#options = options;
  }

  /** All members. The cluster takes one for lost some time after its last sign of life (`cluster.offline_threshold`). */
  async members(): Promise<Members> {
    const now = performance.now();
    if (this.#asked === undefined || now - this.#asked.at > MEMBERS_ARE_GOOD_FOR_MS) {
      const members = this.#members();
      this.#asked = { at: now, members };
      // Whoever asks next asks again.
      members.catch(() => (this.#asked = undefined));
    }
    return this.#asked.members;
  }

  /** Every instance with the name of its member; null for a server that is in no cluster. */
  async instances(): Promise<ReadonlyMap<string, string | null>> {
    const { api, pool } = this.#options;
    const addresses = z.array(z.string()).parse(await api.get(`storage-pools/${pool}/volumes/container`));
    return new Map(
      addresses.map((address) => {
        const { pathname, searchParams } = new URL(address, 'http://incus');
        return [decodeURIComponent(pathname.replace(/^.*\//, '')), searchParams.get('target')];
      }),
    );
  }

  /** Names of the instances that are on lost members. */
  async lost(): Promise<ReadonlySet<string>> {
    const { lost } = await this.members();
    if (lost.size === 0) return lost;
    const places = [...(await this.instances())];
    return new Set(places.flatMap(([name, member]) => (member !== null && lost.has(member) ? [name] : [])));
  }

  async #members(): Promise<Members> {
    const { api } = this.#options;
    const { enabled, server_name: own } = clusterSchema.parse(await api.get('cluster'));
    if (!enabled) return { online: [null], lost: new Set() };
    const members = membersSchema.parse(await api.get('cluster/members', { recursion: '1' }));
    // Nobody has written down any sign of life for a while when the machine that does so was the one that was lost. The server
    // that answers is then said to be offline, too.
    if (members.some(({ server_name, status }) => server_name === own && status === 'Offline')) {
      return this.#known ?? { online: members.map(({ server_name }) => server_name), lost: new Set() };
    }
    const namesOf = (are: boolean) =>
      members.filter(({ status }) => answering.includes(status) === are).map(({ server_name }) => server_name);
    const online = namesOf(true);
    const lost = new Set(namesOf(false));
    for (const name of lost) this.#away.add(name);
    const returned = online.filter((name) => this.#away.has(name));
    if (returned.length > 0) void this.#welcome(returned);
    this.#known = { online, lost };
    return this.#known;
  }

  async #welcome(returned: readonly string[]): Promise<void> {
    if (this.#isReturning) return;
    this.#isReturning = true;
    try {
      await this.#options.onReturn();
      for (const name of returned) this.#away.delete(name);
    } catch {
      // They stay among those that have not come back.
    } finally {
      this.#isReturning = false;
    }
  }
}
