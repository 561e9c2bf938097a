/**
 * Reads what a container printed out of the engine's answer: with a terminal the bare bytes, without one pieces behind
 * headers of 8 bytes (Engine API, "Attach to a container: stream format").
 *
 * Knows nothing about which container it is, or what the text means.
 */
import type { IncomingMessage } from 'node:http';

/** Bytes of the end that are kept. */
export const LAST_OUTPUT_BYTES = 64 * 1024;

const HEADER_BYTES = 8;

/** Engine API 1.42 and later say which of both it is. */
const IN_PIECES = 'application/vnd.docker.multiplexed-stream';

/** The end of what was printed, as text. However much comes, little more is held than what is kept. */
export async function lastOutput(answer: Pick<IncomingMessage, 'headers'> & AsyncIterable<unknown>): Promise<string> {
  const pieces = answer.headers['content-type'] === IN_PIECES ? withoutHeaders(bytesOf(answer)) : bytesOf(answer);
  let kept: Buffer[] = [];
  let length = 0;
  for await (const piece of pieces) {
    kept.push(piece);
    length += piece.length;
    // Not with every piece: they may be of one byte each.
    if (length < 2 * LAST_OUTPUT_BYTES) continue;
    kept = [Buffer.concat(kept).subarray(-LAST_OUTPUT_BYTES)];
    length = LAST_OUTPUT_BYTES;
  }
  return Buffer.concat(kept).subarray(-LAST_OUTPUT_BYTES).toString('utf8');
}

async function* bytesOf(answer: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  for await (const chunk of answer) if (chunk instanceof Uint8Array) yield Buffer.from(chunk);
}

/** The bytes of both streams in the order in which they came; a header that is cut off at the end is dropped. */
async function* withoutHeaders(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let header = Buffer.alloc(0);
  let remaining = 0;
  for await (const chunk of chunks) {
    let position = 0;
    while (position < chunk.length) {
      if (remaining === 0) {
        const part = chunk.subarray(position, position + HEADER_BYTES - header.length);
        position += part.length;
        header = Buffer.concat([header, part]);
        if (header.length < HEADER_BYTES) break;
        remaining = header.readUInt32BE(4);
        header = Buffer.alloc(0);
        continue;
      }
      const piece = chunk.subarray(position, position + remaining);
      position += piece.length;
      remaining -= piece.length;
      yield piece;
    }
  }
}
