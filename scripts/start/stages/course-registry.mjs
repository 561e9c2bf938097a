/**
 * Stage: the course registry runs and holds every course image in its present form. Knows nothing about what the images do.
 */
import { join } from 'node:path';
import { run } from '../child.mjs';
import { readCourseImages } from '../course-image.mjs';
import { askDocker, buildImage, docker, dockerEnvironment, inspectImage, recipeLabel } from '../docker.mjs';
import { isObject, parseObject } from '../durable-file.mjs';
import { StageFailure } from '../failure.mjs';
import { fingerprint } from '../fingerprint.mjs';
import { askRegistry, publishing, registryImage, serveRegistry } from '../registry-container.mjs';
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
  const served = await serveRegistry(settings.instance, registry.id, signal);

  const wanted = readCourseImages(settings.repository, base.id);
  const stale = await notYetPublished(settings.instance, wanted, signal);
  if (stale.length === 0) return served;
  await buildAll(settings.repository, stage, wanted, stale);
  await publishing(settings.instance, registry.id, signal, async (address) => {
    for (const [index, image] of stale.entries()) {
      stage.detail(`publishing ${index + 1}/${stale.length} ${image.name}`);
      for (const tag of image.tags) await push(stage, image.localName, `${address}/${image.name}:${tag}`);
    }
  });
  const missing = await notYetPublished(settings.instance, wanted, signal);
  if (missing.length > 0) {
    throw new StageFailure(
      `The course registry does not serve what was just published: ${missing.map(({ name }) => name).join(', ')}. Look into ${stage.logPath}`,
    );
  }
  return 'done';
}

/**
 * Builds what is to be published and is not built yet, with the images it is built on.
 * @param {string} repository
 * @param {import('../progress.mjs').Stage} stage
 * @param {readonly import('../course-image.mjs').CourseImage[]} all each after the one it is built on
 * @param {readonly import('../course-image.mjs').CourseImage[]} stale
 */
async function buildAll(repository, stage, all, stale) {
  const images = join(repository, 'images');
  const needed = new Set(stale.map(({ folder }) => folder));
  for (const { folder, from } of [...all].reverse()) if (needed.has(folder) && from !== null) needed.add(from);
  const proxy = await proxyArguments(stage);
  const toBuild = all.filter(({ folder }) => needed.has(folder));
  for (const [index, image] of toBuild.entries()) {
    if ((await inspectImage(image.localName, stage.signal))?.recipe === image.recipe) continue;
    stage.detail(`building ${index + 1}/${toBuild.length} ${image.name}`);
    const parent = all.find(({ folder }) => folder === image.from);
    /** @type {Record<string, string>} */
    const buildArguments = { BASE: baseImage, ...proxy };
    if (parent !== undefined) buildArguments['FROM_IMAGE'] = parent.localName;
    const dockerfile = join(images, 'course', image.folder, 'Dockerfile');
    const { localName: name, recipe, labels } = image;
    await buildImage(stage, { name, context: images, dockerfile, recipe, labels, buildArguments });
  }
}

/**
 * @param {import('../progress.mjs').Stage} stage
 * @param {string} source
 * @param {string} target
 */
async function push(stage, source, target) {
  await docker(['tag', source, target], { signal: stage.signal });
  try {
    await run(stage, 'docker', ['push', target], { env: dockerEnvironment() });
  } finally {
    await askDocker(['image', 'rm', '--no-prune', target]);
  }
}

/**
 * The images of which the registry has not every tag in the present form. The registry itself is asked: its volume may have
 * been removed or restored.
 * @param {string} instance
 * @param {readonly import('../course-image.mjs').CourseImage[]} images
 * @param {AbortSignal} signal
 */
async function notYetPublished(instance, images, signal) {
  const tagged = images.flatMap((image) => image.tags.map((tag) => ({ image, tag })));
  const manifests = await askRegistry(
    instance,
    tagged.map(({ image, tag }) => `/v2/${image.name}/manifests/${tag}`),
    signal,
  );
  const described = tagged.flatMap(({ image }, index) => {
    const config = parseObject(manifests[index] ?? '')?.['config'];
    const digest = isObject(config) ? config['digest'] : undefined;
    return typeof digest === 'string' && /^sha256:[0-9a-f]{64}$/.test(digest) ? [{ image, digest }] : [];
  });
  const configs = await askRegistry(
    instance,
    described.map(({ image, digest }) => `/v2/${image.name}/blobs/${digest}`),
    signal,
  );
  const current = described.filter(({ image }, index) => {
    const config = parseObject(configs[index] ?? '')?.['config'];
    const labels = isObject(config) ? config['Labels'] : undefined;
    return isObject(labels) && labels[recipeLabel] === image.recipe;
  });
  return images.filter((image) => current.filter((found) => found.image === image).length < image.tags.length);
}
