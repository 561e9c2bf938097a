/**
 * Addresses on the network of sandboxes. The server refuses one that an instance has, so it is asked until it takes one;
 * there is no list of our own that could be wrong.
 *
 * Knows nothing about instances.
 */
import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { IncusError, type IncusApi } from './incus-api.ts';
import type { SandboxNetwork } from './instance-spec.ts';

/** Tries after which the network is taken for full. */
const MOST_TRIES = 50;

const networkSchema = z.object({ config: z.object({ 'ipv4.address': z.string() }) });

/** The addresses of one network. */
export class NetworkAddresses {
  readonly #api: IncusApi;
  readonly #network: string;

  constructor(api: IncusApi, network: string) {
    this.#api = api;
    this.#network = network;
  }

  /**
   * Calls `use` with places on the network until one is not taken. Rejects when there is no such network, when it is full,
   * and with whatever else `use` rejects with.
   */
  async give(use: (place: Omit<SandboxNetwork, 'limitsSending'>) => Promise<void>): Promise<void> {
    const { config } = networkSchema.parse(await this.#api.get(`networks/${this.#network}`));
    const [gateway = '', prefix = ''] = config['ipv4.address'].split('/');
    for (let attempt = 1; ; attempt += 1) {
      const address = `${randomAddress(gateway, Number(prefix))}/${prefix}`;
      try {
        await use({ name: this.#network, address, gateway });
        return;
      } catch (error) {
        const isTaken = error instanceof IncusError && /already (defined|in use|used)|duplicate/i.test(error.message);
        if (!isTaken || attempt === MOST_TRIES) throw error;
      }
    }
  }
}

/**
 * An address of the network that a gateway is on, other than the gateway's, the first and the last.
 *
 * @param prefix length in bits, from 8 to 30
 */
export function randomAddress(gateway: string, prefix: number): string {
  const size = 2 ** (32 - prefix);
  const own = gateway.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = own - (own % size);
  for (;;) {
    const address = first + randomInt(1, size - 1);
    if (address !== own) return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join('.');
  }
}
