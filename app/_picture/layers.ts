/**
 * Images as stacks of layers: which layers several images share, how high each is drawn, and who uses an image.
 *
 * Knows nothing about React.
 */
import type { PicturedContainer, PicturedImage, PicturedLayer } from '#protocol/picture.ts';

/** Images from which on each is one line until it is opened. */
export const MANY_IMAGES = 12;

/** Pixels: below, a layer cannot be hit with a finger or read. */
const LEAST_HEIGHT = 24;
const MOST_HEIGHT = 64;
/** Bytes up to which a layer has the least height, and from which on the most. */
const SMALL_BYTES = 10_000;
const LARGE_BYTES = 1_000_000_000;

/** A layer as it is drawn. */
export interface DrawnLayer {
  readonly layer: PicturedLayer;
  /** The same number wherever the same layer is drawn. */
  readonly number: number;
  /** How many images have it. */
  readonly images: number;
  /** Pixels. */
  readonly height: number;
}

/** An image as it is drawn. */
export interface DrawnImage {
  readonly image: PicturedImage;
  /** Layers that hold files, the newest first as it lies on top. */
  readonly stack: readonly DrawnLayer[];
  /** Bytes in layers that no other image has. */
  readonly ownBytes: number;
  /** Containers that were made of it. */
  readonly users: readonly PicturedContainer[];
}

/** Pixels for a layer, by the logarithm of its size: layers differ by a factor of a million. */
export function layerHeight(bytes: number): number {
  const share =
    Math.log(Math.max(SMALL_BYTES, Math.min(LARGE_BYTES, bytes)) / SMALL_BYTES) / Math.log(LARGE_BYTES / SMALL_BYTES);
  return Math.round(LEAST_HEIGHT + share * (MOST_HEIGHT - LEAST_HEIGHT));
}

/**
 * All images as stacks: those with a name first, each in the order of the engine.
 *
 * `numbers` are those given to layers so far, by digest; layers that are new get theirs in it. Who draws again and again hands
 * over the same ones, so that what has not changed is drawn as before.
 */
export function drawImages(
  images: readonly PicturedImage[],
  containers: readonly PicturedContainer[],
  numbers = new Map<string, number>(),
): readonly DrawnImage[] {
  const owners = new Map<string, number>();
  for (const image of images) {
    for (const digest of digestsOf(image)) {
      if (!numbers.has(digest)) numbers.set(digest, numbers.size);
      owners.set(digest, (owners.get(digest) ?? 0) + 1);
    }
  }
  const users = new Map<string, PicturedContainer[]>();
  for (const container of containers) {
    users.set(container.imageId, [...(users.get(container.imageId) ?? []), container]);
  }
  const drawn = images.map((image): DrawnImage => {
    const stack = image.layers
      .flatMap((layer): DrawnLayer[] =>
        layer.digest === null
          ? []
          : [
              {
                layer,
                number: numbers.get(layer.digest) ?? 0,
                images: owners.get(layer.digest) ?? 1,
                height: layerHeight(layer.bytes),
              },
            ],
      )
      .reverse();
    const ownBytes = stack.reduce((sum, { layer, images: count }) => sum + (count > 1 ? 0 : layer.bytes), 0);
    return { image, stack, ownBytes, users: users.get(image.id) ?? [] };
  });
  return [...drawn.filter(({ image }) => !isDangling(image)), ...drawn.filter(({ image }) => isDangling(image))];
}

/** Whether no name leads to it. */
export function isDangling(image: PicturedImage): boolean {
  return image.tags.length === 0;
}

/** Digests of an image's layers, each once. */
function digestsOf(image: PicturedImage): ReadonlySet<string> {
  return new Set(image.layers.flatMap(({ digest }) => (digest === null ? [] : [digest])));
}

/** An instruction without what the builders add to it, for a line of its own. */
export function shortInstruction(instruction: string): string {
  return instruction
    .replace(/^\/bin\/sh -c #\(nop\)\s+/, '')
    .replace(/^(?:RUN )?\/bin\/sh -c /, 'RUN ')
    .replace(/\s*# buildkit$/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Bytes as `docker image ls` writes them: three digits and a decimal unit. */
export function formatImageBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  // 999.6 would be written with four digits.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${String(Number(value.toPrecision(3)))}${units[unit] ?? ''}`;
}
