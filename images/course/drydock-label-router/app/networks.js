// Which IP addresses this container can reach directly: those of the networks it is in.
import { BlockList } from 'node:net';
import { networkInterfaces } from 'node:os';

/** A question for IP addresses, right for the networks of this moment. */
export function reachableAddresses() {
  const subnets = new BlockList();
  for (const { address, cidr, family, internal } of Object.values(networkInterfaces()).flat()) {
    if (!internal && family === 'IPv4') subnets.addSubnet(address, Number(cidr.split('/')[1]));
  }
  return (address) => subnets.check(address);
}
