import { describe, expect, it } from 'vitest';
import { ACK_EVERY_BYTES } from '#protocol/messages.ts';
import { OutputStream } from './output-stream.ts';

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function begun(offset = 100): OutputStream {
  const stream = new OutputStream();
  stream.begin('first', offset);
  return stream;
}

describe('OutputStream', () => {
  it('passes on bytes that follow the last ones', () => {
    const stream = begun();
    expect(stream.arrive(100, bytes('abc'))).toEqual({ kind: 'new', bytes: bytes('abc'), end: 103 });
    expect(stream.resumePoint).toEqual({ epoch: 'first', offset: 103 });
  });

  it('ignores bytes already seen and passes on only the rest of a frame that overlaps', () => {
    const stream = begun();
    stream.arrive(100, bytes('abcdef'));
    expect(stream.arrive(100, bytes('abc'))).toEqual({ kind: 'seen' });
    expect(stream.arrive(103, bytes('defgh'))).toEqual({ kind: 'new', bytes: bytes('gh'), end: 108 });
  });

  it('notices missing bytes and keeps its place', () => {
    const stream = begun();
    expect(stream.arrive(101, bytes('b'))).toEqual({ kind: 'gap' });
    expect(stream.resumePoint).toEqual({ epoch: 'first', offset: 100 });
  });

  it('cannot place output before a snapshot has begun the stream, nor after it was given up', () => {
    const stream = new OutputStream();
    expect(stream.arrive(0, bytes('a'))).toEqual({ kind: 'gap' });
    const given = begun();
    given.forget();
    expect(given.resumePoint).toBeNull();
  });

  it('acknowledges once enough was consumed, and then counts anew', () => {
    const stream = begun(0);
    expect(stream.consume('first', ACK_EVERY_BYTES - 1)).toBeNull();
    expect(stream.consume('first', ACK_EVERY_BYTES)).toBe(ACK_EVERY_BYTES);
    expect(stream.consume('first', ACK_EVERY_BYTES + 1)).toBeNull();
  });

  it('does not acknowledge what an earlier epoch still had in the terminal', () => {
    const stream = begun(0);
    stream.begin('second', 0);
    expect(stream.consume('first', 10 * ACK_EVERY_BYTES)).toBeNull();
  });
});
