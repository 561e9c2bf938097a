import { describe, expect, it } from 'vitest';
import { explainCommand, LONGEST_EXPLAINED, type ExplanationPart } from './explain-command.ts';

function parts(source: string): readonly ExplanationPart[] {
  return explainCommand(source).parts;
}

/** What is said in English about the part with this label. */
function said(source: string, label: string): string | null | undefined {
  return parts(source).find((part) => part.label === label)?.explanation?.en ?? null;
}

function kinds(source: string): string[] {
  return parts(source).map(({ kind, text }) => `${kind} ${text}`);
}

describe('the parts of a Docker command', () => {
  it('are the command, its subcommands, flags, values and arguments, in order', () => {
    expect(kinds('docker container run -d --name web nginx')).toEqual([
      'command docker',
      'subcommand container',
      'subcommand run',
      'flag -d',
      'flag --name',
      'value web',
      'argument nginx',
    ]);
  });

  it('mean the same in the long and the old form', () => {
    expect(said('docker ps -a', '-a')).toBe(said('docker container ls --all', '--all'));
    expect(said('docker rmi web', 'rmi')).toBe(said('docker image rm web', 'rm'));
    expect(said('docker-compose up -d', '-d')).toBe(said('docker compose up --detach', '--detach'));
  });

  it('are each letter of joined short flags, called by the flag they are', () => {
    const found = parts('docker run -it alpine').filter(({ kind }) => kind === 'flag');
    expect(found.map(({ text, label }) => [text, label])).toEqual([
      ['-i', '-i'],
      ['t', '-t'],
    ]);
    expect(found.every(({ explanation }) => explanation !== null)).toBe(true);
  });

  it.each(['--name web', '--name=web', "--name='web'"])('are a flag and its value in %s', (written) => {
    expect(said(`docker run ${written} nginx`, '--name')).toContain('Names the container');
    const value = parts(`docker run ${written} nginx`).find(({ kind }) => kind === 'value');
    expect(value?.text.replaceAll("'", '')).toBe('web');
    expect(said(`docker run ${written} nginx`, 'nginx')).toContain('The image');
  });

  it.each(['-p8080:80', '-p 8080:80', '-p=8080:80', '-dp 8080:80', '--publish 8080:80'])(
    'say which port leads where in %s',
    (written) => {
      expect(said(`docker run ${written} nginx`, '8080:80')).toBe(
        'Connections to port 8080 of the sandbox go to port 80 of the container.',
      );
    },
  );

  it('take only what stands before a subcommand for a flag of the command above', () => {
    expect(said('docker compose -f prod.yml logs -f', '-f')).toContain('Compose file');
    const flags = parts('docker compose -f prod.yml logs -f').filter(({ label }) => label === '-f');
    expect(flags[1]?.explanation?.en).toContain('new logs');
  });

  it('are one part for all that runs in the container', () => {
    const source = 'docker run --rm alpine ls -l /data';
    expect(kinds(source).at(-1)).toBe('argument ls -l /data');
    expect(said(source, 'ls -l /data')).toContain('Lists the files');
    expect(kinds('docker exec -it web sh').at(-1)).toBe('argument sh');
  });

  it('leave a redirection out of what runs in the container', () => {
    expect(kinds('docker run alpine ls > out.txt').slice(-2)).toEqual(['argument ls', 'operator > out.txt']);
  });

  it('split the name of an image into registry, name, tag and digest', () => {
    const digest = `@sha256:${'a'.repeat(64)}`;
    expect(
      parts(`docker pull localhost:5000/diamol/base:v2${digest}`)
        .slice(2)
        .map(({ text }) => text),
    ).toEqual(['localhost:5000/', 'diamol/base', ':v2', digest]);
    expect(said('docker pull diamol/base', 'diamol/base')).toContain('latest');
    expect(said('docker pull diamol/base:v2', 'diamol/base')).not.toContain('latest');
  });

  it('include the command within a substitution', () => {
    expect(kinds('docker rm -f $(docker ps -aq)')).toEqual([
      'command docker',
      'subcommand rm',
      'flag -f',
      'operator $(',
      'command docker',
      'subcommand ps',
      'flag -a',
      'flag q',
      'operator )',
    ]);
  });

  it.each(['time docker ps -a', 'watch -n 1 docker ps -a', 'sudo docker ps -a', 'xargs -n 1 docker ps -a'])(
    'include the command that another one runs: %s',
    (source) => {
      expect(said(source, 'docker')).toContain('Docker Engine');
      expect(said(source, '-a')).toContain('stopped ones');
    },
  );
});

describe('the values', () => {
  it.each([
    ['docker run -v data:/var/lib/data web', 'data:/var/lib/data', 'the volume data at /var/lib/data'],
    ['docker run -v /etc:/mnt:ro web', '/etc:/mnt:ro', 'only read'],
    ['docker run -v "$(pwd)":/src web', '"$(pwd)":/src', 'Mounts $(pwd) of the sandbox at /src'],
    ['docker run -v ${HOME:-/root}:/src web', '${HOME:-/root}:/src', 'at /src'],
    ['docker run -v /data web', '/data', 'without a name'],
    ['docker run --mount type=tmpfs,target=/tmp web', 'type=tmpfs,target=/tmp', 'memory only'],
    ['docker run --mount src=data,dst=/d,readonly web', 'src=data,dst=/d,readonly', 'can only read'],
    ['docker run -p 127.0.0.1:8080:80 web', '127.0.0.1:8080:80', 'Only programs in the sandbox'],
    ['docker run -p 80 web', '80', 'any free port'],
    ['docker run -p 53:53/udp web', '53:53/udp', 'UDP'],
    ['docker run -e LEVEL=debug web', 'LEVEL=debug', 'LEVEL becomes debug'],
    ['docker run -e LEVEL web', 'LEVEL', 'in your shell'],
    ['docker run --restart on-failure:3 web', 'on-failure:3', 'Tries at most: 3'],
    ['docker run --memory 512m web', '512m', '512 MiB'],
    ['docker run --network container:db web', 'container:db', 'network of the container db'],
    ['docker run --health-interval 1m30s web', '1m30s', '1 minute 30 seconds'],
    ['docker build --platform linux/arm64/v8 .', 'linux/arm64/v8', 'processor arm64/v8'],
    ['docker cp web:/etc/hosts .', 'web:/etc/hosts', 'in the container web'],
    ['docker compose up --scale api=3', 'api=3', 'api gets'],
    ['docker service create -p published=80,target=8080,mode=host web', 'published=80,target=8080,mode=host', 'node'],
    ['docker run --rm=false web', 'false', 'Turns it off'],
  ])('of %s are explained: %s', (source, label, expected) => {
    expect(said(source, label)).toContain(expected);
  });

  it('that nobody can be sure about are only called values', () => {
    for (const written of ['a:b:c:d', 'x:y', '80:90:100:110', ''])
      expect(said(`docker run -v '${written}' web`, `'${written}'`) ?? '').not.toContain('Mounts');
    expect(said('docker run -p eighty:80 web', 'eighty:80')).toBe('The value of -p.');
  });
});

describe('what is not known', () => {
  it('has no explanation', () => {
    expect(parts('kubectl get pods -A').map(({ explanation }) => explanation)).toEqual([null, null, null, null]);
    expect(said('docker frobnicate', 'frobnicate')).toBeNull();
    expect(said('docker ps --frobnicate', '--frobnicate')).toBeNull();
    expect(said('docker ps -axq', '-axq')).toBeNull();
  });

  it('makes the words behind it uncertain, since one of them may be its value', () => {
    const source = 'docker run --frobnicate nginx alpine ls';
    for (const label of ['nginx', 'alpine', 'ls']) expect(said(source, label)).toBeNull();
  });

  it('does not spread to the next command', () => {
    expect(said('frobnicate && docker ps', 'ps')).toContain('Lists containers');
  });
});

describe('the rest of a shell line', () => {
  it('has its signs explained', () => {
    expect(said('docker ps | wc -l', '|')).toContain('what the left command prints');
    expect(said('docker ps 2>/dev/null', '2>/dev/null')).toBe('Throws errors away.');
    expect(said('docker ps >> list', '>> list')).toContain('Adds the output to the end');
    expect(said('TAG=v1 docker compose up', 'TAG=v1')).toContain('for this command only');
    expect(said('for i in 1 2; do docker ps; done', 'do')).toContain('repeat');
  });

  it.each([
    'docker run -it --rm -p 8080:80 -v "$(pwd)":/a localhost:5000/a/b:c sh -c "ls | wc" 2>&1',
    'A=1 docker rm -f $(docker ps -q --filter "name=$(hostname)") || true',
    "cat <<EOF > a\nx $(y)\nEOF\ndocker build -t 'a b' -t x:1 - < a",
    'docker run -',
    'docker run --',
    'docker -H=',
    'docker run -p',
    'docker run -v "a',
    '$(',
    ')',
  ])('has parts that never overlap and are what stands there: %j', (source) => {
    let end = 0;
    for (const part of parts(source)) {
      expect(part.start).toBeGreaterThanOrEqual(end);
      expect(part.text).toBe(source.slice(part.start, part.end));
      end = part.end;
    }
    expect(end).toBeLessThanOrEqual(source.length);
  });

  it('is not explained when it is longer than anybody would read', () => {
    expect(parts(`echo ${'a'.repeat(LONGEST_EXPLAINED)}`)).toEqual([]);
  });
});
