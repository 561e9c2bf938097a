/**
 * `docker compose`: the commands for services that exist.
 *
 * Knows nothing about how a line is read.
 */
import { argument, command, flag, option, repeated, type CommandFacts } from './command-facts.ts';
import { services, aService, stopTimeout, withoutDependencies, index, buildFirst } from './compose-flags.ts';
import { quietIds, format } from './shared-flags.ts';

export const composeUpkeepFacts: readonly CommandFacts[] = [
  command('docker compose start', '멈춘 서비스를 다시 시작합니다.', 'Starts services that are stopped.', {
    words: [services],
  }),
  command(
    'docker compose stop',
    '컨테이너를 남겨 둔 채 서비스를 멈춥니다.',
    'Stops services and keeps their containers.',
    { flags: [stopTimeout], words: [services] },
  ),
  command('docker compose restart', '서비스를 멈췄다가 다시 시작합니다.', 'Stops services and starts them again.', {
    flags: [stopTimeout, withoutDependencies],
    words: [services],
  }),
  command(
    'docker compose kill',
    '서비스의 컨테이너를 바로 강제로 끝냅니다.',
    'Kills the containers of services at once.',
    {
      flags: [option('-s, --signal', 'text', 'KILL 대신 보낼 신호입니다.', 'The signal to send instead of KILL.')],
      words: [services],
    },
  ),
  command('docker compose rm', '멈춘 서비스의 컨테이너를 삭제합니다.', 'Removes the containers of stopped services.', {
    flags: [
      flag('-f, --force', '확인 질문을 하지 않습니다.', 'Does not ask you to confirm.'),
      flag('-s, --stop', '먼저 멈춥니다.', 'Stops them first.'),
      flag('-v, --volumes', '익명 볼륨도 삭제합니다.', 'Removes anonymous volumes as well.'),
    ],
    words: [services],
  }),
  command(
    'docker compose create',
    '서비스의 컨테이너를 만들지만 시작하지 않습니다.',
    'Makes the containers of services without starting them.',
    { flags: [buildFirst], words: [services] },
  ),
  command('docker compose pull', '서비스의 이미지를 내려받습니다.', 'Fetches the images of services.', {
    flags: [
      flag('-q, --quiet', '진행 상황을 보여 주지 않습니다.', 'Does not show the progress.'),
      flag('--ignore-pull-failures', '내려받지 못한 이미지가 있어도 계속합니다.', 'Goes on if some cannot be fetched.'),
    ],
    words: [services],
  }),
  command(
    'docker compose push',
    '서비스의 이미지를 레지스트리에 올립니다.',
    'Sends the images of services to a registry.',
    {
      flags: [
        flag('-q, --quiet', '진행 상황을 보여 주지 않습니다.', 'Does not show the progress.'),
        flag('--ignore-push-failures', '올리지 못한 이미지가 있어도 계속합니다.', 'Goes on if some cannot be sent.'),
      ],
      words: [services],
    },
  ),
  command('docker compose images', '컨테이너들이 쓰는 이미지를 보여 줍니다.', 'Lists the images the containers use.', {
    flags: [quietIds, format],
    words: [services],
  }),
  command(
    'docker compose top',
    '서비스에서 실행 중인 프로세스를 보여 줍니다.',
    'Shows the processes that run in services.',
    { words: [services] },
  ),
  command(
    'docker compose port',
    '서비스의 포트가 어디로 공개되었는지 보여 줍니다.',
    'Shows where a port of a service is published.',
    {
      flags: [index, option('--protocol', 'text', 'tcp나 udp입니다.', 'Either tcp or udp.')],
      words: [aService, argument('text', '컨테이너의 포트입니다.', 'The port of the container.')],
    },
  ),
  command(
    'docker compose ls',
    '실행 중인 Compose 프로젝트의 목록을 보여 줍니다.',
    'Lists Compose projects that are running.',
    {
      flags: [
        flag('-a, --all', '멈춘 프로젝트까지 모두 보여 줍니다.', 'Shows all, stopped ones too.'),
        flag('-q, --quiet', '이름만 보여 줍니다.', 'Shows nothing but names.'),
        format,
        option('--filter', 'filter', '조건에 맞는 것만 남깁니다.', 'Keeps only those that match a condition.'),
      ],
    },
  ),
  command('docker compose scale', '서비스의 컨테이너 수를 바꿉니다.', 'Changes how many containers services have.', {
    flags: [withoutDependencies],
    words: [repeated('service-scale', '서비스와 컨테이너의 수입니다.', 'A service and its number of containers.')],
  }),
  command('docker compose version', 'Compose의 버전을 보여 줍니다.', 'Shows the version of Compose.', {
    flags: [flag('--short', '번호만 보여 줍니다.', 'Shows only the number.'), { ...format, names: ['-f', '--format'] }],
  }),
  command(
    'docker compose watch',
    '소스가 바뀌면 컨테이너를 새로 고칩니다.',
    'Refreshes containers when their sources change.',
    { words: [services] },
  ),
  command(
    'docker compose events',
    '프로젝트의 컨테이너에서 일어나는 일을 실시간으로 보여 줍니다.',
    'Shows what happens to the project’s containers, as it happens.',
    {
      flags: [flag('--json', '줄마다 JSON 하나로 보여 줍니다.', 'Shows one JSON object on each line.')],
      words: [services],
    },
  ),
  command(
    'docker compose cp',
    '서비스의 컨테이너와 실습 환경 사이에서 파일을 복사합니다.',
    'Copies files between a service’s container and the sandbox.',
    {
      flags: [index],
      words: [
        argument('copy-place', '복사할 것입니다.', 'What to copy.'),
        argument('copy-place', '복사해 넣을 곳입니다.', 'Where to copy it to.'),
      ],
    },
  ),
];
