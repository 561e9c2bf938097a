/**
 * What the course registry really serves: manifests, labels and sizes, asked of the registry itself, as its volume may have
 * been removed, restored or meddled with. Knows nothing about recipes.
 */
import { createHash } from 'node:crypto';
import { docker } from '../start/docker.mjs';
import { isObject, parseObject } from '../start/durable-file.mjs';
import { askRegistry } from '../start/registry-container.mjs';

/**
 * @typedef {object} ServedImage
 * @property {string} digest Of the manifest.
 * @property {string} platform Such as "linux/amd64".
 * @property {Readonly<Record<string, string>>} labels
 * @property {readonly { digest: string, bytes: number }[]} layers Compressed.
 */

/**
 * What is served under references.
 * @param {import('../start/registry-container.mjs').Registry} registry
 * @param {readonly string[]} references such as "library/nginx:latest"
 * @param {AbortSignal} signal
 * @returns {Promise<Map<string, ServedImage>>} without those that are not there or make no sense
 */
export async function readServedImages(registry, references, signal) {
  const split = references.map((reference) => {
    const colon = reference.lastIndexOf(':');
    return { reference, repository: reference.slice(0, colon), tag: reference.slice(colon + 1) };
  });
  const manifests = await askRegistry(
    registry,
    split.map(({ repository, tag }) => `/v2/${repository}/manifests/${tag}`),
    signal,
  );
  const described = split.flatMap(({ reference, repository }, index) => {
    const text = manifests[index] ?? '';
    const manifest = parseObject(text);
    const config = manifest === null ? undefined : manifest['config'];
    const configDigest = isObject(config) ? config['digest'] : undefined;
    if (manifest === null || typeof configDigest !== 'string' || !isDigest(configDigest)) return [];
    const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
    return [{ reference, repository, digest, configDigest, layers: readLayers(manifest['layers']) }];
  });
  const configs = await askRegistry(
    registry,
    described.map(({ repository, configDigest }) => `/v2/${repository}/blobs/${configDigest}`),
    signal,
  );
  /** @type {Map<string, ServedImage>} */
  const served = new Map();
  for (const [index, { reference, digest, layers }] of described.entries()) {
    const config = parseObject(configs[index] ?? '');
    if (config === null) continue;
    const settings = isObject(config['config']) ? config['config'] : {};
    const labels = isObject(settings['Labels']) ? settings['Labels'] : {};
    served.set(reference, {
      digest,
      layers,
      platform: `${String(config['os'])}/${String(config['architecture'])}`,
      labels: Object.fromEntries(
        Object.entries(labels)
          .filter((label) => typeof label[1] === 'string')
          .map(([key, value]) => [key, String(value)]),
      ),
    });
  }
  return served;
}

/**
 * Compares every blob in the registry with its own name, which is its checksum.
 * @param {import('../start/registry-container.mjs').Registry} registry
 * @param {AbortSignal} signal
 * @returns {Promise<string[]>} digests of blobs that are damaged
 */
export async function findDamagedBlobs(registry, signal) {
  const blobs = '/var/lib/registry/docker/registry/v2/blobs/sha256';
  const sums = await docker(
    ['exec', registry.serving, 'busybox', 'find', blobs, '-name', 'data', '-exec', 'busybox', 'sha256sum', '{}', ';'],
    { signal, timeoutMilliseconds: 600_000 },
  );
  return sums.split('\n').flatMap((line) => {
    const [, sum = '', name = ''] = /^([0-9a-f]{64}) .*\/([0-9a-f]{64})\/data$/.exec(line) ?? [];
    return sum === name ? [] : [`sha256:${name}`];
  });
}

/** @param {unknown} layers */
function readLayers(layers) {
  if (!Array.isArray(layers)) return [];
  return layers.flatMap((layer) =>
    isObject(layer) && typeof layer['digest'] === 'string' && typeof layer['size'] === 'number'
      ? [{ digest: layer['digest'], bytes: layer['size'] }]
      : [],
  );
}

/** @param {string} text */
function isDigest(text) {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}
