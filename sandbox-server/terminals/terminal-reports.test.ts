import { describe, expect, it } from 'vitest';
import { isTerminalReport } from './terminal-reports.ts';

describe('what a terminal says by itself', () => {
  it.each([
    ['device attributes', '\u001b[?1;2c'],
    ['secondary device attributes', '\u001b[>0;276;0c'],
    ['the cursor position', '\u001b[24;80R'],
    ['a status', '\u001b[0n'],
    ['a mode', '\u001b[?2026;2$y'],
    ['the focus', '\u001b[I'],
    ['a colour', '\u001b]11;rgb:0000/0000/0000\u001b\\'],
    ['a setting', '\u001bP1$r0m\u001b\\'],
    ['several in one piece', '\u001b[?1;2c\u001b[24;80R'],
  ])('is recognised: %s', (_, text) => {
    expect(isTerminalReport(Buffer.from(text))).toBe(true);
  });

  it.each([
    ['a letter', 'c'],
    ['Escape', '\u001b'],
    ['an arrow key', '\u001b[A'],
    ['a function key', '\u001b[15~'],
    ['a bracketed paste', '\u001b[200~text\u001b[201~'],
    ['a report with a letter behind it', '\u001b[24;80Rx'],
    ['a mouse click', '\u001b[<0;10;10M'],
  ])('is not mistaken for it: %s', (_, text) => {
    expect(isTerminalReport(Buffer.from(text))).toBe(false);
  });
});
