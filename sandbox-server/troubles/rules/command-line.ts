/** Errors from the command line itself: Docker's words and options, the shell, the way to the engine, the disk. */
import { nearestName } from '#lessons/_names/nearest-name.ts';
import { say, type Finding, type TroubleRule } from '../rule.ts';
import { aboutFile } from './builds.ts';
import { aboutContainer, list } from './findings.ts';

const dockerCommands =
  'attach build builder buildx commit compose config container context cp create diff events exec export history image images import info inspect kill load login logout logs manifest network node pause port ps pull push rename restart rm rmi run save search secret service stack start stats stop swarm system tag top unpause update version volume wait'.split(
    ' ',
  );

const composeCommands =
  'attach build config cp create down events exec images kill logs ls pause port ps pull push restart rm run scale start stats stop top unpause up version wait watch'.split(
    ' ',
  );

const flags =
  'add-host all build build-arg cap-add cap-drop cpus constraint detach dns driver endpoint-mode entrypoint env env-file expose file filter follow force format gpus health-cmd health-interval help host hostname image interactive ip label limit-memory link log-driver log-opt memory memory-swap mode mount name network network-alias no-cache no-trunc output password pids-limit platform privileged progress project-name publish publish-all pull quiet read-only remove-orphans replicas restart rm scale secret signal since size subnet tag tail target time timeout timestamps tmpfs tty user username volume volumes volumes-from workdir'.split(
    ' ',
  );

const programs = ['docker', 'docker-compose', 'curl', 'git', 'ls', 'cat', 'cd', 'mkdir', 'nano', 'vim', 'grep', 'sudo', 'cp', 'mv', 'rm', 'echo', 'clear', 'watch', 'dig']; // prettier-ignore

/** A finding about the nearest of some words. */
function nearestWord(word: string, words: readonly string[], command: string): Finding | null {
  const nearest = nearestName(word, words);
  return nearest === undefined
    ? null
    : {
        cause: say('{nearest}의 오타로 보입니다.', 'It looks like a typo of {nearest}.'),
        values: { nearest },
        commands: [command],
      };
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

export const commandLineRules: readonly TroubleRule[] = [
  {
    id: 'docker-command-unknown',
    chapterId: 'ch02',
    pattern: /docker: '(?<word>[^']{1,100})' is not a docker command/,
    meaning: say('Docker에 {word}(이)라는 명령이 없습니다.', 'Docker has no command {word}.'),
    advice: say('`docker --help`가 모든 명령을 보여 줍니다.', '`docker --help` lists all commands.'),
    commands: ['docker --help'],
    look: async ({ word = '' }) => Promise.resolve(nearestWord(word, dockerCommands, 'docker {nearest}')),
  },
  {
    id: 'compose-command-unknown',
    chapterId: 'ch07',
    pattern: /unknown docker command: "compose (?<word>[^"]{1,100})"/,
    meaning: say('Compose에 {word}(이)라는 명령이 없습니다.', 'Compose has no command {word}.'),
    advice: say('`docker compose --help`가 모든 명령을 보여 줍니다.', '`docker compose --help` lists all commands.'),
    commands: ['docker compose --help'],
    look: async ({ word = '' }) => Promise.resolve(nearestWord(word, composeCommands, 'docker compose {nearest}')),
  },
  {
    id: 'option-unknown',
    chapterId: 'ch02',
    pattern: /^unknown flag: --(?<flag>\S{1,100})/,
    meaning: say('이 명령에는 `--` 옵션 {flag}이(가) 없습니다.', 'This command has no `--` option {flag}.'),
    advice: say(
      '철자와 자리를 확인하세요. 컨테이너에 줄 옵션은 이미지 이름 뒤에 둡니다. `--help`가 모든 옵션을 보여 줍니다.',
      'Check its spelling and place: what is meant for the container stands behind the image. `--help` lists all options.',
    ),
    look: async ({ flag = '' }) => {
      const nearest = nearestName(
        flag,
        flags.filter((one) => one !== flag),
      );
      return Promise.resolve(
        nearest === undefined
          ? null
          : {
              cause: say('{nearest}의 오타로 보입니다.', 'It looks like a typo of {nearest}.'),
              values: { nearest: `--${nearest}` },
            },
      );
    },
  },
  {
    id: 'short-option-unknown',
    chapterId: 'ch02',
    pattern: /unknown shorthand flag: '(?<letter>.)' in (?<flag>-\S{1,100})/,
    meaning: say(
      '이 명령에는 한 글자 옵션 {letter}이(가) 없습니다.',
      'This command has no one-letter option {letter}.',
    ),
    advice: say(
      '글자가 여럿인 옵션은 `--`로 시작합니다. `--help`가 모든 옵션을 보여 줍니다.',
      'Options of several letters begin with `--`. `--help` lists all options.',
    ),
    look: async ({ flag = '' }) =>
      Promise.resolve(
        flags.includes(flag.slice(1))
          ? {
              cause: say('{nearest}을(를) 쓰려던 것 같습니다.', 'You probably meant {nearest}.'),
              values: { nearest: `-${flag}` },
            }
          : null,
      ),
  },
  {
    id: 'arguments-missing',
    chapterId: 'ch02',
    pattern: /"docker (?<command>[\w -]{1,60})" requires (?:at least|exactly) (?<count>\d) arguments?/,
    meaning: say(
      '`docker` 명령 {command} 뒤에 이름이 적어도 {count}개 있어야 합니다.',
      'The `docker` command {command} needs {count} or more names behind it.',
    ),
    advice: say(
      '옵션 바로 뒤의 낱말은 그 옵션의 값으로 읽힙니다. 컨테이너나 이미지의 이름이 빠지지 않았는지 확인하세요.',
      'The word behind an option is taken for its value. Check that the container’s or image’s name is there.',
    ),
    look: async (_, facts) => {
      const names = (await facts.containers()).map(({ name }) => name);
      return names.length === 0
        ? null
        : { cause: say('지금 있는 컨테이너: {list}', 'Containers here: {list}'), values: { list: list(names) } };
    },
  },
  {
    id: 'arguments-not-accepted',
    chapterId: 'ch02',
    pattern: /"docker (?<command>[\w -]{1,60})" accepts no arguments/,
    meaning: say(
      '`docker` 명령 {command} 뒤에는 이름을 적을 수 없습니다.',
      'The `docker` command {command} takes no names behind it.',
    ),
    advice: say(
      '뒤의 낱말을 지우세요. 옵션이라면 `-`가 빠졌을 수 있습니다.',
      'Remove the words behind it. If one is an option, its `-` may be missing.',
    ),
  },
  {
    id: 'option-value-missing',
    chapterId: 'ch02',
    pattern: /flag needs an argument: (?<flag>.{1,60})/,
    meaning: say('옵션 {flag} 뒤에 값이 없습니다.', 'Option {flag} has no value behind it.'),
    advice: say('옵션 뒤에 값을 적으세요. 예: `--name web`', 'Write a value behind the option, as in `--name web`.'),
  },
  {
    id: 'option-value-invalid',
    chapterId: 'ch02',
    pattern: /invalid argument "(?<value>[^"]{0,200})" for "(?<flag>[^"]{1,60})" flag/,
    meaning: say(
      '옵션 {flag}의 값 {value}을(를) 읽을 수 없습니다.',
      'The value {value} of option {flag} cannot be read.',
    ),
    advice: say(
      '크기는 `64m`, 시간은 `5s`, 이름은 소문자처럼 정해진 모양으로 적으세요.',
      'Write sizes like `64m`, times like `5s`, and names in small letters.',
    ),
  },
  {
    id: 'program-unknown',
    chapterId: null,
    pattern: /^-?(?:ba)?sh: (?:line \d{1,6}: )?(?<word>\S{1,100}): command not found/,
    meaning: say('셸이 {word}(이)라는 프로그램을 찾지 못했습니다.', 'The shell found no program {word}.'),
    advice: say(
      '철자를 확인하세요. 이 실습 환경에 없는 프로그램은 컨테이너 안에서 쓸 수 있습니다.',
      'Check the spelling. A program that this sandbox lacks can be used in a container.',
    ),
    look: async ({ word = '' }) =>
      Promise.resolve(
        dockerCommands.includes(word)
          ? {
              cause: say('앞에 {docker}이(가) 빠진 것 같습니다.', 'The word {docker} seems to be missing before it.'),
              values: { docker: 'docker' },
              commands: ['docker {word}'],
            }
          : nearestWord(word, programs, '{nearest}'),
      ),
  },
  {
    id: 'file-missing',
    chapterId: null,
    pattern:
      /^(?:(?:docker: )?(?:open|lstat|stat)|-?bash: (?:line \d{1,6}: )?(?:cd:)?|cat:|ls: cannot access) ?'?(?<path>[^':]{1,300})'?: [Nn]o such file or directory/,
    meaning: say('파일이나 폴더 {path}이(가) 없습니다.', 'There is no file or folder {path}.'),
    advice: say(
      '지금 있는 폴더와 철자를 확인하세요. `/`로 시작하지 않는 경로는 지금 폴더부터 셉니다.',
      'Check the folder you are in and the spelling. A path without `/` at its beginning starts where you are.',
    ),
    commands: ['pwd', 'ls'],
    look: async ({ path = '' }, facts) => aboutFile(path, facts),
  },
  {
    id: 'filter-unknown',
    chapterId: 'ch02',
    pattern: /invalid filter '(?<name>[^']{1,100})'/,
    meaning: say('이 명령에는 필터 {name}이(가) 없습니다.', 'This command has no filter {name}.'),
    advice: say(
      '`--filter 이름=값`으로 씁니다. 예: `--filter status=exited`',
      'Write `--filter name=value`, as in `--filter status=exited`.',
    ),
  },
  {
    id: 'format-invalid',
    chapterId: 'ch02',
    pattern: /template parsing error|failed to (?:execute|parse) template/,
    meaning: say(
      '`--format`의 틀을 채울 수 없습니다. 괄호가 맞지 않거나 그런 항목이 없습니다.',
      'The template of `--format` cannot be filled: its brackets do not match, or there is no such field.',
    ),
    advice: say(
      '항목 이름은 대소문자를 가립니다. `--format json`이 모든 항목을 보여 줍니다.',
      'Field names know capitals. `--format json` shows all fields.',
    ),
  },
  {
    id: 'docker-socket-denied',
    chapterId: 'ch15',
    pattern: /permission denied while trying to connect to the [Dd]ocker (?:daemon socket|API)/,
    meaning: say(
      '엔진의 소켓 `/var/run/docker.sock`을 쓸 권한이 없습니다.',
      'You may not use the engine’s socket `/var/run/docker.sock`.',
    ),
    advice: say(
      '소켓은 `docker` 그룹의 것이어야 합니다. 권한을 바꿨다면 되돌리세요.',
      'The socket belongs to the group `docker`. If its permissions were changed, put them back.',
    ),
    commands: ['ls -l /var/run/docker.sock', 'sudo chmod 660 /var/run/docker.sock'],
  },
  {
    id: 'engine-not-reachable',
    chapterId: 'ch15',
    pattern: /Cannot connect to the Docker daemon at (?<address>\S{1,200}?)\. Is/,
    meaning: say('{address}에서 Docker 엔진이 답하지 않습니다.', 'No Docker Engine answers at {address}.'),
    advice: say(
      '`-H`나 `DOCKER_HOST`, 컨텍스트가 맞는 주소를 가리키는지 확인하세요.',
      'Check that `-H`, `DOCKER_HOST` or the context names the right address.',
    ),
    commands: ['docker context ls', 'unset DOCKER_HOST'],
    look: async ({ address = '' }, facts) => {
      await facts.containers();
      return address.startsWith('unix:///var/run/docker.sock')
        ? null
        : {
            cause: say(
              '이 실습 환경의 엔진은 `unix:///var/run/docker.sock`에서 잘 답하고 있습니다. 주소가 다릅니다.',
              'The engine of this sandbox answers at `unix:///var/run/docker.sock`; this is another address.',
            ),
          };
    },
  },
  {
    id: 'context-unknown',
    chapterId: 'ch15',
    pattern: /context "(?<name>[^"]{1,128})": context not found/,
    meaning: say('컨텍스트 {name}이(가) 없습니다.', 'There is no context {name}.'),
    advice: say('목록에서 이름을 확인하세요.', 'Look up the name in the list.'),
    commands: ['docker context ls'],
  },
  {
    id: 'no-space-left',
    chapterId: 'ch17',
    pattern: /no space left on device/i,
    meaning: say('실습 환경의 디스크가 가득 찼습니다.', 'The disk of the sandbox is full.'),
    advice: say(
      '쓰지 않는 컨테이너, 이미지, 빌드 캐시를 지우거나 큰 파일을 지우세요.',
      'Remove containers, images and build cache you do not use, or large files.',
    ),
    commands: ['docker system df', 'docker system prune --force'],
    look: async (_, facts) => {
      const disk = await facts.disk();
      return disk === null
        ? null
        : {
            cause: say('{total} 가운데 {used}을(를) 쓰고 있습니다.', '{used} of {total} are used.'),
            values: { used: gigabytes(disk.usedBytes), total: gigabytes(disk.totalBytes) },
          };
    },
  },
  {
    id: 'nothing-listens',
    chapterId: 'ch02',
    pattern: /curl: \(7\) Failed to connect to (?<host>\S{1,253}) port (?<port>\d{1,5})/,
    meaning: say('{host}의 포트 {port}에서 듣고 있는 것이 없습니다.', 'Nothing listens on port {port} of {host}.'),
    advice: say(
      '컨테이너가 실행 중인지, `-p`로 이 포트를 공개했는지 확인하세요.',
      'Check that the container runs and publishes this port with `-p`.',
    ),
    commands: ['docker ps --all'],
    look: async ({ port = '' }, facts) => {
      const containers = await facts.containers();
      const open = [...new Set(containers.flatMap(({ publishedPorts }) => publishedPorts))].map(String);
      const stopped = containers.find(({ state }) => state === 'exited');
      if (open.includes(port)) return null;
      if (open.length > 0) {
        return {
          cause: say('지금 공개된 포트: {list}', 'Published now: {list}'),
          values: { list: list(open) },
        };
      }
      return stopped === undefined
        ? { cause: say('포트를 공개한 컨테이너가 하나도 없습니다.', 'No container publishes any port.') }
        : aboutContainer(stopped.id, facts);
    },
  },
  {
    id: 'address-unknown',
    chapterId: 'a1',
    pattern: /(?:curl: \(6\) Could not resolve host: |(?:wget|ping): bad address ')(?<host>[\w.-]{1,253})/,
    meaning: say('{host}(이)라는 이름의 주소를 찾지 못했습니다.', 'No address was found for the name {host}.'),
    advice: say(
      '컨테이너의 이름은 같은 (직접 만든) 네트워크의 컨테이너 안에서만 찾을 수 있습니다. 실습 환경에서는 `localhost`와 공개한 포트를 쓰세요.',
      'A container’s name is known only inside containers on the same network that you made. From the sandbox use `localhost` and the published port.',
    ),
    look: async ({ host = '' }, facts) =>
      aboutContainer(host, facts, {
        cause: say(
          '{container}은(는) 컨테이너의 이름입니다. 여기서는 그 이름을 알지 못합니다.',
          '{container} is the name of a container, and that name is not known here.',
        ),
      }),
  },
];
