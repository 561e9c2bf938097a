/**
 * Questions about what the engine was asked: which images were to be pulled, and which lists were shown.
 *
 * Knows nothing about lessons or hints.
 */
import { nearestName } from '#lessons/_names/nearest-name.ts';
import type { EngineEvent, EngineRequest, ImageEvidence } from '#lessons/_schema/evidence.ts';
import { lastPulledAt } from './containers.ts';
import { familiarReference, isSameImage } from './image-reference.ts';

/** An image that the engine was asked to pull, by `docker pull` or because `docker run` did not find it. */
export interface ImageRequest {
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly at: number;
  /** In its shortest form, e.g. "diamol/base" or "diamol/base:2". */
  readonly image: string;
}

/** The images that the engine was asked to pull, oldest first. */
export function requestedImages(requests: readonly EngineRequest[]): ImageRequest[] {
  return requests.flatMap(({ at, method, path, query }) => {
    const name = query['fromImage'];
    if (method !== 'POST' || path !== '/images/create' || name === undefined || name === '') return [];
    const tag = query['tag'] ?? '';
    if (tag === '') return [{ at, image: familiarReference(name) }];
    return [{ at, image: familiarReference(`${name}${tag.includes(':') ? '@' : ':'}${tag}`) }];
  });
}

/** Between finding that the image is missing and asking for it, a client needs no longer than this, in milliseconds. */
const longestStepOfRun = 1000;

/**
 * Whether the last pull of an image was asked for by `docker run` or `docker create`, which first try to make the
 * container and pull when that fails; a container then follows by itself.
 */
export function wasPulledToRun(image: string, requests: readonly EngineRequest[]): boolean {
  const asked = requests.filter(
    ({ method, path }) => method === 'POST' && (path === '/images/create' || path === '/containers/create'),
  );
  const pull = asked.findLastIndex((request) =>
    requestedImages([request]).some((found) => isSameImage(found.image, image)),
  );
  const before = asked[pull - 1];
  return before?.path === '/containers/create' && (asked[pull]?.at ?? 0) - before.at <= longestStepOfRun;
}

/** An image that could not be pulled, with the name that was probably meant. */
export interface MissingImage extends ImageRequest {
  readonly nearest: string | undefined;
}

/** The images that the engine was asked for but never got, oldest first. `known` are names that would have been right. */
export function missingImages(
  known: readonly string[],
  requests: readonly EngineRequest[],
  events: readonly EngineEvent[],
  images: readonly ImageEvidence[],
): MissingImage[] {
  return requestedImages(requests)
    .filter(({ image }) => !known.some((name) => isSameImage(name, image)))
    .filter(({ image }) => !images.some(({ tags }) => tags.some((tag) => isSameImage(tag, image))))
    .filter(({ image }) => lastPulledAt(image, events) === undefined)
    .map((request) => ({ ...request, nearest: nearestName(withoutTag(request.image), known) }));
}

/** When the engine was asked for a list of containers: every one, or running ones only. Oldest first. */
export function containerLists(requests: readonly EngineRequest[]): { at: number; all: boolean }[] {
  return requests
    .filter(({ method, path }) => method === 'GET' && path === '/containers/json')
    .map(({ at, query }) => ({ at, all: isTrue(query['all'] ?? '') }));
}

/** When the engine was asked for the list of its images. Oldest first. */
export function imageLists(requests: readonly EngineRequest[]): { at: number }[] {
  return requests.filter(({ method, path }) => method === 'GET' && path === '/images/json').map(({ at }) => ({ at }));
}

/** The engine's own rule for switches in a query: everything is true except these. */
function isTrue(value: string): boolean {
  return !['', '0', 'no', 'false', 'none'].includes(value.trim().toLowerCase());
}

function withoutTag(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
}
