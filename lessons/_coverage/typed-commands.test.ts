/** Commands and flags are recognised in every form they can be typed in. */
import { describe, expect, it } from 'vitest';
import { typedCommands } from './typed-commands.ts';

/** Each command by its first name, with its flags by their last names and values. */
function read(source: string): [string | undefined, string[]][] {
  return typedCommands(source).map(({ command, flags }) => [
    command.names[0],
    flags.map(({ flag, value }) => `${flag.names.at(-1) ?? ''}${value === '' ? '' : ` ${value}`}`),
  ]);
}

describe('typedCommands', () => {
  it.each([['docker container run --detach diamol/base'], ['docker run -d diamol/base']])(
    'takes %s for docker container run --detach',
    (line) => {
      expect(read(line)).toEqual([['docker container run', ['--detach']]]);
    },
  );

  it('takes short flags in one word apart, with the value of the last', () => {
    expect(read('docker run -itp 8080:80 web')).toEqual([
      ['docker container run', ['--interactive', '--tty', '--publish 8080:80']],
    ]);
  });

  it('knows a value behind "=" and one in a word of its own', () => {
    expect(read('docker run --network=nat --mount type=tmpfs,target=/x web')).toEqual([
      ['docker container run', ['--net nat', '--mount type=tmpfs,target=/x']],
    ]);
  });

  it('gives a flag to the command it stands behind', () => {
    const [typed] = typedCommands('docker compose -p dev up -d');
    expect(typed?.command.names[0]).toBe('docker compose up');
    expect(typed?.flags.map(({ command }) => command.names[0])).toEqual(['docker compose', 'docker compose up']);
  });

  it('finds commands inside of command substitutions and goes on with the one around them', () => {
    expect(read('docker container rm $(docker container ls -aq) --force')).toEqual([
      ['docker container ls', ['--all', '--quiet']],
      ['docker container rm', ['--force']],
    ]);
    expect(read('docker rm `docker ps -q` -v')).toEqual([
      ['docker container ls', ['--quiet']],
      ['docker container rm', ['--volumes']],
    ]);
  });

  it('keeps all of a command as its text, up to the next one', () => {
    expect(typedCommands('docker rm -f $(docker ps -q) && ps aux | grep dockerd').map(({ text }) => text)).toEqual([
      'docker ps -q',
      'docker rm -f $(docker ps -q)',
      'ps aux',
      'grep dockerd',
    ]);
  });

  it('does not take what runs in a container for a command of the sandbox', () => {
    expect(read('docker exec web docker ps')).toEqual([['docker container exec', []]]);
  });

  it('reads several lines and leaves unknown commands out', () => {
    expect(read('frobnicate --all\ndocker version')).toEqual([['docker version', []]]);
  });
});
