import { expect, it } from 'vitest';
import { randomAddress } from './network-addresses.ts';

it('an address is one of the network that is neither its first, its last nor the gateway’s', () => {
  const seen = new Set(Array.from({ length: 200 }, () => randomAddress('10.214.0.1', 29)));
  expect([...seen].sort()).toEqual(['10.214.0.2', '10.214.0.3', '10.214.0.4', '10.214.0.5', '10.214.0.6']);
});

it('an address of a large network may differ in every part that is the network’s own', () => {
  const seen = new Set(Array.from({ length: 300 }, () => randomAddress('10.214.0.1', 20).split('.')[2]));
  expect(seen.size).toBe(16);
});
