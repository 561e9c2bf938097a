/**
 * Who keeps data where: every volume, and every directory of the sandbox that is mounted, with the containers at it.
 *
 * Knows nothing about React.
 */
import type { PicturedContainer, PicturedVolume } from '#protocol/picture.ts';
import type { Picture } from './picture-store.ts';

/** A container that has mounted something. */
export interface MountedBy {
  readonly container: PicturedContainer;
  /** Path in the container. */
  readonly target: string;
  readonly readOnly: boolean;
}

/** Something that containers have mounted, or could. */
export interface Storage {
  readonly kind: 'volume' | 'bind';
  /** Name of the volume or path in the sandbox. */
  readonly source: string;
  /** null for a directory, and for a volume that the engine has not told about (yet). */
  readonly volume: PicturedVolume | null;
  readonly mountedBy: readonly MountedBy[];
}

/** All volumes, those with a name first, then all mounted directories. */
export function storageLinks({ volumes, containers }: Pick<Picture, 'volumes' | 'containers'>): readonly Storage[] {
  const links = new Map<string, Storage & { mountedBy: MountedBy[] }>();
  const linkOf = (kind: Storage['kind'], source: string, volume: PicturedVolume | null) => {
    // A path begins with a slash and a volume's name does not, but the engine is not to be trusted with that.
    const key = `${kind} ${source}`;
    const link = links.get(key) ?? { kind, source, volume, mountedBy: [] };
    links.set(key, link);
    return link;
  };
  const named = volumes.filter(({ anonymous }) => !anonymous);
  for (const volume of [...named, ...volumes.filter(({ anonymous }) => anonymous)])
    linkOf('volume', volume.name, volume);
  for (const container of containers) {
    for (const { kind, source, target, readOnly } of container.mounts) {
      if (kind !== 'volume' && kind !== 'bind') continue;
      linkOf(kind, source, null).mountedBy.push({ container, target, readOnly });
    }
  }
  return [...links.values()].sort((one, other) => Number(one.kind === 'bind') - Number(other.kind === 'bind'));
}

/** What to call something mounted where there is little room: an engine's made-up name is shortened as `docker` shortens ids. */
export function storageName(source: string): string {
  return /^[0-9a-f]{64}$/.test(source) ? source.slice(0, 12) : source;
}
