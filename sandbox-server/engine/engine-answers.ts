/**
 * What the engine inside a sandbox answers, parsed. Its owner can make it say anything, so nothing passes unchecked and
 * text is cut to a length that cannot hurt.
 *
 * Knows nothing about how the answers were fetched.
 */
import { z } from 'zod';
import type { ContainerEvidence, EngineEvent, EngineRequest, ImageEvidence } from '#lessons/_schema/evidence.ts';

const LONGEST_TEXT = 1_000;

const text = z.string().transform((value) => value.slice(0, LONGEST_TEXT));

/** `GET /containers/json` (Engine API 1.41 and later), as far as it is used. */
export const containerListSchema = z.array(z.object({ Id: z.string().regex(/^[0-9a-f]{64}$/) })).max(2_000);

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

/** `GET /containers/{id}/json`, as far as it is used. */
export const containerSchema = z
  .object({
    Id: text,
    Name: text,
    Image: text,
    Created: z.iso.datetime({ offset: true }),
    State: z.object({
      Status: z.enum(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead']),
      ExitCode: z.int(),
    }),
    Config: z.object({
      Image: text,
      Cmd: z.array(text).nullish(),
      OpenStdin: z.boolean(),
      Tty: z.boolean(),
    }),
    HostConfig: z.object({ AutoRemove: z.boolean() }),
  })
  .transform((container): ContainerEvidence => ({
    id: container.Id,
    name: container.Name.replace(/^\//, ''),
    image: container.Config.Image,
    imageId: container.Image,
    status: container.State.Status,
    exitCode: container.State.ExitCode,
    createdAt: Date.parse(container.Created),
    command: container.Config.Cmd ?? [],
    interactive: container.Config.OpenStdin,
    tty: container.Config.Tty,
    autoRemove: container.HostConfig.AutoRemove,
  }));

/** `GET /images/json`, as far as it is used. */
export const imageListSchema = z
  .array(z.object({ Id: text, RepoTags: z.array(text).nullish() }))
  .max(5_000)
  .transform((images) => images.map((image): ImageEvidence => ({ id: image.Id, tags: image.RepoTags ?? [] })));

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
  const [time, method, target] = line.slice(0, 4 * LONGEST_TEXT).split(' ');
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
