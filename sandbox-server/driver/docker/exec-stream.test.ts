import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ExecStream } from './exec-stream.ts';

function frame(stream: number, text: string): Buffer {
  const body = Buffer.from(text);
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(body.length, 4);
  return Buffer.concat([header, body]);
}

async function readAll(stream: ExecStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

describe('the stream of a process without a terminal', () => {
  it('gives standard output to the reader and standard error to the callback', async () => {
    const connection = new PassThrough();
    const errors: string[] = [];
    const stream = new ExecStream(connection, (bytes) => errors.push(bytes.toString()));
    connection.end(Buffer.concat([frame(1, 'one '), frame(2, 'oops'), frame(1, 'two')]));
    expect(await readAll(stream)).toBe('one two');
    expect(errors).toEqual(['oops']);
  });

  it('puts pieces together that arrive one byte at a time, headers included', async () => {
    const connection = new PassThrough();
    const stream = new ExecStream(connection);
    const bytes = Buffer.concat([frame(1, 'hello '), frame(1, ''), frame(1, 'world')]);
    for (const byte of bytes) connection.write(Buffer.from([byte]));
    connection.end();
    expect(await readAll(stream)).toBe('hello world');
  });

  it('ends when the connection ends inside a header', async () => {
    const connection = new PassThrough();
    const stream = new ExecStream(connection);
    connection.write(frame(1, 'whole'));
    connection.end(Buffer.from([1, 0, 0]));
    expect(await readAll(stream)).toBe('whole');
  });

  it('stops taking bytes from the connection while nobody reads', async () => {
    const connection = new PassThrough({ highWaterMark: 1024 });
    const stream = new ExecStream(connection);
    const piece = frame(1, 'x'.repeat(1000));
    let written = 0;
    while (written < 10_000 && connection.write(piece)) {
      written += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(written).toBeLessThan(10_000);
    stream.destroy();
  });
});
