/**
 * Stage: the course registry runs. Knows nothing about the images it serves.
 */
import { join } from 'node:path';
import { buildImage, inspectImage } from '../docker.mjs';
import { StageFailure } from '../failure.mjs';
import { fingerprint } from '../fingerprint.mjs';
import { registryImage, serveHubCache, serveRegistry, stopHubCache } from '../registry-container.mjs';
import { baseImage, proxyArguments } from './sandbox-image.mjs';

/**
 * @param {import('../settings.mjs').Settings} settings
 * @param {import('../progress.mjs').Stage} stage
 */
export async function provideCourseRegistry(settings, stage) {
  const { signal } = stage;
  const images = join(settings.repository, 'images');
  const base = await inspectImage(baseImage, signal);
  if (base === null)
    throw new StageFailure(`${baseImage} has disappeared. Run again; it is made in the stage before this one.`);

  const recipe = fingerprint(images, ['registry', '_closure'], [base.id]);
  let registry = await inspectImage(registryImage, signal);
  if (registry?.recipe !== recipe) {
    stage.detail('building the registry');
    await buildImage(stage, {
      name: registryImage,
      context: images,
      dockerfile: join(images, 'registry', 'Dockerfile'),
      recipe,
      buildArguments: { BASE: baseImage, ...(await proxyArguments(stage)) },
    });
    registry = await inspectImage(registryImage, signal);
  }
  if (registry === null)
    throw new StageFailure(`${registryImage} was built but is not there. Is something else removing images?`);
  const served = await serveRegistry(settings.registry, registry.id, signal);
  if (settings.images === 'hub-through-cache') {
    const cached = await serveHubCache(settings.registry, registry.id, settings.hub, signal);
    return cached === 'done' ? cached : served;
  }
  await stopHubCache(settings.registry);
  return served;
}
