/**
 * Where each container is drawn: a lane for each network with its containers, lanes of one compose project together.
 *
 * Knows nothing about sizes, colours or React.
 */
import type { PicturedContainer, PicturedNetwork } from '#protocol/picture.ts';
import type { Picture } from './picture-store.ts';

/** How a container is attached to a network. */
export type Attachment = PicturedContainer['networks'][number];

/** A container as it stands in a lane. */
export interface Placed {
  readonly container: PicturedContainer;
  /** null in the lane of those without a network. */
  readonly attachment: Attachment | null;
  /** Names of the other networks it is attached to. */
  readonly elsewhere: readonly string[];
}

/** A network with the containers on it. */
export interface Lane {
  /** null for containers without a network of their own. */
  readonly name: string | null;
  /** null when the engine has not told about it (yet). */
  readonly network: PicturedNetwork | null;
  /** Those that are drawn here. */
  readonly residents: readonly Placed[];
  /** Those that are attached here too and drawn in another lane. */
  readonly guests: readonly Placed[];
}

/** Lanes of one compose project, or of none. */
export interface LaneGroup {
  readonly project: string | null;
  readonly lanes: readonly Lane[];
}

/**
 * The one network in whose lane a container is drawn: one that a person made rather than one that every engine has, since
 * that is where it talks by name; the first by name when there are several.
 */
export function homeNetwork(container: PicturedContainer, builtIn: ReadonlySet<string>): string | null {
  const names = container.networks.map(({ name }) => name).sort();
  return names.find((name) => !builtIn.has(name)) ?? names[0] ?? null;
}

/** All lanes. Networks that every engine has are left out while nobody is on them. */
export function laneGroups(picture: Pick<Picture, 'containers' | 'networks'>): readonly LaneGroup[] {
  const builtIn = new Set(picture.networks.filter((network) => network.builtIn).map(({ name }) => name));
  const lanes = new Map<string | null, { network: PicturedNetwork | null; residents: Placed[]; guests: Placed[] }>();
  const laneOf = (name: string | null) => {
    const lane = lanes.get(name) ?? { network: null, residents: [], guests: [] };
    lanes.set(name, lane);
    return lane;
  };
  for (const network of picture.networks) if (!network.builtIn) laneOf(network.name).network = network;
  for (const container of picture.containers) {
    const home = homeNetwork(container, builtIn);
    if (home === null) laneOf(null).residents.push({ container, attachment: null, elsewhere: [] });
    for (const attachment of container.networks) {
      const elsewhere = container.networks.map(({ name }) => name).filter((name) => name !== attachment.name);
      const lane = laneOf(attachment.name);
      (attachment.name === home ? lane.residents : lane.guests).push({ container, attachment, elsewhere });
    }
  }
  for (const network of picture.networks) {
    const lane = lanes.get(network.name);
    if (lane !== undefined) lane.network = network;
  }
  const groups = new Map<string | null, Lane[]>();
  for (const [name, lane] of lanes) {
    const project = lane.network?.project ?? null;
    groups.set(project, [...(groups.get(project) ?? []), { name, ...lane }]);
  }
  return [...groups]
    .map(([project, members]) => ({ project, lanes: members.sort(byRank) }))
    .sort(
      (one, other) =>
        Number(one.project === null) - Number(other.project === null) || compare(one.project, other.project),
    );
}

/** Networks that people made come first, then what every engine has, then no network. */
function byRank(one: Lane, other: Lane): number {
  return rank(one) - rank(other) || compare(one.name, other.name);
}

function rank({ name, network }: Lane): number {
  return name === null ? 2 : network?.builtIn === true ? 1 : 0;
}

function compare(one: string | null, other: string | null): number {
  return (one ?? '') < (other ?? '') ? -1 : (one ?? '') > (other ?? '') ? 1 : 0;
}
