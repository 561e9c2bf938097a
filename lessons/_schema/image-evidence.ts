/**
 * An image as evidence: what `docker image ls`, `inspect` and `history` tell about it.
 *
 * Only shapes; all of it is hostile text.
 */

/** One image in the engine's local cache. */
export interface ImageEvidence {
  readonly id: string;
  /** "name:tag", none for a dangling image. */
  readonly tags: readonly string[];
  /** "name@sha256:…" for each registry it was pulled from or pushed to. */
  readonly digests: readonly string[];
  /** All layers together. */
  readonly sizeBytes: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** One line of `docker image history`, from the first instruction to the last. */
export interface HistoryEntry {
  /** "RUN /bin/sh -c …", "COPY app.js . # buildkit", … */
  readonly createdBy: string;
  readonly sizeBytes: number;
  readonly comment: string;
}

/** Everything about one image. */
export interface ImageDetails extends ImageEvidence {
  /** Digests of the layers' contents, from the lowest to the uppermost; equal digests are one layer on the disk. */
  readonly layers: readonly string[];
  /** From the first instruction to the last. */
  readonly history: readonly HistoryEntry[];
  readonly environment: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  readonly entrypoint: readonly string[];
  readonly workingDirectory: string;
  readonly user: string;
  /** "8080/tcp" */
  readonly exposedPorts: readonly string[];
  /** Paths named by VOLUME. */
  readonly volumes: readonly string[];
  readonly author: string;
  /** What `docker commit --message` said. */
  readonly comment: string;
  readonly architecture: string;
  readonly operatingSystem: string;
}
