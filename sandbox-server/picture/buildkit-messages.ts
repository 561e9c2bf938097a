/**
 * The few messages of BuildKit's control API (moby.buildkit.v1, api/services/control/control.proto) that tell of builds.
 *
 * Read field by field rather than by a schema, so that a message of millions of tiny entries makes no millions of objects:
 * it was written by a learner's engine. Everything throws at bytes that are no such message.
 *
 * Knows nothing about how messages travel.
 */
import protobuf from 'protobufjs/minimal.js';

/** More steps in one message are skipped. */
const MOST_STEPS = 1_000;

/** Bytes of a step's name and digest that are kept. */
const LONGEST_NAME_BYTES = 3_000;

/** BuildKit's names of builds have 25 letters. A longer one is none, because it could not be asked for by a piece of it. */
const LONGEST_REF_BYTES = 200;

/** What has happened to a build. `deleted`: BuildKit does not remember it any more. */
export interface BuildEvent {
  readonly kind: 'started' | 'complete' | 'deleted';
  readonly ref: string;
  /** Milliseconds since the epoch, by the sandbox's clock; null when it is not said. */
  readonly createdAt: number | null;
  readonly completedAt: number | null;
  readonly hasFailed: boolean;
}

/** What is known of one step now; BuildKit calls it a vertex. */
export interface BuildStepReport {
  readonly digest: string;
  readonly name: string;
  readonly isCached: boolean;
  /** Milliseconds since the epoch, by the sandbox's clock; null while it has not begun. */
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  readonly hasFailed: boolean;
}

/** A `BuildHistoryRequest` for all builds: those that are remembered, then whatever happens. */
export function buildHistoryRequest(): Uint8Array {
  return new Uint8Array();
}

/** A `StatusRequest`. */
export function statusRequest(ref: string): Uint8Array {
  return protobuf.Writer.create().uint32(tag(1, 2)).string(ref).finish();
}

/** Reads a `BuildHistoryEvent`; null when it tells of no build. */
export function readBuildEvent(message: Uint8Array): BuildEvent | null {
  let kind = 0;
  let record: Uint8Array | null = null;
  eachField(message, (field, reader) => {
    if (field === 1) kind = reader.int32();
    else if (field === 2) record = reader.bytes();
    else return false;
    return true;
  });
  const name = (['started', 'complete', 'deleted'] as const)[kind];
  if (record === null || name === undefined) return null;
  return readBuildRecord(name, record);
}

function readBuildRecord(kind: BuildEvent['kind'], record: Uint8Array): BuildEvent | null {
  let ref = '';
  let createdAt: number | null = null;
  let completedAt: number | null = null;
  let hasFailed = false;
  eachField(record, (field, reader) => {
    if (field === 1) ref = firstOf(reader.bytes(), LONGEST_REF_BYTES + 1);
    else if (field === 5) hasFailed = hasErrorCode(reader.bytes());
    else if (field === 6) createdAt = readTimestamp(reader.bytes());
    else if (field === 7) completedAt = readTimestamp(reader.bytes());
    else return false;
    return true;
  });
  return ref === '' || ref.length > LONGEST_REF_BYTES ? null : { kind, ref, createdAt, completedAt, hasFailed };
}

/** Reads the steps in a `StatusResponse`; its log lines and progress are skipped. */
export function readBuildSteps(message: Uint8Array): readonly BuildStepReport[] {
  const steps: BuildStepReport[] = [];
  eachField(message, (field, reader) => {
    if (field !== 1 || steps.length >= MOST_STEPS) return false;
    steps.push(readStep(reader.bytes()));
    return true;
  });
  return steps;
}

function readStep(vertex: Uint8Array): BuildStepReport {
  let digest = '';
  let name = '';
  let isCached = false;
  let startedAt: number | null = null;
  let completedAt: number | null = null;
  let hasFailed = false;
  eachField(vertex, (field, reader) => {
    if (field === 1) digest = firstOf(reader.bytes(), LONGEST_NAME_BYTES);
    else if (field === 3) name = firstOf(reader.bytes(), LONGEST_NAME_BYTES);
    else if (field === 4) isCached = reader.bool();
    else if (field === 5) startedAt = readTimestamp(reader.bytes());
    else if (field === 6) completedAt = readTimestamp(reader.bytes());
    else if (field === 7) hasFailed = reader.bytes().length > 0;
    else return false;
    return true;
  });
  return { digest, name, isCached, startedAt, completedAt, hasFailed };
}

/** Whether a `google.rpc.Status` is anything but OK. */
function hasErrorCode(status: Uint8Array): boolean {
  let code = 0;
  eachField(status, (field, reader) => {
    if (field !== 1) return false;
    code = reader.int32();
    return true;
  });
  return code !== 0;
}

/** Milliseconds since the epoch of a `google.protobuf.Timestamp`; null for one that no clock shows. */
function readTimestamp(timestamp: Uint8Array): number | null {
  let seconds = 0;
  let nanoseconds = 0;
  eachField(timestamp, (field, reader) => {
    if (field === 1) seconds = Number(reader.int64());
    else if (field === 2) nanoseconds = reader.int32();
    else return false;
    return true;
  });
  const milliseconds = seconds * 1000 + Math.floor(nanoseconds / 1e6);
  // Go's zero time is in the year 1.
  return milliseconds > 0 && Number.isSafeInteger(milliseconds) ? milliseconds : null;
}

/** Calls `read` at each field; what it does not take (false) is skipped. A field of the wrong wire type throws or is noise. */
function eachField(message: Uint8Array, read: (field: number, reader: protobuf.Reader) => boolean): void {
  const reader = protobuf.Reader.create(message);
  while (reader.pos < reader.len) {
    const key = reader.uint32();
    if (!read(key >>> 3, reader)) reader.skipType(key & 7);
  }
}

/** The first bytes as text. */
function firstOf(bytes: Uint8Array, most: number): string {
  return Buffer.from(bytes.subarray(0, most)).toString('utf8');
}

function tag(field: number, wireType: number): number {
  return (field << 3) | wireType;
}
