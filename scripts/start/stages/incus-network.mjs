/**
 * The network of an Incus server through which sandboxes reach the internet, where the operator allows it: a bridge, a list of
 * what may not be reached, and rules in the host's own packet filter.
 *
 * Knows nothing about sandboxes.
 */
import { ask } from '../child.mjs';
import { docker } from '../docker.mjs';
import { StageFailure } from '../failure.mjs';
import { incus, isMissing } from '../incus.mjs';
import { sandboxImage } from './sandbox-image.mjs';

/** Name of the network and of its list, the same as in sandbox-server/driver/open-driver.ts. */
const network = 'drydock';

/** Addresses of the host on the network, of which the first is taken that is in nobody's way. */
const candidates = ['10.214.0.1/20', '10.87.16.1/20', '172.29.16.1/20', '192.168.208.1/20'];

/** What is not the internet: RFC 1918, RFC 6598, and the like. */
const privateNetworks = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8'],
  ...['169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16', '224.0.0.0/3'],
];

/**
 * @param {import('../progress.mjs').Stage} stage
 * @returns {Promise<boolean>} whether it had to be made
 * @throws {StageFailure}
 */
export async function provideIncusNetwork(stage) {
  const { signal } = stage;
  const isNew = await isMissing(stage, ['network', 'show', network]);
  if (isNew) {
    stage.detail('making a network for sandboxes that may reach the internet');
    if (await isMissing(stage, ['network', 'acl', 'show', network])) {
      // Mail is the classic use of somebody else's machine.
      const egress = [
        ...privateNetworks.map((destination) => ({ action: 'drop', destination, state: 'enabled' })),
        { action: 'drop', protocol: 'tcp', destination_port: '25', state: 'enabled' },
      ];
      await incus(['network', 'acl', 'create', network], { signal, input: JSON.stringify({ egress }) });
    }
    const address = await freeAddress(signal);
    const settings = [
      `ipv4.address=${address}`,
      ...['ipv4.nat=true', 'ipv4.dhcp=false', 'ipv6.address=none', `security.acls=${network}`],
      ...['security.acls.default.egress.action=allow', 'security.acls.default.ingress.action=drop'],
    ];
    await incus(['network', 'create', network, '--type', 'bridge', ...settings], { signal });
  }
  // The host's packet filter forgets on a restart, and Docker's part of it lets nobody pass.
  const rights = ['--network', 'host', '--cap-drop', 'ALL', '--cap-add', 'NET_ADMIN', '--cap-add', 'NET_RAW'];
  const program = ['--entrypoint', '/usr/local/lib/drydock/fence', sandboxImage, network, 'name-server'];
  const words = await docker(['run', '--rm', '--read-only', '--tmpfs', '/run', ...rights, ...program], { signal });
  if (words !== '') stage.say(words);
  return isNew;
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<string>}
 */
async function freeAddress(signal) {
  const { stdout } = await ask('ip', ['-4', 'route', 'show', 'table', 'all'], { signal });
  const taken = stdout.match(/\b\d+\.\d+\.\d+\.\d+(\/\d+)?/g) ?? [];
  const free = candidates.find((candidate) => !taken.some((other) => overlaps(candidate, other)));
  if (free !== undefined) return free;
  throw new StageFailure(
    `All of ${candidates.join(', ')} overlap with networks of this machine. Make the network yourself with an address of your ` +
      `choice and run again:\n    incus network create ${network} ipv4.address=… ipv4.nat=true ipv4.dhcp=false ipv6.address=none ` +
      `security.acls=${network} security.acls.default.egress.action=allow security.acls.default.ingress.action=drop`,
  );
}

/**
 * Whether two IPv4 networks share an address; one without a length is a single address. The network of all addresses is the
 * way to everywhere else and overlaps with nothing.
 * @param {string} one
 * @param {string} other
 */
export function overlaps(one, other) {
  const [first, second] = [one, other].map((text) => {
    const [address = '', length = '32'] = text.split('/');
    return { number: address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0), length: Number(length) };
  });
  if (!first || !second || first.length === 0 || second.length === 0 || second.number === 0) return false;
  const size = 2 ** (32 - Math.min(first.length, second.length));
  return Math.floor(first.number / size) === Math.floor(second.number / size);
}
