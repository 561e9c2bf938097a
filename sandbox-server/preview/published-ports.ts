/**
 * Which ports of a sandbox lead to a container, and when that changes.
 *
 * Knows nothing about how pages are shown, nor about when containers change: whoever does says `refresh`.
 */
import type { PublishedPort } from '#protocol/preview.ts';
import type { ContainerPorts } from '../engine/engine-answers.ts';
import type { SandboxEngine } from '../engine/sandbox-engine.ts';

/** More are not told; a learner who publishes a range of ports means the first. */
const MOST_PORTS = 100;

/** Characters of a container's name that are told. */
const LONGEST_NAME = 300;

/** A preview dials the sandbox's own loopback address, so a port of another address cannot be shown. */
const dialledAddresses = new Set(['', '0.0.0.0', '127.0.0.1']);

/** The published TCP ports that can be previewed, lowest first, each once. */
export function publishedPorts(containers: readonly ContainerPorts[]): readonly PublishedPort[] {
  const found = new Map<number, PublishedPort>();
  for (const { name, ports } of containers) {
    for (const { address, containerPort, publishedPort, protocol } of ports) {
      if (publishedPort === null || protocol !== 'tcp' || !dialledAddresses.has(address)) continue;
      if (found.has(publishedPort)) continue;
      found.set(publishedPort, { port: publishedPort, container: name.slice(0, LONGEST_NAME), containerPort });
    }
  }
  return [...found.values()].sort((one, other) => one.port - other.port).slice(0, MOST_PORTS);
}

/** Keeps the published ports of one sandbox, and tells when they change. */
export class PortWatch {
  readonly #engine: Pick<SandboxEngine, 'containerPorts'>;
  readonly #onPorts: (ports: readonly PublishedPort[]) => void;
  #ports: readonly PublishedPort[] = [];
  #state: 'idle' | 'reading' | 'reading, and again' | 'closed' = 'idle';

  /** @param onPorts called only when the ports are others than before; none are open at first */
  constructor(engine: Pick<SandboxEngine, 'containerPorts'>, onPorts: (ports: readonly PublishedPort[]) => void) {
    this.#engine = engine;
    this.#onPorts = onPorts;
  }

  /** The ports as they were read last. */
  get ports(): readonly PublishedPort[] {
    return this.#ports;
  }

  /** Containers may have changed. Many calls at once lead to two readings at most. */
  refresh(): void {
    if (this.#state === 'reading') this.#state = 'reading, and again';
    if (this.#state === 'idle') void this.#read();
  }

  /** Tells nothing any more. */
  close(): void {
    this.#state = 'closed';
  }

  async #read(): Promise<void> {
    do {
      this.#state = 'reading';
      // An engine that does not answer has not closed any port that we know of; once it is back there is another change.
      const containers = await this.#engine.containerPorts().catch(() => null);
      if (this.#hasClosed()) return;
      if (containers !== null) this.#become(publishedPorts(containers));
    } while (this.#isStale());
    this.#state = 'idle';
  }

  #become(ports: readonly PublishedPort[]): void {
    if (JSON.stringify(ports) === JSON.stringify(this.#ports)) return;
    this.#ports = ports;
    this.#onPorts(ports);
  }

  // The state changes while the engine is asked, which the compiler does not see.
  #hasClosed(): boolean {
    return this.#state === 'closed';
  }

  #isStale(): boolean {
    return this.#state === 'reading, and again';
  }
}
