/**
 * The driver contract: the few verbs every kind of sandbox offers. Everything else is built above it.
 *
 * A sandbox is a place with its own Docker Engine and a shell, cut off from all others. Its disk outlives its processes:
 * `stop` keeps the disk, `create` with the id of a kept disk resumes it, `destroy` removes both.
 *
 * Awkward moments, the same for every driver:
 * - `create` of an id that is running answers with that sandbox and changes nothing; two concurrent calls make one sandbox.
 * - `create` that fails half-way leaves no process and no network; a disk it made is kept only if it existed before.
 * - `create` answers when the engine inside accepts requests, or throws.
 * - `stop` and `destroy` of an id that does not exist do nothing. During a `create` they wait for it to end.
 * - `exec`, `dial` and `usage` of a sandbox that is not running reject with SandboxNotRunning.
 * - After a crash of this process every running sandbox goes on; `list` finds it again, and `disks` all that ever was.
 * - A snapshot holds everything on the disk at one moment and which containers ran. It belongs to its sandbox, takes up disk
 *   of that sandbox only, outlives `stop` and goes with `destroy`. Taking one of a name that exists replaces it.
 * - `restore` ends every process inside but the sandbox itself, shells included, and answers when the engine inside accepts
 *   requests again and the containers that ran have been started again. When it fails half-way, the sandbox holds either
 *   what it held before or what the snapshot held, never a mixture; it may have to be created again.
 * - Everything read out of a sandbox is hostile.
 *
 * A driver knows nothing about sessions, lessons, terminals or grading.
 */
import type { Duplex } from 'node:stream';

/** Home folder of the user `learner` in every sandbox. */
export const LEARNER_HOME = '/home/learner';

/** Where the engine in a sandbox gets images from; the entrypoint of the sandbox image knows what follows from it. */
export type ImageSource = 'course' | 'hub' | 'hub-through-cache';

/** Limits of one sandbox. */
export interface SandboxLimits {
  readonly memoryBytes: number;
  /** CPU time per second of wall time over all cores, e.g. 1.5. */
  readonly cpus: number;
  /** Weight against other sandboxes when the CPU is short; 1024 is an ordinary container. */
  readonly cpuWeight: number;
  readonly pids: number;
  readonly diskBytes: number;
}

/** A sandbox to create. Whose it is, and for what, is the caller's affair: most are made before anybody asks for them. */
export interface SandboxSpec {
  /** 32 hex digits, chosen by the caller. */
  readonly id: string;
  readonly limits: SandboxLimits;
}

/** A running sandbox as found by `list`. */
export interface RunningSandbox {
  readonly id: string;
  /** Milliseconds since the epoch when its processes were started, by the host's clock. */
  readonly startedAt: number;
}

/** What to run inside a sandbox. */
export interface ExecSpec {
  readonly command: readonly [string, ...string[]];
  readonly user: 'root' | 'learner';
  readonly environment?: Readonly<Record<string, string>>;
  readonly workingDirectory?: string;
  /** With a terminal of this size; without, standard output and standard error are kept apart and there is no echo. */
  readonly terminal?: { readonly columns: number; readonly rows: number };
}

/** A process inside a sandbox. Not reading `stream` pauses the process; nothing is buffered without bound. */
export interface SandboxProcess {
  /** Standard input (write) and output (read). With a terminal, standard error comes here too. */
  readonly stream: Duplex;
  /** Changes the size of the terminal; without a terminal it does nothing. */
  resize(columns: number, rows: number): Promise<void>;
  /** Exit code; null when it cannot be known any more. Never rejects. */
  readonly exited: Promise<number | null>;
  /** Closes the connection to the process. What runs on inside is the command's own affair. */
  detach(): void;
}

/** What one sandbox uses now. */
export interface SandboxUsage {
  /** Without the page cache that the kernel would give back. */
  readonly memoryBytes: number;
  readonly pids: number;
  /** null when the host cannot tell. */
  readonly diskBytes: number | null;
}

/** What the host can and cannot do. */
export interface DriverReport {
  readonly engineVersion: string;
  readonly cgroupVersion: 1 | 2;
  /** Limits that the host cannot enforce, each with the reason, for the operator. */
  readonly unenforced: readonly {
    readonly limit: keyof SandboxLimits | 'networkRate' | 'connectionRate';
    readonly reason: string;
  }[];
  /** Why there are no snapshots on this host, null when there are. */
  readonly noSnapshotsBecause: string | null;
}

/** What `restore` does with what is there. */
export interface RestoreOptions {
  /** Whether the learner's home stays as it is. */
  readonly keepFiles: boolean;
  /**
   * Name of a snapshot that what is there becomes, which is quicker than taking one before; null to let go of it. On a disk
   * that is nearly full it is let go of all the same, because that is what makes room.
   */
  readonly keepBefore: string | null;
}

/**
 * Where `dial` can reach inside a sandbox: the engine's API, or a TCP port of the sandbox's own loopback address, where
 * containers' published ports are. Either way the stream ends shortly after one of its sides has; that nobody listens shows
 * in a stream that ends without a byte.
 */
export type DialTarget = { readonly kind: 'engine' } | { readonly kind: 'tcp'; readonly port: number };

/** The verbs of a sandbox. See the contract at the top of this file. */
export interface SandboxDriver {
  readonly name: string;
  /** Checks the host. Throws DrydockError `engine-unreachable`, `engine-too-old`, `runtime-unknown` or `sandbox-image-missing`. */
  probe(): Promise<DriverReport>;
  /**
   * Makes what the disks of new sandboxes with these limits are copied from, unless it is there; without it they take longer.
   * The sandbox that it is made with is in no list.
   */
  warm(limits: SandboxLimits): Promise<void>;
  /** Throws DrydockError `sandbox-start-failed`, `disk-nearly-full` or `engine-unreachable`. */
  create(spec: SandboxSpec): Promise<void>;
  stop(id: string): Promise<void>;
  destroy(id: string): Promise<void>;
  /** Running sandboxes of this installation, found by label. */
  list(): Promise<readonly RunningSandbox[]>;
  /** Every sandbox that has a disk, running or not. */
  disks(): Promise<readonly string[]>;
  exec(id: string, spec: ExecSpec): Promise<SandboxProcess>;
  /** A connection to something inside the sandbox; never to anything outside. Destroying the stream closes it. */
  dial(id: string, target: DialTarget): Promise<Duplex>;
  usage(id: string): Promise<SandboxUsage>;
  /** `name` is lower-case words joined by "-", at most 80 letters. Rejects when this host has no snapshots. */
  snapshot(id: string, name: string): Promise<void>;
  /** Names of a running sandbox's snapshots. Empty when this host has none. */
  snapshots(id: string): Promise<readonly string[]>;
  restore(id: string, name: string, options: RestoreOptions): Promise<void>;
  /** Resolves when the sandbox is not running any more; never rejects. */
  waitForEnd(id: string): Promise<void>;
  /** Ends what only a running product needs; whoever goes on working makes it anew. Sandboxes go on. */
  close(): Promise<void>;
}

/** The sandbox asked for is not running. */
export class SandboxNotRunning extends Error {
  override readonly name = 'SandboxNotRunning';
}
