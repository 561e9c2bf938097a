/**
 * Commands about a swarm and its nodes, stacks, secrets and configs.
 *
 * Knows nothing about how a line is read.
 */
import { argument, command, flag, option, repeated, type CommandFacts } from './command-facts.ts';
import { filter, format, inspectFormat, label, quietIds, wholeText } from './shared-flags.ts';

const pretty = flag('--pretty', 'JSON 대신 읽기 쉬운 글로 보여 줍니다.', 'Shows readable text instead of JSON.');
const noResolve = flag(
  '--no-resolve',
  'ID를 이름으로 바꾸지 않고 보여 줍니다.',
  'Shows IDs without turning them into names.',
);
const nodes = repeated(
  'text',
  '노드의 이름이나 ID입니다. self는 지금 이 노드입니다.',
  'The name or ID of a node; self is this one.',
);
const aStack = argument('text', '스택의 이름입니다.', 'The name of the stack.');
const stacks = repeated('text', '스택의 이름입니다.', 'The name of a stack.');
const configFile = option(
  '-c, --compose-file',
  'text',
  '읽을 Compose 파일입니다. 여럿이면 뒤의 파일이 앞의 파일을 덮어씁니다.',
  'The Compose file to read. With several, later ones override earlier ones.',
);
const advertised = option(
  '--advertise-addr',
  'text',
  '다른 노드에 알릴 이 노드의 주소입니다.',
  'The address of this node that others are told.',
);

/** Commands that `docker secret` and `docker config` share. */
function keptValueFacts(name: 'secret' | 'config', ko: string, en: string): readonly CommandFacts[] {
  const names = repeated('text', `${ko}의 이름입니다.`, `The name of a ${name}.`);
  return [
    command(
      `docker ${name}`,
      `스웜에 보관하는 ${en === 'secrets' ? '비밀 값' : '설정 파일'}을 다루는 명령의 모음입니다.`,
      `The commands about ${en}, which the swarm keeps for its services.`,
    ),
    command(
      `docker ${name} create`,
      `파일이나 입력의 내용으로 ${ko}을 만듭니다.`,
      `Makes a ${name} from a file or the input.`,
      {
        flags: [
          label,
          option(
            '--template-driver',
            'text',
            '내용의 틀을 채울 드라이버입니다.',
            'The driver that fills in templates.',
          ),
        ],
        words: [
          argument('text', `${ko}의 이름입니다.`, `The name of the ${name}.`),
          argument('text', '읽을 파일입니다. -는 입력을 뜻합니다.', 'The file to read; - stands for the input.'),
        ],
      },
    ),
    command(`docker ${name} ls, docker ${name} list`, `${ko}의 목록을 보여 줍니다.`, `Lists ${en}.`, {
      flags: [quietIds, filter, format],
    }),
    command(
      `docker ${name} inspect`,
      `${ko}의 정보를 JSON으로 보여 줍니다.${name === 'secret' ? ' 내용은 보여 주지 않습니다.' : ''}`,
      `Shows ${en} as JSON${name === 'secret' ? ', without their content' : ''}.`,
      { flags: [inspectFormat, pretty], words: [names] },
    ),
    command(`docker ${name} rm, docker ${name} remove`, `${ko}을 삭제합니다.`, `Removes ${en}.`, { words: [names] }),
  ];
}

export const swarmFacts: readonly CommandFacts[] = [
  command(
    'docker swarm',
    '여러 엔진을 하나로 묶는 스웜을 다루는 명령의 모음입니다.',
    'The commands about a swarm, which joins several engines into one.',
  ),
  command(
    'docker swarm init',
    '이 엔진을 첫 관리자로 하는 스웜을 시작합니다.',
    'Starts a swarm with this engine as its first manager.',
    {
      flags: [
        advertised,
        option(
          '--listen-addr',
          'text',
          '다른 노드의 연결을 받을 주소입니다.',
          'The address at which other nodes connect.',
        ),
        flag('--autolock', '다시 시작할 때 열쇠를 요구합니다.', 'Asks for a key after a restart.'),
        flag(
          '--force-new-cluster',
          '지금 상태로 새 스웜을 강제로 시작합니다.',
          'Forces a new swarm from the present state.',
        ),
        option(
          '--default-addr-pool',
          'text',
          '스웜 네트워크에 나누어 줄 주소의 범위입니다.',
          'The range of addresses for the swarm’s networks.',
        ),
        option('--availability', 'text', '이 노드가 일을 받을지 정합니다.', 'Decides whether this node takes tasks.'),
      ],
    },
  ),
  command('docker swarm join', '이 엔진을 스웜의 노드로 만듭니다.', 'Makes this engine a node of a swarm.', {
    flags: [
      option('--token', 'text', '들어갈 수 있다는 증표입니다.', 'The token that lets it in.'),
      advertised,
      option(
        '--listen-addr',
        'text',
        '다른 노드의 연결을 받을 주소입니다.',
        'The address at which other nodes connect.',
      ),
    ],
    words: [argument('text', '관리자 노드의 주소와 포트입니다.', 'The address and port of a manager.')],
  }),
  command(
    'docker swarm join-token',
    '노드를 더할 때 쓸 증표와 명령을 보여 줍니다.',
    'Shows the token and the command that add a node.',
    {
      flags: [
        flag('-q, --quiet', '증표만 보여 줍니다.', 'Shows nothing but the token.'),
        flag('--rotate', '증표를 새것으로 바꿉니다.', 'Replaces the token by a new one.'),
      ],
      words: [
        argument(
          'text',
          '더할 노드의 역할(worker 또는 manager)입니다.',
          'The role of the node to add: worker or manager.',
        ),
      ],
    },
  ),
  command('docker swarm leave', '이 엔진을 스웜에서 빼냅니다.', 'Takes this engine out of the swarm.', {
    flags: [
      flag(
        '-f, --force',
        '마지막 관리자여도 나갑니다. 그러면 스웜이 사라집니다.',
        'Leaves even as the last manager, which ends the swarm.',
      ),
    ],
  }),
  command('docker swarm update', '스웜의 설정을 바꿉니다.', 'Changes the settings of the swarm.', {
    flags: [flag('--autolock', '다시 시작할 때 열쇠를 요구합니다.', 'Asks for a key after a restart.')],
  }),
  command('docker node', '스웜의 노드를 다루는 명령의 모음입니다.', 'The commands about the nodes of a swarm.'),
  command('docker node ls, docker node list', '노드의 목록을 보여 줍니다.', 'Lists nodes.', {
    flags: [quietIds, filter, format],
  }),
  command('docker node ps', '노드에서 실행되는 태스크를 보여 줍니다.', 'Lists the tasks that run on nodes.', {
    flags: [quietIds, filter, format, wholeText, noResolve],
    words: [nodes],
  }),
  command('docker node inspect', '노드의 정보를 JSON으로 보여 줍니다.', 'Shows nodes as JSON.', {
    flags: [inspectFormat, pretty],
    words: [nodes],
  }),
  command('docker node update', '노드의 역할이나 이름표를 바꿉니다.', 'Changes the role or labels of a node.', {
    flags: [
      option('--label-add', 'label', '이름표(레이블)를 붙입니다.', 'Attaches a label.'),
      option('--label-rm', 'text', '이름표(레이블)를 뗍니다.', 'Takes a label off.'),
      option(
        '--availability',
        'text',
        'active는 일을 받고, pause는 새 일을 받지 않으며, drain은 일을 다른 노드로 넘깁니다.',
        'active takes tasks, pause takes no new ones, drain hands its tasks to other nodes.',
      ),
      option('--role', 'text', '노드의 역할(worker 또는 manager)입니다.', 'The role of the node: worker or manager.'),
    ],
    words: [
      argument(
        'text',
        '노드의 이름이나 ID입니다. self는 지금 이 노드입니다.',
        'The name or ID of the node; self is this one.',
      ),
    ],
  }),
  command('docker node promote', '노드를 관리자로 만듭니다.', 'Makes nodes managers.', { words: [nodes] }),
  command('docker node demote', '관리자 노드를 일반 노드로 만듭니다.', 'Makes managers ordinary nodes.', {
    words: [nodes],
  }),
  command('docker node rm, docker node remove', '노드를 스웜에서 지웁니다.', 'Removes nodes from the swarm.', {
    flags: [flag('-f, --force', '강제로 지웁니다.', 'Removes them by force.')],
    words: [nodes],
  }),
  command(
    'docker stack',
    'Compose 파일을 스웜에 배포한 스택을 다루는 명령의 모음입니다.',
    'The commands about stacks: Compose files deployed to a swarm.',
  ),
  command(
    'docker stack deploy, docker stack up',
    'Compose 파일대로 스택을 만들거나 바꿉니다.',
    'Makes a stack, or changes it, as Compose files describe it.',
    {
      flags: [
        configFile,
        flag(
          '-d, --detach',
          '끝까지 기다리지 않고 바로 돌아옵니다.',
          'Returns at once without waiting for the result.',
        ),
        flag('--prune', '파일에서 사라진 서비스를 삭제합니다.', 'Removes services that the files no longer have.'),
        option(
          '--resolve-image',
          'text',
          '이미지의 다이제스트를 레지스트리에 물어볼지 정합니다.',
          'Decides whether the registry is asked for digests.',
        ),
        flag(
          '--with-registry-auth',
          '레지스트리 로그인 정보를 노드에 전달합니다.',
          'Hands your registry login on to the nodes.',
        ),
        flag('-q, --quiet', '진행 상황을 보여 주지 않습니다.', 'Does not show the progress.'),
      ],
      words: [aStack],
    },
  ),
  command('docker stack ls, docker stack list', '스택의 목록을 보여 줍니다.', 'Lists stacks.', { flags: [format] }),
  command('docker stack ps', '스택의 태스크를 보여 줍니다.', 'Lists the tasks of a stack.', {
    flags: [quietIds, filter, format, wholeText, noResolve],
    words: [aStack],
  }),
  command('docker stack services', '스택의 서비스를 보여 줍니다.', 'Lists the services of a stack.', {
    flags: [quietIds, filter, format],
    words: [aStack],
  }),
  command(
    'docker stack rm, docker stack remove, docker stack down',
    '스택의 서비스, 네트워크, 비밀, 설정을 삭제합니다.',
    'Removes the services, networks, secrets and configs of stacks.',
    {
      flags: [
        flag(
          '-d, --detach',
          '끝까지 기다리지 않고 바로 돌아옵니다.',
          'Returns at once without waiting for the result.',
        ),
      ],
      words: [stacks],
    },
  ),
  command(
    'docker stack config',
    '파일을 합친 최종 스택 설정을 보여 줍니다.',
    'Shows the final settings of a stack, with files merged.',
    {
      flags: [configFile, flag('--skip-interpolation', '변수를 채우지 않습니다.', 'Leaves variables unfilled.')],
    },
  ),
  ...keptValueFacts('secret', '비밀', 'secrets'),
  ...keptValueFacts('config', '설정', 'configs'),
];
