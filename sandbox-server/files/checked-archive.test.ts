import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { DrydockError } from '#protocol/errors.ts';
import {
  MOST_UPLOAD_BYTES,
  MOST_UPLOAD_ENTRIES,
  tarChecksum,
  tarEnd,
  tarHeader,
  tarPadding,
  type UploadEntry,
} from '#protocol/upload.ts';
import { checkedArchive } from './checked-archive.ts';
import { readTarHeader } from './tar-header.ts';

const file: UploadEntry = { path: 'a.txt', kind: 'file', size: 5, modifiedAt: 1_700_000_000, isExecutable: false };

/** A header of an honest file with some bytes written over and the sum put right. */
function forged(changes: Readonly<Record<number, string>>, entry: Partial<UploadEntry> = {}): Uint8Array {
  const block = tarHeader({ ...file, size: 0, ...entry });
  for (const [offset, text] of Object.entries(changes)) block.set(Buffer.from(text, 'latin1'), Number(offset));
  block.set(Buffer.from(`${tarChecksum(block).toString(8).padStart(6, '0')}\0 `), 148);
  return block;
}

function withContent(entry: UploadEntry, content: string): Uint8Array {
  const bytes = Buffer.from(content);
  return Buffer.concat([tarHeader({ ...entry, size: bytes.length }), bytes, tarPadding(bytes.length)]);
}

function padded(header: Uint8Array, content: string): Uint8Array {
  return Buffer.concat([header, Buffer.from(content, 'latin1'), tarPadding(content.length)]);
}

async function check(...pieces: readonly Uint8Array[]): Promise<Buffer> {
  const checked: Uint8Array[] = [];
  for await (const piece of checkedArchive(Readable.from(pieces))) checked.push(piece);
  return Buffer.concat(checked);
}

async function refusal(...pieces: readonly Uint8Array[]): Promise<string> {
  return check(...pieces).then(
    () => 'let through',
    (error: unknown) => (error instanceof DrydockError ? error.code : String(error)),
  );
}

/** Names in a checked archive that has no long ones. */
function names(archive: Buffer): string[] {
  const found: string[] = [];
  for (let at = 0; archive[at] !== 0;) {
    const { path, size } = readTarHeader(archive.subarray(at, at + 512));
    found.push(Buffer.from(path).toString());
    at += 512 + size + tarPadding(size).length;
  }
  return found;
}

describe('an uploaded archive', () => {
  it('of files and folders is let through into a folder of its own, with a mark behind it', async () => {
    const folder: UploadEntry = { ...file, path: 'web', kind: 'folder' };
    const archive = await check(
      tarHeader({ ...folder, size: 0 }),
      withContent({ ...file, path: 'web/index.html' }, 'hello'),
      tarEnd(),
    );
    expect(names(archive)).toEqual(['files/web/', 'files/web/index.html', 'complete']);
    expect(archive.toString('latin1')).toContain('hello');
  });

  it('is the same however its bytes are cut into pieces', async () => {
    const whole = Buffer.concat([
      withContent(file, 'x'.repeat(1300)),
      withContent({ ...file, path: '글.txt' }, '가나'),
      tarEnd(),
    ]);
    const cut = Array.from({ length: Math.ceil(whole.length / 7) }, (_, index) =>
      whole.subarray(index * 7, index * 7 + 7),
    );
    expect(await check(...cut)).toEqual(await check(whole));
  });

  it('keeps long and Korean names, composed', async () => {
    const path = `${'폴더/'.repeat(40)}파일.txt`;
    const archive = await check(withContent({ ...file, path: path.normalize('NFD') }, ''), tarEnd());
    expect(archive.toString()).toContain(`path=files/${path}\n`);
  });

  it('may bear the long names of GNU tar, and "./" before its names', async () => {
    const long = `./deep/${'n'.repeat(150)}`;
    const archive = await check(
      padded(forged({ 156: 'L' }, { size: long.length + 1 }), `${long}\0`),
      withContent(file, 'hi'),
      tarEnd(),
    );
    expect(archive.toString()).toContain(`path=files/${long.slice(2)}\n`);
  });

  it('keeps the executable bit and no other, neither owners', async () => {
    const archive = await check(forged({ 100: '0000777\0', 108: '0001750\x000001750\0' }), tarEnd());
    expect(archive.subarray(100, 124).toString()).toBe('0000755\x000000000\x000000000\0');
  });

  it.each([
    '../a',
    'a/../../b',
    '/etc/passwd',
    'a\0b',
    'a\nb',
    'a\u001bb',
    'a\\..\\b',
    `${'n'.repeat(256)}`,
    'd/'.repeat(513) + 'f',
  ])('with the name %j is refused', async (name) => {
    const record = ` path=${name}\n`;
    let length = Buffer.byteLength(record) + 1;
    while (`${String(length)}`.length + Buffer.byteLength(record) !== length) length += 1;
    const content = `${String(length)}${record}`;
    expect(await refusal(padded(forged({ 156: 'x' }, { size: content.length }), content), forged({}), tarEnd())).toBe(
      'upload-refused',
    );
  });

  it.each([
    ['a hard link', { 156: '1', 157: '/etc/shadow' }],
    ['a symbolic link', { 156: '2', 157: '/etc/shadow' }],
    ['a character device', { 156: '3' }],
    ['a block device', { 156: '4' }],
    ['a named pipe', { 156: '6' }],
    ['a sparse file', { 156: 'S' }],
    ['a long link name', { 156: 'K' }],
    ['an unknown type', { 156: 'Z' }],
    ['a setuid bit', { 100: '0004755\0' }],
    ['a setgid bit', { 100: '0002755\0' }],
    ['a sticky bit', { 100: '0001755\0' }],
    ['a size that is no number', { 124: 'zzzzzzzzzzz\0' }],
    ['a size in binary', { 124: '\x80\0\0\0\0\0\0\0\0\0\0\x01' }],
    ['a name that is not UTF-8', { 0: '\xff\xfe' }],
    ['a file that is the folder itself', { 0: '.\0' }],
    ['a file with the name of a folder', { 0: 'folder/\0' }],
  ])('with %s is refused', async (_what, changes) => {
    expect(await refusal(forged(changes), tarEnd())).toBe('upload-refused');
  });

  it('with a folder that has content is refused', async () => {
    expect(await refusal(padded(forged({ 156: '5' }, { size: 3 }), 'abc'), tarEnd())).toBe('upload-refused');
  });

  it.each([
    '12 path',
    '0 path=a\n',
    '999 path=a\n',
    'path=a\n',
    '16 linkpath=abc\n',
    '20 GNU.sparse.map=1\n',
    '8 size=-1\n',
  ])('with the extended header %j is refused', async (record) => {
    expect(await refusal(padded(forged({ 156: 'x' }, { size: record.length }), record), forged({}), tarEnd())).toBe(
      'upload-refused',
    );
  });

  it('whose header for all entries names them all alike is refused', async () => {
    const record = '10 path=a\n';
    expect(await refusal(padded(forged({ 156: 'g' }, { size: record.length }), record), forged({}), tarEnd())).toBe(
      'upload-refused',
    );
  });

  it('with a wrong sum, without a header or with nothing at all is refused', async () => {
    const damaged = tarHeader(file);
    damaged.set([0x41], 3);
    expect(await refusal(damaged, tarEnd())).toBe('upload-refused');
    expect(await refusal(Buffer.from('PK\u0003\u0004'.repeat(400)))).toBe('upload-refused');
    expect(await refusal()).toBe('upload-refused');
  });

  it.each([0, 100, 512, 515, 600, 1024])('cut off after %i bytes is refused and has no mark', async (length) => {
    const cut = withContent(file, 'hello').subarray(0, length);
    const checked: Uint8Array[] = [];
    await expect(
      (async () => {
        for await (const piece of checkedArchive(Readable.from([cut]))) checked.push(piece);
      })(),
    ).rejects.toMatchObject({ code: 'upload-refused' });
    expect(Buffer.concat(checked).toString('latin1')).not.toContain('complete');
  });

  it('that announces more bytes than allowed is refused before they come', async () => {
    const half = MOST_UPLOAD_BYTES / 2 + 1;
    expect(await refusal(tarHeader({ ...file, size: MOST_UPLOAD_BYTES + 1 }))).toBe('upload-too-large');
    let passed = 0;
    await expect(
      (async () => {
        const source = Readable.from(twice(half));
        for await (const piece of checkedArchive(source)) passed += piece.length;
      })(),
    ).rejects.toMatchObject({ code: 'upload-too-large' });
    expect(passed).toBeLessThan(MOST_UPLOAD_BYTES);
  });

  it('of more files than allowed is refused', async () => {
    const header = tarHeader({ ...file, size: 0 });
    async function* endless() {
      for (;;) yield header;
    }
    let headers = 0;
    await expect(
      (async () => {
        for await (const _piece of checkedArchive(endless())) headers += 1;
      })(),
    ).rejects.toMatchObject({ code: 'upload-too-large' });
    expect(headers).toBe(2 * MOST_UPLOAD_ENTRIES);
  });

  it('whose headers never end is refused', async () => {
    expect(await refusal(forged({ 156: 'x' }, { size: 100_000_000 }))).toBe('upload-refused');
    const record = padded(forged({ 156: 'x' }, { size: 11 }), '11 comm=ab\n');
    async function* endless() {
      for (;;) yield record;
    }
    await expect(checkedArchive(endless()).next()).rejects.toMatchObject({ code: 'upload-refused' });
  });
});

/** Two files of a size, honestly written. */
async function* twice(size: number): AsyncGenerator<Uint8Array> {
  const zeros = Buffer.alloc(65_536);
  for (let count = 0; count < 2; count += 1) {
    yield tarHeader({ ...file, path: `file-${String(count)}`, size });
    for (let left = size; left > 0; left -= zeros.length) yield zeros.subarray(0, left);
    yield tarPadding(size);
  }
}
