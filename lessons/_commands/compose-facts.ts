/**
 * `docker compose`, also written `docker-compose`: the commands that make, run and describe services.
 *
 * Knows nothing about how a line is read.
 */
import { argument, command, flag, option, type CommandFacts } from './command-facts.ts';
import {
  services,
  aService,
  stopTimeout,
  removeOrphans,
  withoutDependencies,
  noTerminal,
  index,
  environment,
  user,
  directory,
  buildFirst,
} from './compose-flags.ts';
import { quietIds, format, wholeText } from './shared-flags.ts';

export const composeFacts: readonly CommandFacts[] = [
  command(
    'docker compose, docker-compose',
    'Compose 파일에 적힌 여러 컨테이너를 한꺼번에 다룹니다.',
    'Handles several containers at once, as a Compose file describes them.',
    {
      flags: [
        option(
          '-f, --file',
          'text',
          '읽을 Compose 파일입니다. 여럿이면 뒤의 파일이 앞의 파일을 덮어씁니다.',
          'The Compose file to read. With several, later ones override earlier ones.',
        ),
        option(
          '-p, --project-name',
          'text',
          '프로젝트의 이름입니다. 만든 것들의 이름 앞에 붙습니다.',
          'The name of the project, which starts the names of all it makes.',
        ),
        option(
          '--project-directory',
          'text',
          '상대 경로의 기준이 되는 디렉터리입니다.',
          'The directory that relative paths start from.',
        ),
        option(
          '--env-file',
          'text',
          '변수의 값을 읽을 파일입니다. 기본은 .env입니다.',
          'The file with values of variables; .env by default.',
        ),
        option(
          '--profile',
          'text',
          '이 프로필에 속한 서비스도 켭니다.',
          'Turns on the services of this profile as well.',
        ),
        option('--progress', 'text', '진행 상황을 보여 줄 방식입니다.', 'How progress is shown.'),
        option(
          '--ansi',
          'text',
          '색과 커서 이동을 쓸지 정합니다.',
          'Decides whether colours and cursor movement are used.',
        ),
        flag(
          '--dry-run',
          '실제로 바꾸지 않고 무엇을 할지만 보여 줍니다.',
          'Shows what would be done without doing it.',
        ),
      ],
    },
  ),
  command(
    'docker compose up',
    '필요한 것을 모두 만들고 서비스를 시작합니다. 이미 있으면 달라진 것만 바꿉니다.',
    'Makes all that is needed and starts the services; of what exists, only differences are changed.',
    {
      flags: [
        flag('-d, --detach', '뒤에서 실행하고 바로 돌아옵니다.', 'Runs in the background and returns at once.'),
        buildFirst,
        flag('--no-build', '이미지가 없어도 빌드하지 않습니다.', 'Does not build images, even missing ones.'),
        option(
          '--scale',
          'service-scale',
          '서비스의 컨테이너 수를 정합니다.',
          'Sets how many containers a service has.',
        ),
        flag(
          '--force-recreate',
          '달라진 것이 없어도 컨테이너를 다시 만듭니다.',
          'Makes containers anew even if nothing differs.',
        ),
        flag('--no-recreate', '이미 있는 컨테이너는 다시 만들지 않습니다.', 'Leaves existing containers as they are.'),
        flag('-V, --renew-anon-volumes', '익명 볼륨을 새로 만듭니다.', 'Makes anonymous volumes anew.'),
        flag('--no-start', '만들기만 하고 시작하지 않습니다.', 'Makes everything without starting it.'),
        flag('--wait', '모두 실행되고 건강해질 때까지 기다립니다.', 'Waits until all are running and healthy.'),
        option('--wait-timeout', 'text', '기다릴 시간(초)입니다.', 'How many seconds to wait at most.'),
        flag(
          '-w, --watch',
          '소스가 바뀌면 컨테이너를 새로 고칩니다.',
          'Refreshes containers when their sources change.',
        ),
        flag(
          '--abort-on-container-exit',
          '컨테이너 하나가 끝나면 모두 멈춥니다.',
          'Stops all once one container ends.',
        ),
        option(
          '--exit-code-from',
          'text',
          '이 서비스의 종료 코드로 끝납니다.',
          'Ends with the exit code of this service.',
        ),
        option(
          '--pull',
          'pull-policy',
          '시작하기 전에 이미지를 언제 내려받을지 정합니다.',
          'Decides when images are pulled before starting.',
        ),
        flag('--quiet-pull', '이미지를 내려받는 과정을 보여 주지 않습니다.', 'Does not show the progress of pulling.'),
        withoutDependencies,
        removeOrphans,
        stopTimeout,
      ],
      words: [services],
    },
  ),
  command(
    'docker compose down',
    '서비스를 멈추고 컨테이너와 네트워크를 삭제합니다.',
    'Stops the services and removes their containers and networks.',
    {
      flags: [
        flag('-v, --volumes', '볼륨도 내용과 함께 삭제합니다.', 'Removes volumes with their content as well.'),
        option(
          '--rmi',
          'text',
          '이미지도 삭제합니다. local은 이름을 따로 정하지 않은 것만입니다.',
          'Removes images as well; local means only those without a name of their own.',
        ),
        removeOrphans,
        stopTimeout,
      ],
      words: [services],
    },
  ),
  command('docker compose ps', '프로젝트의 컨테이너를 보여 줍니다.', 'Lists the containers of the project.', {
    flags: [
      flag('-a, --all', '멈춘 컨테이너까지 모두 보여 줍니다.', 'Shows all, stopped ones too.'),
      quietIds,
      format,
      wholeText,
      flag('--services', '서비스의 이름만 보여 줍니다.', 'Shows the names of services.'),
      option('--filter', 'filter', '조건에 맞는 서비스만 남깁니다.', 'Keeps only services that match a condition.'),
      option('--status', 'text', '이 상태인 것만 보여 줍니다.', 'Shows only those in this state.'),
    ],
    words: [services],
  }),
  command('docker compose logs', '서비스들의 로그를 모아 보여 줍니다.', 'Shows the logs of the services together.', {
    flags: [
      flag(
        '-f, --follow',
        '새 로그를 계속 이어서 보여 줍니다. Ctrl+C로 그만둡니다.',
        'Goes on showing new logs until you press Ctrl+C.',
      ),
      option(
        '-n, --tail',
        'count',
        '컨테이너마다 끝에서 몇 줄을 보여 줄지 정합니다.',
        'Sets how many lines from the end are shown for each container.',
      ),
      option('--since', 'text', '이 시각 뒤의 로그만 보여 줍니다.', 'Shows only what is newer than this time.'),
      option('--until', 'text', '이 시각 앞의 로그만 보여 줍니다.', 'Shows only what is older than this time.'),
      flag('-t, --timestamps', '줄마다 시각을 붙입니다.', 'Puts the time in front of each line.'),
      flag('--no-color', '색을 쓰지 않습니다.', 'Uses no colours.'),
      flag(
        '--no-log-prefix',
        '줄 앞에 서비스 이름을 붙이지 않습니다.',
        'Does not put the service’s name in front of lines.',
      ),
      index,
    ],
    words: [services],
  }),
  command(
    'docker compose exec',
    '실행 중인 서비스의 컨테이너 안에서 명령을 실행합니다.',
    'Runs a command in the running container of a service.',
    {
      flags: [
        flag('-d, --detach', '명령을 뒤에서 실행합니다.', 'Runs the command in the background.'),
        noTerminal,
        environment,
        user,
        directory,
        index,
        flag('--privileged', '명령에 거의 모든 권한을 줍니다.', 'Gives the command nearly all rights.'),
      ],
      words: [
        aService,
        argument(
          'container-command',
          '컨테이너 안에서 실행할 명령과 인수입니다.',
          'The command and arguments to run in the container.',
        ),
      ],
    },
  ),
  command(
    'docker compose run',
    '서비스의 설정으로 새 컨테이너를 하나 만들어 명령을 실행합니다.',
    'Runs a command in a new container made with a service’s settings.',
    {
      flags: [
        flag('--rm', '끝나면 컨테이너를 자동으로 삭제합니다.', 'Removes the container as soon as it ends.'),
        flag('-d, --detach', '뒤에서 실행합니다.', 'Runs in the background.'),
        noTerminal,
        environment,
        user,
        directory,
        withoutDependencies,
        buildFirst,
        flag('-P, --service-ports', '서비스에 정해진 포트를 공개합니다.', 'Publishes the ports the service defines.'),
        option(
          '-p, --publish',
          'published-port',
          '컨테이너의 포트를 공개합니다.',
          'Publishes a port of the container.',
        ),
        option('-v, --volume', 'volume', '볼륨이나 디렉터리를 마운트합니다.', 'Mounts a volume or a directory.'),
        option('--name', 'name', '컨테이너의 이름입니다.', 'The name of the container.'),
        option(
          '--entrypoint',
          'text',
          '이미지의 ENTRYPOINT 대신 실행할 프로그램입니다.',
          'The program to run instead of the image’s ENTRYPOINT.',
        ),
        removeOrphans,
      ],
      words: [
        aService,
        argument(
          'container-command',
          '서비스에 정해진 명령 대신 실행할 명령과 인수입니다.',
          'The command and arguments to run instead of the service’s own.',
        ),
      ],
    },
  ),
  command('docker compose build', '서비스의 이미지를 빌드합니다.', 'Builds the images of services.', {
    flags: [
      option(
        '--build-arg',
        'build-argument',
        'Dockerfile의 ARG에 값을 줍니다.',
        'Gives a value to an ARG of the Dockerfile.',
      ),
      flag('--no-cache', '캐시를 쓰지 않습니다.', 'Does not use the cache.'),
      flag(
        '--pull',
        '기반 이미지를 항상 레지스트리에서 새로 확인합니다.',
        'Always asks the registry for newer base images.',
      ),
      flag('--push', '빌드한 이미지를 레지스트리에 올립니다.', 'Sends the images to the registry.'),
      flag('-q, --quiet', '과정을 보여 주지 않습니다.', 'Does not show the steps.'),
    ],
    words: [services],
  }),
  command(
    'docker compose config, docker compose convert',
    '파일을 합치고 변수를 채운 최종 설정을 보여 줍니다.',
    'Shows the final settings, with files merged and variables filled in.',
    {
      flags: [
        flag('-q, --quiet', '맞는지 확인만 하고 아무것도 보여 주지 않습니다.', 'Only checks them and shows nothing.'),
        flag('--services', '서비스의 이름만 보여 줍니다.', 'Shows the names of services.'),
        flag('--volumes', '볼륨의 이름만 보여 줍니다.', 'Shows the names of volumes.'),
        flag('--images', '이미지의 이름만 보여 줍니다.', 'Shows the names of images.'),
        flag('--profiles', '프로필의 이름만 보여 줍니다.', 'Shows the names of profiles.'),
        flag('--no-interpolate', '변수를 채우지 않습니다.', 'Leaves variables unfilled.'),
        flag(
          '--resolve-image-digests',
          '이미지의 태그를 다이제스트로 바꿉니다.',
          'Replaces tags of images by digests.',
        ),
        option('-o, --output', 'text', '화면 대신 파일에 씁니다.', 'Writes to a file instead of the screen.'),
        format,
      ],
      words: [services],
    },
  ),
];
