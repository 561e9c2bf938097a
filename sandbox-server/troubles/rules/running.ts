/** Errors from starting a process in a container, and from what `docker run` was told about it. */
import { nearestName } from '#lessons/_names/nearest-name.ts';
import { say, type TroubleRule } from '../rule.ts';

const restartPolicies = ['no', 'always', 'on-failure', 'unless-stopped'];

export const runningRules: readonly TroubleRule[] = [
  {
    id: 'command-not-in-image',
    chapterId: 'ch02',
    pattern: /exec: "(?<command>[^"]{0,300})": executable file not found in \$PATH/,
    meaning: say(
      '이미지 안에 {command}(이)라는 프로그램이 없어 컨테이너에서 시작할 수 없습니다.',
      'There is no program {command} in the image, so the container could not start it.',
    ),
    advice: say(
      '이미지 이름 뒤의 첫 낱말이 실행할 프로그램입니다. 철자를 확인하고, 옵션은 이미지 이름 앞에 두세요. 작은 이미지에는 `bash`가 없고 `sh`만 있기도 합니다.',
      'The first word behind the image is the program to run. Check its spelling, and put options before the image. Small images often have `sh` but no `bash`.',
    ),
    look: async ({ command = '' }) =>
      Promise.resolve(
        command.startsWith('-')
          ? {
              cause: say(
                '{command}은(는) 옵션으로 보이는데 이미지 이름 뒤에 있어 프로그램으로 읽혔습니다.',
                '{command} looks like an option, but behind the image it is taken for a program.',
              ),
            }
          : ['cd', 'exit', 'export', 'source', 'alias'].includes(command)
            ? {
                cause: say(
                  '{command}은(는) 프로그램이 아니라 셸 안의 명령입니다. `sh -c`로 실행하세요.',
                  '{command} is not a program but part of the shell. Run it with `sh -c`.',
                ),
              }
            : shellCause(command),
      ),
  },
  {
    id: 'command-not-executable',
    chapterId: 'ch04',
    pattern: /exec: "(?<command>[^"]{0,300})": permission denied/,
    meaning: say(
      '이미지에 {command} 파일은 있지만 실행할 수 없습니다. 실행 권한이 없거나 폴더입니다.',
      '{command} is in the image but cannot be run: it lacks the permission to execute, or is a folder.',
    ),
    advice: say(
      'Dockerfile에서 `RUN chmod +x`로 권한을 주거나, 인터프리터를 앞에 두세요. 예: `CMD ["sh", "/start.sh"]`',
      'Give it the permission with `RUN chmod +x` in the Dockerfile, or name the interpreter, as in `CMD ["sh", "/start.sh"]`.',
    ),
  },
  {
    id: 'exec-format',
    chapterId: 'ch16',
    pattern: /exec (?<command>\S{1,200}): exec format error/,
    meaning: say(
      '{command}은(는) 이 CPU에서 실행할 수 있는 형식이 아닙니다. 다른 CPU용 프로그램이거나, 첫 줄에 `#!`이 없는 스크립트입니다.',
      '{command} is in no format that this CPU can run: it was built for another CPU, or is a script without `#!` in its first line.',
    ),
    advice: say(
      '스크립트라면 첫 줄에 `#!/bin/sh`를 넣으세요. 프로그램이라면 이 CPU용 이미지인지 확인하세요.',
      'If it is a script, begin it with `#!/bin/sh`. If it is a program, check that the image is for this CPU.',
    ),
    commands: ['docker version', 'docker images'],
  },
  {
    id: 'no-terminal',
    chapterId: 'ch02',
    pattern: /the input device is not a TTY/,
    meaning: say(
      '`-t`는 터미널을 달라는 뜻인데, 입력이 터미널이 아니라 파일이나 파이프에서 옵니다.',
      '`-t` asks for a terminal, but the input comes from a pipe or file.',
    ),
    advice: say('파이프로 넣을 때는 `-it` 대신 `-i`만 쓰세요.', 'With a pipe, use `-i` instead of `-it`.'),
  },
  {
    id: 'memory-limit-too-small',
    chapterId: 'a3',
    pattern: /Minimum memory limit allowed is (?<least>\w{1,12})/,
    meaning: say(
      '메모리 한도가 너무 작습니다. 엔진은 {least}보다 작은 값을 받지 않습니다.',
      'The memory limit is too small: the engine takes nothing below {least}.',
    ),
    advice: say('`--memory 64m`처럼 더 큰 값을 주세요.', 'Give more, such as `--memory 64m`.'),
  },
  {
    id: 'too-many-cpus',
    chapterId: 'a3',
    pattern: /Range of CPUs is from \S{1,8} to (?<most>[\d.]{1,8})/,
    meaning: say(
      '이 엔진에는 CPU가 {most}개뿐이라 그보다 많이 줄 수 없습니다.',
      'This engine has {most} CPUs, so no more can be given.',
    ),
    advice: say('`--cpus`에 더 작은 수를 주세요.', 'Give `--cpus` a smaller number.'),
  },
  {
    id: 'user-unknown',
    chapterId: 'ch17',
    pattern: /unable to find user (?<user>.{1,100}?): no matching entries in passwd file/,
    meaning: say(
      '컨테이너 안에 {user}(이)라는 사용자가 없습니다. 사용자는 이미지의 `/etc/passwd`에서 찾습니다.',
      'There is no user {user} in the container. Users are looked up in the image’s `/etc/passwd`.',
    ),
    advice: say(
      '숫자로 된 사용자 ID를 쓰거나, Dockerfile에서 사용자를 먼저 만드세요.',
      'Use a numeric user id, or make the user in the Dockerfile first.',
    ),
  },
  {
    id: 'remove-and-restart',
    chapterId: 'ch05',
    pattern: /[Cc]onflicting options: .{0,40}--restart.{0,40}|[Cc]onflicting options: .{0,40}--rm\b/,
    meaning: say(
      '`--rm`은 끝나면 지우라는 뜻이고 `--restart`는 끝나면 다시 시작하라는 뜻이라 함께 쓸 수 없습니다.',
      '`--rm` removes the container when it ends and `--restart` starts it again; both together make no sense.',
    ),
    advice: say('둘 중 하나만 쓰세요.', 'Use one of the two.'),
  },
  {
    id: 'restart-policy-unknown',
    chapterId: 'ch05',
    pattern: /invalid restart policy: unknown policy '(?<policy>[^']{0,100})'/,
    meaning: say('재시작 정책 {policy}은(는) 없습니다.', 'There is no restart policy {policy}.'),
    advice: say(
      '`no`, `always`, `on-failure`, `unless-stopped` 가운데 하나를 쓰세요.',
      'Use one of `no`, `always`, `on-failure` and `unless-stopped`.',
    ),
    look: async ({ policy = '' }) => {
      const nearest = nearestName(policy, restartPolicies);
      return Promise.resolve(
        nearest === undefined
          ? null
          : { cause: say('{nearest}의 오타로 보입니다.', 'It looks like a typo of {nearest}.'), values: { nearest } },
      );
    },
  },
  {
    id: 'port-invalid',
    chapterId: 'ch02',
    pattern: /Invalid (?:host|container)Port: (?<port>\S{1,60}?)\.?$/,
    meaning: say('{port}은(는) 포트 번호가 아닙니다.', '{port} is no port number.'),
    advice: say(
      '`-p 8080:80`처럼 왼쪽에 실습 환경의 포트, 오른쪽에 컨테이너의 포트를 적습니다. 번호는 1부터 65535까지입니다.',
      'Write `-p 8080:80`: on the left the sandbox’s port, on the right the container’s. Numbers go from 1 to 65535.',
    ),
    look: async ({ port = '' }) =>
      Promise.resolve(
        Number(port) > 65_535
          ? { cause: say('{port}은(는) 65535보다 큽니다.', '{port} is more than 65535.') }
          : { cause: say('{port}은(는) 숫자가 아닙니다.', '{port} is not a number.') },
      ),
  },
];

function shellCause(command: string) {
  const nearest = nearestName(command, ['sh', 'bash', 'ls', 'cat', 'ping', 'curl', 'node', 'python3', 'echo', 'sleep']);
  return nearest === undefined || nearest === command
    ? null
    : { cause: say('{nearest}의 오타일 수 있습니다.', 'It may be a typo of {nearest}.'), values: { nearest } };
}
