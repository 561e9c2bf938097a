/**
 * A machine on the internet, as far as a sandbox can tell: an address that no rule calls private, which the host of this
 * engine has a route to, and nothing else has.
 *
 * For tests only. It is a container without a network that is given one end of a cable, because Docker lets nobody pass from one
 * of its networks to another.
 */
import { execFile } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { readDriverChoice } from '../driver/driver-choice.ts';

const run = promisify(execFile);

/** What has come to the machine since it is there. */
export interface Arrivals {
  readonly tcpSegments: number;
  /** Those for port 53 only. */
  readonly datagrams: number;
}

/** Disposing of it removes the machine. */
export interface InternetHost extends AsyncDisposable {
  /** IPv4. Nothing listens but UDP port 53. */
  readonly address: string;
  arrivals(): Promise<Arrivals>;
}

/** Connects the machine to this engine's host. */
export async function openInternetHost(): Promise<InternetHost> {
  const { image } = readDriverChoice({ ...process.env, SANDBOX_DRIVER: 'docker' });
  const name = `drydock-internet-host-${randomBytes(3).toString('hex')}`;
  // Of the block for documentation (RFC 5737), four addresses, so that several machines can be there at once.
  const first = 4 * randomInt(64);
  const [ours, theirs] = [first + 1, first + 2].map((last) => `198.51.100.${String(last)}`);
  const listen = ['socat', '-u', 'UDP-RECV:53', 'OPEN:/dev/null'];
  const own = ['--detach', '--rm', '--name', name, '--network', 'none', '--cap-add', 'NET_ADMIN', '--entrypoint', ''];
  await run('docker', ['run', ...own, image, ...listen]);
  const remove = async () => void (await run('docker', ['rm', '--force', name]));
  try {
    const { stdout: pid } = await run('docker', ['inspect', '--format', '{{.State.Pid}}', name]);
    const cable = name.slice(-15).replace(/^-/, '');
    const rights = ['NET_ADMIN', 'SYS_PTRACE', 'SYS_ADMIN'].flatMap((capability) => ['--cap-add', capability]);
    const plug = [
      `ip link add ${cable} type veth peer name eth0 netns ${pid.trim()}`,
      `ip address add ${ours}/30 dev ${cable}`,
      `ip link set ${cable} up`,
    ].join(' && ');
    const asHost = ['--rm', '--network', 'host', '--pid', 'host', ...rights, '--entrypoint', ''];
    await run('docker', ['run', ...asHost, image, 'bash', '-c', plug]);
    const answer = `ip address add ${theirs}/30 dev eth0 && ip link set eth0 up && ip route add default via ${ours}`;
    await run('docker', ['exec', name, 'bash', '-c', answer]);
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    address: z.string().parse(theirs),
    arrivals: async () => arrivalsIn((await run('docker', ['exec', name, 'cat', '/proc/net/snmp'])).stdout),
    [Symbol.asyncDispose]: remove,
  };
}

/** Reads the kernel's counters: for each protocol a line of names and a line of figures (proc_net(5)). */
function arrivalsIn(text: string): Arrivals {
  const figure = (protocol: string, name: string) => {
    const [names, figures] = text
      .split('\n')
      .filter((line) => line.startsWith(`${protocol}: `))
      .map((line) => line.split(' '));
    return z.coerce
      .number()
      .int()
      .parse(figures?.[names?.indexOf(name) ?? -1]);
  };
  return { tcpSegments: figure('Tcp', 'InSegs'), datagrams: figure('Udp', 'InDatagrams') };
}
