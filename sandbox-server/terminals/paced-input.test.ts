import { Duplex } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PacedInput } from './paced-input.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A shell that keeps the pieces it is given. */
function shell() {
  const pieces: Buffer[] = [];
  const stream = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => {
      pieces.push(chunk);
      done();
    },
  });
  return { stream, pieces, text: () => Buffer.concat(pieces).toString() };
}

describe('input for a shell', () => {
  it('goes at once when it is short', () => {
    const { stream, text } = shell();
    void new PacedInput(stream).write(Buffer.from('ls\r'));
    expect(text()).toBe('ls\r');
  });

  it('goes in pieces that a terminal has room for when it is long, and stays in order', async () => {
    const { stream, pieces, text } = shell();
    const input = new PacedInput(stream);
    const paste = 'abcdefghij'.repeat(1_000);
    const written = Promise.all([input.write(Buffer.from(paste)), input.write(Buffer.from('\u0003'))]);
    expect(input.isWaiting).toBe(true);
    expect(text().length).toBeLessThan(4_096);
    await vi.runAllTimersAsync();
    await written;
    expect(text()).toBe(`${paste}\u0003`);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(4_096);
    expect(input.isWaiting).toBe(false);
  });

  it('is given up when the shell has ended', async () => {
    const { stream, text } = shell();
    const input = new PacedInput(stream);
    const written = input.write(Buffer.from('x'.repeat(10_000)));
    const { length } = text();
    stream.destroy();
    await vi.runAllTimersAsync();
    await written;
    expect(text()).toHaveLength(length);
    await input.write(Buffer.from('more'));
    expect(input.isWaiting).toBe(false);
  });
});
