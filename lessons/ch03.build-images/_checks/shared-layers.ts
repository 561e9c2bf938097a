/**
 * How much of one image's stack of layers is the same as another's.
 *
 * Knows nothing about lessons.
 */
import type { ImageDetails } from '#lessons/_schema/evidence.ts';

/** The number of layers, from the lowest up, that two images have in common. */
export function sharedLayers(one: ImageDetails, other: ImageDetails): number {
  const differing = one.layers.findIndex((layer, index) => layer !== other.layers[index]);
  return differing === -1 ? one.layers.length : differing;
}
