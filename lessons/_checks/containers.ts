/**
 * Questions about containers: which were made from an image, which ended well, and what became of those that are gone.
 *
 * Knows nothing about lessons or hints.
 */
import type { ContainerEvidence, EngineEvent, EngineRequest, ImageEvidence } from '#lessons/_schema/evidence.ts';
import { isSameImage } from './image-reference.ts';

/** The containers made from an image, whether it was named or given by its id. */
export function containersOf(
  image: string,
  containers: readonly ContainerEvidence[],
  images: readonly ImageEvidence[],
): ContainerEvidence[] {
  const ids = images.filter(({ tags }) => tags.some((tag) => isSameImage(tag, image))).map(({ id }) => id);
  return containers.filter((container) => isSameImage(container.image, image) || ids.includes(container.imageId));
}

/** Whether the container's main process ended with exit code 0. */
export function endedWell(container: ContainerEvidence): boolean {
  return container.status === 'exited' && container.exitCode === 0;
}

/** Whether the engine was asked to start the container. */
export function wasToldToStart({ id, name }: ContainerEvidence, requests: readonly EngineRequest[]): boolean {
  return requests.some(({ method, path }) => method === 'POST' && asksAbout(path, id, name, '/start'));
}

/** When the last pull of an image was complete; none when no pull is known, e.g. because it was there from the start. */
export function lastPulledAt(image: string, events: readonly EngineEvent[]): number | undefined {
  return events
    .filter(({ type, action }) => type === 'image' && action === 'pull')
    .filter(({ subject, attributes }) => [subject, attributes['name'] ?? ''].some((name) => isSameImage(name, image)))
    .map(({ at }) => at)
    .at(-1);
}

/** A container of an image that was removed. */
export interface RemovedContainer {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since the epoch, by the sandbox's clock; 0 when the engine was started anew since and forgot it. */
  readonly createdAt: number;
  readonly removedAt: number;
  /** Nobody asked for it: the engine itself removed it when it ended, as `--rm` says. */
  readonly byItself: boolean;
}

/** The containers of an image that are gone, in the order in which they went. */
export function removedContainers(
  image: string,
  events: readonly EngineEvent[],
  requests: readonly EngineRequest[],
): RemovedContainer[] {
  const ofContainers = events.filter(({ type }) => type === 'container');
  return ofContainers
    .filter(({ action, attributes }) => action === 'destroy' && isSameImage(attributes['image'] ?? '', image))
    .map(({ subject: id, at: removedAt, attributes }) => {
      const name = attributes['name'] ?? '';
      const created = ofContainers.find(({ action, subject }) => action === 'create' && subject === id);
      const byItself = !requests.some(({ method, path }) => method === 'DELETE' && asksAbout(path, id, name, ''));
      const pruned = requests.some(({ method, path, at }) => isPrune(method, path) && at >= (created?.at ?? removedAt));
      return { id, name, createdAt: created?.at ?? 0, removedAt, byItself: byItself && !pruned };
    });
}

/**
 * The ids of containers that were started again: more than once, or once by an engine that does not remember making them,
 * because it was itself started anew in between.
 */
export function restartedContainers(events: readonly EngineEvent[]): ReadonlySet<string> {
  const restarted = new Set<string>();
  /** Made, and not started since. */
  const fresh = new Set<string>();
  for (const { type, action, subject } of events) {
    if (type !== 'container') continue;
    if (action === 'create') fresh.add(subject);
    if (action === 'start' && !fresh.delete(subject)) restarted.add(subject);
  }
  return restarted;
}

/** Whether a path of the engine's API is about this container, which may be given by its name or the start of its id. */
function asksAbout(path: string, id: string, name: string, action: string): boolean {
  const prefix = '/containers/';
  if (!path.startsWith(prefix) || !path.endsWith(action)) return false;
  const given = path.slice(prefix.length, path.length - action.length);
  return given !== '' && (given === name || id.startsWith(given));
}

function isPrune(method: string, path: string): boolean {
  return method === 'POST' && path === '/containers/prune';
}
