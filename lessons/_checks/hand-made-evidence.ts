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
  ImageEvidence,
} from '#lessons/_schema/evidence.ts';

/** Facts to report; what is left out is empty. Order as in Evidence. */
export interface Facts {
  readonly containers?: readonly ContainerEvidence[];
  readonly images?: readonly ImageEvidence[];
  readonly events?: readonly EngineEvent[];
  readonly requests?: readonly EngineRequest[];
  readonly variables?: Readonly<Record<string, string>>;
}

/** Evidence that reports these facts. */
export function evidenceOf({
  containers = [],
  images = [],
  events = [],
  requests = [],
  variables = {},
}: Facts): Evidence {
  return {
    containers: () => Promise.resolve(containers),
    images: () => Promise.resolve(images),
    events: () => Promise.resolve(events),
    requests: () => Promise.resolve(requests),
    variables,
  };
}

/** A container that ended well, except for what is said otherwise. */
export function container(facts: Partial<ContainerEvidence> & Pick<ContainerEvidence, 'id'>): ContainerEvidence {
  return {
    name: `name-of-${facts.id}`,
    image: 'diamol/ch02-hello-diamol',
    imageId: 'sha256:hello',
    status: 'exited',
    exitCode: 0,
    createdAt: 1000,
    autoRemove: false,
    command: ['greet'],
    interactive: false,
    tty: false,
    ...facts,
  };
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
