/**
 * The layers of an image that others are built on, even when the engine has not kept it under its name.
 *
 * Knows nothing about lessons or hints.
 */
import { z } from 'zod';
import type { Evidence } from '#lessons/_schema/evidence.ts';
import { familiarReference } from './image-reference.ts';

/** Where the course registry answers inside a sandbox. */
const REGISTRY = 'http://127.0.0.1:65000/v2';

const ACCEPTED = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

const index = z.object({
  manifests: z.array(z.object({ digest: z.string(), platform: z.object({ architecture: z.string() }).optional() })),
});
const manifest = z.object({ config: z.object({ digest: z.string() }) });
const settings = z.object({ rootfs: z.object({ diff_ids: z.array(z.string()) }) });

/**
 * The layers of an image, lowest first; null when neither the engine nor the course registry tells, as with images from Docker
 * Hub. A build takes its base straight from the registry and gives it no name in the engine.
 */
export async function layersOfBase(
  evidence: Evidence,
  reference: string,
  architecture: string,
): Promise<readonly string[] | null> {
  const kept = await evidence.image(reference);
  if (kept !== null) return kept.layers;
  const { repository, tag } = placeOf(reference);
  const first = await ask(evidence, `${repository}/manifests/${tag}`);
  const digest = index
    .safeParse(first)
    .data?.manifests.find(({ platform }) => platform?.architecture === architecture)?.digest;
  const found = manifest.safeParse(
    digest === undefined ? first : await ask(evidence, `${repository}/manifests/${digest}`),
  );
  if (!found.success) return null;
  return (
    settings.safeParse(await ask(evidence, `${repository}/blobs/${found.data.config.digest}`)).data?.rootfs.diff_ids ??
    null
  );
}

/** "alpine" is "library/alpine" with the tag "latest" to a registry. */
function placeOf(reference: string): { readonly repository: string; readonly tag: string } {
  const [, name = '', tag = 'latest'] = /^(.*?)(?::([^/:]+))?$/.exec(familiarReference(reference)) ?? [];
  return { repository: name.includes('/') ? name : `library/${name}`, tag };
}

/** The registry's answer; null when it has nothing there, or says nothing. */
async function ask(evidence: Evidence, path: string): Promise<unknown> {
  const { exitCode, output } = await evidence.program([
    'curl',
    '--silent',
    '--fail',
    '--location',
    '--max-time',
    '1',
    '--header',
    `Accept: ${ACCEPTED}`,
    `${REGISTRY}/${path}`,
  ]);
  if (exitCode !== 0) return null;
  try {
    return JSON.parse(output);
  } catch {
    return null;
  }
}
