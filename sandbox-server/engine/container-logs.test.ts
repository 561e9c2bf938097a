import { expect, it } from 'vitest';
import { LAST_OUTPUT_BYTES, lastOutput } from './container-logs.ts';

const PIECES = 'application/vnd.docker.multiplexed-stream';

function piece(text: string, stream = 1): Buffer {
  const content = Buffer.from(text);
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(content.length, 4);
  return Buffer.concat([header, content]);
}

async function read(contentType: string, chunks: Iterable<Uint8Array>): Promise<string> {
  async function* arriving() {
    yield* chunks;
  }
  return lastOutput(Object.assign(arriving(), { headers: { 'content-type': contentType } }));
}

it('both streams are put together as they came, wherever the network cut them', async () => {
  const bytes = Buffer.concat([piece('하나\n'), piece('two\n', 2), piece(''), piece('three\n')]);
  expect(await read(PIECES, [bytes])).toBe('하나\ntwo\nthree\n');
  expect(
    await read(
      PIECES,
      Array.from(bytes, (byte) => Buffer.of(byte)),
    ),
  ).toBe('하나\ntwo\nthree\n');
});

it('what a terminal showed is taken as it is', async () => {
  expect(await read('application/vnd.docker.raw-stream', [Buffer.from('a\r\n')])).toBe('a\r\n');
});

it('an answer that breaks off says what came', async () => {
  const bytes = Buffer.concat([piece('all\n'), piece('half of this')]);
  expect(await read(PIECES, [bytes.subarray(0, -4)])).toBe('all\nhalf of ');
  expect(await read(PIECES, [piece('all\n'), Buffer.of(1, 0, 0)])).toBe('all\n');
});

it('only the end of a long log is kept, however small its pieces are', async () => {
  const lines = Array.from({ length: 12_000 }, (_, index) => piece(`line ${String(index)}\n`));
  const text = await read(PIECES, lines);
  expect(text).toHaveLength(LAST_OUTPUT_BYTES);
  expect(text.endsWith('line 11998\nline 11999\n')).toBe(true);
});
