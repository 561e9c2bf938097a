/** Errors about networks, volumes and mounts. */
import { say, type TroubleRule } from '../rule.ts';
import { aboutFile } from './builds.ts';
import { aboutContainer, aboutNames, list } from './findings.ts';

const predefined = ['bridge', 'host', 'none'];

export const networkAndVolumeRules: readonly TroubleRule[] = [
  {
    id: 'network-exists',
    chapterId: 'a1',
    pattern: /network with name (?<name>\S{1,128}) already exists/,
    meaning: say('네트워크 {name}은(는) 이미 있습니다.', 'There is a network {name} already.'),
    advice: say('있는 것을 그대로 쓰면 됩니다.', 'You can use the one that is there.'),
    commands: ['docker network inspect {name}'],
    look: async ({ name = '' }, facts) => {
      const attached = (await facts.containers()).filter((one) => one.networks.includes(name));
      return attached.length === 0
        ? { cause: say('연결된 컨테이너는 없습니다.', 'No container is attached to it.') }
        : {
            cause: say('연결된 컨테이너: {list}', 'Attached to it: {list}'),
            values: { list: list(attached.map((one) => one.name)) },
          };
    },
  },
  {
    id: 'container-name-unknown',
    chapterId: 'a1',
    // Docker's own name server, in containers on networks of one's own.
    pattern: /lookup (?<name>[\w.-]{1,253}) on 127\.0\.0\.11:53: no such host/,
    meaning: say(
      '컨테이너 안의 프로그램이 {name}(이)라는 이름을 찾았지만, 그 네트워크에 그런 컨테이너가 없습니다.',
      'A program in a container looked for the name {name}, but there is no such container on its network.',
    ),
    advice: say(
      '그 이름의 컨테이너를 같은 네트워크에서 실행하거나, `docker network connect`로 연결하세요.',
      'Run a container of that name on the same network, or connect one with `docker network connect`.',
    ),
    commands: ['docker ps --all'],
    look: async ({ name = '' }, facts) =>
      (await aboutContainer(name, facts)) ??
      aboutNames(
        name,
        (await facts.containers()).map((one) => one.name),
        say('이 실습 환경에는 컨테이너가 하나도 없습니다.', 'There is no container in this sandbox.'),
      ),
  },
  {
    id: 'external-network-missing',
    chapterId: 'ch13',
    pattern: /network "(?<name>[^"]{1,128})" is declared as external, but/,
    meaning: say(
      '스택 파일이 {name} 네트워크가 이미 있다고 하지만, 스웜 네트워크 가운데 그런 것이 없습니다.',
      'The stack file says that network {name} is there already, but no network of the swarm is called so.',
    ),
    advice: say('오버레이 네트워크를 먼저 만드세요.', 'Make an overlay network first.'),
    commands: ['docker network create --driver overlay {name}'],
    look: async ({ name = '' }, facts) =>
      (await facts.networks()).includes(name)
        ? {
            cause: say(
              '{name} 네트워크가 있지만 이 노드만의 것이라 스웜 서비스는 쓸 수 없습니다.',
              'There is a network {name}, but it belongs to this node only; services cannot use it.',
            ),
            commands: ['docker network rm {name}', 'docker network create --driver overlay {name}'],
          }
        : null,
  },
  {
    id: 'network-unknown',
    chapterId: 'a1',
    pattern: /network (?<name>[\w.-]{1,128}) not found/,
    meaning: say('네트워크 {name}이(가) 없습니다.', 'There is no network {name}.'),
    advice: say(
      '먼저 만들거나 목록에서 이름을 확인하세요. `docker run`이 만든 컨테이너는 시작되지 않은 채 남아 있을 수 있습니다.',
      'Make it first, or look up its name. A container made by `docker run` may be left behind, not started.',
    ),
    commands: ['docker network create {name}', 'docker network ls'],
    look: async ({ name = '' }, facts) => {
      const names = (await facts.networks()).filter((one) => !predefined.includes(one));
      return {
        ...aboutNames(name, names, say('직접 만든 네트워크가 하나도 없습니다.', 'No network has been made here yet.')),
        commands: ['docker network create {name}', 'docker network ls'],
      };
    },
  },
  {
    id: 'network-in-use',
    chapterId: 'a1',
    pattern: /network (?<name>\S{1,128}) id \S{1,64} has active endpoints/,
    meaning: say(
      '컨테이너가 연결되어 있어 네트워크 {name}을(를) 지우지 않았습니다.',
      'Network {name} was not removed because containers are attached to it.',
    ),
    advice: say('컨테이너를 지우거나 네트워크에서 떼어 내세요.', 'Remove the containers or disconnect them.'),
    look: async ({ name = '' }, facts) => {
      const attached = (await facts.containers()).filter((one) => one.networks.includes(name));
      return attached.length === 0
        ? null
        : {
            cause: say('연결된 컨테이너: {list}', 'Attached to it: {list}'),
            values: { list: list(attached.map((one) => one.name)), container: attached[0]?.name ?? '' },
            commands: ['docker network disconnect {name} {container}'],
          };
    },
  },
  {
    id: 'network-predefined',
    chapterId: 'a1',
    pattern: /(?<name>\S{1,128}) is a pre-defined network and cannot be removed/,
    meaning: say(
      '{name}은(는) Docker가 처음부터 갖고 있는 네트워크라 지울 수 없습니다.',
      '{name} is a network that Docker itself brings; it cannot be removed.',
    ),
    advice: say(
      '지울 필요가 없습니다. `bridge`, `host`, `none`은 늘 있습니다.',
      'There is no need to: `bridge`, `host` and `none` are always there.',
    ),
  },
  {
    id: 'already-connected',
    chapterId: 'a1',
    pattern: /endpoint with name (?<container>\S{1,128}) already exists in network (?<name>\S{1,128})/,
    meaning: say(
      '컨테이너 {container}은(는) 이미 네트워크 {name}에 연결되어 있습니다.',
      'Container {container} is attached to network {name} already.',
    ),
    advice: say('더 할 일이 없습니다.', 'There is nothing to do.'),
    commands: ['docker network inspect {name}'],
  },
  {
    id: 'address-range-taken',
    chapterId: 'a1',
    pattern: /Pool overlaps with other one on this address space/,
    meaning: say(
      '다른 네트워크가 이 주소 범위를 이미 쓰고 있습니다.',
      'Another network already has addresses in this range.',
    ),
    advice: say('`--subnet`에 다른 범위를 주거나 빼세요.', 'Give another range to `--subnet`, or leave it out.'),
    commands: ['docker network ls'],
  },
  {
    id: 'plugin-unknown',
    chapterId: 'a1',
    pattern: /plugin "(?<name>[^"]{1,128})" not found/,
    meaning: say('{name}(이)라는 드라이버가 없습니다.', 'There is no driver {name}.'),
    advice: say(
      '네트워크는 `bridge`, `overlay`, `macvlan`, 볼륨은 `local`, 로그는 `json-file`, `syslog`, `fluentd` 등을 쓸 수 있습니다.',
      'Networks know `bridge`, `overlay` and `macvlan`, volumes `local`, logs `json-file`, `syslog`, `fluentd` and more.',
    ),
  },
  {
    id: 'volume-unknown',
    chapterId: 'ch06',
    pattern: /get (?<name>\S{1,128}): no such volume/,
    meaning: say('볼륨 {name}이(가) 없습니다.', 'There is no volume {name}.'),
    advice: say('목록에서 이름을 확인하세요.', 'Look up its name in the list.'),
    commands: ['docker volume ls'],
    look: async ({ name = '' }, facts) => ({
      ...aboutNames(
        name,
        await facts.volumes(),
        say('이 실습 환경에는 볼륨이 하나도 없습니다.', 'There is no volume at all here.'),
      ),
      commands: ['docker volume ls'],
    }),
  },
  {
    id: 'volume-in-use',
    chapterId: 'ch06',
    pattern: /remove (?<name>\S{1,128}): volume is in use/,
    meaning: say(
      '컨테이너가 쓰고 있어 볼륨 {name}을(를) 지우지 않았습니다. 멈춘 컨테이너도 볼륨을 쥐고 있습니다.',
      'Volume {name} was not removed because a container uses it. One that has stopped holds it as well.',
    ),
    advice: say('그 컨테이너를 먼저 지우세요.', 'Remove that container first.'),
    look: async ({ name = '' }, facts) => {
      const users = (await facts.containers()).filter((one) => one.volumes.includes(name));
      return users.length === 0
        ? null
        : {
            cause: say('이 볼륨을 쓰는 컨테이너: {list}', 'Used by: {list}'),
            values: { list: list(users.map((one) => one.name)), container: users[0]?.name ?? '' },
            commands: ['docker rm --force {container}'],
          };
    },
  },
  {
    id: 'bind-source-missing',
    chapterId: 'ch06',
    pattern: /bind source path does not exist: (?<path>.{1,300}?)\.?$/,
    meaning: say(
      '마운트하려는 {path}이(가) 없습니다. `--mount`는 없는 폴더를 만들어 주지 않습니다.',
      '{path} is to be mounted but does not exist, and `--mount` does not make it.',
    ),
    advice: say('철자를 확인하거나 폴더를 먼저 만드세요.', 'Check the spelling, or make the folder first.'),
    commands: ['mkdir -p {path}'],
    look: async ({ path = '' }, facts) => aboutFile(path, facts),
  },
  {
    id: 'file-and-folder-mixed',
    chapterId: 'ch06',
    pattern: /Are you trying to mount a directory onto a file/,
    meaning: say(
      '폴더를 파일 자리에, 또는 파일을 폴더 자리에 마운트하려 했습니다.',
      'A folder was to be mounted in the place of a file, or the other way round.',
    ),
    advice: say(
      '왼쪽 경로의 철자를 확인하세요. `-v`는 왼쪽이 없으면 그 이름으로 빈 폴더를 만듭니다. 생긴 폴더는 지우세요.',
      'Check the spelling of the left path: if it does not exist, `-v` makes an empty folder of that name. Remove that folder.',
    ),
    commands: ['ls -l'],
  },
  {
    id: 'volume-name-invalid',
    chapterId: 'ch06',
    pattern: /"(?<name>[^"]{1,200})" includes invalid characters for a local volume name/,
    meaning: say(
      '{name}은(는) 볼륨 이름이 될 수 없습니다. `/`로 시작하지 않는 왼쪽은 볼륨 이름으로 읽힙니다.',
      '{name} cannot be a volume’s name. What stands on the left and does not begin with `/` is taken for one.',
    ),
    advice: say(
      '폴더를 마운트하려면 `$PWD/폴더`처럼 전체 경로를 쓰세요.',
      'To mount a folder, write its whole path, such as `$PWD/folder`.',
    ),
  },
  {
    id: 'mount-mode-invalid',
    chapterId: 'ch06',
    pattern: /invalid mode: (?<mode>\S{1,60}?)\.?$/,
    meaning: say(
      '`-v` 세 번째 자리의 {mode}은(는) 알 수 없는 값입니다.',
      '{mode} in the third place of `-v` is unknown.',
    ),
    advice: say(
      '읽기 전용으로 하려면 `ro`를 쓰세요. 예: `-v 볼륨:/경로:ro`',
      'For read-only use `ro`, as in `-v volume:/path:ro`.',
    ),
  },
];
