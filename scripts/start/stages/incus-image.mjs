/**
 * The sandbox image as Incus wants it, made from the one that Docker runs; see images/incus/Dockerfile.
 *
 * Knows nothing about what a sandbox does.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, runPipeline } from '../child.mjs';
import { askDocker, buildImage, docker, dockerEnvironment, inspectImage } from '../docker.mjs';
import { isObject, parseObject } from '../durable-file.mjs';
import { StageFailure } from '../failure.mjs';
import { fingerprint } from '../fingerprint.mjs';
import { askIncus, incus, runIncus } from '../incus.mjs';
import { sandboxImage } from './sandbox-image.mjs';

/** Name of the image that Incus's is made from. */
const incusImage = 'drydock/sandbox-incus:local';

/** The image's name on the Incus server, the same as in sandbox-server/driver/open-driver.ts. */
const alias = 'drydock-sandbox';

/** By which images that were made here are told from those of others. */
const description = 'Drydock sandbox';

/** A user that nobody inside an unprivileged instance is: those have 65536 ids. See images/incus/Dockerfile. */
const nobodyInside = '70000';

/**
 * Puts the sandbox image into Incus unless it is there.
 * @param {import('../settings.mjs').Settings} settings
 * @param {import('../progress.mjs').Stage} stage
 */
export async function provideIncusImage(settings, stage) {
  const sandbox = await inspectImage(sandboxImage, stage.signal);
  if (sandbox === null) throw new StageFailure(`${sandboxImage} is not there. Is something else removing images?`);
  const context = join(settings.repository, 'images', 'incus');
  const recipe = fingerprint(context, ['.'], [sandbox.id]);
  const found = await askIncus(['query', `/1.0/images/aliases/${alias}`], { signal: stage.signal });
  const current = found.code === 0 ? parseObject(found.stdout)?.['target'] : undefined;
  const images = await imagesByRecipe(stage);
  const wanted = images.get(recipe);
  if (wanted !== undefined && wanted === current) return false;
  // One that is there without its name was imported by a start that was cut short.
  const fingerprintOfNew = wanted ?? (await importImage(settings, stage, context, recipe));
  const target = JSON.stringify({ name: alias, target: fingerprintOfNew, description: '' });
  const [method, path] =
    current === undefined ? ['POST', '/1.0/images/aliases'] : ['PUT', `/1.0/images/aliases/${alias}`];
  await incus(['query', '--request', method, '--data', target, path], { signal: stage.signal });
  // Only now, as others may be starting sandboxes from what had the name.
  for (const old of images.values()) {
    if (old !== fingerprintOfNew) await incus(['image', 'delete', old], { signal: stage.signal });
  }
  return true;
}

/**
 * What Incus calls an architecture.
 * @param {string} architecture as Docker calls it
 * @throws {StageFailure}
 */
function architectureOf(architecture) {
  if (architecture === 'amd64') return 'x86_64';
  if (architecture === 'arm64') return 'aarch64';
  throw new StageFailure(
    `Sandboxes are made for amd64 and arm64; this machine has ${architecture}. Use SANDBOX_DRIVER=docker.`,
  );
}

/**
 * The images that were made here, by what they were made from.
 * @param {import('../progress.mjs').Stage} stage
 * @returns {Promise<Map<string, string>>} recipes to fingerprints
 */
async function imagesByRecipe(stage) {
  const list = JSON.parse(await incus(['image', 'list', '--format', 'json'], { signal: stage.signal }));
  const found = new Map();
  for (const image of Array.isArray(list) ? list : []) {
    const properties = isObject(image) && isObject(image['properties']) ? image['properties'] : {};
    if (properties['description'] === description && typeof properties['recipe'] === 'string') {
      found.set(properties['recipe'], image.fingerprint);
    }
  }
  return found;
}

/**
 * Makes the image and hands it to Incus, without a name.
 * @param {import('../settings.mjs').Settings} settings
 * @param {import('../progress.mjs').Stage} stage
 * @param {string} context
 * @param {string} recipe
 * @returns {Promise<string>} its fingerprint
 */
async function importImage(settings, stage, context, recipe) {
  stage.detail('making the image of the sandbox for Incus');
  await buildImage(stage, { name: incusImage, context, recipe, buildArguments: { SANDBOX: sandboxImage } });
  // Fixed places, so that a start that was killed leaves nothing that the next one does not clear away.
  const folder = join(settings.stateDirectory, 'incus-image');
  const container = `${settings.instance}-incus-image`;
  rmSync(folder, { recursive: true, force: true });
  await askDocker(['rm', '--force', container], { signal: stage.signal });
  mkdirSync(folder, { recursive: true });
  await docker(['create', '--name', container, incusImage], { signal: stage.signal });
  try {
    const squash = [
      'sqfstar',
      ...['-comp', 'lz4', '-no-xattrs', '-root-mode', '755', '-force-uid', nobodyInside, '-force-gid', nobodyInside],
      join(folder, 'rootfs.squashfs'),
    ];
    await runPipeline(stage, [['docker', 'export', container], squash], { env: dockerEnvironment() });
    const architecture = await docker(['image', 'inspect', '--format', '{{.Architecture}}', incusImage]);
    const metadata = {
      architecture: architectureOf(architecture),
      creation_date: Math.floor(Date.now() / 1000),
      properties: { description, recipe },
    };
    writeFileSync(join(folder, 'metadata.yaml'), JSON.stringify(metadata));
    await run(stage, 'tar', [
      '--create',
      '--file',
      join(folder, 'metadata.tar'),
      '--directory',
      folder,
      'metadata.yaml',
    ]);
    stage.detail('handing the image to Incus');
    await runIncus(stage, ['image', 'import', join(folder, 'metadata.tar'), join(folder, 'rootfs.squashfs')]);
    const made = (await imagesByRecipe(stage)).get(recipe);
    if (made === undefined)
      throw new StageFailure('Incus took the image of the sandbox, but does not have it. Run again.');
    return made;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await docker(['rm', container]);
  }
}
