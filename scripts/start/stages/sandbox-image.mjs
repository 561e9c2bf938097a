/**
 * Stage: the image of the sandbox and the Debian root file system under it. Knows where a root file system can come from;
 * knows nothing about what a sandbox does.
 */
import { join } from 'node:path';
import { runPipeline } from '../child.mjs';
import { askDocker, buildImage, docker, dockerEnvironment, inspectImage } from '../docker.mjs';
import { StageFailure } from '../failure.mjs';
import { fingerprint } from '../fingerprint.mjs';
import { aptProxy, aptSources, debianFamily, elevation, hasCommand, installPackages } from '../packages.mjs';

/** Name of the root file system that every image is built from. */
export const baseImage = 'drydock/base:local';
/** Name of the image of a sandbox. */
export const sandboxImage = 'drydock/sandbox:local';

const rootfsImage = 'drydock/rootfs:local';
const publicImage = 'debian:trixie-slim';
const pullMilliseconds = 20_000;

/**
 * @param {import('../settings.mjs').Settings} settings
 * @param {import('../progress.mjs').Stage} stage
 */
export async function buildSandboxImage(settings, stage) {
  const base = await provideBase(settings, stage);
  const context = join(settings.repository, 'images', 'sandbox');
  const recipe = fingerprint(context, ['.'], [base.id]);
  if ((await inspectImage(sandboxImage, stage.signal))?.recipe === recipe) return base.made ? 'done' : 'already';
  stage.detail('building the sandbox image');
  const buildArguments = { BASE: baseImage, ...(await proxyArguments(stage)) };
  await buildImage(stage, { name: sandboxImage, context, recipe, buildArguments });
  return 'done';
}

/**
 * What apt needs inside a build on a machine where it works through a proxy.
 * @param {import('../progress.mjs').Stage} stage
 * @returns {Promise<Record<string, string>>}
 */
export async function proxyArguments(stage) {
  const proxy = await aptProxy(stage);
  return proxy === null ? {} : { http_proxy: proxy };
}

/**
 * @param {import('../settings.mjs').Settings} settings
 * @param {import('../progress.mjs').Stage} stage
 */
async function provideBase(settings, stage) {
  const images = join(settings.repository, 'images');
  const recipe = fingerprint(images, ['base']);
  const found = await inspectImage(baseImage, stage.signal);
  if (found?.recipe === recipe) return { id: found.id, made: false };
  const rootfs = await provideRootfs(stage);
  stage.detail('building the base image');
  await buildImage(stage, {
    name: baseImage,
    context: images,
    dockerfile: join(images, 'base', 'Dockerfile'),
    recipe,
    buildArguments: { ROOTFS: rootfs, ...(await proxyArguments(stage)) },
  });
  const made = await inspectImage(baseImage, stage.signal);
  if (made === null)
    throw new StageFailure(`${baseImage} was built but is not there. Is something else removing images?`);
  return { id: made.id, made: true };
}

/**
 * A Debian root file system: Docker Hub's, where it can be had, else one made from the packages of this machine's apt.
 * @param {import('../progress.mjs').Stage} stage
 * @returns {Promise<string>} name of an image
 */
async function provideRootfs(stage) {
  const { signal } = stage;
  if ((await inspectImage(publicImage, signal)) !== null) return publicImage;
  if ((await inspectImage(rootfsImage, signal)) !== null) return rootfsImage;
  stage.detail(`asking Docker Hub for ${publicImage}`);
  const pulled = await askDocker(['pull', '--quiet', publicImage], { signal, timeoutMilliseconds: pullMilliseconds });
  if (pulled.code === 0) return publicImage;
  if (debianFamily() === null) {
    throw new StageFailure(
      `${publicImage} cannot be pulled (${pulled.stderr.trim() || `no answer within ${pullMilliseconds / 1000} s`}). ` +
        'Only Debian and Ubuntu can make it from their own packages. Connect this machine to Docker Hub, ' +
        `or load the image from a file (\`docker save ${publicImage}\` elsewhere, \`docker load\` here), and run again.`,
    );
  }
  if (!hasCommand('mmdebstrap')) {
    await installPackages(stage, ['mmdebstrap'], { purpose: 'make a Debian root file system' });
  }
  await makeRootfs(stage);
  return rootfsImage;
}

/** @param {import('../progress.mjs').Stage} stage */
async function makeRootfs(stage) {
  const { suite, sources, proxy } = await aptSources(stage);
  const prefix = (await elevation(stage, 'make a Debian root file system')) ?? [];
  stage.detail(
    `Docker Hub cannot be reached; making a root file system of ${suite} from this machine's package sources`,
  );
  const bootstrap = [
    ...prefix,
    'mmdebstrap',
    '--variant=minbase',
    '--include=ca-certificates',
    '--dpkgopt=path-exclude=/usr/share/doc/*',
    '--dpkgopt=path-include=/usr/share/doc/*/copyright',
    '--dpkgopt=path-exclude=/usr/share/man/*',
    '--dpkgopt=path-exclude=/usr/share/locale/*',
    suite,
    '-',
    ...sources,
  ];
  // Imported without a name, so that half a root file system can never be taken for a whole one.
  const { stdout } = await runPipeline(stage, [bootstrap, ['docker', 'import', '-']], {
    env: { ...dockerEnvironment(), ...(proxy === null ? {} : { http_proxy: proxy }) },
    advice: 'Is this machine connected to its package sources? To check: sudo apt-get update',
  });
  const id = /sha256:[0-9a-f]{64}/.exec(stdout)?.[0];
  if (id === undefined)
    throw new StageFailure(`The root file system could not be imported. Look into ${stage.logPath}`);
  await docker(['tag', id, rootfsImage], { signal: stage.signal });
}
