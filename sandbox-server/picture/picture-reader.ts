/**
 * Reads the things of one engine as they are pictured, with few requests at a time.
 *
 * Remembers only what cannot change: the layers of an image. Knows nothing about when to read.
 */
import type { PicturedContainer, PicturedImage, PicturedNetwork, PicturedVolume } from '#protocol/picture.ts';
import { EngineRefusal, type EngineClient } from '../engine/engine-client.ts';
import {
  containerIdsSchema,
  imageHistorySchema,
  layerDigestsSchema,
  listedImagesSchema,
  picturedContainerAnswerSchema,
  picturedImage,
  picturedNetworksSchema,
  picturedVolumesSchema,
  type ListedImage,
} from './picture-answers.ts';

/** Requests of one reading. The client has four connections; the other readings need one as well. */
const AT_A_TIME = 2;

/** Characters of JSON of all layers. Images beyond are left out, so that one engine cannot take up everybody's memory. */
const MOST_LAYER_CHARACTERS = 8 * 1024 * 1024;

/** Reads one sandbox's engine. Every method rejects when the engine does not answer, or answers nonsense. */
export class PictureReader {
  readonly #client: EngineClient;
  readonly #layers = new Map<string, PicturedImage['layers']>();
  #layerCharacters = 0;

  constructor(client: EngineClient) {
    this.#client = client;
  }

  /** Ids of all containers, newest first. */
  async containerIds(): Promise<readonly string[]> {
    return containerIdsSchema.parse(await this.#client.json('/containers/json', { all: '1' }));
  }

  /** These containers; without those that are not there, or of which the engine tells nonsense. */
  async containers(ids: readonly string[]): Promise<readonly PicturedContainer[]> {
    const found = await atMost(AT_A_TIME, ids, async (id) => {
      const answer = await this.#find(`/containers/${id}/json`);
      const container = picturedContainerAnswerSchema.safeParse(answer);
      // The id is what the learner's next request is made of, so it must be the one that was asked for.
      return container.success && container.data.id === id ? [container.data] : [];
    });
    return found.flat();
  }

  /** All images with their layers, newest first. */
  async images(): Promise<readonly PicturedImage[]> {
    const listed = listedImagesSchema.parse(await this.#client.json('/images/json'));
    const images = await atMost(AT_A_TIME, listed, async (image) => this.#image(image));
    const ids = new Set(listed.map(({ id }) => id));
    for (const [id, layers] of this.#layers) {
      if (ids.has(id)) continue;
      this.#layers.delete(id);
      this.#layerCharacters -= JSON.stringify(layers).length;
    }
    return images.flat();
  }

  async #image(listed: ListedImage): Promise<readonly PicturedImage[]> {
    const known = this.#layers.get(listed.id);
    if (known) return [{ ...listed, layers: known }];
    if (this.#layerCharacters > MOST_LAYER_CHARACTERS) return [];
    const digests = layerDigestsSchema.safeParse(await this.#find(`/images/${listed.id}/json`));
    const history = imageHistorySchema.safeParse(await this.#find(`/images/${listed.id}/history`));
    // Removed while it was being read, or nonsense.
    if (!digests.success || !history.success) return [];
    const image = picturedImage(listed, history.data, digests.data);
    this.#layers.set(listed.id, image.layers);
    this.#layerCharacters += JSON.stringify(image.layers).length;
    return [image];
  }

  /** All networks. */
  async networks(): Promise<readonly PicturedNetwork[]> {
    return picturedNetworksSchema.parse(await this.#client.json('/networks'));
  }

  /** All volumes. */
  async volumes(): Promise<readonly PicturedVolume[]> {
    return picturedVolumesSchema.parse(await this.#client.json('/volumes'));
  }

  /** null when it is not there. */
  async #find(path: string): Promise<unknown> {
    try {
      return await this.#client.json(path);
    } catch (error) {
      if (error instanceof EngineRefusal && error.status === 404) return null;
      throw error;
    }
  }
}

/** Does `work` for all things, for at most `limit` of them at a time; answers in their order. Rejects with the first error. */
async function atMost<T, R>(
  limit: number,
  things: readonly T[],
  work: (thing: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const left = things.entries();
  let hasFailed = false;
  const worker = async () => {
    for (const [place, thing] of left) {
      if (hasFailed) return;
      results[place] = await work(thing);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(limit, things.length) }, worker));
  } catch (error) {
    hasFailed = true;
    throw error;
  }
  return results;
}
