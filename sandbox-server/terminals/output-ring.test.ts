import { describe, expect, it } from 'vitest';
import { OutputRing } from './output-ring.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (read: Uint8Array | null) => (read === null ? null : new TextDecoder().decode(read));

describe('the ring of the last output', () => {
  it('gives back what was appended, across the end of its memory', () => {
    const ring = new OutputRing(8);
    ring.append(bytes('abcdef'));
    ring.append(bytes('ghij'));
    expect(text(ring.read(2, 100))).toBe('cdefghij');
    expect(text(ring.read(5, 3))).toBe('fgh');
  });

  it('answers null for bytes that are forgotten or do not exist yet', () => {
    const ring = new OutputRing(4);
    ring.append(bytes('abcdef'));
    expect(ring.start).toBe(2);
    expect(ring.read(1, 1)).toBeNull();
    expect(ring.read(7, 1)).toBeNull();
    expect(text(ring.read(6, 1))).toBe('');
  });

  it('keeps the end of a piece that is larger than itself', () => {
    const ring = new OutputRing(4);
    ring.append(bytes('x'));
    ring.append(bytes('0123456789'));
    expect(ring.end).toBe(11);
    expect(text(ring.read(7, 4))).toBe('6789');
  });

  it('agrees with the whole stream for any sizes of pieces', () => {
    const ring = new OutputRing(64);
    let whole = '';
    for (let size = 1; size < 100; size += 7) {
      const piece = String.fromCharCode(97 + (size % 26)).repeat(size);
      whole += piece;
      ring.append(bytes(piece));
      expect(text(ring.read(ring.start, 64))).toBe(whole.slice(-64));
    }
  });
});
