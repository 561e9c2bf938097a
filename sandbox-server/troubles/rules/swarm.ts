/** Errors about a swarm and its services. */
import { say, type TroubleRule } from '../rule.ts';

export const swarmRules: readonly TroubleRule[] = [
  {
    id: 'no-swarm-manager',
    chapterId: 'ch12',
    pattern: /This node is not a swarm manager/,
    meaning: say(
      '서비스, 스택, 노드는 스웜 모드에서만 쓸 수 있고, 이 엔진은 스웜의 매니저가 아닙니다.',
      'Services, stacks and nodes need swarm mode, and this engine is no manager of a swarm.',
    ),
    advice: say('여기서 스웜을 시작하세요.', 'Begin a swarm here.'),
    commands: ['docker swarm init'],
  },
  {
    id: 'already-in-swarm',
    chapterId: 'ch12',
    pattern: /This node is already part of a swarm/,
    meaning: say('이 엔진은 이미 스웜에 들어 있습니다.', 'This engine is in a swarm already.'),
    advice: say(
      '그대로 쓰면 됩니다. 새로 시작하려면 먼저 나가세요.',
      'Use it as it is. To begin anew, leave it first.',
    ),
    commands: ['docker node ls', 'docker swarm leave --force'],
  },
  {
    id: 'last-manager',
    chapterId: 'ch12',
    pattern: /attempting to leave the swarm on a node that is participating as a manager/,
    meaning: say(
      '이 노드는 매니저라서, 나가면 스웜의 서비스와 스택이 모두 사라집니다.',
      'This node is a manager; when it leaves, the services and stacks of the swarm are lost.',
    ),
    advice: say('그래도 나가려면 `--force`를 붙이세요.', 'To leave all the same, add `--force`.'),
    commands: ['docker swarm leave --force'],
  },
  {
    id: 'not-in-swarm',
    chapterId: 'ch12',
    pattern: /This node is not part of a swarm/,
    meaning: say('이 엔진은 스웜에 들어 있지 않습니다.', 'This engine is in no swarm.'),
    advice: say('더 할 일이 없습니다.', 'There is nothing to do.'),
  },
  {
    id: 'join-token-invalid',
    chapterId: 'ch12',
    pattern: /invalid join token/,
    meaning: say('스웜에 들어가는 토큰이 올바르지 않습니다.', 'The token to join the swarm is wrong.'),
    advice: say(
      '매니저에서 토큰을 다시 출력해 통째로 복사하세요.',
      'Print the token again on a manager and copy all of it.',
    ),
    commands: ['docker swarm join-token worker'],
  },
  {
    id: 'swarm-name-taken',
    chapterId: 'ch12',
    pattern:
      /name conflicts with an existing object: (?<kind>service|config|secret|network) (?<name>\S{1,128}) already exists/,
    meaning: say('이름이 {name}인 {kind}이(가) 이미 있습니다.', 'There is a {kind} called {name} already.'),
    advice: say(
      '다른 이름을 쓰거나, 있는 것을 `update`로 바꾸거나 지우세요.',
      'Use another name, or change (`update`) or remove the one that is there.',
    ),
    commands: ['docker {kind} inspect {name}'],
  },
  {
    id: 'swarm-object-unknown',
    chapterId: 'ch12',
    pattern:
      /(?:daemon: |^)(?<kind>service|config|secret|node) (?:not found: )?(?<name>[\w.-]{1,128})(?: not found)?\.?$/,
    meaning: say('스웜에 이름이 {name}인 {kind}이(가) 없습니다.', 'The swarm has no {kind} called {name}.'),
    advice: say('목록에서 이름을 확인하세요.', 'Look up the name in the list.'),
    commands: ['docker {kind} ls'],
  },
  {
    id: 'stack-unknown',
    chapterId: 'ch13',
    pattern: /[Nn]othing found in stack: (?<name>\S{1,128})/,
    meaning: say('{name}(이)라는 스택이 없거나 비어 있습니다.', 'There is no stack {name}, or it is empty.'),
    advice: say('목록에서 이름을 확인하세요.', 'Look up the name in the list.'),
    commands: ['docker stack ls'],
  },
  {
    id: 'service-port-taken',
    chapterId: 'ch12',
    pattern: /port '(?<port>\d{1,5})' is already in use by service '(?<name>[^']{1,128})'/,
    meaning: say(
      '서비스 {name}이(가) 포트 {port}을(를) 이미 공개하고 있습니다. 스웜의 포트는 모든 노드에서 하나의 서비스만 씁니다.',
      'Service {name} publishes port {port} already. In a swarm a port belongs to one service on all nodes.',
    ),
    advice: say('다른 포트를 쓰거나 그 서비스를 지우세요.', 'Use another port, or remove that service.'),
    commands: ['docker service rm {name}'],
  },
];
