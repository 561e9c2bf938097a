import { describe, expect, it } from 'vitest';
import { fill } from './fill.ts';

describe('fill', () => {
  it('puts values where their names stand, every time', () => {
    expect(fill('{passed} of {total}, {total} in all', { passed: 1, total: 3 })).toBe('1 of 3, 3 in all');
  });

  it('leaves a placeholder without a value, and does not read values as placeholders', () => {
    expect(fill('{title}: {hint}', { title: '{hint}' })).toBe('{hint}: {hint}');
    expect(fill('{constructor}')).toBe('{constructor}');
  });
});
