import { describe, expect, it } from 'vitest';
import { FILE_BYTES, firstFile, pathStat } from './container-archive.ts';

function header(type: string, size: number | string): Buffer {
  const block = Buffer.alloc(512);
  block.write('name');
  block.write(typeof size === 'string' ? size : `${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  block.write(type, 156, 'latin1');
  return block;
}

function entry(type: string, content: string): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([header(type, bytes.length), bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

describe('the first file of an archive', () => {
  async function read(...blocks: Buffer[]) {
    let isClosed = false;
    async function* arriving() {
      try {
        yield* blocks;
      } finally {
        isClosed = true;
      }
    }
    const text = await firstFile(arriving()).catch((error: unknown) => error);
    expect(isClosed).toBe(true);
    return text;
  }

  it('is read, also behind what is said about it', async () => {
    expect(await read(entry('0', 'text'))).toBe('text');
    expect(await read(entry('g', 'x=y'), entry('x', '30 path=한글\n'), entry('0', '글'), entry('0', 'other'))).toBe(
      '글',
    );
  });

  it('is empty when the first thing is no file', async () => {
    expect(await read(entry('5', ''), entry('0', 'text'))).toBe('');
    expect(await read(entry('2', ''))).toBe('');
  });

  it('is read no further than its beginning', async () => {
    const text = await read(header('0', FILE_BYTES * 100), Buffer.alloc(FILE_BYTES * 2, 'a'), Buffer.from('unread'));
    expect(text).toBe('a'.repeat(FILE_BYTES));
    const huge = header('0', '\u0080');
    expect(await read(huge, Buffer.alloc(FILE_BYTES, 'b'))).toBe('b'.repeat(FILE_BYTES));
  });

  it('is no file when it is no archive', async () => {
    const mistake: unknown = expect.objectContaining({
      message: expect.stringContaining('an archive that is none') as unknown,
    });
    expect(await read(Buffer.from('short'))).toEqual(mistake);
    expect(await read(header('0', 'not a number'))).toEqual(mistake);
    expect(await read(header('x', 64 * 1024 * 1024))).toEqual(mistake);
    expect(await read(...Array.from({ length: 20 }, () => entry('x', '')))).toEqual(mistake);
  });
});

describe('what the engine says about a path', () => {
  function stat(of: object) {
    const encoded = Buffer.from(JSON.stringify(of)).toString('base64');
    return pathStat({ 'x-docker-container-path-stat': encoded });
  }

  it.each([
    [420, 'file'],
    [2_147_484_141, 'folder'],
    [134_218_239, 'link'],
    [2 ** 26 + 2 ** 21 + 438, 'other'],
    [2 ** 25 + 420, 'other'],
  ])('of the mode %d is that it is a %s', (mode, kind) => {
    expect(stat({ name: 'x', size: 3, mode, linkTarget: '' })).toEqual({ kind, sizeBytes: 3, linkTarget: '' });
  });

  it('is refused when it is nothing', () => {
    expect(() => pathStat({})).toThrow();
    expect(() => stat({ size: 1, mode: -1 })).toThrow();
    expect(() => pathStat({ 'x-docker-container-path-stat': '!' })).toThrow();
  });
});
