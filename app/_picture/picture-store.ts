/**
 * The picture as this page has it: merges the sections and loads that the sandbox sends. Things that have not changed stay
 * the same objects, so that whoever shows them knows.
 *
 * Knows nothing about connections or about how anything looks.
 */
import type {
  ContainerLoads,
  PicturedBuild,
  PicturedContainer,
  PicturedImage,
  PicturedNetwork,
  PicturedVolume,
  PictureSections,
} from '#protocol/picture.ts';

/** All sections of a picture. */
export interface Picture {
  readonly containers: readonly PicturedContainer[];
  readonly images: readonly PicturedImage[];
  readonly networks: readonly PicturedNetwork[];
  readonly volumes: readonly PicturedVolume[];
  readonly builds: readonly PicturedBuild[];
}

/** What one container uses now. */
export type ContainerLoad = ContainerLoads[string];

/** An engine that has nothing. */
export const emptyPicture: Picture = { containers: [], images: [], networks: [], volumes: [], builds: [] };

/**
 * The section as it is now, made of the objects of before wherever nothing has changed. Equal text means equal things:
 * both were parsed by the same schema, which fixes the order of their fields.
 */
function kept<Thing>(before: readonly Thing[], now: readonly Thing[] | undefined, keyOf: (thing: Thing) => string) {
  if (now === undefined) return before;
  const known = new Map(before.map((thing) => [keyOf(thing), thing]));
  const merged = now.map((thing) => {
    const earlier = known.get(keyOf(thing));
    return earlier !== undefined && JSON.stringify(earlier) === JSON.stringify(thing) ? earlier : thing;
  });
  const isSame = merged.length === before.length && merged.every((thing, index) => thing === before[index]);
  return isSame ? before : merged;
}

/** The picture after sections have come; the same object when nothing in it has changed. */
export function mergeSections(before: Picture, sections: PictureSections): Picture {
  const now: Picture = {
    containers: kept(before.containers, sections.containers, ({ id }) => id),
    images: kept(before.images, sections.images, ({ id }) => id),
    networks: kept(before.networks, sections.networks, ({ id }) => id),
    volumes: kept(before.volumes, sections.volumes, ({ name }) => name),
    builds: kept(before.builds, sections.builds, ({ id }) => id),
  };
  const isSame =
    now.containers === before.containers &&
    now.images === before.images &&
    now.networks === before.networks &&
    now.volumes === before.volumes &&
    now.builds === before.builds;
  return isSame ? before : now;
}

/** The picture of one sandbox, for `useSyncExternalStore`. */
export class PictureStore {
  #picture: Picture | null = null;
  #loads: ContainerLoads = {};
  readonly #pictureListeners = new Set<() => void>();
  readonly #loadListeners = new Set<() => void>();

  /** Takes sections that have changed; all of them the first time. */
  take(sections: PictureSections): void {
    const merged = mergeSections(this.#picture ?? emptyPicture, sections);
    if (merged === this.#picture) return;
    this.#picture = merged;
    for (const listener of this.#pictureListeners) listener();
  }

  /** Takes what all running containers use. */
  takeLoads(loads: ContainerLoads): void {
    const before = this.#loads;
    this.#loads = Object.fromEntries(
      Object.entries(loads).map(([id, load]) => {
        const earlier = Object.hasOwn(before, id) ? before[id] : undefined;
        return [id, earlier !== undefined && JSON.stringify(earlier) === JSON.stringify(load) ? earlier : load];
      }),
    );
    for (const listener of this.#loadListeners) listener();
  }

  /** null until the first sections have come. */
  readonly picture = (): Picture | null => this.#picture;

  /** undefined when nothing is known, as for a container that does not run. */
  loadOf(containerId: string): ContainerLoad | undefined {
    return Object.hasOwn(this.#loads, containerId) ? this.#loads[containerId] : undefined;
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#pictureListeners.add(changed);
    return () => void this.#pictureListeners.delete(changed);
  };

  readonly subscribeLoads = (changed: () => void): (() => void) => {
    this.#loadListeners.add(changed);
    return () => void this.#loadListeners.delete(changed);
  };
}
