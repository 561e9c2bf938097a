/**
 * Whole installations on the host's engine: finding them by the beginning of their names, and removing all that is theirs.
 *
 * Knows nothing about what an installation is used for.
 */
import { label } from './container-spec.ts';
import { DockerDriver } from './docker-driver.ts';
import { ignoring, openHostEngine } from './host-engine.ts';
import { removeInternetNetwork } from './internet-network.ts';

/** The installations whose names begin with this and of which a container or a volume is left. */
export async function installationsNamed(beginning: string): Promise<readonly string[]> {
  const engine = openHostEngine();
  const containers = await engine.listContainers({ all: true, filters: { label: [label.instance] } });
  const { Volumes } = await engine.listVolumes({ filters: JSON.stringify({ label: [label.instance] }) });
  const names = [...containers, ...Volumes].flatMap((thing) => thing.Labels?.[label.instance] ?? []);
  return [...new Set(names)].filter((name) => name.startsWith(beginning));
}

/** Removes an installation's containers, disks, networks and volumes. What somebody else removes meanwhile does no harm. */
export async function removeInstallation(instance: string): Promise<void> {
  const engine = openHostEngine();
  const labels = [`${label.instance}=${instance}`];
  const image = 'drydock/sandbox:local';
  const driver = new DockerDriver({
    instance,
    image,
    registrySocketVolume: 'unused',
    internet: false,
  });
  const sandboxes = await engine.listContainers({
    all: true,
    filters: { label: [...labels, `${label.role}=sandbox`] },
  });
  for (const { Labels } of sandboxes) await driver.destroy(Labels[label.sandbox] ?? '');
  // Disks of stopped sandboxes are files in the keeper's volume and go with it.
  const containers = await engine.listContainers({ all: true, filters: { label: labels } });
  for (const { Id } of containers) await ignoring([404, 409], engine.getContainer(Id).remove({ force: true }));
  await removeInternetNetwork(engine, instance, image);
  const { Volumes } = await engine.listVolumes();
  for (const { Name } of Volumes) {
    if (Name.startsWith(`${instance}-`)) await ignoring([404], engine.getVolume(Name).remove());
  }
}
