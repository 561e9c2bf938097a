import { describe, expect, it } from 'vitest';
import { codePieces, commandsOf } from './lesson-markdown.ts';

describe('commandsOf', () => {
  it('takes each line as one command and leaves out empty lines and comments', () => {
    expect(commandsOf('docker image ls\n\n# all of them\n  docker container ls --all\n')).toEqual([
      'docker image ls',
      'docker container ls --all',
    ]);
  });

  it('joins a line that ends with a backslash with the next, so that no line break runs half a command', () => {
    expect(commandsOf('docker container run \\\n  --rm \\\n  diamol/base\n')).toEqual([
      'docker container run --rm diamol/base',
    ]);
  });
});

describe('codePieces', () => {
  it('tells code from words', () => {
    expect(codePieces('Run `docker ps` now.')).toEqual([
      { text: 'Run ', isCode: false },
      { text: 'docker ps', isCode: true },
      { text: ' now.', isCode: false },
    ]);
    expect(codePieces('`ls`')).toEqual([{ text: 'ls', isCode: true }]);
  });
});
