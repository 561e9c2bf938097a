/**
 * Which instance is that of a sandbox, and what becomes of it when its member is lost. Its name is the sandbox's; when an
 * instance of that name is lost, the next one is counted, because a cluster does not let go of names on a member that does
 * not answer.
 *
 * Knows nothing about how instances are started.
 */
import { SandboxNotRunning } from '../driver.ts';
import { once } from '../once.ts';
import { isMissing, type IncusApi } from './incus-api.ts';
import type { InstancePlaces } from './instance-places.ts';
import { removeInstance } from './projects.ts';

/** The sandbox of an instance and the count in its name; null for an instance of something else. */
export function sandboxOf(instance: string): { readonly id: string; readonly count: number } | null {
  const [, id, count] = /^sandbox-([0-9a-f]{32})(?:-([1-9]\d*))?$/.exec(instance) ?? [];
  return id === undefined ? null : { id, count: Number(count ?? 1) };
}

/** The instances of sandboxes in one project. */
export class SandboxInstances {
  readonly #api: IncusApi;
  readonly #places: InstancePlaces;
  readonly #counts = new Map<string, number>();
  readonly #readOnce = once(async () => this.#read());

  constructor(api: IncusApi, places: InstancePlaces) {
    this.#api = api;
    this.#places = places;
  }

  /** Name of the instance of a sandbox, or the name it would have. What another process has named is found when this one begins. */
  async of(id: string): Promise<string> {
    await this.#readOnce();
    return this.known(id);
  }

  /** The same without asking, for when the server does not answer. */
  known(id: string): string {
    return nameOf(id, this.#counts.get(id) ?? 1);
  }

  /** Does something with an instance. Rejects with SandboxNotRunning when it is lost, or gets lost meanwhile. */
  async use<Result>(id: string, work: (instance: string) => Promise<Result>): Promise<Result> {
    const instance = await this.of(id);
    const isLost = async () => (await this.#places.lost()).has(instance);
    if (await isLost()) throw new SandboxNotRunning(id);
    try {
      return await work(instance);
    } catch (error) {
      if (!(error instanceof SandboxNotRunning) && (await isLost())) throw new SandboxNotRunning(id, { cause: error });
      throw error;
    }
  }

  /** Does something with an instance that is not lost. Answers with whether it was done. */
  async useUnlessLost(id: string, work: (instance: string) => Promise<void>): Promise<boolean> {
    try {
      await this.use(id, work);
      return true;
    } catch (error) {
      if (error instanceof SandboxNotRunning) return false;
      throw error;
    }
  }

  /** Removes what earlier starts have left, as far as it is not lost, and answers with the name of the next instance. */
  async makeWay(id: string): Promise<string> {
    const [places, lost] = await Promise.all([this.#places.instances(), this.#places.lost()]);
    const left = [...places.keys()].filter((name) => sandboxOf(name)?.id === id);
    const count = 1 + Math.max(0, ...left.map((name) => (lost.has(name) ? (sandboxOf(name)?.count ?? 0) : 0)));
    const next = nameOf(id, count);
    for (const name of new Set([...left, next])) if (!lost.has(name)) await removeInstance(this.#api, name);
    if (count === 1) this.#counts.delete(id);
    else this.#counts.set(id, count);
    return next;
  }

  /** Removes the instances of a sandbox that are on one member, which is null where there is no cluster. */
  async removeFrom(member: string | null, id: string): Promise<void> {
    for (const [name, place] of await this.#places.instances()) {
      if (place === member && sandboxOf(name)?.id === id) await removeInstance(this.#api, name);
    }
  }

  async #read(): Promise<void> {
    for (const name of await this.#names()) {
      const { id, count } = sandboxOf(name) ?? { id: '', count: 0 };
      if (count > (this.#counts.get(id) ?? 1)) this.#counts.set(id, count);
    }
  }

  /** None where there is no project yet. */
  async #names(): Promise<Iterable<string>> {
    try {
      return (await this.#places.instances()).keys();
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }
}

function nameOf(id: string, count: number): string {
  return count === 1 ? `sandbox-${id}` : `sandbox-${id}-${String(count)}`;
}
