import protobuf from 'protobufjs/minimal.js';
import { expect, it } from 'vitest';
import { readBuildEvent, readBuildSteps, statusRequest } from './buildkit-messages.ts';

const { Writer } = protobuf;

function nested(field: number, content: Uint8Array): Uint8Array {
  return Writer.create()
    .uint32((field << 3) | 2)
    .bytes(content)
    .finish();
}

function words(field: number, text: string): Uint8Array {
  return nested(field, Buffer.from(text));
}

function number(field: number, value: number): Uint8Array {
  return Writer.create()
    .uint32(field << 3)
    .int64(value)
    .finish();
}

function timestamp(field: number, seconds: number, nanoseconds: number): Uint8Array {
  return nested(field, Buffer.concat([number(1, seconds), number(2, nanoseconds)]));
}

it('reads an event of a build that has failed', () => {
  const error = nested(5, Buffer.concat([number(1, 2), words(2, 'exit code 1')]));
  const record = [words(1, 'abc'), words(2, 'gateway'), error, timestamp(6, 1_700_000_000, 5_000_000)];
  const event = Buffer.concat([number(1, 1), nested(2, Buffer.concat([...record, timestamp(7, 1_700_000_001, 0)]))]);
  expect(readBuildEvent(event)).toEqual({
    kind: 'complete',
    ref: 'abc',
    createdAt: 1_700_000_000_005,
    completedAt: 1_700_000_001_000,
    hasFailed: true,
  });
});

it('takes the kind that is left out on the wire, and the time that Go has before any', () => {
  const event = nested(2, Buffer.concat([words(1, 'abc'), timestamp(6, -62_135_596_800, 0)]));
  expect(readBuildEvent(event)).toMatchObject({
    kind: 'started',
    createdAt: null,
    completedAt: null,
    hasFailed: false,
  });
});

it.each([
  ['no record', number(1, 0)],
  ['a name no build has', nested(2, words(1, 'x'.repeat(201)))],
  ['no name', nested(2, timestamp(6, 1, 0))],
  ['a kind that does not exist', Buffer.concat([number(1, 7), nested(2, words(1, 'abc'))])],
])('knows no build in an event with %s', (_what, event) => {
  expect(readBuildEvent(event)).toBeNull();
});

it('reads steps and skips logs', () => {
  const step = [words(1, 'sha256:1'), words(2, 'sha256:0'), words(3, '[1/2] RUN a'), number(4, 1), words(7, 'failed')];
  const status = Buffer.concat([words(3, 'a line'), nested(1, Buffer.concat(step))]);
  expect(readBuildSteps(status)).toEqual([
    { digest: 'sha256:1', name: '[1/2] RUN a', isCached: true, startedAt: null, completedAt: null, hasFailed: true },
  ]);
});

it('reads no more than a thousand steps of a message of two million empty ones', () => {
  const empty = Buffer.alloc(4 * 1024 * 1024);
  for (let at = 0; at < empty.length; at += 2) empty[at] = (1 << 3) | 2;
  expect(readBuildSteps(empty)).toHaveLength(1_000);
});

it('keeps only the beginning of a name', () => {
  expect(readBuildSteps(nested(1, words(3, 'x'.repeat(1_000_000))))[0]?.name).toHaveLength(3_000);
});

it.each([
  ['a length past the end', Buffer.from([(1 << 3) | 2, 0xff, 0xff, 0x03])],
  ['a wire type that does not exist', Buffer.from([(9 << 3) | 7])],
  ['groups within groups', Buffer.alloc(1_000_000, (9 << 3) | 3)],
])('throws at %s', (_what, message) => {
  expect(() => readBuildSteps(message)).toThrow();
});

it('asks for the status of a build by its name', () => {
  expect(Buffer.from(statusRequest('abc')).toString('latin1')).toBe('\n\u0003abc');
});
