import { describe, expect, it } from 'vitest';
import { decodeInputFrame, decodeOutputFrame, encodeInputFrame, encodeOutputFrame } from './frames.ts';

const bytes = new TextEncoder().encode('안녕');

describe('a frame of output', () => {
  it('comes out as it went in, also far beyond 32 bits and from within a larger buffer', () => {
    const frame = { terminal: 7, offset: 2 ** 40 + 3, bytes };
    const encoded = encodeOutputFrame(frame);
    const larger = new Uint8Array(encoded.length + 10);
    larger.set(encoded, 5);
    expect(decodeOutputFrame(larger.subarray(5, 5 + encoded.length))).toEqual(frame);
  });

  it('begins with the terminal and the offset, big endian', () => {
    const encoded = encodeOutputFrame({ terminal: 1, offset: 258, bytes: new Uint8Array([65]) });
    expect([...encoded]).toEqual([1, 0, 0, 0, 0, 0, 0, 1, 2, 65]);
  });

  it('is refused when it is too short to be one', () => {
    expect(decodeOutputFrame(new Uint8Array(8))).toBeNull();
  });
});

describe('a frame of input', () => {
  it('comes out as it went in', () => {
    expect(decodeInputFrame(encodeInputFrame({ terminal: 3, bytes }))).toEqual({ terminal: 3, bytes });
  });

  it('is refused when it carries no byte', () => {
    expect(decodeInputFrame(new Uint8Array(0))).toBeNull();
    expect(decodeInputFrame(new Uint8Array([1]))).toBeNull();
  });
});
