import { describe, expect, it } from 'vitest';
import { harmlessPaste, linesRunBy } from './pasted-text.ts';

describe('pasted text', () => {
  it('cannot end the bracket it is pasted in', () => {
    expect(harmlessPaste('ls\u001b[201~\rrm -rf ~\r')).toBe('ls[201~\rrm -rf ~\r');
    expect(harmlessPaste('ls\u009b201~')).toBe('ls201~');
  });

  it('cannot press control keys', () => {
    expect(harmlessPaste('a\u0003\u0004\u007fb')).toBe('ab');
  });

  it('keeps lines, indentation and every language', () => {
    const text = 'services:\n\tweb: 도커 🐳\r\n';
    expect(harmlessPaste(text)).toBe(text);
  });

  it('runs as many lines as it has line ends', () => {
    expect([linesRunBy('ls'), linesRunBy('ls\n'), linesRunBy('ls\r\npwd\r\n'), linesRunBy('a\nb')]).toEqual([
      0, 1, 2, 1,
    ]);
  });
});
