/**
 * What a check may look at: facts about the engine inside the learner's sandbox, gathered from outside.
 *
 * Only shapes. How facts are gathered, and from which engine, is the sandbox server's business. Everything here was
 * written by a learner's engine and is hostile text: compare it, show it as text, never run it.
 */
import type { ContainerEvidence } from './container-evidence.ts';
import type { ImageDetails, ImageEvidence } from './image-evidence.ts';

export type * from './container-evidence.ts';
export type * from './image-evidence.ts';

/** One network of the engine; which containers are on it is said by the containers. */
export interface NetworkEvidence {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  /** Without a way out (`--internal`). */
  readonly internal: boolean;
  /** "172.18.0.0/16"; empty for networks without addresses of their own. */
  readonly subnets: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/** One volume of the engine. */
export interface VolumeEvidence {
  readonly name: string;
  readonly driver: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The engine chose the name, as for `VOLUME` and `-v /path`. */
  readonly anonymous: boolean;
}

/** One entry of `docker events` since the engine was started; what happened before is forgotten. */
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

/** What a published port of the sandbox answered to one HTTP request. */
export interface PageEvidence {
  readonly status: number;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** The first 64 KiB, as text. */
  readonly body: string;
}

/** How to ask for a page. */
export interface PageRequest {
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
}

/** A file or folder, as found. */
export interface FileEvidence {
  readonly kind: 'file' | 'folder' | 'other';
  readonly sizeBytes: number;
  /** The first 64 KiB, as text; empty for what is no file. */
  readonly text: string;
}

/** What a program inside the sandbox printed. */
export interface ProgramEvidence {
  readonly exitCode: number;
  /** The first 64 KiB of standard output, as text. */
  readonly output: string;
}

/**
 * The kinds of facts, which are also what a check declares it depends on. The engine says when the first six may have
 * changed. The last three change without a word (a page whose data somebody edited, a line in a log, a file in the home
 * folder), so a check that watches them is evaluated every two seconds as well, as long as its step has not passed.
 */
export const evidenceKinds = [
  'containers',
  'images',
  'networks',
  'volumes',
  'events',
  'requests',
  'pages',
  'logs',
  'files',
] as const;

/** One kind of facts. */
export type EvidenceKind = (typeof evidenceKinds)[number];

/** The kinds that change without the engine's saying so. */
export const silentKinds = ['pages', 'logs', 'files'] as const satisfies readonly EvidenceKind[];

/**
 * Facts about one sandbox, read when asked for and at most once per evaluation.
 * A method rejects when the engine does not answer; the verdict is then "could not grade", never "wrong".
 */
export interface Evidence {
  /** Newest first. */
  containers(): Promise<readonly ContainerEvidence[]>;
  /** The paths that differ from the container's image, as `docker diff` lists them; none when the container is gone. Kind: containers, requests. */
  changes(
    containerId: string,
  ): Promise<readonly { readonly path: string; readonly change: 'changed' | 'added' | 'deleted' }[]>;
  /** A file or folder in a container, running or not, mounts included; null when it or the container is not there. Kind: requests, files. */
  containerFile(containerId: string, path: string): Promise<FileEvidence | null>;
  /** The last 64 KiB of what a container printed, both streams; empty when it is gone. Kind: logs. */
  logs(containerId: string): Promise<string>;
  images(): Promise<readonly ImageEvidence[]>;
  /** Everything about one image, by any reference or id; null when it is not there. Kind: images. */
  image(reference: string): Promise<ImageDetails | null>;
  networks(): Promise<readonly NetworkEvidence[]>;
  volumes(): Promise<readonly VolumeEvidence[]>;
  /** Oldest first. */
  events(): Promise<readonly EngineEvent[]>;
  /** Oldest first. */
  requests(): Promise<readonly EngineRequest[]>;
  /**
   * What answers on a port of the sandbox, e.g. `page(8080, '/')`; null when nobody listens or no HTTP comes back within
   * two seconds. Kind: pages.
   */
  page(port: number, path: string, request?: PageRequest): Promise<PageEvidence | null>;
  /** A file or folder of the sandbox, e.g. "/home/learner/web/Dockerfile"; null when it is not there. Kind: files. */
  file(path: string): Promise<FileEvidence | null>;
  /**
   * What a program of the sandbox says, run as root for at most two seconds, e.g. `['ctr', 'images', 'ls', '-q']`. For
   * what the engine's API does not know; it must change nothing, and must not be `docker`, whose requests would be taken for
   * the learner's. Rejects when it takes longer. Kind: files.
   */
  program(command: readonly [string, ...string[]]): Promise<ProgramEvidence>;
  /** What `{{name}}` stands for in this learner's text, by name. */
  readonly variables: Readonly<Record<string, string>>;
}
