/**
 * What a step may ask of a container.
 *
 * Knows nothing about lessons.
 */
import type { ContainerEvidence, MountEvidence } from '#lessons/_schema/evidence.ts';
import type { Pattern } from '../pattern.ts';
import type { Requirement } from '../requirement.ts';

/** A mount to look for. */
export interface MountExpectation {
  /** The path in the container. */
  readonly target: string;
  readonly type?: MountEvidence['type'];
  /** The volume's name; "named" for any name but one the engine chose. */
  readonly volume?: Pattern;
  /** The path of the sandbox that is bound. */
  readonly source?: Pattern;
  readonly writable?: boolean;
}

/** What a step asks of a container. Whatever is left out may be as it likes. */
export interface ContainerExpectation {
  readonly name?: Pattern;
  /** `running` when left out. "ended" is an end with the exit code asked for, 0 when none is; "there" is any state. */
  readonly state?: 'running' | 'ended' | 'created' | 'paused' | 'there';
  readonly exitCode?: number;
  readonly interactive?: boolean;
  readonly tty?: boolean;
  readonly autoRemove?: boolean;
  /** The port in the container, and where it must be found in the sandbox; "any" for wherever. */
  readonly publishes?: readonly { readonly containerPort: number; readonly on: number | 'any' }[];
  /** null: the name must not be set. */
  readonly environment?: Readonly<Record<string, Pattern | null>>;
  readonly labels?: Readonly<Record<string, Pattern>>;
  readonly networks?: readonly string[];
  /** Another name under which it is found on one of its networks. */
  readonly alias?: string;
  /** "host", "none", … */
  readonly networkMode?: Pattern;
  readonly mounts?: readonly MountExpectation[];
  readonly restart?: ContainerEvidence['restartPolicy']['name'];
  readonly memoryBytes?: number;
  readonly memorySwapBytes?: number;
  readonly cpus?: number;
  readonly pids?: number;
  readonly user?: Pattern;
  readonly workingDirectory?: string;
  readonly hostname?: Pattern;
  /** Entry point and command as one line. */
  readonly runs?: Pattern;
  readonly health?: 'healthy' | 'unhealthy';
  readonly oomKilled?: boolean;
  /** Further requirements of the lesson's own. */
  readonly also?: readonly Requirement<ContainerEvidence>[];
}
