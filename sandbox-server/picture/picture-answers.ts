/**
 * What the engine inside a sandbox answers about its things, parsed into how they are pictured. Its owner can make it say
 * anything: nothing passes unchecked, texts are cut, and there are only so many of a kind.
 *
 * Knows nothing about how the answers were fetched, or when.
 */
import { z } from 'zod';
import {
  MOST_PICTURED,
  type PicturedContainer,
  type PicturedImage,
  type PicturedNetwork,
  type PicturedVolume,
} from '#protocol/picture.ts';
import { cutText } from './cut-text.ts';
import { picturedLayers, type HistoryEntry } from './image-layers.ts';

const LONGEST_TEXT = 300;
const LONGEST_INSTRUCTION = 4_000;
const LONGEST_LIST = 10_000;

/** Things that belong to one container or image. */
const MOST_PARTS = 50;
const MOST_NAMES = 20;

const text = z.string().transform((value) => cutText(value, LONGEST_TEXT));
const labels = z.record(z.string(), z.string()).nullish();
const seconds = z.number().min(0).max(1e12);
const bytes = z.number().transform((value) => Math.max(0, value));
const moment = z.iso.datetime({ offset: true }).transform((value) => Date.parse(value));

/** Empty texts are how Go says that there is none. */
function orNull(value: string | null | undefined): string | null {
  return value === undefined || value === null || value === '' ? null : value;
}

function label(of: Readonly<Record<string, string>> | null | undefined, name: string): string | null {
  return orNull(cutText(of?.[name] ?? '', LONGEST_TEXT));
}

const PROJECT_LABEL = 'com.docker.compose.project';
const SERVICE_LABEL = 'com.docker.compose.service';

/** The networks that every engine has. Only on others do containers find each other by name. */
const builtInNetworks: readonly string[] = ['bridge', 'host', 'none'];

const containerId = z.string().regex(/^[0-9a-f]{64}$/);

/** `GET /containers/json`: ids, newest first. */
export const containerIdsSchema = z
  .array(z.object({ Id: containerId }))
  .max(LONGEST_LIST)
  .transform((listed) => listed.slice(0, MOST_PICTURED).map(({ Id }) => Id));

const containerNetworkSchema = z.object({
  IPAddress: text.nullish(),
  GlobalIPv6Address: text.nullish(),
  /** Engine API 1.44 and later. */
  DNSNames: z.array(text).nullish(),
  Aliases: z.array(text).nullish(),
});

const mountSchema = z.object({
  Type: text,
  Name: text.optional(),
  Source: text.optional(),
  Destination: text,
  RW: z.boolean(),
});

const publishedSchema = z.array(z.object({ HostIp: text, HostPort: z.string().regex(/^\d{1,5}$/) })).nullable();

/** `GET /containers/{id}/json`. */
export const picturedContainerAnswerSchema = z
  .object({
    Id: containerId,
    Name: text,
    Image: text,
    Created: moment,
    Path: text,
    Args: z.array(text).nullish(),
    State: z.object({
      Status: z.enum(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead']),
      ExitCode: z.int(),
      Health: z.object({ Status: text }).nullish(),
    }),
    Config: z.object({ Image: text, Labels: labels }),
    Mounts: z.array(mountSchema).nullish(),
    NetworkSettings: z.object({
      Ports: z.record(z.string(), publishedSchema).nullish(),
      Networks: z.record(z.string(), containerNetworkSchema).nullish(),
    }),
  })
  .transform((container): PicturedContainer => {
    const { State, Config, NetworkSettings } = container;
    const project = label(Config.Labels, PROJECT_LABEL);
    const hasEnded = State.Status === 'exited' || State.Status === 'dead';
    const health = z.enum(['starting', 'healthy', 'unhealthy']).safeParse(State.Health?.Status);
    return {
      id: container.Id,
      name: container.Name.replace(/^\//, ''),
      image: Config.Image,
      imageId: container.Image,
      command: cutText([container.Path, ...(container.Args ?? [])].slice(0, MOST_PARTS).join(' '), LONGEST_TEXT),
      state: State.Status,
      // What a container was before it ended is no news of its health.
      health: health.success && !hasEnded ? health.data : null,
      exitCode: hasEnded ? State.ExitCode : null,
      createdAt: container.Created,
      ports: picturedPorts(NetworkSettings.Ports ?? {}),
      networks: Object.entries(NetworkSettings.Networks ?? {})
        .slice(0, MOST_PARTS)
        .map(([name, network]) => ({
          name: cutText(name, LONGEST_TEXT),
          address: orNull(network.IPAddress) ?? orNull(network.GlobalIPv6Address),
          dnsNames: builtInNetworks.includes(name)
            ? []
            : [...new Set(network.DNSNames ?? network.Aliases ?? [])].slice(0, MOST_NAMES),
        })),
      mounts: (container.Mounts ?? []).slice(0, MOST_PARTS).map((mount) => {
        const kind = z.enum(['volume', 'bind', 'tmpfs']).safeParse(mount.Type);
        return {
          kind: kind.success ? kind.data : ('other' as const),
          source: (mount.Type === 'volume' ? mount.Name : mount.Source) ?? '',
          target: mount.Destination,
          readOnly: !mount.RW,
        };
      }),
      compose: project === null ? null : { project, service: label(Config.Labels, SERVICE_LABEL) ?? '' },
    };
  });

function picturedPorts(ports: Readonly<Record<string, z.infer<typeof publishedSchema>>>): PicturedContainer['ports'] {
  const pictured = Object.entries(ports).flatMap(([name, published]): PicturedContainer['ports'] => {
    const [, containerPort, protocol = ''] = /^(\d{1,5})\/([a-z]{1,10})$/.exec(name) ?? [];
    if (containerPort === undefined) return [];
    const port = { containerPort: Number(containerPort), protocol };
    if (published === null || published.length === 0) return [{ ...port, port: null, address: null }];
    const places = published.map(({ HostIp, HostPort }) => ({ address: HostIp, port: Number(HostPort) }));
    return (
      places
        // Every address of the other family is said in the same breath and would be the same port twice.
        .filter(
          (place) => place.address !== '::' || !places.some((it) => it.address === '0.0.0.0' && it.port === place.port),
        )
        .map((place) => ({ ...port, port: place.port, address: orNull(place.address) }))
    );
  });
  return pictured
    .sort((one, other) => one.containerPort - other.containerPort || (one.port ?? 0) - (other.port ?? 0))
    .slice(0, MOST_PARTS);
}

/** One image of `GET /images/json`, without its layers. */
export type ListedImage = Omit<PicturedImage, 'layers'>;

/** The name by which an image can be asked for; nothing else goes into a path. */
const imageId = z.string().regex(/^sha256:[0-9a-f]{64}$/);

/** `GET /images/json`, newest first. */
export const listedImagesSchema = z
  .array(z.object({ Id: imageId, RepoTags: z.array(text).nullish(), Size: bytes, Created: seconds }))
  .max(LONGEST_LIST)
  .transform((images) =>
    images
      .map((image): ListedImage => ({
        id: image.Id,
        // Older engines give dangling images this name.
        tags: (image.RepoTags ?? []).filter((tag) => tag !== '<none>:<none>').slice(0, MOST_PARTS),
        bytes: image.Size,
        createdAt: image.Created * 1000,
      }))
      .sort((one, other) => other.createdAt - one.createdAt || compare(one.id, other.id))
      .slice(0, MOST_PICTURED),
  );

/** `GET /images/{id}/json`: digests of the layers, oldest first. */
export const layerDigestsSchema = z
  .object({ RootFS: z.object({ Layers: z.array(text).max(LONGEST_LIST).nullish() }) })
  .transform((image) => image.RootFS.Layers ?? []);

/** `GET /images/{id}/history`, newest first. */
export const imageHistorySchema = z
  .array(
    z.object({ Created: z.number(), CreatedBy: z.string(), Size: bytes }).transform((entry): HistoryEntry => ({
      // Tools that build the same image every time set the clock to nothing, which Go takes for the year 1.
      created: Math.max(0, entry.Created),
      createdBy: cutText(entry.CreatedBy, LONGEST_INSTRUCTION),
      bytes: entry.Size,
    })),
  )
  .max(LONGEST_LIST);

/** An image with its layers. */
export function picturedImage(
  listed: ListedImage,
  history: readonly HistoryEntry[],
  digests: readonly string[],
): PicturedImage {
  return { ...listed, layers: [...picturedLayers(history, digests)] };
}

/** `GET /networks`, the built-in ones first, then by name. */
export const picturedNetworksSchema = z
  .array(
    z.object({
      Id: text,
      Name: text,
      Driver: text,
      Internal: z.boolean(),
      IPAM: z.object({ Config: z.array(z.object({ Subnet: text.nullish() })).nullish() }).nullish(),
      Labels: labels,
    }),
  )
  .max(LONGEST_LIST)
  .transform((networks) =>
    networks
      .map((network): PicturedNetwork => ({
        id: network.Id,
        name: network.Name,
        driver: network.Driver,
        subnet: orNull(network.IPAM?.Config?.[0]?.Subnet),
        internal: network.Internal,
        builtIn: builtInNetworks.includes(network.Name),
        project: label(network.Labels, PROJECT_LABEL),
      }))
      .sort((one, other) => Number(other.builtIn) - Number(one.builtIn) || compare(one.name, other.name))
      .slice(0, MOST_PICTURED),
  );

/** `GET /volumes`, by name. */
export const picturedVolumesSchema = z
  .object({
    Volumes: z
      .array(z.object({ Name: text, Driver: text, CreatedAt: moment.nullish().catch(null), Labels: labels }))
      .max(LONGEST_LIST)
      .nullish(),
  })
  .transform(({ Volumes }) =>
    (Volumes ?? [])
      .map((volume): PicturedVolume => ({
        name: volume.Name,
        driver: volume.Driver,
        anonymous: volume.Labels?.['com.docker.volume.anonymous'] !== undefined || /^[0-9a-f]{64}$/.test(volume.Name),
        createdAt: volume.CreatedAt ?? null,
        project: label(volume.Labels, PROJECT_LABEL),
      }))
      .sort((one, other) => compare(one.name, other.name))
      .slice(0, MOST_PICTURED),
  );

/** The same order on every machine. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
