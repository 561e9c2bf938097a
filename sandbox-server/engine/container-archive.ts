/**
 * Reads one file out of the archive in which the engine hands over paths of a container (Engine API, "Get an archive of a
 * filesystem resource in a container"), and what its headers say about the path.
 *
 * Knows nothing about which container it is. The archive may be anything; only its first file is looked at.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { ByteSource } from '../files/byte-source.ts';
import { amount, line } from './bounded-answers.ts';

/** Bytes of a file that are read. */
export const FILE_BYTES = 64 * 1024;

const BLOCK_BYTES = 512;

/** Entries that only say something about the one that follows: a long name, attributes. Each may be this long. */
const REMARKS: readonly string[] = ['x', 'g', 'L', 'K'];
const MOST_REMARKS = 8;
const LONGEST_REMARK_BYTES = 64 * 1024;

const FILES: readonly string[] = ['0', '\0'];

/** What a path of a container is. */
export interface PathStat {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly sizeBytes: number;
  /** Where a link leads, from the container's root; empty for others. */
  readonly linkTarget: string;
}

/** Bits of Go's os.FileMode. */
const FOLDER = 2 ** 31;
const LINK = 2 ** 27;
/** Device, pipe, socket, character device, irregular. */
const SPECIAL = 2 ** 26 + 2 ** 25 + 2 ** 24 + 2 ** 21 + 2 ** 19;

const statSchema = z.object({ size: amount, mode: z.int().min(0).max(0xffff_ffff), linkTarget: line.nullish() });

/** What the headers of an answer say. Throws when they say nothing. */
export function pathStat(headers: IncomingHttpHeaders): PathStat {
  const encoded = z.string().parse(headers['x-docker-container-path-stat']);
  const { size, mode, linkTarget } = statSchema.parse(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')));
  const has = (bits: number) => (mode & bits) !== 0;
  const kind = has(FOLDER) ? 'folder' : has(LINK) ? 'link' : has(SPECIAL) ? 'other' : 'file';
  return { kind, sizeBytes: size, linkTarget: linkTarget ?? '' };
}

/** The beginning of the first file of an archive, as text; empty when the first thing is no file. Throws when it is no archive. */
export async function firstFile(archive: AsyncIterable<unknown>): Promise<string> {
  // Leaving the loop early ends the generator, and with it the connection it reads from.
  const chunks = bytesOf(archive);
  try {
    const source = new ByteSource(chunks);
    for (let remarks = 0; remarks <= MOST_REMARKS; remarks += 1) {
      const header = await source.take(BLOCK_BYTES);
      if (header.length < BLOCK_BYTES) break;
      const type = latin(header, 156, 157);
      const size = sizeOf(header);
      if (FILES.includes(type)) return Buffer.from(await source.take(Math.min(size, FILE_BYTES))).toString('utf8');
      if (!REMARKS.includes(type)) return '';
      if (size > LONGEST_REMARK_BYTES) break;
      await source.take(Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES);
    }
    throw new Error('the engine handed over a file in an archive that is none');
  } finally {
    await chunks.return(undefined);
  }
}

async function* bytesOf(archive: AsyncIterable<unknown>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of archive) if (chunk instanceof Uint8Array) yield chunk;
}

/** Octal digits, or, from 8 GiB on, a binary number behind a set bit, of which more is not read than any file's beginning. */
function sizeOf(header: Uint8Array): number {
  if (((header[124] ?? 0) & 0x80) !== 0) return FILE_BYTES;
  const digits = latin(header, 124, 136).replace(/\0.*$/s, '').trim();
  if (!/^[0-7]{0,11}$/.test(digits)) throw new Error('the engine handed over a file in an archive that is none');
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.subarray(from, to)).toString('latin1');
}
