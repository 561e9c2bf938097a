/**
 * The Docker Engine inside one sandbox, as evidence.
 *
 * Knows nothing about lessons or verdicts. Rejects when the engine does not answer or answers nonsense.
 */
import type {
  ContainerEvidence,
  EngineEvent,
  Evidence,
  FileEvidence,
  ImageDetails,
  ImageEvidence,
  NetworkEvidence,
  VolumeEvidence,
} from '#lessons/_schema/evidence.ts';
import { boundedLines } from './bounded-lines.ts';
import { changesSchema, containerSchema } from './container-answers.ts';
import { firstFile, pathStat } from './container-archive.ts';
import { lastOutput } from './container-logs.ts';
import {
  containerListSchema,
  containerPortsSchema,
  eventSchema,
  networkListSchema,
  volumeListSchema,
  type ContainerPorts,
} from './engine-answers.ts';
import { EngineClient, EngineRefusal, type DialEngine } from './engine-client.ts';
import { imageHistorySchema, imageListSchema, imageSchema } from './image-answers.ts';

/** More are not looked at in detail; a lesson's containers are a handful. */
const MOST_CONTAINERS = 200;

/** Lines that a container printed last; more are not asked for. */
const MOST_LOG_LINES = 2_000;

/** Characters of one event; labels of an image make the longest. */
const LONGEST_EVENT = 64 * 1024;

/** Reads one sandbox's engine. */
export class SandboxEngine {
  readonly #client: EngineClient;

  constructor(dial: DialEngine) {
    this.#client = new EngineClient(dial);
  }

  /** All containers, newest first. One that is removed while being read is left out. */
  async containers(): Promise<readonly ContainerEvidence[]> {
    const listed = containerListSchema.parse(await this.#client.json('/containers/json', { all: '1' }));
    const containers = await Promise.all(listed.slice(0, MOST_CONTAINERS).map(({ Id }) => this.#container(Id)));
    return containers.flat().sort((one, other) => other.createdAt - one.createdAt);
  }

  async #container(id: string): Promise<readonly ContainerEvidence[]> {
    return refused([404], [], async () => [containerSchema.parse(await this.#client.json(`/containers/${id}/json`))]);
  }

  /** The paths that differ from the container's image; none when the container is gone. */
  async changes(containerId: string): ReturnType<Evidence['changes']> {
    const path = containerPath(containerId);
    return refused([404], [], async () => changesSchema.parse(await this.#client.json(`${path}/changes`)));
  }

  /** A file or folder of a container; null when it or the container is not there. A link is followed once. */
  async containerFile(containerId: string, path: string): Promise<FileEvidence | null> {
    const archive = `${containerPath(containerId)}/archive`;
    return refused([404], null, async () => {
      let target = path;
      let found = pathStat(await this.#client.headers(archive, { path }));
      if (found.kind === 'link') {
        target = found.linkTarget;
        found = pathStat(await this.#client.headers(archive, { path: target }));
      }
      const { kind, sizeBytes } = found;
      if (kind !== 'file') return { kind: kind === 'folder' ? kind : 'other', sizeBytes, text: '' };
      return { kind, sizeBytes, text: await firstFile(await this.#client.bytes(archive, { path: target })) };
    });
  }

  /** The end of what a container printed, both streams; empty when it is gone or its log driver lets nobody read. */
  async logs(containerId: string): Promise<string> {
    const query = { stdout: '1', stderr: '1', tail: String(MOST_LOG_LINES) };
    const path = containerPath(containerId);
    // 409: it is being removed. 501: `--log-driver none` and others that only send.
    try {
      return await refused([404, 409, 501], '', async () =>
        lastOutput(await this.#client.bytes(`${path}/logs`, query)),
      );
    } catch (error) {
      // Engine 26 answers 500 when it finds out in the middle that the container is on its way out.
      const [container] = await this.#container(containerId);
      if (container === undefined || container.status === 'removing' || container.status === 'dead') return '';
      throw error;
    }
  }

  /** The ports of running containers, newest container first. */
  async containerPorts(): Promise<readonly ContainerPorts[]> {
    return containerPortsSchema.parse(await this.#client.json('/containers/json'));
  }

  /** Images in the local cache. */
  async images(): Promise<readonly ImageEvidence[]> {
    return imageListSchema.parse(await this.#client.json('/images/json'));
  }

  /** Everything about one image, by any reference or id; null when it is not there, or nothing can have such a name. */
  async image(reference: string): Promise<ImageDetails | null> {
    // What is left cannot leave the path; the slashes in it belong there.
    if (!/^[\w][\w.:/@-]*$/.test(reference) || reference.includes('..')) return null;
    return refused([400, 404], null, async () => {
      const image = imageSchema.parse(await this.#client.json(`/images/${reference}/json`));
      const history = imageHistorySchema.parse(await this.#client.json(`/images/${image.id}/history`));
      return { ...image, history };
    });
  }

  /** All networks. */
  async networks(): Promise<readonly NetworkEvidence[]> {
    return networkListSchema.parse(await this.#client.json('/networks'));
  }

  /** All volumes. */
  async volumes(): Promise<readonly VolumeEvidence[]> {
    return volumeListSchema.parse(await this.#client.json('/volumes'));
  }

  /** Resolves when the engine answers; rejects when it does not. */
  async ping(): Promise<void> {
    await this.#client.json('/version');
  }

  /**
   * Follows the engine's events from `since` (milliseconds since the epoch) on, until the engine or `signal` ends it.
   * Lines that are no events are skipped.
   */
  async *events(since: number, signal: AbortSignal): AsyncGenerator<EngineEvent> {
    const answer = await this.#client.stream('/events', { since: (since / 1000).toFixed(3) }, signal);
    for await (const line of boundedLines(answer, LONGEST_EVENT)) {
      const event = eventSchema.safeParse(parseJson(line));
      if (event.success) yield event.data;
    }
  }

  /** Lets go of all connections. */
  close(): void {
    this.#client.close();
  }
}

/** The answer to a question, or `instead` when the engine refuses it with one of these statuses. */
async function refused<T>(statuses: readonly number[], instead: T, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof EngineRefusal && statuses.includes(error.status)) return instead;
    throw error;
  }
}

/** Names and ids go into paths whole; one that has other letters is nobody's, which the engine says itself. */
function containerPath(containerId: string): string {
  return `/containers/${encodeURIComponent(containerId)}`;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
