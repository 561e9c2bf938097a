/**
 * What the engine inside a sandbox answers about one container, parsed into evidence (Engine API 1.43 and later).
 *
 * Knows nothing about how the answers were fetched.
 */
import { z } from 'zod';
import type { ContainerEvidence, PortEvidence } from '#lessons/_schema/evidence.ts';
import {
  amount,
  containerId,
  environment,
  flag,
  line,
  LONGEST_LIST,
  moment,
  named,
  namedTexts,
  optionalMoment,
  optionalText,
  some,
  text,
  words,
} from './bounded-answers.ts';

/** "80/tcp" with where it is published; null where it is only exposed. */
const portMap = named(some(z.object({ HostIp: optionalText, HostPort: optionalText })));

/** `CpuPeriod` of an engine that was not told another. */
const USUAL_CPU_PERIOD = 100_000;

const answer = z.object({
  Id: containerId,
  Name: text,
  Image: text,
  Created: moment,
  RestartCount: amount,
  State: z.object({
    Status: z.enum(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead']),
    ExitCode: z.int(),
    OOMKilled: flag,
    StartedAt: optionalMoment,
    Health: z.object({ Status: text }).nullish(),
  }),
  Config: z.object({
    Image: text,
    Cmd: words,
    Entrypoint: words,
    Env: environment,
    Labels: namedTexts,
    WorkingDir: optionalText,
    User: optionalText,
    Hostname: optionalText,
    OpenStdin: flag,
    Tty: flag,
    ExposedPorts: named(z.unknown()),
  }),
  HostConfig: z.object({
    AutoRemove: flag,
    Privileged: flag,
    PublishAllPorts: flag,
    PortBindings: portMap,
    VolumesFrom: words,
    Tmpfs: namedTexts,
    NetworkMode: optionalText,
    Links: words,
    RestartPolicy: z.object({ Name: optionalText, MaximumRetryCount: amount }).nullish(),
    Memory: amount,
    MemorySwap: amount,
    NanoCpus: amount,
    CpuPeriod: amount,
    CpuQuota: amount,
    CpuShares: amount,
    PidsLimit: amount,
    LogConfig: z.object({ Type: optionalText, Config: namedTexts }).nullish(),
  }),
  Mounts: some(z.object({ Type: text, Name: optionalText, Source: optionalText, Destination: text, RW: flag })),
  NetworkSettings: z.object({
    Ports: portMap,
    Networks: named(
      z.object({
        NetworkID: optionalText,
        Aliases: words,
        /** Engine API 1.44 and later. */
        DNSNames: words,
        Links: words,
        IPAddress: optionalText,
        GlobalIPv6Address: optionalText,
      }),
    ),
  }),
});

type Answer = z.infer<typeof answer>;

/** `GET /containers/{id}/json`. */
export const containerSchema = answer.transform((container): ContainerEvidence => {
  const { State, Config, HostConfig } = container;
  const health = z.enum(['starting', 'healthy', 'unhealthy']).safeParse(State.Health?.Status);
  const restart = z.enum(['no', 'always', 'unless-stopped', 'on-failure']).safeParse(HostConfig.RestartPolicy?.Name);
  return {
    id: container.Id,
    name: withoutSlash(container.Name),
    image: Config.Image,
    imageId: container.Image,
    status: State.Status,
    exitCode: State.ExitCode,
    oomKilled: State.OOMKilled,
    restartCount: container.RestartCount,
    createdAt: container.Created,
    startedAt: State.StartedAt,
    health: health.success ? health.data : null,
    command: Config.Cmd,
    entrypoint: Config.Entrypoint,
    environment: Config.Env,
    labels: Config.Labels,
    workingDirectory: Config.WorkingDir,
    user: Config.User,
    hostname: Config.Hostname,
    interactive: Config.OpenStdin,
    tty: Config.Tty,
    autoRemove: HostConfig.AutoRemove,
    ports: portsOf(container),
    publishesAll: HostConfig.PublishAllPorts,
    mounts: mountsOf(container),
    // "name:ro"
    volumesFrom: HostConfig.VolumesFrom.map((given) => given.replace(/:.*$/s, '')),
    networks: networksOf(container),
    networkMode: networkModeOf(container),
    links: linksOf(container),
    restartPolicy: {
      // Nothing said is an empty name.
      name: restart.success ? restart.data : 'no',
      maximumRetries: HostConfig.RestartPolicy?.MaximumRetryCount ?? 0,
    },
    limits: {
      memoryBytes: HostConfig.Memory,
      memorySwapBytes: HostConfig.MemorySwap,
      cpus: cpusOf(HostConfig),
      cpuShares: HostConfig.CpuShares,
      pids: Math.max(0, HostConfig.PidsLimit),
    },
    log: { driver: HostConfig.LogConfig?.Type ?? '', options: HostConfig.LogConfig?.Config ?? {} },
    privileged: HostConfig.Privileged,
  };
});

const changeKinds = ['changed', 'added', 'deleted'] as const;

/** `GET /containers/{id}/changes`. Kinds that no engine of today has are left out. */
export const changesSchema = z
  .array(z.object({ Path: line, Kind: z.int() }))
  .nullish()
  .transform((changes) =>
    (changes ?? []).slice(0, LONGEST_LIST).flatMap(({ Path, Kind }) => {
      const change = changeKinds[Kind];
      return change === undefined ? [] : [{ path: Path, change }];
    }),
  );

function portsOf({ State, Config, HostConfig, NetworkSettings }: Answer): PortEvidence[] {
  // What is published now is known of a container that runs; of others, what was asked for.
  const runs = State.Status === 'running' || State.Status === 'paused';
  const published = new Map(runs ? NetworkSettings.Ports : HostConfig.PortBindings);
  for (const [name] of Config.ExposedPorts) if (!published.has(name)) published.set(name, []);
  return [...published]
    .flatMap(([name, places]): PortEvidence[] => {
      const [, digits, kind] = /^(\d{1,5})\/([a-z]+)$/.exec(name) ?? [];
      const protocol = z.enum(['tcp', 'udp', 'sctp']).safeParse(kind);
      if (!protocol.success) return [];
      const port = { containerPort: Number(digits), protocol: protocol.data };
      if (places.length === 0) return [{ ...port, publishedPort: null, address: '' }];
      const isOnAllOfIpv4 = (of: string) =>
        places.some(({ HostIp, HostPort }) => HostIp === '0.0.0.0' && HostPort === of);
      return places
        .filter(({ HostIp, HostPort }) => HostIp !== '::' || !isOnAllOfIpv4(HostPort))
        .map(({ HostIp, HostPort }) => ({
          ...port,
          publishedPort: /^\d{1,5}$/.test(HostPort) ? Number(HostPort) : 0,
          address: HostIp,
        }));
    })
    .sort(
      (one, other) => one.containerPort - other.containerPort || (one.publishedPort ?? 0) - (other.publishedPort ?? 0),
    );
}

function mountsOf({ Mounts, HostConfig }: Answer): ContainerEvidence['mounts'] {
  const mounts = Mounts.map((mount): ContainerEvidence['mounts'][number] => {
    const type = z.enum(['volume', 'bind', 'tmpfs']).safeParse(mount.Type);
    return {
      type: type.success ? type.data : 'other',
      volume: mount.Type === 'volume' ? mount.Name : '',
      source: mount.Type === 'bind' ? mount.Source : '',
      target: mount.Destination,
      writable: mount.RW,
    };
  });
  // `--tmpfs` is not among the mounts, `--mount type=tmpfs` is.
  const temporary = Object.entries(HostConfig.Tmpfs)
    .filter(([target]) => !mounts.some((mount) => mount.target === target))
    .map(([target, options]) => ({
      type: 'tmpfs' as const,
      volume: '',
      source: '',
      target,
      writable: !options.split(',').includes('ro'),
    }));
  return [...mounts, ...temporary];
}

function networksOf({ Id, Name, NetworkSettings }: Answer): ContainerEvidence['networks'] {
  // Older engines list the start of the id with the aliases, newer ones the name and the id with all DNS names.
  const known = [withoutSlash(Name), Id.slice(0, 12)];
  return NetworkSettings.Networks.map(([network, its]) => ({
    network,
    networkId: its.NetworkID,
    aliases: [...new Set([...its.Aliases, ...its.DNSNames])].filter((alias) => !known.includes(alias)),
    address: its.IPAddress === '' ? its.GlobalIPv6Address : its.IPAddress,
  }));
}

function networkModeOf({ HostConfig, NetworkSettings }: Answer): string {
  const mode = HostConfig.NetworkMode;
  if (mode === '' || mode === 'default') return 'bridge';
  if (NetworkSettings.Networks.some(([network]) => network === mode)) return mode;
  // A network may be given by its id or the beginning of it.
  const byId = NetworkSettings.Networks.find(([, its]) => /^[0-9a-f]+$/.test(mode) && its.NetworkID.startsWith(mode));
  return byId?.[0] ?? mode;
}

/** On the default bridge "/other:/me/alias", on other networks "other:alias". */
function linksOf({ HostConfig, NetworkSettings }: Answer): string[] {
  const given = [...HostConfig.Links, ...NetworkSettings.Networks.flatMap(([, its]) => its.Links)];
  const links = given.map((link) => {
    const [other = '', alias = ''] = link.split(':', 2);
    return `${withoutSlash(other)}:${alias.replace(/^.*\//s, '')}`;
  });
  return [...new Set(links)];
}

function cpusOf({ NanoCpus, CpuQuota, CpuPeriod }: Answer['HostConfig']): number {
  if (NanoCpus > 0) return NanoCpus / 1e9;
  return CpuQuota > 0 ? CpuQuota / (CpuPeriod > 0 ? CpuPeriod : USUAL_CPU_PERIOD) : 0;
}

function withoutSlash(name: string): string {
  return name.replace(/^\//, '');
}
