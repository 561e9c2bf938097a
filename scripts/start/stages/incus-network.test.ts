import { expect, it } from 'vitest';
import { overlaps } from './incus-network.mjs';

it.each([
  ['10.214.0.1/20', '10.0.0.0/8', true],
  ['10.214.0.1/20', '10.214.15.255', true],
  ['10.214.0.1/20', '10.214.16.0/24', false],
  ['172.29.16.1/20', '172.17.0.0/16', false],
  ['192.168.208.1/20', '192.168.208.9', true],
])('%s and %s share an address: %s', (one, other, expected) => {
  expect(overlaps(one, other)).toBe(expected);
  expect(overlaps(other, one)).toBe(expected);
});

it('the way to everywhere else is in nobody’s way', () => {
  expect(overlaps('10.214.0.1/20', '0.0.0.0/0')).toBe(false);
  expect(overlaps('10.214.0.1/20', '0.0.0.0')).toBe(false);
});
