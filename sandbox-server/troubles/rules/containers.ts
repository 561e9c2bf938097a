/** Errors about containers that are there, or are not, and the state they are in. */
import { say, type TroubleRule } from '../rule.ts';
import { aboutContainer, aboutNames, aboutPort, containerOf, containerValues } from './findings.ts';

const noContainers = say(
  '이 실습 환경에는 컨테이너가 하나도 없습니다.',
  'There is no container at all in this sandbox.',
);

export const containerRules: readonly TroubleRule[] = [
  {
    id: 'name-in-use',
    chapterId: 'ch02',
    pattern: /The container name "\/?(?<name>[^"]+)" is already in use by container "(?<id>[0-9a-f]{12,64})"/,
    meaning: say(
      '이름 {name}은(는) 이미 다른 컨테이너의 것입니다. 한 이름은 한 컨테이너만 가질 수 있고, 종료된 컨테이너도 이름을 갖고 있습니다.',
      'Another container is already called {name}. A name belongs to one container only, and one that has exited keeps its name.',
    ),
    advice: say(
      '그 컨테이너가 필요 없으면 지우고, 필요하면 새 컨테이너에 다른 이름을 주세요.',
      'Remove that container if you do not need it, or give the new one another name.',
    ),
    commands: ['docker rm --force {name}'],
    look: async ({ id = '' }, facts) => aboutContainer(id, facts),
  },
  {
    id: 'port-taken',
    chapterId: 'ch02',
    pattern: /Bind for \S{1,60}:(?<port>\d{1,5}) failed: port is already allocated/,
    meaning: say(
      '포트 {port}을(를) 이미 다른 컨테이너가 공개하고 있습니다. 한 포트는 한 컨테이너만 쓸 수 있습니다.',
      'Another container already publishes port {port}. Only one can have it.',
    ),
    advice: say(
      '다른 포트로 공개하거나(`-p`의 왼쪽 숫자), 그 포트를 쓰는 컨테이너를 지우세요. 방금 만든 컨테이너는 시작되지 않은 채 남아 있습니다.',
      'Publish another port (the left number of `-p`) or remove the container that has it. The one you just made is left behind, not started.',
    ),
    look: async ({ port = '' }, facts) => aboutPort(Number(port), facts),
  },
  {
    id: 'port-in-use-by-process',
    chapterId: 'ch02',
    pattern: /listen tcp[46]? \S{0,60}:(?<port>\d{1,5}): bind: address already in use/,
    meaning: say(
      '포트 {port}에서 이미 다른 프로그램이 듣고 있어 컨테이너의 포트를 공개하지 못했습니다.',
      'Something already listens on port {port}, so the container’s port could not be published.',
    ),
    advice: say(
      '`-p`의 왼쪽 숫자를 바꾸거나 그 프로그램을 끝내세요.',
      'Change the left number of `-p`, or end that program.',
    ),
    look: async ({ port = '' }, facts) => aboutPort(Number(port), facts),
  },
  {
    id: 'no-such-container',
    chapterId: 'ch02',
    pattern: /No such container: (?<name>[^\s:]{1,128}?)\.?$/,
    meaning: say('이름이나 ID가 {name}인 컨테이너가 없습니다.', 'There is no container with the name or id {name}.'),
    advice: say(
      '`docker ps --all`은 종료된 것까지 모든 컨테이너를 보여 줍니다. 거기서 이름을 확인하세요.',
      '`docker ps --all` lists all containers, also those that have exited. Look up the name there.',
    ),
    commands: ['docker ps --all'],
    look: async ({ name = '' }, facts) =>
      aboutNames(
        name,
        (await facts.containers()).map((one) => one.name),
        noContainers,
        ['docker ps --all'],
      ),
  },
  {
    id: 'no-such-object',
    chapterId: 'ch02',
    pattern: /No such object: (?<name>\S{1,200})/,
    meaning: say(
      '{name}(이)라는 컨테이너도 이미지도 볼륨도 네트워크도 없습니다.',
      'Nothing is called {name}: no container, image, volume or network.',
    ),
    advice: say('이름을 목록에서 확인하세요.', 'Look up the name in the lists.'),
    commands: ['docker ps --all', 'docker images'],
    look: async ({ name = '' }, facts) =>
      aboutNames(
        name,
        [...(await facts.containers()).map((one) => one.name), ...(await facts.localImages())],
        noContainers,
        ['docker inspect {nearest}'],
      ),
  },
  {
    id: 'running-container-kept',
    chapterId: 'ch02',
    pattern: /cannot remove container "\/?(?<name>[^"]+)": container is running/i,
    meaning: say(
      '컨테이너 {name}은(는) 실행 중이라 지우지 않았습니다.',
      'Container {name} was not removed because it is running.',
    ),
    advice: say(
      '먼저 멈추고 지우거나, `--force`로 한 번에 끝내고 지우세요.',
      'Stop it first, or end and remove it in one go with `--force`.',
    ),
    commands: ['docker stop {name}', 'docker rm --force {name}'],
    look: async ({ name = '' }, facts) => aboutContainer(name, facts),
  },
  {
    id: 'container-not-running',
    chapterId: 'ch02',
    pattern: /[Cc]ontainer (?<name>[\w.-]{1,128}) is not running/,
    meaning: say(
      '실행 중인 컨테이너에만 할 수 있는 일인데, 이 컨테이너는 멈춰 있습니다.',
      'That needs a running container, and this one is not running.',
    ),
    advice: say(
      '다시 시작하거나, 왜 끝났는지 로그에서 확인하세요.',
      'Start it again, or find out in its log why it ended.',
    ),
    look: async ({ name = '' }, facts) =>
      aboutContainer(name, facts, { commands: ['docker start {container}', 'docker logs {container}'] }),
  },
  {
    id: 'container-paused',
    chapterId: 'ch02',
    pattern: /Container (?<name>[\w.-]{1,128}) is paused, unpause/,
    meaning: say(
      '컨테이너 {name}은(는) 일시 정지되어 있어 새 프로세스를 시작할 수 없습니다.',
      'Container {name} is paused; no process can be started in it.',
    ),
    advice: say('일시 정지를 푼 뒤 다시 하세요.', 'Unpause it, then try again.'),
    commands: ['docker unpause {name}'],
  },
  {
    id: 'container-not-paused',
    chapterId: 'ch02',
    pattern: /Container (?<name>[\w.-]{1,128}) is not paused/,
    meaning: say('이 컨테이너는 일시 정지되어 있지 않습니다.', 'This container is not paused.'),
    advice: say(
      '더 할 일이 없습니다. 상태는 `docker ps`에서 볼 수 있습니다.',
      'There is nothing to do. `docker ps` shows its state.',
    ),
    look: async ({ name = '' }, facts) => aboutContainer(name, facts),
  },
  {
    id: 'attach-to-stopped',
    chapterId: 'ch02',
    pattern: /You cannot attach to a stopped container/,
    meaning: say(
      '멈춘 컨테이너에는 터미널을 붙일 수 없습니다.',
      'A terminal cannot be attached to a container that is not running.',
    ),
    advice: say(
      '`docker start --attach`로 시작하면서 붙일 수 있습니다.',
      '`docker start --attach` starts it and attaches at once.',
    ),
    commands: ['docker ps --all'],
  },
  {
    id: 'container-name-invalid',
    chapterId: 'ch02',
    pattern: /Invalid container name \((?<name>.{0,200}?)\), only/,
    meaning: say(
      '{name}은(는) 컨테이너 이름이 될 수 없습니다. 이름은 두 글자 이상이며 영문자나 숫자로 시작하고, 그 뒤에는 `_`, `.`, `-`도 쓸 수 있습니다.',
      '{name} cannot be a container’s name. A name has at least two characters and begins with a letter or digit; `_`, `.` and `-` may follow.',
    ),
    advice: say('`--name` 뒤의 이름을 바꾸세요.', 'Change the name behind `--name`.'),
  },
  {
    id: 'path-not-in-container',
    chapterId: 'ch02',
    pattern: /Could not find the file (?<path>.{1,300}) in container (?<name>\S+)/,
    meaning: say('컨테이너 {name} 안에 {path}이(가) 없습니다.', 'There is no {path} in container {name}.'),
    advice: say(
      '컨테이너 안의 경로는 `/`부터 적습니다. `docker exec`로 안을 살펴보세요.',
      'Paths in a container are written from `/` on. Look around in it with `docker exec`.',
    ),
    commands: ['docker exec {name} ls /'],
    look: async ({ name = '' }, facts) => {
      const container = await containerOf(name, facts);
      if (container === undefined || container.state === 'running') return null;
      return {
        cause: say('컨테이너 {container}은(는) 지금 {state}.', 'Container {container} {state}.'),
        values: containerValues(container),
        commands: ['docker start {container}'],
      };
    },
  },
  {
    id: 'port-not-published',
    chapterId: 'ch02',
    pattern: /No public port '(?<port>[^']+)' published for (?<name>\S+)/,
    meaning: say(
      '컨테이너 {name}은(는) 포트 {port}을(를) 공개하지 않았습니다.',
      'Container {name} does not publish port {port}.',
    ),
    advice: say(
      '`docker port`는 컨테이너 안의 포트 번호로 묻습니다. 번호 없이 물으면 모두 보여 줍니다.',
      '`docker port` asks by the port inside the container. Without a number it shows all.',
    ),
    commands: ['docker port {name}'],
    look: async ({ name = '' }, facts) => {
      const container = await containerOf(name, facts);
      if (container === undefined) return null;
      return container.publishedPorts.length === 0
        ? {
            cause: say('이 컨테이너가 공개한 포트는 없습니다.', 'It publishes no port at all.'),
            advice: say(
              '포트는 컨테이너를 만들 때만 공개할 수 있습니다. `-p`를 붙여 다시 만드세요.',
              'Ports are published when a container is made. Make it again with `-p`.',
            ),
          }
        : {
            cause: say('실습 환경에 공개된 포트: {ports}', 'Published on the sandbox: {ports}'),
            values: { ports: container.publishedPorts.join(', ') },
          };
    },
  },
];
