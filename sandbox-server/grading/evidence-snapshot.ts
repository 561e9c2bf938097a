/**
 * Evidence for one evaluation: each fact is read when a check asks for it, and at most once.
 *
 * Knows nothing about checks.
 */
import type { Evidence, FileEvidence, PageEvidence, PageRequest } from '#lessons/_schema/evidence.ts';
import type { SandboxDriver } from '../driver/driver.ts';
import type { EngineWatch } from '../engine/engine-watch.ts';
import type { SandboxEngine } from '../engine/sandbox-engine.ts';
import { readPage } from './page-reading.ts';
import { readSandboxFile, runProgram } from './program-reading.ts';

/** Where evidence comes from. */
export interface EvidenceSources {
  readonly engine: Pick<
    SandboxEngine,
    'containers' | 'changes' | 'containerFile' | 'logs' | 'images' | 'image' | 'networks' | 'volumes'
  >;
  readonly watch: Pick<EngineWatch, 'events' | 'requests'>;
  readonly driver: Pick<SandboxDriver, 'exec' | 'dial'>;
  readonly sandboxId: string;
  /** What `{{name}}` stands for in the learner's text. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Reads facts of one sandbox, as they are at the moment of the first question. */
export class EvidenceSnapshot implements Evidence {
  readonly #sources: EvidenceSources;
  readonly variables: Readonly<Record<string, string>>;

  constructor(sources: EvidenceSources) {
    this.#sources = sources;
    this.variables = sources.variables;
  }

  readonly containers = once(() => this.#sources.engine.containers());
  readonly changes = once((id: string) => this.#sources.engine.changes(id));
  readonly containerFile = once((id: string, path: string) => this.#sources.engine.containerFile(id, path));
  readonly logs = once((id: string) => this.#sources.engine.logs(id));
  readonly images = once(() => this.#sources.engine.images());
  readonly image = once((reference: string) => this.#sources.engine.image(reference));
  readonly networks = once(() => this.#sources.engine.networks());
  readonly volumes = once(() => this.#sources.engine.volumes());
  // Copies: what happens during the evaluation is for the next one.
  readonly events = once(() => Promise.resolve([...this.#sources.watch.events]));
  readonly requests = once(() => Promise.resolve([...this.#sources.watch.requests]));

  readonly page = once((port: number, path: string, request?: PageRequest): Promise<PageEvidence | null> => {
    const { driver, sandboxId } = this.#sources;
    return readPage(() => driver.dial(sandboxId, { kind: 'tcp', port }), port, path, request);
  });

  readonly file = once((path: string): Promise<FileEvidence | null> => {
    return readSandboxFile(this.#sources.driver, this.#sources.sandboxId, path);
  });

  readonly program = once((command: readonly [string, ...string[]]) => {
    return runProgram(this.#sources.driver, this.#sources.sandboxId, command);
  });
}

/** The same question has the same answer, also when that is an error. */
function once<Q extends readonly unknown[], A>(read: (...question: Q) => Promise<A>): (...question: Q) => Promise<A> {
  const answers = new Map<string, Promise<A>>();
  return (...question) => {
    const key = JSON.stringify(question);
    const known = answers.get(key);
    if (known) return known;
    const answer = read(...question);
    answers.set(key, answer);
    return answer;
  };
}
