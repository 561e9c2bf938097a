/**
 * The live picture of one sandbox's engine: what there is, told again section by section when it has changed, and what the
 * running containers use.
 *
 * Driven by the engine's events: an event has only those things read again that it concerns, and a section is told when it
 * differs from what was told before. Events say what to look at, never what is there, because they may be lost.
 *
 * Knows nothing about who looks at the picture.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { EngineEvent } from '#lessons/_schema/evidence.ts';
import { MOST_PICTURED, type ContainerLoads, type PicturedContainer, type PictureSections } from '#protocol/picture.ts';
import type { SandboxDriver } from '../driver/driver.ts';
import { EngineClient } from '../engine/engine-client.ts';
import { SandboxEngine } from '../engine/sandbox-engine.ts';
import { BuildWatch } from './build-watch.ts';
import { concernOf } from './event-concern.ts';
import { LoadWatch } from './load-watch.ts';
import { PictureReader } from './picture-reader.ts';
import { Refresh } from './refresh.ts';

/** Milliseconds between two attempts to reach an engine that is down. */
const RETRY_MS = 300;

/** Milliseconds by which the clocks here and there may differ; events from so long before are heard of again. */
const CLOCK_DIFFERENCE_MS = 5_000;

/** Characters of JSON of one section. Two hundred images with twenty instructions each take about one million. */
const LARGEST_SECTION = 4 * 1024 * 1024;

/** Characters per millisecond that one section may be told on the whole, because somebody's network has to carry them. */
const TELL_PER_MS = 8 * 1024;

/** What a picture is made of, and who is told. */
export interface PictureWatchOptions {
  readonly driver: Pick<SandboxDriver, 'dial'>;
  readonly sandboxId: string;
  /** Sections that have changed, each as a whole. Must not throw. */
  readonly onPicture: (sections: PictureSections) => void;
  /** All loads, about every two seconds while containers run, and once when none does any more. Must not throw. */
  readonly onLoads: (loads: ContainerLoads) => void;
  readonly log?: Logger;
}

/** Pictures one sandbox's engine from its making to `close`. While the engine is down, the picture stays as it was. */
export class PictureWatch {
  readonly #options: PictureWatchOptions;
  readonly #stop = new AbortController();
  readonly #client: EngineClient;
  readonly #engine: SandboxEngine;
  readonly #reader: PictureReader;
  readonly #builds: BuildWatch;
  readonly #loads: LoadWatch;
  readonly #refreshes: Readonly<Record<keyof PictureSections, Refresh>>;
  readonly #told = new Map<string, string>();
  #sections: PictureSections = {};
  /** Newest first. */
  #containers: readonly PicturedContainer[] = [];
  /** Containers to read again, or all of them. */
  #concerned: Set<string> | 'all' = 'all';
  #endedBuilds = '';

  constructor(options: PictureWatchOptions) {
    this.#options = options;
    const { driver, sandboxId, onLoads, log } = options;
    const dial = async () => driver.dial(sandboxId, { kind: 'engine' });
    this.#client = new EngineClient(dial);
    this.#engine = new SandboxEngine(dial);
    this.#reader = new PictureReader(this.#client);
    const refresh = (work: () => Promise<PictureSections>) =>
      new Refresh(
        async () => this.#tell(await work()),
        (error) => log?.debug({ error, sandbox: sandboxId }, 'a section of the picture could not be read'),
      );
    this.#refreshes = {
      containers: refresh(async () => ({ containers: await this.#readContainers() })),
      images: refresh(async () => ({ images: fitting(await this.#reader.images()) })),
      networks: refresh(async () => ({ networks: fitting(await this.#reader.networks()) })),
      volumes: refresh(async () => ({ volumes: fitting(await this.#reader.volumes()) })),
      builds: refresh(async () => this.#readBuilds()),
    };
    this.#builds = new BuildWatch({
      connect: async () => this.#client.upgrade('/grpc', 'h2c'),
      onChange: () => {
        this.#refreshes.builds.ask();
      },
    });
    this.#loads = new LoadWatch({
      client: this.#client,
      running: () => this.#containers.filter(({ state }) => state === 'running').map(({ id }) => id),
      onLoads,
    });
    void this.#watch();
    this.#refreshes.builds.ask();
    void this.#builds.watch();
    this.#loads.start();
  }

  /** All sections that have been read so far, for whoever comes later. */
  get sections(): PictureSections {
    return this.#sections;
  }

  /** Tells nothing any more, and lets go of all connections. */
  close(): void {
    this.#stop.abort();
    for (const refresh of Object.values(this.#refreshes)) refresh.close();
    this.#builds.close();
    this.#loads.close();
    this.#engine.close();
    this.#client.close();
  }

  async #watch(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        // Before anything is read, so that no change falls between.
        const since = Date.now() - CLOCK_DIFFERENCE_MS;
        await this.#engine.ping();
        this.#concerned = 'all';
        for (const section of ['containers', 'images', 'networks', 'volumes'] as const) this.#refreshes[section].ask();
        for await (const event of this.#engine.events(since, this.#stop.signal)) this.#accept(event);
      } catch {
        // The engine is down; as soon as it is there again, everything is read anew.
      }
      if (!this.#stop.signal.aborted) await sleep(RETRY_MS, undefined, { ref: false });
    }
  }

  #accept(event: EngineEvent): void {
    const { sections, container } = concernOf(event);
    if (container !== null && this.#concerned !== 'all') {
      this.#concerned.add(container);
      if (this.#concerned.size > MOST_PICTURED) this.#concerned = 'all';
    }
    for (const section of sections) this.#refreshes[section].ask();
  }

  async #readContainers(): Promise<PicturedContainer[]> {
    const concerned = this.#concerned;
    this.#concerned = new Set();
    try {
      const ids = concerned === 'all' ? await this.#reader.containerIds() : [...concerned];
      const read = await this.#reader.containers(ids);
      const untouched = concerned === 'all' ? [] : this.#containers.filter(({ id }) => !concerned.has(id));
      this.#containers = [...untouched, ...read].sort(byAge).slice(0, MOST_PICTURED);
    } catch (error) {
      // What else was concerned meanwhile is among all.
      this.#concerned = 'all';
      throw error;
    }
    return fitting(this.#containers);
  }

  async #readBuilds(): Promise<PictureSections> {
    const { builds } = this.#builds;
    const ended = builds.flatMap(({ id, state }) => (state === 'running' ? [] : [id])).join(' ');
    // An image without a name is made without an event.
    if (ended !== this.#endedBuilds) this.#refreshes.images.ask();
    this.#endedBuilds = ended;
    return { builds: fitting(builds) };
  }

  /** Tells a section if it has changed; answers with the milliseconds for which it must rest then. */
  #tell(section: PictureSections): number {
    if (this.#stop.signal.aborted) return 0;
    const name = Object.keys(section).join();
    const json = JSON.stringify(section);
    if (this.#told.get(name) === json) return 0;
    this.#told.set(name, json);
    this.#sections = { ...this.#sections, ...section };
    this.#options.onPicture(section);
    return json.length / TELL_PER_MS;
  }
}

/** Newest first, and always the same order. */
function byAge(one: PicturedContainer, other: PicturedContainer): number {
  return other.createdAt - one.createdAt || (one.id < other.id ? -1 : 1);
}

/** As many of the first things as fit into one section. */
function fitting<T>(things: readonly T[]): T[] {
  let left = LARGEST_SECTION;
  const first = things.findIndex((thing) => (left -= JSON.stringify(thing).length + 1) < 0);
  return first === -1 ? [...things] : things.slice(0, first);
}
