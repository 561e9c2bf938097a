import { describe, expect, it } from 'vitest';
import { carriesSecret } from './secret.ts';

describe('carriesSecret', () => {
  it('accepts the secret as a bearer token', () => {
    expect(carriesSecret('Bearer of-the-ring', 'of-the-ring')).toBe(true);
  });

  it.each([null, '', 'of-the-ring', 'Bearer of-the-rin', 'Bearer of-the-ring2', 'bearer of-the-ring'])(
    'refuses %j',
    (header) => {
      expect(carriesSecret(header, 'of-the-ring')).toBe(false);
    },
  );
});
