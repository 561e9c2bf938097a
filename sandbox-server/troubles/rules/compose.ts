/** Errors from Compose and its files. */
import { say, type TroubleRule } from '../rule.ts';
import { aboutFile } from './builds.ts';
import { aboutContainer, containerValues, containerSentence } from './findings.ts';

export const composeRules: readonly TroubleRule[] = [
  {
    id: 'compose-file-missing',
    chapterId: 'ch07',
    pattern: /no configuration file provided: not found/,
    meaning: say(
      '이 폴더와 위 폴더들에 `compose.yaml`이나 `docker-compose.yml`이 없습니다.',
      'Neither this folder nor those above have a `compose.yaml` or `docker-compose.yml`.',
    ),
    advice: say(
      '파일이 있는 폴더로 가거나 `-f`로 알려 주세요.',
      'Go to the folder that has it, or name the file with `-f`.',
    ),
    look: async (_, facts) => {
      const file = (await facts.files()).find((one) => /(^|\/)(docker-)?compose\.ya?ml$/.test(one));
      return file === undefined
        ? null
        : {
            cause: say('`~`의 {file}에 하나 있습니다.', 'Below `~` there is one: {file}.'),
            values: { file, folder: file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '' },
            commands: ['cd /home/learner/{folder}'],
          };
    },
  },
  {
    id: 'yaml-syntax',
    chapterId: 'ch07',
    pattern:
      /yaml: (?:line (?<line>\d{1,6}): )?(?<problem>(?:did not find|found|could not|mapping values|block|unmarshal|control).{1,200})/,
    meaning: say(
      'YAML 파일의 {line}번째 줄 근처를 읽을 수 없습니다. 대개 들여쓰기나 콜론이 틀린 것입니다.',
      'The YAML file cannot be read near line {line}. Mostly that is the indentation or a colon.',
    ),
    advice: say(
      '탭 대신 빈칸을 쓰고, 같은 층의 이름을 같은 자리에서 시작하고, `:` 뒤를 한 칸 띄우세요.',
      'Use spaces, not tabs; begin names of one level in the same column; put a space behind `:`.',
    ),
    look: async ({ problem = '' }) =>
      Promise.resolve(
        problem.includes('cannot start any token')
          ? { cause: say('탭 문자로 들여쓴 것 같습니다.', 'A tab seems to be used for indentation.') }
          : null,
      ),
  },
  {
    id: 'compose-key-unknown',
    chapterId: 'ch07',
    pattern: /(?<place>\S{0,200}) Additional property (?<key>\S{1,100}) is not allowed/,
    meaning: say('{place} 아래에 {key}(이)라는 항목은 쓸 수 없습니다.', '{key} is not allowed below {place}.'),
    advice: say(
      '철자와 들여쓰기를 확인하세요. 한 단계 덜 들여쓴 것일 수 있습니다.',
      'Check its spelling and how far it is indented; it may belong one level deeper.',
    ),
  },
  {
    id: 'compose-value-kind',
    chapterId: 'ch07',
    pattern: /(?<place>services\.\S{1,200}) must be an? (?<kind>list|mapping|string|number|boolean|array|object)/,
    meaning: say(
      '{place}에 다른 종류의 값이 있습니다. 여기에는 {kind}이(가) 와야 합니다.',
      '{place} has a value of the wrong kind; it must be a {kind}.',
    ),
    advice: say(
      '목록은 줄마다 `-`로 시작하고, 매핑은 `이름: 값`으로 씁니다. 문자열이어야 하는 숫자는 따옴표로 묶으세요.',
      'Lists have a `-` on every line, mappings are `name: value`. Quote numbers that must be strings.',
    ),
  },
  {
    id: 'dependency-undefined',
    chapterId: 'ch07',
    pattern: /service "(?<service>[^"]{1,128})" depends on undefined service "?(?<other>[^":]{1,128})"?/,
    meaning: say(
      '서비스 {service}은(는) {other}에 의존하지만 파일에 그런 서비스가 없습니다.',
      'Service {service} depends on {other}, but the file has no such service.',
    ),
    advice: say(
      '`depends_on`의 이름과 `services` 아래의 이름을 맞추세요.',
      'Make the name in `depends_on` one of those below `services`.',
    ),
    commands: ['docker compose config --services'],
  },
  {
    id: 'compose-undefined',
    chapterId: 'ch07',
    pattern:
      /service "(?<service>[^"]{1,128})" refers to undefined (?<kind>network|volume|secret|config) (?<name>[^\s:]{1,128})/,
    meaning: say(
      '서비스 {service}이(가) 쓰는 {kind} {name}이(가) 파일에 정의되어 있지 않습니다.',
      'Service {service} uses the {kind} {name}, which the file does not define.',
    ),
    advice: say(
      '파일 맨 아래에 `networks:`, `volumes:`, `secrets:` 항목을 두고 그 이름을 적으세요.',
      'Name it below `networks:`, `volumes:` or `secrets:` at the top level of the file.',
    ),
  },
  {
    id: 'service-undefined',
    chapterId: 'ch07',
    pattern: /^no such service: (?<name>\S{1,128})/,
    meaning: say('{name}(이)라는 서비스가 없습니다.', 'There is no service {name}.'),
    advice: say(
      '컨테이너 이름이 아니라 서비스의 이름을 적으세요. Compose에서는 파일의 `services` 아래 이름입니다.',
      'Give the service’s name, not a container’s. In Compose it stands below `services` in the file.',
    ),
    commands: ['docker compose config --services', 'docker service ls'],
  },
  {
    id: 'service-not-running',
    chapterId: 'ch07',
    pattern: /service "(?<name>[^"]{1,128})" is not running/,
    meaning: say('서비스 {name}의 컨테이너가 실행 중이 아닙니다.', 'No container of service {name} is running.'),
    advice: say(
      '서비스를 시작하거나 로그에서 왜 끝났는지 확인하세요.',
      'Start the service, or find out in its log why it ended.',
    ),
    commands: ['docker compose up --detach {name}', 'docker compose logs {name}'],
    look: async ({ name = '' }, facts) => {
      const container = (await facts.containers()).find(({ service }) => service === name);
      return container === undefined
        ? { cause: say('이 서비스의 컨테이너가 아직 없습니다.', 'It has no container yet.') }
        : { cause: containerSentence, values: containerValues(container) };
    },
  },
  {
    id: 'external-volume-missing',
    chapterId: 'ch07',
    pattern: /external volume "(?<name>[^"]{1,128})" not found/,
    meaning: say(
      'Compose 파일이 볼륨 {name}이(가) 이미 있다고(`external`) 하지만 없습니다.',
      'The Compose file says that volume {name} is there already (`external`), but it is not.',
    ),
    advice: say(
      '볼륨을 먼저 만들거나 `external: true`를 지우세요.',
      'Make the volume first, or take `external: true` away.',
    ),
    commands: ['docker volume create {name}'],
  },
  {
    id: 'variable-unset',
    chapterId: 'ch10',
    pattern: /The "?(?<name>[^"\s]{1,128})"? variable is not set/,
    meaning: say(
      'Compose 파일이 쓰는 변수 {name}에 값이 없어 빈 문자열로 바뀌었습니다.',
      'The variable {name} of the Compose file has no value and became an empty string.',
    ),
    advice: say(
      '`.env` 파일이나 명령 앞에 값을 주거나, `$'.concat(
        '{이름:-기본값}`으로 기본값을 정하세요. `$` 자체를 뜻한다면 `$$`로 쓰세요.',
      ),
      'Give it a value in `.env` or before the command, or a default as in `$'.concat(
        '{NAME:-default}`. If you mean a `$` itself, write `$$`.',
      ),
    ),
  },
  {
    id: 'compose-version-obsolete',
    chapterId: 'ch07',
    pattern: /(?:the attribute )?`version` is obsolete/,
    meaning: say(
      '경고일 뿐입니다. 지금의 Compose는 파일의 `version` 항목을 쓰지 않습니다.',
      'Only a warning: today’s Compose does not use the `version` of a file.',
    ),
    advice: say('그 줄을 지우면 경고도 사라집니다.', 'Remove that line and the warning goes.'),
  },
  {
    id: 'service-without-image',
    chapterId: 'ch07',
    pattern: /service "(?<name>[^"]{1,128})" has neither an image nor a build context/,
    meaning: say(
      '서비스 {name}에 `image`도 `build`도 없어 무엇을 실행할지 알 수 없습니다.',
      'Service {name} has neither `image` nor `build`, so there is nothing to run.',
    ),
    advice: say('둘 중 하나를 적으세요. 들여쓰기도 확인하세요.', 'Give it one of the two, and check the indentation.'),
  },
  {
    id: 'env-file-missing',
    chapterId: 'ch10',
    pattern: /env file (?<path>\S.{0,300}?) not found/,
    meaning: say('`env_file`에 적은 {path}이(가) 없습니다.', 'The {path} named by `env_file` does not exist.'),
    advice: say('경로는 Compose 파일이 있는 폴더부터 셉니다.', 'The path begins at the folder of the Compose file.'),
    look: async ({ path = '' }, facts) => aboutFile(path, facts),
  },
  {
    id: 'dependency-unhealthy',
    chapterId: 'ch08',
    pattern: /dependency failed to start: container (?<name>\S{1,128}) is unhealthy/,
    meaning: say(
      '컨테이너 {name}의 헬스 체크가 실패해, 그것을 기다리던 서비스를 시작하지 않았습니다.',
      'The health check of container {name} fails, so the service that waits for it was not started.',
    ),
    advice: say(
      '헬스 체크가 무엇을 출력했는지와 컨테이너의 로그를 보세요.',
      'Look at what the health check printed, and at the container’s log.',
    ),
    commands: ['docker inspect {name}', 'docker logs {name}'],
    look: async ({ name = '' }, facts) => aboutContainer(name, facts),
  },
  {
    id: 'dependency-exited',
    chapterId: 'ch08',
    pattern: /service "(?<name>[^"]{1,128})" didn't complete successfully: exit (?<code>\d{1,3})/,
    meaning: say(
      '먼저 끝나야 하는 서비스 {name}이(가) 종료 코드 {code}(으)로 실패했습니다.',
      'Service {name}, which others wait for, failed with exit code {code}.',
    ),
    advice: say('그 서비스의 로그에서 이유를 찾으세요.', 'Find the reason in that service’s log.'),
    commands: ['docker compose logs {name}'],
  },
  {
    id: 'dependency-cycle',
    chapterId: 'ch07',
    pattern: /dependency cycle detected: (?<path>.{1,200})/,
    meaning: say(
      '서비스들이 서로를 기다려 어느 것도 먼저 시작할 수 없습니다: {path}',
      'The services wait for one another, so none can be started first: {path}',
    ),
    advice: say('`depends_on` 하나를 지워 고리를 끊으세요.', 'Break the ring by taking one `depends_on` away.'),
  },
];
