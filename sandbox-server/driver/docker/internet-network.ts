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
import { ignoring, statusOf } from './host-engine.ts';

/** The network, ready for sandboxes. */
export interface InternetNetwork {
  readonly name: string;
  /** Why scans and floods are not slowed down; null when they are. */
  readonly unlimitedBecause: string | null;
}

/** Makes the network unless it is there, and puts the firewall rules in place. */
export async function provideInternetNetwork(
  engine: Docker,
  instance: string,
  image: string,
): Promise<InternetNetwork> {
  const [name, bridge] = [nameOf(instance), bridgeOf(instance)];
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
  const words = await runFence(engine, instance, image, [bridge]);
  return { name, unlimitedBecause: words === '' ? null : words };
}

/** Removes the network and its firewall rules, where there is one. */
export async function removeInternetNetwork(engine: Docker, instance: string, image: string): Promise<void> {
  const networks = await engine.listNetworks({ filters: { label: [`${label.instance}=${instance}`] } });
  if (networks.length === 0) return;
  for (const { Id } of networks) await ignoring([404], engine.getNetwork(Id).remove());
  // Without the image nothing else of the installation works either; its rules name a bridge that nobody has.
  await ignoring([404], runFence(engine, instance, image, [bridgeOf(instance), 'removed']));
}

const nameOf = (instance: string) => `${instance}-internet`;

/** Names of network interfaces have 15 characters at most. */
const bridgeOf = (instance: string) => `dd-${createHash('sha256').update(instance).digest('hex').slice(0, 10)}`;

/** Answers with what the rules cannot do here; an empty text when they can do everything. */
async function runFence(
  engine: Docker,
  instance: string,
  image: string,
  parameters: readonly string[],
): Promise<string> {
  const container = await engine.createContainer({
    Image: image,
    Entrypoint: ['/usr/local/lib/drydock/fence', ...parameters],
    Labels: { [label.instance]: instance, [label.role]: 'fence' },
    HostConfig: {
      NetworkMode: 'host',
      CapDrop: ['ALL'],
      CapAdd: ['NET_ADMIN', 'NET_RAW'],
      ReadonlyRootfs: true,
      Tmpfs: { '/run': '' },
    },
    // Output then comes as it was written.
    Tty: true,
  });
  try {
    await container.start();
    const { StatusCode } = (await container.wait()) as { StatusCode: number };
    const words = (await container.logs({ stdout: true, stderr: true })).toString('utf8').trim();
    if (StatusCode === 0) return words;
    throw new Error(`sandboxes cannot be fenced in on the internet network: ${words}`);
  } finally {
    await container.remove({ force: true });
  }
}
