/**
 * What an upload looks like on its way from a browser to a sandbox: a tar archive (POSIX.1-2001 "pax") of files and folders.
 * The writer and the rules for names are here because both ends use them; the reader is the sandbox server's.
 *
 * Knows nothing about requests or sandboxes.
 */

/** Bytes of all files of one upload together. */
export const MOST_UPLOAD_BYTES = 200_000_000;

/** Files and folders of one upload. */
export const MOST_UPLOAD_ENTRIES = 10_000;

/** Media type of the archive. */
export const UPLOAD_CONTENT_TYPE = 'application/x-tar';

/** Tar works in blocks of this size. */
export const TAR_BLOCK_BYTES = 512;

const MOST_PATH_BYTES = 1024;
const MOST_NAME_BYTES = 255;
/** Bytes of a path that the plain header has room for. */
const PLAIN_PATH_BYTES = 100;

const encoder = new TextEncoder();

/** A file or folder of an upload. */
export interface UploadEntry {
  /** As `uploadPath` gave it. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
  /** Bytes of the file; 0 for a folder. */
  readonly size: number;
  /** Seconds since the epoch. */
  readonly modifiedAt: number;
  readonly isExecutable: boolean;
}

/**
 * The path under which something may be uploaded: relative, `/` between the parts, composed letters (NFC, because some systems
 * name Korean files letter by letter). '' is the folder itself. null when it is refused: it leads out of the folder, is too
 * long, or has characters that no honest name needs.
 */
export function uploadPath(given: string): string | null {
  const path = given.normalize('NFC');
  // A lone surrogate has no bytes in UTF-8; a backslash is a separator elsewhere.
  if (path.startsWith('/') || /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\\]/u.test(path)) return null;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.some((part) => part === '..' || encoder.encode(part).length > MOST_NAME_BYTES)) return null;
  const clean = parts.join('/');
  return encoder.encode(clean).length > MOST_PATH_BYTES ? null : clean;
}

/** What stands before an entry's bytes. Behind them, `tarPadding` fills the last block. */
export function tarHeader(entry: UploadEntry): Uint8Array<ArrayBuffer> {
  const path = encoder.encode(entry.path + (entry.kind === 'folder' ? '/' : ''));
  const mode = entry.kind === 'folder' || entry.isExecutable ? 0o755 : 0o644;
  const modifiedAt = Math.min(Math.max(0, Math.floor(entry.modifiedAt)), 0o77777777777);
  const plain = headerBlock(path, entry.kind === 'folder' ? '5' : '0', entry.size, mode, modifiedAt);
  // Only ASCII means the same to every reader without an extended header.
  if (path.length <= PLAIN_PATH_BYTES && path.every((byte) => byte < 0x80)) return plain;
  const record = paxRecord(path);
  const extended = headerBlock(encoder.encode('pax'), 'x', record.length, 0o644, modifiedAt);
  return joined([extended, record, tarPadding(record.length), plain]);
}

/** The zeros after `size` bytes of content. */
export function tarPadding(size: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array((TAR_BLOCK_BYTES - (size % TAR_BLOCK_BYTES)) % TAR_BLOCK_BYTES);
}

/** The end of an archive. */
export function tarEnd(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(2 * TAR_BLOCK_BYTES);
}

/** The sum in a header: of all its bytes, with the sum's own eight taken as spaces. */
export function tarChecksum(block: Uint8Array): number {
  return block.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 0x20 : byte), 0);
}

function headerBlock(path: Uint8Array, type: string, size: number, mode: number, modifiedAt: number) {
  const block = new Uint8Array(TAR_BLOCK_BYTES);
  const put = (offset: number, text: string) => block.set(encoder.encode(text), offset);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0');
  block.set(path.subarray(0, PLAIN_PATH_BYTES), 0);
  put(100, `${octal(mode, 7)}\0`);
  // Owner and group: whoever unpacks it.
  put(108, `${octal(0, 7)}\0${octal(0, 7)}\0`);
  put(124, `${octal(size, 11)}\0${octal(modifiedAt, 11)}\0`);
  put(156, type);
  put(257, 'ustar\x0000');
  put(148, `${octal(tarChecksum(block), 6)}\0 `);
  return block;
}

/** "length path=…\n"; the length counts its own digits. */
function paxRecord(path: Uint8Array): Uint8Array<ArrayBuffer> {
  const rest = ' path='.length + path.length + '\n'.length;
  let length = rest + String(rest).length;
  if (String(length).length > String(rest).length) length += 1;
  return joined([encoder.encode(`${String(length)} path=`), path, encoder.encode('\n')]);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((bytes, piece) => bytes + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
