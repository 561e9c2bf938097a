/**
 * Evidence made by hand, for unit tests of checks: say what an engine would report, get something a check can look at.
 *
 * Knows no engine; nothing outside of tests uses it.
 */
import type {
  ContainerEvidence,
  EngineEvent,
  EngineRequest,
  Evidence,
  FileEvidence,
  ImageDetails,
  ImageEvidence,
  NetworkEvidence,
  PageEvidence,
  ProgramEvidence,
  VolumeEvidence,
} from '#lessons/_schema/evidence.ts';

/** Some facts about a thing that is named by its id; the rest is usual. */
type Some<T extends { readonly id: string }> = Partial<T> & Pick<T, 'id'>;

/** Facts to report; what is left out is empty. Order as in Evidence. */
export interface Facts {
  readonly containers?: readonly ContainerEvidence[];
  /** By id of the container. */
  readonly changes?: Readonly<Record<string, Awaited<ReturnType<Evidence['changes']>>>>;
  /** By id of the container and path, e.g. "c1 /etc/hosts". */
  readonly containerFiles?: Readonly<Record<string, FileEvidence>>;
  /** By id of the container. */
  readonly logs?: Readonly<Record<string, string>>;
  readonly images?: readonly Some<ImageEvidence>[];
  /** By reference, exactly as the check asks. */
  readonly imageDetails?: Readonly<Record<string, ImageDetails>>;
  readonly networks?: readonly NetworkEvidence[];
  readonly volumes?: readonly VolumeEvidence[];
  readonly events?: readonly EngineEvent[];
  readonly requests?: readonly EngineRequest[];
  /** By port and path, e.g. "8080 /". */
  readonly pages?: Readonly<Record<string, PageEvidence>>;
  /** By path. */
  readonly files?: Readonly<Record<string, FileEvidence>>;
  /** By the words of the command, e.g. "ctr images ls". One that is not here ends with 127 and says nothing. */
  readonly programs?: Readonly<Record<string, ProgramEvidence>>;
  readonly variables?: Readonly<Record<string, string>>;
}

/** Evidence that reports these facts. */
export function evidenceOf(facts: Facts): Evidence {
  return {
    containers: () => Promise.resolve(facts.containers ?? []),
    changes: (id) => Promise.resolve(facts.changes?.[id] ?? []),
    containerFile: (id, path) => Promise.resolve(facts.containerFiles?.[`${id} ${path}`] ?? null),
    logs: (id) => Promise.resolve(facts.logs?.[id] ?? ''),
    images: () => Promise.resolve((facts.images ?? []).map(image)),
    image: (reference) => Promise.resolve(facts.imageDetails?.[reference] ?? null),
    networks: () => Promise.resolve(facts.networks ?? []),
    volumes: () => Promise.resolve(facts.volumes ?? []),
    events: () => Promise.resolve(facts.events ?? []),
    requests: () => Promise.resolve(facts.requests ?? []),
    page: (port, path) => Promise.resolve(facts.pages?.[`${String(port)} ${path}`] ?? null),
    file: (path) => Promise.resolve(facts.files?.[path] ?? null),
    program: (command) => Promise.resolve(facts.programs?.[command.join(' ')] ?? { exitCode: 127, output: '' }),
    variables: facts.variables ?? {},
  };
}

/** A container that ended well, except for what is said otherwise. */
export function container(facts: Some<ContainerEvidence>): ContainerEvidence {
  return {
    name: `name-of-${facts.id}`,
    image: 'diamol/ch02-hello-diamol',
    imageId: 'sha256:hello',
    status: 'exited',
    exitCode: 0,
    oomKilled: false,
    restartCount: 0,
    createdAt: 1000,
    startedAt: 1001,
    health: null,
    command: ['greet'],
    entrypoint: [],
    environment: {},
    labels: {},
    workingDirectory: '',
    user: '',
    hostname: facts.id,
    interactive: false,
    tty: false,
    autoRemove: false,
    ports: [],
    publishesAll: false,
    mounts: [],
    volumesFrom: [],
    networks: [{ network: 'bridge', networkId: 'n-bridge', aliases: [], address: '' }],
    networkMode: 'bridge',
    links: [],
    restartPolicy: { name: 'no', maximumRetries: 0 },
    limits: { memoryBytes: 0, memorySwapBytes: 0, cpus: 0, cpuShares: 0, pids: 0 },
    log: { driver: 'json-file', options: {} },
    privileged: false,
    ...facts,
  };
}

/** An image of 1,000 bytes without a tag, except for what is said otherwise. */
export function image(facts: Some<ImageEvidence>): ImageEvidence {
  return { tags: [], digests: [], sizeBytes: 1000, createdAt: 500, labels: {}, ...facts };
}

/** Everything about an image of one layer, except for what is said otherwise. */
export function imageDetails(facts: Some<ImageDetails>): ImageDetails {
  return {
    ...image(facts),
    layers: ['sha256:layer'],
    history: [{ createdBy: 'COPY . . # buildkit', sizeBytes: 1000, comment: 'buildkit.dockerfile.v0' }],
    environment: {},
    command: [],
    entrypoint: [],
    workingDirectory: '',
    user: '',
    exposedPorts: [],
    volumes: [],
    author: '',
    comment: '',
    architecture: 'amd64',
    operatingSystem: 'linux',
    ...facts,
  };
}

/** A bridge network that somebody made, except for what is said otherwise. */
export function network(facts: Partial<NetworkEvidence> & Pick<NetworkEvidence, 'name'>): NetworkEvidence {
  return { id: `n-${facts.name}`, driver: 'bridge', internal: false, subnets: ['172.18.0.0/16'], labels: {}, ...facts };
}

/** A volume that somebody named, except for what is said otherwise. */
export function volume(facts: Partial<VolumeEvidence> & Pick<VolumeEvidence, 'name'>): VolumeEvidence {
  return { driver: 'local', labels: {}, anonymous: false, ...facts };
}

/** A file that holds this text. */
export function textFile(text: string): FileEvidence {
  return { kind: 'file', sizeBytes: Buffer.byteLength(text), text };
}

/** A page that was found, except for what is said otherwise. */
export function page(body: string, facts: Partial<PageEvidence> = {}): PageEvidence {
  return { status: 200, headers: { 'content-type': 'text/html' }, body, ...facts };
}

/** The completed pull of an image, as Docker Engine 26 reports it. */
export function pullEvent(at: number, image: string): EngineEvent {
  return { at, type: 'image', action: 'pull', subject: `${image}:latest`, attributes: { name: image } };
}

/** Something that happened to a container of an image. */
export function containerEvent(
  at: number,
  action: string,
  id: string,
  image = 'diamol/ch02-hello-diamol',
): EngineEvent {
  return { at, type: 'container', action, subject: id, attributes: { image, name: `name-of-${id}` } };
}

/** A request as the engine logged it, e.g. `request(5, 'GET /containers/json?all=1')`. */
export function request(at: number, line: string): EngineRequest {
  const [method = '', target = ''] = line.split(' ');
  const url = new URL(target, 'http://engine');
  return { at, method, path: url.pathname, query: Object.fromEntries(url.searchParams) };
}
