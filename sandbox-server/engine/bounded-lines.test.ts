import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { boundedLines } from './bounded-lines.ts';

async function lines(chunks: string[], longest = 10): Promise<string[]> {
  const result: string[] = [];
  for await (const line of boundedLines(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), longest)) {
    result.push(line);
  }
  return result;
}

it('puts lines together that arrive in pieces', async () => {
  expect(await lines(['on', 'e\ntw', 'o\r\n', 'three\n'])).toEqual(['one', 'two', 'three']);
});

it('leaves out a last line that never ended', async () => {
  expect(await lines(['one\n', 'tw'])).toEqual(['one']);
});

it('drops a line that is too long, whole, and goes on with the next', async () => {
  expect(await lines(['a\n', 'x'.repeat(8), 'x'.repeat(8), 'x'.repeat(8), '\nb\n'])).toEqual(['a', 'b']);
});

it('keeps characters whole whose bytes arrive apart', async () => {
  const bytes = Buffer.from('한글\n');
  const result: string[] = [];
  for await (const line of boundedLines(Readable.from([bytes.subarray(0, 2), bytes.subarray(2)]), 10))
    result.push(line);
  expect(result).toEqual(['한글']);
});
