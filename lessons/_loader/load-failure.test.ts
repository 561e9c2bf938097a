import { describe, expect, it } from 'vitest';
import { describeLoadFailure } from './load-failure.ts';

const folder = '/course/lessons';
const module = '/course/lessons/ch02.run/010.first/author/checks.ts';

function failure(message: string, stack?: string): Error {
  const error = new Error(message);
  error.stack = stack ?? `Error: ${message}\n    at Socket.emit (node:events:524:28)`;
  return error;
}

describe('a module that cannot be loaded', () => {
  it('is blamed where its syntax is wrong, also in a file that it imports', () => {
    const error = failure(
      'Transform failed with 1 error:\n/course/lessons/ch02.run/010.first/author/sentences.ts:2:6: ERROR: Unterminated string literal',
    );
    expect(describeLoadFailure(error, module, folder)).toEqual({
      file: '/course/lessons/ch02.run/010.first/author/sentences.ts',
      line: 2,
      problem: 'Unterminated string literal',
    });
  });

  it('is blamed where it imports what is not there', () => {
    const stack = `${module}:4\nimport { a } from "./b.ts";\n         ^\n\nSyntaxError: no export named 'a'\n    at async main.ts:1:1`;
    expect(describeLoadFailure(failure("no export named 'a'", stack), module, folder)).toEqual({
      file: module,
      line: 4,
      problem: "no export named 'a'",
    });
  });

  it('is blamed where it throws, whichever version of it was loaded', () => {
    const stack = `TypeError: x is not a function\n    at run (node:internal:1:1)\n    at file://${module}?authored=12ab:7:3`;
    expect(describeLoadFailure(failure('x is not a function', stack), module, folder)).toMatchObject({
      file: module,
      line: 7,
    });
  });

  it('is blamed in its first line when the error names no file of the course', () => {
    const stack = 'Error: gone\n    at load (/elsewhere/tool.ts:9:9)';
    expect(describeLoadFailure(failure('gone\nmore', stack), module, folder)).toEqual({
      file: module,
      line: 1,
      problem: 'gone',
    });
  });
});
