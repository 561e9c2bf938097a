import { describe, expect, it } from 'vitest';
import { instructionAt } from './dockerfile-instructions.ts';

describe('the instruction under the mouse', () => {
  it('is the first word of a line, in whatever letters', () => {
    expect(instructionAt('from node:20', 2)).toBe('FROM');
    expect(instructionAt('  RUN ls', 4)).toBe('RUN');
  });

  it('is none beside the word, in a word that is no instruction, or in a continued line', () => {
    expect(instructionAt('FROM node:20', 8)).toBeNull();
    expect(instructionAt('RUNN ls', 2)).toBeNull();
    expect(instructionAt('    --no-cache', 7)).toBeNull();
  });

  it('is ONBUILD or the one behind it', () => {
    expect(instructionAt('ONBUILD RUN ls', 3)).toBe('ONBUILD');
    expect(instructionAt('ONBUILD RUN ls', 10)).toBe('RUN');
  });
});
