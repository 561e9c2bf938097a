import { describe, expect, it } from 'vitest';
import { OutputLines, shownText } from './output-lines.ts';

const read = (...chunks: readonly (string | Buffer)[]): readonly string[] => {
  const lines = new OutputLines();
  return chunks.flatMap((chunk) => lines.push(Buffer.from(chunk)));
};

describe('the lines of a terminal’s output', () => {
  it('are given out when they are complete and may be errors', () => {
    expect(read('fine\r\nError: one\r\nError: tw', 'o\r\nError: three')).toEqual(['Error: one', 'Error: two']);
  });

  it('are put together over the border of chunks, within words and within letters', () => {
    const bytes = Buffer.from('Error: 없습니다\n');
    const pieces = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));
    expect(read(...pieces)).toEqual(['Error: 없습니다']);
  });

  it('have no colours, titles or cursor movements', () => {
    expect(shownText(Buffer.from('\x1b]0;title\x07\x1b[?25h\x1b[31mERROR\x1b[0m: \x1bP1$r\x1b\\failed'))).toBe(
      'ERROR: failed',
    );
  });

  it('show what a carriage return has written over', () => {
    expect(shownText(Buffer.from('Downloading 10%\rError: done'))).toBe('Error: done 10%');
    expect(shownText(Buffer.from('Downloading 10%\r\x1b[KError'))).toBe('Error');
  });

  it('are bounded, however long a line is', () => {
    const [line = ''] = read(`Error ${'x'.repeat(100_000)}`, 'y'.repeat(100_000), '\n');
    expect(line).toHaveLength(2_000);
  });

  it('do not take long sequences without an end for text', () => {
    expect(shownText(Buffer.from(`Error\x1b]${'x\x1b]'.repeat(2_000)}`))).toBe('Error');
  });

  it('begin anew after a part was skipped', () => {
    const lines = new OutputLines();
    lines.push(Buffer.from('Error: half'));
    lines.skip();
    expect(lines.push(Buffer.from('not whole\nError: whole\n'))).toEqual(['not whole', 'Error: whole']);
  });
});
