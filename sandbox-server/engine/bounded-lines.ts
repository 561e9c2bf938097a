/**
 * Lines of a stream that someone hostile may write.
 *
 * Knows nothing about what the lines mean.
 */
import type { Readable } from 'node:stream';

/** Lines of UTF-8 text without their ends. A line longer than `longest` characters is dropped whole. */
export async function* boundedLines(stream: Readable, longest: number): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let pending = '';
  let dropping = false;
  for await (const chunk of stream) {
    const pieces = decoder.decode(chunk as Buffer, { stream: true }).split('\n');
    for (const [index, piece] of pieces.entries()) {
      const isLast = index === pieces.length - 1;
      if (!dropping) pending += piece;
      if (pending.length > longest) {
        dropping = true;
        pending = '';
      }
      if (isLast) break;
      if (!dropping) yield pending.replace(/\r$/, '');
      pending = '';
      dropping = false;
    }
  }
}
