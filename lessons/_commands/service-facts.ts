/**
 * Commands about the services of a swarm.
 *
 * Knows nothing about how a line is read.
 */
import { argument, command, flag, option, repeated, type CommandFacts } from './command-facts.ts';
import { changes, detach, quiet, settings } from './service-flags.ts';
import { quietIds, filter, format, inspectFormat, wholeText, label } from './shared-flags.ts';

const services = repeated('text', '서비스의 이름이나 ID입니다.', 'The name or ID of a service.');
const aService = argument('text', '서비스의 이름이나 ID입니다.', 'The name or ID of the service.');
export const serviceFacts: readonly CommandFacts[] = [
  command('docker service', '스웜의 서비스를 다루는 명령의 모음입니다.', 'The commands about services of a swarm.'),
  command(
    'docker service create',
    '스웜에서 실행할 서비스를 만듭니다.',
    'Makes a service that the swarm keeps running.',
    {
      flags: [
        option('--name', 'name', '서비스의 이름입니다.', 'The name of the service.'),
        option(
          '-p, --publish',
          'published-service-port',
          '서비스의 포트를 공개합니다.',
          'Publishes a port of the service.',
        ),
        option(
          '-e, --env',
          'variable',
          '컨테이너 안의 환경 변수를 정합니다.',
          'Sets an environment variable in the containers.',
        ),
        option(
          '--env-file',
          'text',
          '파일에 적힌 환경 변수를 모두 넣습니다.',
          'Sets every environment variable that stands in a file.',
        ),
        option('--mount', 'mount', '볼륨이나 디렉터리를 마운트합니다.', 'Mounts a volume or a directory.'),
        option('--network', 'network', '네트워크에 연결합니다.', 'Connects it to a network.'),
        option('--secret', 'text', '컨테이너에서 읽을 수 있는 비밀입니다.', 'A secret that the containers can read.'),
        option('--config', 'text', '컨테이너에서 읽을 수 있는 설정입니다.', 'A config that the containers can read.'),
        option('--constraint', 'text', '실행할 수 있는 노드의 조건입니다.', 'A condition for nodes it may run on.'),
        option(
          '--mode',
          'text',
          'replicated는 정한 수만큼, global은 노드마다 하나씩 실행합니다.',
          'replicated runs a set number, global runs one on each node.',
        ),
        option('--container-label', 'label', '컨테이너에 붙일 이름표입니다.', 'A label for the containers.'),
        label,
        ...settings,
      ],
      words: [
        argument('image', '서비스가 실행할 이미지입니다.', 'The image the service runs.'),
        argument(
          'container-command',
          '이미지에 정해진 명령 대신 실행할 명령과 인수입니다.',
          'The command and arguments to run instead of the image’s own.',
        ),
      ],
    },
  ),
  command(
    'docker service update',
    '서비스의 이미지나 설정을 바꾸고 컨테이너를 차례로 교체합니다.',
    'Changes the image or settings of a service and replaces its containers in turn.',
    { flags: [...changes, ...settings], words: [aService] },
  ),
  command('docker service ls, docker service list', '서비스의 목록을 보여 줍니다.', 'Lists services.', {
    flags: [quietIds, filter, format],
  }),
  command(
    'docker service ps',
    '서비스의 태스크(컨테이너)를 보여 줍니다.',
    'Lists the tasks (containers) of services.',
    {
      flags: [
        quietIds,
        filter,
        format,
        wholeText,
        flag('--no-resolve', 'ID를 이름으로 바꾸지 않고 보여 줍니다.', 'Shows IDs without turning them into names.'),
      ],
      words: [services],
    },
  ),
  command(
    'docker service logs',
    '서비스의 모든 컨테이너 로그를 모아 보여 줍니다.',
    'Shows the logs of all containers of a service.',
    {
      flags: [
        flag(
          '-f, --follow',
          '새 로그를 계속 이어서 보여 줍니다. Ctrl+C로 그만둡니다.',
          'Goes on showing new logs until you press Ctrl+C.',
        ),
        option(
          '-n, --tail',
          'count',
          '끝에서 몇 줄을 보여 줄지 정합니다.',
          'Sets how many lines from the end are shown.',
        ),
        option('--since', 'text', '이 시각 뒤의 로그만 보여 줍니다.', 'Shows only what is newer than this time.'),
        flag('-t, --timestamps', '줄마다 시각을 붙입니다.', 'Puts the time in front of each line.'),
        flag('--raw', '출력된 그대로 보여 줍니다.', 'Shows lines as they were printed.'),
        wholeText,
      ],
      words: [aService],
    },
  ),
  command(
    'docker service inspect',
    '서비스의 설정을 JSON으로 보여 줍니다.',
    'Shows the settings of services as JSON.',
    {
      flags: [
        inspectFormat,
        flag('--pretty', 'JSON 대신 읽기 쉬운 글로 보여 줍니다.', 'Shows readable text instead of JSON.'),
      ],
      words: [services],
    },
  ),
  command('docker service scale', '서비스의 복제본 수를 바꿉니다.', 'Changes the number of replicas of services.', {
    flags: [detach],
    words: [repeated('service-scale', '서비스와 복제본의 수입니다.', 'A service and its number of replicas.')],
  }),
  command(
    'docker service rollback',
    '서비스를 바로 앞의 설정으로 되돌립니다.',
    'Takes a service back to the settings it had before.',
    { flags: [detach, quiet], words: [aService] },
  ),
  command('docker service rm, docker service remove', '서비스를 삭제합니다.', 'Removes services.', {
    words: [services],
  }),
];
