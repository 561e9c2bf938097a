import { describe, expect, it } from 'vitest';
import { parseCommand } from './parse-command.ts';

/** The words of each command, as their values. */
function commandWords(source: string): string[][] {
  return parseCommand(source).commands.map(({ words }) => words.map(({ value }) => value));
}

function operators(source: string): string[] {
  return parseCommand(source).operators.map(({ text }) => text);
}

describe('reading a shell line', () => {
  it('tells where each word starts and ends', () => {
    const source = '  docker   ps';
    const words = parseCommand(source).commands[0]?.words ?? [];
    expect(words.map(({ start, end }) => source.slice(start, end))).toEqual(['docker', 'ps']);
    expect(words.map(({ start }) => start)).toEqual([2, 11]);
  });

  it('takes quotes and escapes away from the value but not from the place', () => {
    const source = `echo 'a b' "c \\"d\\"" e\\ f g'h'"i"`;
    const words = parseCommand(source).commands[0]?.words ?? [];
    expect(words.map(({ value }) => value)).toEqual(['echo', 'a b', 'c "d"', 'e f', 'ghi']);
    expect(words.map(({ raw }) => raw)).toEqual(['echo', "'a b'", '"c \\"d\\""', 'e\\ f', `g'h'"i"`]);
  });

  it('keeps a backslash in double quotes that escapes nothing', () => {
    expect(commandWords('printf "a\\n"')).toEqual([['printf', 'a\\n']]);
  });

  it('splits at pipes, ands, ors and semicolons', () => {
    const source = 'a | b && c || d; e &';
    expect(commandWords(source)).toEqual([['a'], ['b'], ['c'], ['d'], ['e']]);
    expect(operators(source)).toEqual(['|', '&&', '||', ';', '&']);
  });

  it('does not split inside quotes', () => {
    expect(commandWords(`sh -c 'a && b; c'`)).toEqual([['sh', '-c', 'a && b; c']]);
  });

  it('tells assignments from words that only look like them', () => {
    const [command] = parseCommand('A=1 B="x y" docker run -e C=2').commands;
    expect(command?.assignments.map(({ value }) => value)).toEqual(['A=1', 'B=x y']);
    expect(command?.words.map(({ value }) => value)).toEqual(['docker', 'run', '-e', 'C=2']);
  });

  it('takes redirections out of the words', () => {
    const [command] = parseCommand('docker save web >web.tar 2>&1 < in').commands;
    expect(command?.words.map(({ value }) => value)).toEqual(['docker', 'save', 'web']);
    expect(command?.redirections.map(({ operator, target }) => [operator.text, target?.value])).toEqual([
      ['>', 'web.tar'],
      ['2>&', '1'],
      ['<', 'in'],
    ]);
  });

  it('reads the command within a substitution, with places in the whole text', () => {
    const source = 'docker rm -f $(docker ps -aq)';
    const word = parseCommand(source).commands[0]?.words[3];
    expect(word?.value).toBe('$(docker ps -aq)');
    const inner = word?.substitutions[0];
    expect(inner?.line.commands[0]?.words.map(({ start, end }) => source.slice(start, end))).toEqual([
      'docker',
      'ps',
      '-aq',
    ]);
    expect([inner?.opening, inner?.closing]).toEqual([
      { start: 13, end: 15 },
      { start: 28, end: 29 },
    ]);
  });

  it('reads substitutions in quotes, in one another and in backquotes', () => {
    const [outer] = parseCommand('echo "a $(b "$(c)") d" `e f`').commands[0]?.words.slice(1) ?? [];
    expect(outer?.substitutions[0]?.line.commands[0]?.words[1]?.substitutions[0]?.line.commands).toHaveLength(1);
    const backquoted = parseCommand('echo `e f`').commands[0]?.words[1];
    expect(backquoted?.substitutions[0]?.line.commands[0]?.words.map(({ value }) => value)).toEqual(['e', 'f']);
  });

  it('leaves variables and arithmetic in their word', () => {
    expect(commandWords('docker run -v ${HOME:-/root dir}:/a img $((1 + 2))')).toEqual([
      ['docker', 'run', '-v', '${HOME:-/root dir}:/a', 'img', '$((1 + 2))'],
    ]);
  });

  it('goes on after a continued line', () => {
    expect(commandWords('docker run \\\n  --rm \\\r\n  web')).toEqual([['docker', 'run', '--rm', 'web']]);
  });

  it('takes the reserved words of a loop as operators', () => {
    const source = 'for i in 1 2; do docker start $i; done';
    expect(commandWords(source)).toEqual([
      ['for', 'i', 'in', '1', '2'],
      ['docker', 'start', '$i'],
    ]);
    expect(operators(source)).toEqual([';', 'do', ';', 'done']);
  });

  it('does not take the text of a here-document for commands', () => {
    const source = 'cat > a.txt <<EOF\ndocker ps\n  EOF\nEOF\nls';
    const line = parseCommand(source);
    expect(commandWords(source)).toEqual([['cat'], ['ls']]);
    expect(line.hereDocuments.map(({ start, end }) => source.slice(start, end))).toEqual(['docker ps\n  EOF\nEOF']);
  });

  it('leaves comments out', () => {
    expect(commandWords('ls # docker ps\npwd')).toEqual([['ls'], ['pwd']]);
    expect(commandWords('echo a#b')).toEqual([['echo', 'a#b']]);
  });

  it.each([
    '',
    ' ',
    '"',
    "'a",
    '$(',
    '$(a',
    '`a',
    '${',
    '$((',
    '\\',
    '>',
    '<<',
    '<<EOF',
    'a <<EOF\n',
    ')',
    '(((',
    '<(a)',
  ])('reads %j to its end without a mistake', (source) => {
    const line = parseCommand(source);
    for (const { words } of line.commands)
      for (const { start, end } of words) expect(end <= source.length && start < end).toBe(true);
  });

  it('reads deeply nested text in bounded depth', () => {
    expect(parseCommand('$('.repeat(5_000)).commands).toHaveLength(1);
  });
});
