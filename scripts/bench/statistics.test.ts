import { expect, it } from 'vitest';
import { percentile } from './statistics.ts';

it('takes the nearest rank', () => {
  const samples = [15, 20, 35, 40, 50];
  expect(percentile(samples, 0.05)).toBe(15);
  expect(percentile(samples, 0.4)).toBe(20);
  expect(percentile(samples, 0.5)).toBe(35);
  expect(percentile(samples, 1)).toBe(50);
});

it('refuses to make a figure from nothing', () => {
  expect(() => percentile([], 0.5)).toThrow('no samples');
});
