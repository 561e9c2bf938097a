/**
 * The driver that the operator has chosen.
 *
 * Knows nothing about what it is used for.
 */
import { DockerDriver } from './docker/docker-driver.ts';
import { openHostEngine } from './docker/host-engine.ts';
import type { DriverChoice } from './driver-choice.ts';
import type { ImageSource, SandboxDriver } from './driver.ts';
import { IncusDriver } from './incus/incus-driver.ts';

/** Alias of the sandbox image on an Incus server, for all installations. */
export const INCUS_IMAGE = 'drydock-sandbox';

/** Network of an Incus server through which sandboxes reach the internet, for all installations. */
const incusNetwork = 'drydock';

/** A driver for one installation. */
export interface DriverOptions extends DriverChoice {
  /** Name of the installation; what it makes is found by it. */
  readonly instance: string;
  /** Whether sandboxes may reach the internet. */
  readonly internet: boolean;
  readonly imageSource: ImageSource;
}

/** Opens the driver; whether it works is known by `probe`. */
export function openDriver(options: DriverOptions): SandboxDriver {
  const registrySocketVolume = options.registrySocketVolume ?? `${options.instance}-registry-socket`;
  if (options.driver === 'docker') return new DockerDriver({ ...options, registrySocketVolume });
  return new IncusDriver({
    socketPath: options.incusSocket,
    project: options.instance,
    pool: options.incusPool,
    image: INCUS_IMAGE,
    // The course registry is a container of the host's Docker Engine with either driver.
    registryFolder: async () => (await openHostEngine().getVolume(registrySocketVolume).inspect()).Mountpoint,
    network: options.internet ? incusNetwork : null,
    imageSource: options.imageSource,
  });
}
