import { describe, expect, it } from 'vitest';
import { placedText, smallestEdit, type TextEdit } from './placed-text.ts';

function applied(content: string, edit: TextEdit | null): string {
  return edit === null ? content : content.slice(0, edit.from) + edit.insert + content.slice(edit.to);
}

describe('a piece of text', () => {
  it('takes the place of the whole file', () => {
    expect(applied('old\n', placedText('old\n', { text: 'new\n', place: 'whole' }))).toBe('new\n');
  });

  it('goes behind the last line, also when that has no end', () => {
    expect(applied('one', placedText('one', { text: 'two', place: 'end' }))).toBe('one\ntwo\n');
  });

  it('goes below the first line that contains the given words', () => {
    const content = 'FROM a\nRUN b\nRUN c\n';
    const edit = placedText(content, { text: 'COPY x .', place: { below: 'RUN' } });
    expect(applied(content, edit)).toBe('FROM a\nRUN b\nCOPY x .\nRUN c\n');
  });

  it('goes below the last line when that is the one and has no end', () => {
    expect(applied('FROM a', placedText('FROM a', { text: 'RUN b', place: { below: 'FROM' } }))).toBe(
      'FROM a\nRUN b\n',
    );
  });

  it('goes to the end when no line contains the words', () => {
    expect(applied('a\n', placedText('a\n', { text: 'b', place: { below: 'missing' } }))).toBe('a\nb\n');
  });

  it.each(['whole', 'end', { below: 'FROM' }] as const)('is not put there twice: %j', (place) => {
    const put = { text: 'RUN b\n', place };
    const once = applied('FROM a\n', placedText('FROM a\n', put));
    expect(placedText(once, put)).toBeNull();
  });

  it('is put there although the last line begins like it', () => {
    expect(placedText('FROM a\nRUN build\n', { text: 'RUN b', place: { below: 'FROM' } })).not.toBeNull();
  });
});

describe('the smallest edit', () => {
  it('leaves what both texts begin and end with', () => {
    expect(smallestEdit('one two three', 'one 2 three')).toEqual({ from: 4, to: 7, insert: '2' });
  });

  it.each([
    ['', 'a'],
    ['aaa', 'aa'],
    ['a\nb', 'a\r\nb'],
    ['\u{1F600}', '\u{1F601}'],
    ['x\u{1F600}y', 'x\u{1FA00}y'],
    ['가나다', '가다'],
  ])('makes %j into %j', (before, after) => {
    const edit = smallestEdit(before, after);
    expect(applied(before, edit)).toBe(after);
    expect(edit.insert).not.toMatch(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/);
  });
});
