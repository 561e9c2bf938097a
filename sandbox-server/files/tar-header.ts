/**
 * Reads the headers of tar archives that strangers made: POSIX "ustar" and "pax", and what GNU tar writes. Whatever it does
 * not know it refuses.
 *
 * Knows nothing about where an archive comes from or goes to.
 */
import { DrydockError } from '#protocol/errors.ts';
import { tarChecksum } from '#protocol/upload.ts';

/** What a header says. */
export interface TarHeader {
  readonly path: Uint8Array;
  /** One letter; see POSIX.1-2001, "ustar Interchange Format". */
  readonly type: string;
  readonly size: number;
  readonly mode: number;
  /** Seconds since the epoch; 0 when it is written in a way only GNU tar knows. */
  readonly modifiedAt: number;
}

/** What an extended header says about the entry that follows it. */
export interface ExtendedHeader {
  readonly path?: Uint8Array;
  readonly size?: number;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Throws `upload-refused` with the reason for the log. */
export function refuse(reason: string): never {
  throw new DrydockError('upload-refused', reason);
}

/** Text of a path. Throws `upload-refused` when it is not UTF-8. */
export function pathText(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    return refuse('a name is not UTF-8');
  }
}

/** Reads a block. Throws `upload-refused` when it is no header. */
export function readTarHeader(block: Uint8Array): TarHeader {
  const magic = ascii(block.subarray(257, 265));
  const isPosix = magic.startsWith('ustar\0');
  if (!isPosix && magic !== 'ustar  \0') refuse('not a tar archive');
  if (number(block.subarray(148, 156)) !== tarChecksum(block)) refuse('the sum of a header is wrong');
  const name = untilZero(block.subarray(0, 100));
  // GNU tar keeps times where POSIX has the first part of a long path.
  const prefix = isPosix ? untilZero(block.subarray(345, 500)) : new Uint8Array(0);
  return {
    path: prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.from('/'), name]),
    type: ascii(block.subarray(156, 157)),
    size: number(block.subarray(124, 136)),
    mode: number(block.subarray(100, 108)),
    modifiedAt: ((block[136] ?? 0) & 0x80) === 0 ? number(block.subarray(136, 148)) : 0,
  };
}

/** Reads the records of an extended header. Throws `upload-refused` when one is malformed or means a special file. */
export function readExtendedHeader(records: Uint8Array): ExtendedHeader {
  const extended: { path?: Uint8Array; size?: number } = {};
  let position = 0;
  while (position < records.length) {
    const space = records.indexOf(0x20, position);
    const digits = ascii(records.subarray(position, space));
    if (space === -1 || !/^[1-9]\d{0,6}$/.test(digits)) refuse('an extended header has no length');
    const end = position + Number(digits);
    const equals = records.indexOf(0x3d, space);
    if (end > records.length || records[end - 1] !== 0x0a || equals === -1 || equals >= end) {
      refuse('an extended header has a wrong length');
    }
    const key = ascii(records.subarray(space + 1, equals));
    const value = records.subarray(equals + 1, end - 1);
    if (key === 'path') extended.path = value;
    if (key === 'size') extended.size = decimal(value);
    if (key === 'linkpath' || key.startsWith('GNU.sparse.')) refuse(`an extended header has ${key}`);
    position = end;
  }
  return extended;
}

/** The bytes before the first zero. */
export function untilZero(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end === -1 ? bytes : bytes.subarray(0, end);
}

function ascii(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

function number(bytes: Uint8Array): number {
  const digits = ascii(untilZero(bytes)).trim();
  if (!/^[0-7]{0,11}$/.test(digits)) refuse('a number in a header is none');
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}

function decimal(bytes: Uint8Array): number {
  const digits = ascii(bytes);
  if (!/^\d{1,15}$/.test(digits)) refuse('a size in an extended header is none');
  return Number(digits);
}
