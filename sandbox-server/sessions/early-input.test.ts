import { describe, expect, it } from 'vitest';
import { MOST_INPUT_BYTES } from '#protocol/frames.ts';
import { EarlyInput } from './early-input.ts';

const keys = (viewer: string, length: number) => ({ viewer, terminal: 1, bytes: new Uint8Array(length) });

describe('keys typed before there is a shell', () => {
  it('are given once, in the order in which they were typed', () => {
    const early = new EarlyInput<string>();
    early.keep(keys('anna', 1));
    early.keep(keys('ben', 2));
    expect(early.take()).toEqual([keys('anna', 1), keys('ben', 2)]);
    expect(early.take()).toEqual([]);
  });

  it('are kept up to a bound, and a piece is kept whole or not at all', () => {
    const early = new EarlyInput<string>();
    early.keep(keys('anna', MOST_INPUT_BYTES - 1));
    early.keep(keys('anna', 2));
    early.keep(keys('ben', 1));
    expect(early.take().map(({ bytes }) => bytes.length)).toEqual([MOST_INPUT_BYTES - 1, 1]);
  });
});
