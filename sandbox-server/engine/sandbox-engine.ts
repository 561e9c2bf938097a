/**
 * The Docker Engine inside one sandbox, as evidence.
 *
 * Knows nothing about lessons or verdicts. Rejects when the engine does not answer or answers nonsense.
 */
import type { ContainerEvidence, EngineEvent, ImageEvidence } from '#lessons/_schema/evidence.ts';
import { boundedLines } from './bounded-lines.ts';
import {
  containerListSchema,
  containerPortsSchema,
  containerSchema,
  eventSchema,
  imageListSchema,
  type ContainerPorts,
} from './engine-answers.ts';
import { EngineClient, EngineRefusal, type DialEngine } from './engine-client.ts';

/** More are not looked at in detail; a lesson's containers are a handful. */
const MOST_CONTAINERS = 200;

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
    try {
      return [containerSchema.parse(await this.#client.json(`/containers/${id}/json`))];
    } catch (error) {
      if (error instanceof EngineRefusal && error.status === 404) return [];
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

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
