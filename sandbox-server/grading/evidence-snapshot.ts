/**
 * Evidence for one evaluation: each kind is read when a check asks for it, and at most once.
 *
 * Knows nothing about checks.
 */
import type { ContainerEvidence, Evidence, ImageEvidence } from '#lessons/_schema/evidence.ts';
import type { EngineWatch } from '../engine/engine-watch.ts';
import type { SandboxEngine } from '../engine/sandbox-engine.ts';

/** Reads facts of one sandbox, as they are at the moment of the first question. */
export class EvidenceSnapshot implements Evidence {
  readonly #engine: SandboxEngine;
  readonly #watch: EngineWatch;
  readonly variables: Readonly<Record<string, string>>;
  #containers: Promise<readonly ContainerEvidence[]> | undefined;
  #images: Promise<readonly ImageEvidence[]> | undefined;

  constructor(engine: SandboxEngine, watch: EngineWatch, variables: Readonly<Record<string, string>>) {
    this.#engine = engine;
    this.#watch = watch;
    this.variables = variables;
  }

  async containers() {
    this.#containers ??= this.#engine.containers();
    return this.#containers;
  }

  async images() {
    this.#images ??= this.#engine.images();
    return this.#images;
  }

  async events() {
    return Promise.resolve([...this.#watch.events]);
  }

  async requests() {
    return Promise.resolve([...this.#watch.requests]);
  }
}
