/**
 * A container as evidence: what `docker container ls --all` and `inspect` tell about it.
 *
 * Only shapes; all of it is hostile text.
 */

/** A port of a container. */
export interface PortEvidence {
  readonly containerPort: number;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  /** The port of the sandbox it is published on; null when it is not published. For one that does not run, the port that was asked for, 0 for any. */
  readonly publishedPort: number | null;
  /** The address of the sandbox it is published on, e.g. "0.0.0.0" or "127.0.0.1"; empty when it is not said. */
  readonly address: string;
}

/** Something mounted into a container. */
export interface MountEvidence {
  readonly type: 'volume' | 'bind' | 'tmpfs' | 'other';
  /** The volume's name; empty for other types. */
  readonly volume: string;
  /** The path of the sandbox for a bind mount; empty for other types. */
  readonly source: string;
  /** The path in the container. */
  readonly target: string;
  readonly writable: boolean;
}

/** A network a container is on. */
export interface AttachmentEvidence {
  readonly network: string;
  /** Empty until it is started for the first time. */
  readonly networkId: string;
  /** Names under which others on the network find it, besides its name. */
  readonly aliases: readonly string[];
  /** Empty while it does not run. */
  readonly address: string;
}

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
  /** The kernel ended it for using more memory than it may. */
  readonly oomKilled: boolean;
  /** How often the engine has started it again by itself. */
  readonly restartCount: number;
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly createdAt: number;
  /** When it was started last; 0 when it never was. */
  readonly startedAt: number;
  readonly health: 'starting' | 'healthy' | 'unhealthy' | null;
  /** As given, or as the image says. */
  readonly command: readonly string[];
  readonly entrypoint: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** Empty for the image's root. */
  readonly workingDirectory: string;
  /** Empty for root. */
  readonly user: string;
  readonly hostname: string;
  readonly interactive: boolean;
  readonly tty: boolean;
  /** The engine removes it when it ends (`--rm`). */
  readonly autoRemove: boolean;
  /** Ports that are published or exposed. */
  readonly ports: readonly PortEvidence[];
  /** Every exposed port is published on one of the engine's choice (`-P`). */
  readonly publishesAll: boolean;
  readonly mounts: readonly MountEvidence[];
  /** Names or ids given to `--volumes-from`. */
  readonly volumesFrom: readonly string[];
  readonly networks: readonly AttachmentEvidence[];
  /** "bridge", "host", "none", "container:…", or a network's name. */
  readonly networkMode: string;
  /** "other:alias" for each `--link`. */
  readonly links: readonly string[];
  readonly restartPolicy: {
    readonly name: 'no' | 'always' | 'unless-stopped' | 'on-failure';
    readonly maximumRetries: number;
  };
  readonly limits: {
    /** 0 for none. */
    readonly memoryBytes: number;
    /** Memory and swap together; -1 for no limit, 0 for the engine's own choice. */
    readonly memorySwapBytes: number;
    /** CPU time per second of wall time, e.g. 0.5; 0 for no limit. */
    readonly cpus: number;
    /** Weight against other containers; 0 for the engine's own choice. */
    readonly cpuShares: number;
    /** 0 for none. */
    readonly pids: number;
  };
  readonly log: { readonly driver: string; readonly options: Readonly<Record<string, string>> };
  readonly privileged: boolean;
}
