/**
 * The network through which sandboxes reach the internet, where the operator allows it. On it they reach neither one
 * another (inter-container communication is off) nor the host and private networks (firewall rules, see
 * images/sandbox/rootfs/usr/local/lib/drydock/fence).
 *
 * Knows nothing about sandboxes.
 */
import { createHash } from 'node:crypto';
import type Docker from 'dockerode';
import { label } from './container-spec.ts';
import { statusOf } from './host-engine.ts';

/** Makes the network unless it is there, and puts the firewall rules in place. Answers with the network's name. */
export async function provideInternetNetwork(engine: Docker, instance: string, image: string): Promise<string> {
  const name = `${instance}-internet`;
  // Names of network interfaces have 15 characters at most.
  const bridge = `dd-${createHash('sha256').update(instance).digest('hex').slice(0, 10)}`;
  try {
    await engine.getNetwork(name).inspect();
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    await engine.createNetwork({
      Name: name,
      Driver: 'bridge',
      Labels: { [label.instance]: instance },
      Options: {
        'com.docker.network.bridge.name': bridge,
        'com.docker.network.bridge.enable_icc': 'false',
      },
    });
  }
  await raiseFence(engine, instance, image, bridge);
  return name;
}

async function raiseFence(engine: Docker, instance: string, image: string, bridge: string): Promise<void> {
  const container = await engine.createContainer({
    Image: image,
    Entrypoint: ['/usr/local/lib/drydock/fence', bridge],
    Labels: { [label.instance]: instance, [label.role]: 'fence' },
    HostConfig: {
      NetworkMode: 'host',
      CapDrop: ['ALL'],
      CapAdd: ['NET_ADMIN', 'NET_RAW'],
      ReadonlyRootfs: true,
      Tmpfs: { '/run': '' },
    },
  });
  try {
    await container.start();
    const { StatusCode } = (await container.wait()) as { StatusCode: number };
    if (StatusCode === 0) return;
    const words = (await container.logs({ stdout: true, stderr: true })).toString('utf8');
    throw new Error(`sandboxes cannot be fenced in on the internet network: ${words}`);
  } finally {
    await container.remove({ force: true });
  }
}
