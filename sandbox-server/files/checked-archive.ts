/**
 * Lets through an uploaded archive only what an upload may hold: files and folders with harmless names, so many and so much.
 * Each entry is written anew from what was understood, so that nothing reaches the sandbox that was not.
 *
 * Knows nothing about requests or sandboxes.
 */
import { DrydockError } from '#protocol/errors.ts';
import {
  MOST_UPLOAD_BYTES,
  MOST_UPLOAD_ENTRIES,
  TAR_BLOCK_BYTES,
  tarEnd,
  tarHeader,
  tarPadding,
  uploadPath,
} from '#protocol/upload.ts';
import { ByteSource } from './byte-source.ts';
import { pathText, readExtendedHeader, readTarHeader, refuse, untilZero, type TarHeader } from './tar-header.ts';

/** Folder of the checked archive that holds what was uploaded. */
export const UPLOADED_FOLDER = 'files';

/** A file behind everything else in the checked archive: without it, the upload broke off or was refused on its way. */
export const COMPLETE_MARK = 'complete';

/** Bytes of one extended header; a path takes hardly more than 1 KiB of it. */
const MOST_EXTENDED_BYTES = 64 * 1024;
/** Bytes of all headers of an archive. */
const MOST_HEADER_BYTES = 32 * 1024 * 1024;

/** What an extended header or a GNU long name said about the entry that follows. */
interface Announced {
  path?: Uint8Array;
  size?: number;
}

/**
 * The archive that may be unpacked. Nothing is read ahead of what the consumer takes.
 *
 * @throws DrydockError `upload-refused` or `upload-too-large`, in the middle of it; the archive then lacks its end.
 */
export async function* checkedArchive(archive: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = new ByteSource(archive);
  const counted = { entries: 0, bytes: 0, headers: 0 };
  let announced: Announced = {};
  for (;;) {
    const block = await source.take(TAR_BLOCK_BYTES);
    if (block.length < TAR_BLOCK_BYTES) refuse('the archive breaks off');
    if (block.every((byte) => byte === 0)) break;
    const header = readTarHeader(block);
    counted.headers += TAR_BLOCK_BYTES;
    if (['x', 'g', 'L'].includes(header.type)) {
      counted.headers += header.size;
      if (header.size > MOST_EXTENDED_BYTES || counted.headers > MOST_HEADER_BYTES) refuse('the headers are too long');
      announced = announcedBy(header.type, await content(source, header.size), announced);
      continue;
    }
    const entry = understood(header, announced);
    announced = {};
    counted.entries += 1;
    counted.bytes += entry.size;
    if (counted.entries > MOST_UPLOAD_ENTRIES) throw new DrydockError('upload-too-large', 'too many files');
    if (counted.bytes > MOST_UPLOAD_BYTES) throw new DrydockError('upload-too-large', 'too many bytes');
    if (entry.path === '') continue;
    yield tarHeader({ ...entry, path: `${UPLOADED_FOLDER}/${entry.path}` });
    yield* exactly(source, entry.size);
    await source.take(tarPadding(entry.size).length);
    yield tarPadding(entry.size);
  }
  yield tarHeader({ path: COMPLETE_MARK, kind: 'file', size: 0, modifiedAt: 0, isExecutable: false });
  yield tarEnd();
}

function announcedBy(type: string, bytes: Uint8Array, before: Announced): Announced {
  if (type === 'L') return { ...before, path: untilZero(bytes) };
  const extended = readExtendedHeader(bytes);
  if (type === 'x') return { ...before, ...extended };
  // One that is for all entries may hold remarks, but cannot give them all one name.
  if (extended.path !== undefined || extended.size !== undefined) refuse('all entries have one name or size');
  return before;
}

function understood(header: TarHeader, announced: Announced) {
  const { type, mode } = header;
  const size = announced.size ?? header.size;
  const given = pathText(announced.path ?? header.path);
  const path = uploadPath(given);
  if (path === null) return refuse('a name leads out of the folder, is too long or has forbidden characters');
  if (type !== '0' && type !== '\0' && type !== '5') return refuse(`an entry is of type ${JSON.stringify(type)}`);
  if ((mode & 0o7000) !== 0) return refuse('an entry has a setuid, setgid or sticky bit');
  const isFolder = type === '5';
  if (isFolder ? size !== 0 : path === '' || given.endsWith('/')) return refuse('an entry is neither file nor folder');
  return {
    path,
    kind: isFolder ? ('folder' as const) : ('file' as const),
    size,
    modifiedAt: header.modifiedAt,
    isExecutable: (mode & 0o100) !== 0,
  };
}

/** The content of a small entry with its padding read. */
async function content(source: ByteSource, size: number): Promise<Uint8Array> {
  const padded = size + tarPadding(size).length;
  const bytes = await source.take(padded);
  if (bytes.length < padded) refuse('the archive breaks off');
  return bytes.subarray(0, size);
}

async function* exactly(source: ByteSource, size: number): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const piece of source.pieces(size)) {
    length += piece.length;
    yield piece;
  }
  if (length < size) refuse('the archive breaks off');
}
