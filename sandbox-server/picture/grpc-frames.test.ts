import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { grpcFrame, grpcMessages } from './grpc-frames.ts';

async function messages(chunks: readonly Buffer[], largest = 100): Promise<string[]> {
  const read: string[] = [];
  for await (const message of grpcMessages(Readable.from(chunks), largest)) read.push(message.toString());
  return read;
}

it('reads what it writes, messages of no bytes included', async () => {
  const sent = ['one', '', 'three'].map((message) => grpcFrame(Buffer.from(message)));
  expect(await messages([Buffer.concat(sent)])).toEqual(['one', '', 'three']);
});

it('puts messages together whose bytes arrive one by one', async () => {
  const sent = Buffer.concat([grpcFrame(Buffer.from('first')), grpcFrame(Buffer.from('second'))]);
  expect(await messages([...sent].map((byte) => Buffer.from([byte])))).toEqual(['first', 'second']);
});

it('leaves out a last message that never ended', async () => {
  const sent = Buffer.concat([grpcFrame(Buffer.from('whole')), grpcFrame(Buffer.from('torn')).subarray(0, 7)]);
  expect(await messages([sent])).toEqual(['whole']);
});

it.each([0xffff_ffff, 101])('refuses a message that says it has %i bytes, before they come', async (length) => {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(length, 1);
  await expect(messages([head])).rejects.toThrow(`a message of ${String(length)} bytes`);
});

it('refuses a compressed message', async () => {
  await expect(messages([Buffer.from([1, 0, 0, 0, 0])])).rejects.toThrow('compressed');
});
