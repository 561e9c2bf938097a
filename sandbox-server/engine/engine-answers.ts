/**
 * What the engine inside a sandbox answers about what it has and what happens, parsed; about one container or an image, see
 * container-answers.ts and image-answers.ts.
 *
 * Knows nothing about how the answers were fetched.
 */
import { z } from 'zod';
import type { EngineEvent, EngineRequest, NetworkEvidence, VolumeEvidence } from '#lessons/_schema/evidence.ts';
import { containerId, flag, LONGEST_LIST, namedTexts, optionalText, some, text } from './bounded-answers.ts';

/** Characters of a line of the request log that are looked at. */
const LONGEST_REQUEST = 4_000;

/** What the engine marks volumes with whose name it made up. */
const ANONYMOUS_LABEL = 'com.docker.volume.anonymous';

/** `GET /containers/json` (Engine API 1.43 and later), as far as it is used. */
export const containerListSchema = z.array(z.object({ Id: containerId })).max(2_000);

/** A running container and what it listens for outside of itself. */
export interface ContainerPorts {
  readonly name: string;
  readonly ports: readonly {
    /** Address of the sandbox; empty when the engine does not say. */
    readonly address: string;
    readonly containerPort: number;
    /** null when the port is not published. */
    readonly publishedPort: number | null;
    readonly protocol: string;
  }[];
}

const portNumber = z.int().min(1).max(65_535);

/** `GET /containers/json` again, this time for the ports. */
export const containerPortsSchema = z
  .array(
    z.object({
      Names: z.array(text).nullish(),
      Ports: z
        .array(
          z.object({ IP: text.optional(), PrivatePort: portNumber, PublicPort: portNumber.optional(), Type: text }),
        )
        .max(10_000)
        .nullish(),
    }),
  )
  .max(2_000)
  .transform((containers) =>
    containers.map((container): ContainerPorts => ({
      name: (container.Names?.[0] ?? '').replace(/^\//, ''),
      ports: (container.Ports ?? []).map((port) => ({
        address: port.IP ?? '',
        containerPort: port.PrivatePort,
        publishedPort: port.PublicPort ?? null,
        protocol: port.Type,
      })),
    })),
  );

/** `GET /networks`. */
export const networkListSchema = z
  .array(
    z.object({
      Id: text,
      Name: text,
      Driver: text,
      Internal: flag,
      IPAM: z.object({ Config: some(z.object({ Subnet: optionalText })) }).nullish(),
      Labels: namedTexts,
    }),
  )
  .max(LONGEST_LIST)
  .transform((networks) =>
    networks.map((network): NetworkEvidence => ({
      id: network.Id,
      name: network.Name,
      driver: network.Driver,
      internal: network.Internal,
      subnets: (network.IPAM?.Config ?? []).map(({ Subnet }) => Subnet).filter((subnet) => subnet !== ''),
      labels: network.Labels,
    })),
  );

/** `GET /volumes`. */
export const volumeListSchema = z
  .object({
    Volumes: z
      .array(z.object({ Name: text, Driver: text, Labels: namedTexts }))
      .max(LONGEST_LIST)
      .nullish(),
  })
  .transform(({ Volumes }) =>
    (Volumes ?? []).map((volume): VolumeEvidence => ({
      name: volume.Name,
      driver: volume.Driver,
      labels: volume.Labels,
      // The label exists since Engine 23; volumes that are older have only the kind of name the engine makes up.
      anonymous: ANONYMOUS_LABEL in volume.Labels || /^[0-9a-f]{64}$/.test(volume.Name),
    })),
  );

/** One line of `GET /events`. */
export const eventSchema = z
  .object({
    Type: text,
    Action: text,
    Actor: z.object({ ID: text, Attributes: z.record(text, text).nullish() }),
    timeNano: z.number(),
  })
  .transform((event): EngineEvent => ({
    at: Math.floor(event.timeNano / 1e6),
    type: event.Type,
    // "exec_create: sh -c …" carries its argument in the action.
    action: event.Action.replace(/:.*$/s, ''),
    subject: event.Actor.ID,
    attributes: event.Actor.Attributes ?? {},
  }));

/** One line of the request log that images/sandbox writes: time, method, target. Null when it is not one. */
export function parseRequestLine(line: string): EngineRequest | null {
  const [time, method, target] = line.slice(0, LONGEST_REQUEST).split(' ');
  if (time === undefined || method === undefined || target === undefined) return null;
  const at = Date.parse(time);
  if (Number.isNaN(at) || !/^[A-Z]+$/.test(method) || !target.startsWith('/')) return null;
  const [path = '/', query = ''] = target.split('?', 2);
  return {
    at,
    method,
    path: path.replace(/^\/v\d+\.\d+(?=\/)/, ''),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}
