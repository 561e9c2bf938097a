/**
 * What a check may look at: facts about the engine inside the learner's sandbox, gathered from outside.
 *
 * Only shapes. How facts are gathered, and from which engine, is the sandbox server's business. Everything here was
 * written by a learner's engine and is hostile text: compare it, show it as text, never run it.
 */

/** One container, running or not (`docker container ls --all` plus `inspect`). */
export interface ContainerEvidence {
  readonly id: string;
  /** Without the leading slash. */
  readonly name: string;
  /** As the learner wrote it, e.g. "diamol/base" or "diamol/base:latest". */
  readonly image: string;
  /** Digest of the image's configuration, "sha256:…". */
  readonly imageId: string;
  readonly status: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
  readonly exitCode: number;
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly createdAt: number;
  readonly command: readonly string[];
  readonly interactive: boolean;
  readonly tty: boolean;
  /** The engine removes it when it ends (`--rm`). */
  readonly autoRemove: boolean;
}

/** One image in the engine's local cache. */
export interface ImageEvidence {
  readonly id: string;
  /** "name:tag", none for a dangling image. */
  readonly tags: readonly string[];
}

/** One entry of `docker events` since the session began. */
export interface EngineEvent {
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly at: number;
  /** "container", "image", "network", "volume", "builder", "daemon". */
  readonly type: string;
  /** "create", "start", "die", "destroy", "pull", … without arguments. */
  readonly action: string;
  /** Container id, image name, … */
  readonly subject: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * One request that the engine's API answered. The only trace that read-only commands such as `docker container ls` leave.
 * It shows that the engine was asked, not which client asked; use it for steps, never for graded labs.
 */
export interface EngineRequest {
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly at: number;
  readonly method: string;
  /** Without the version prefix, e.g. "/containers/json". */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

/** The kinds of facts, which are also what a check declares it depends on. */
export const evidenceKinds = ['containers', 'images', 'events', 'requests'] as const;

/** One kind of facts. */
export type EvidenceKind = (typeof evidenceKinds)[number];

/**
 * Facts about one sandbox, read when asked for and at most once per evaluation.
 * A method rejects when the engine does not answer; the verdict is then "could not grade", never "wrong".
 */
export interface Evidence {
  /** Newest first. */
  containers(): Promise<readonly ContainerEvidence[]>;
  images(): Promise<readonly ImageEvidence[]>;
  /** Oldest first. */
  events(): Promise<readonly EngineEvent[]>;
  /** Oldest first. */
  requests(): Promise<readonly EngineRequest[]>;
  /** What `{{name}}` stands for in this learner's text, by name. */
  readonly variables: Readonly<Record<string, string>>;
}
