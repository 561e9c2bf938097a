/**
 * Commands about volumes and networks.
 *
 * Knows nothing about how a line is read.
 */
import { argument, command, flag, option, repeated, type CommandFacts } from './command-facts.ts';
import {
  aContainer,
  filter,
  format,
  inspectFormat,
  longFilter,
  longLabel,
  quietNames,
  wholeText,
  withoutQuestion,
} from './shared-flags.ts';

const volumes = repeated('text', '볼륨의 이름입니다.', 'The name of a volume.');
const aNetwork = argument('text', '네트워크의 이름이나 ID입니다.', 'The name or ID of the network.');
const networks = repeated('text', '네트워크의 이름이나 ID입니다.', 'The name or ID of a network.');
const driverOption = option('-o, --opt', 'text', '드라이버의 설정을 정합니다.', 'Sets an option of the driver.');

export const storageAndNetworkFacts: readonly CommandFacts[] = [
  command('docker volume', '볼륨을 다루는 명령의 모음입니다.', 'The commands about volumes.'),
  command(
    'docker volume create',
    '볼륨을 만듭니다. 볼륨의 내용은 컨테이너가 삭제되어도 남습니다.',
    'Makes a volume, whose content outlives containers.',
    {
      flags: [
        option(
          '--name',
          'name',
          '볼륨의 이름입니다. 지금은 명령 끝에 이름을 적습니다.',
          'The name of the volume; nowadays it is written at the end.',
        ),
        option(
          '-d, --driver',
          'text',
          '볼륨을 맡을 드라이버입니다. 기본은 local입니다.',
          'The driver that keeps the volume; local by default.',
        ),
        driverOption,
        longLabel,
      ],
      words: [argument('text', '볼륨의 이름입니다.', 'The name of the volume.')],
    },
  ),
  command('docker volume ls, docker volume list', '볼륨의 목록을 보여 줍니다.', 'Lists volumes.', {
    flags: [quietNames, filter, format],
  }),
  command(
    'docker volume inspect',
    '볼륨의 설정과 저장된 위치를 JSON으로 보여 줍니다.',
    'Shows settings of volumes and where they are kept as JSON.',
    { flags: [inspectFormat], words: [volumes] },
  ),
  command(
    'docker volume rm, docker volume remove',
    '볼륨을 내용과 함께 삭제합니다.',
    'Removes volumes with their content.',
    {
      flags: [flag('-f, --force', '없는 볼륨이 있어도 실패로 보지 않습니다.', 'Does not fail if a volume is missing.')],
      words: [volumes],
    },
  ),
  command(
    'docker volume prune',
    '컨테이너가 쓰지 않는 익명 볼륨을 삭제합니다.',
    'Removes anonymous volumes that no container uses.',
    {
      flags: [
        flag(
          '-a, --all',
          '이름 있는 볼륨까지 쓰지 않는 것을 모두 삭제합니다.',
          'Removes unused volumes that have a name as well.',
        ),
        withoutQuestion,
        longFilter,
      ],
    },
  ),
  command('docker network', '네트워크를 다루는 명령의 모음입니다.', 'The commands about networks.'),
  command(
    'docker network create',
    '컨테이너들이 서로를 이름으로 찾을 수 있는 네트워크를 만듭니다.',
    'Makes a network on which containers find one another by name.',
    {
      flags: [
        option(
          '-d, --driver',
          'network',
          '네트워크의 드라이버입니다. 기본은 bridge입니다.',
          'The driver of the network; bridge by default.',
        ),
        option('--subnet', 'text', '네트워크의 주소 범위입니다.', 'The range of addresses of the network.'),
        option('--gateway', 'text', '밖으로 나가는 길의 주소입니다.', 'The address of the way out.'),
        option('--ip-range', 'text', '컨테이너에 줄 주소의 범위입니다.', 'The range of addresses that containers get.'),
        flag('--internal', '밖으로 나갈 수 없는 네트워크를 만듭니다.', 'Makes a network without a way out.'),
        flag(
          '--attachable',
          '스웜의 네트워크에 일반 컨테이너도 연결할 수 있게 합니다.',
          'Lets ordinary containers join a network of the swarm.',
        ),
        option('--scope', 'text', '네트워크가 미치는 범위입니다.', 'How far the network reaches.'),
        flag('--ipv6', 'IPv6도 쓸 수 있게 합니다.', 'Turns on IPv6.'),
        driverOption,
        longLabel,
      ],
      words: [argument('text', '네트워크의 이름입니다.', 'The name of the network.')],
    },
  ),
  command('docker network ls, docker network list', '네트워크의 목록을 보여 줍니다.', 'Lists networks.', {
    flags: [quietNames, filter, format, wholeText],
  }),
  command(
    'docker network inspect',
    '네트워크의 설정과 연결된 컨테이너를 JSON으로 보여 줍니다.',
    'Shows settings of networks and the containers on them as JSON.',
    {
      flags: [inspectFormat, flag('-v, --verbose', '더 자세히 보여 줍니다.', 'Shows more detail.')],
      words: [networks],
    },
  ),
  command('docker network connect', '컨테이너를 네트워크에 연결합니다.', 'Connects a container to a network.', {
    flags: [
      option(
        '--alias',
        'text',
        '이 네트워크에서 컨테이너를 찾을 수 있는 이름을 더합니다.',
        'Adds a name by which the container is found on this network.',
      ),
      option('--ip', 'text', '이 네트워크에서 쓸 IPv4 주소입니다.', 'The IPv4 address on this network.'),
      option(
        '--link',
        'text',
        '다른 컨테이너를 이름으로 부를 수 있게 합니다. 옛 방식입니다.',
        'Makes another container known by name; an old way.',
      ),
    ],
    words: [aNetwork, aContainer],
  }),
  command(
    'docker network disconnect',
    '컨테이너를 네트워크에서 떼어 냅니다.',
    'Disconnects a container from a network.',
    {
      flags: [flag('-f, --force', '강제로 떼어 냅니다.', 'Disconnects it by force.')],
      words: [aNetwork, aContainer],
    },
  ),
  command('docker network rm, docker network remove', '네트워크를 삭제합니다.', 'Removes networks.', {
    flags: [
      flag('-f, --force', '없는 네트워크가 있어도 실패로 보지 않습니다.', 'Does not fail if a network is missing.'),
    ],
    words: [networks],
  }),
  command(
    'docker network prune',
    '컨테이너가 쓰지 않는 네트워크를 모두 삭제합니다.',
    'Removes all networks that no container uses.',
    { flags: [withoutQuestion, longFilter] },
  ),
];
