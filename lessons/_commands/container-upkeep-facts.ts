/**
 * Commands that look into containers, copy from them, change them and remove them.
 *
 * Knows nothing about how a line is read.
 */
import { argument, command, flag, option, type CommandFacts } from './command-facts.ts';
import { longFilter, inspectFormat, withoutQuestion, aContainer, containers } from './shared-flags.ts';

export const containerUpkeepFacts: readonly CommandFacts[] = [
  command(
    'docker container inspect',
    '컨테이너의 모든 설정과 상태를 JSON으로 보여 줍니다.',
    'Shows all settings and the state of containers as JSON.',
    {
      flags: [inspectFormat, flag('-s, --size', '크기도 함께 보여 줍니다.', 'Shows sizes as well.')],
      words: [containers],
    },
  ),
  command(
    'docker container port, docker port',
    '컨테이너의 어느 포트가 어디로 공개되었는지 보여 줍니다.',
    'Shows which ports of a container are published, and where.',
    {
      words: [
        aContainer,
        argument('text', '알고 싶은 컨테이너 포트입니다.', 'The port of the container you ask about.'),
      ],
    },
  ),
  command(
    'docker container diff, docker diff',
    '이미지와 달라진 파일을 보여 줍니다. A는 추가, C는 변경, D는 삭제입니다.',
    'Shows which files differ from the image: A added, C changed, D deleted.',
    { words: [aContainer] },
  ),
  command(
    'docker container cp, docker cp',
    '컨테이너와 실습 환경 사이에서 파일을 복사합니다.',
    'Copies files between a container and the sandbox.',
    {
      flags: [
        flag(
          '-a, --archive',
          '파일의 소유자와 권한을 그대로 옮깁니다.',
          'Keeps the owner and permissions of the files.',
        ),
        flag(
          '-L, --follow-link',
          '심볼릭 링크 대신 링크가 가리키는 파일을 복사합니다.',
          'Copies what symbolic links point to instead of the links.',
        ),
        flag('-q, --quiet', '진행 상황을 보여 주지 않습니다.', 'Does not show the progress.'),
      ],
      words: [
        argument('copy-place', '복사할 파일이나 디렉터리입니다.', 'The file or directory to copy.'),
        argument('copy-place', '복사해 넣을 곳입니다.', 'Where to copy it to.'),
      ],
    },
  ),
  command('docker container rm, docker container remove, docker rm', '컨테이너를 삭제합니다.', 'Removes containers.', {
    flags: [
      flag(
        '-f, --force',
        '실행 중인 컨테이너도 강제로 끝내고 삭제합니다.',
        'Removes running containers too, by killing them.',
      ),
      flag(
        '-v, --volumes',
        '컨테이너에 딸린 익명 볼륨도 삭제합니다.',
        'Removes the anonymous volumes of the containers as well.',
      ),
      flag('-l, --link', '컨테이너 대신 지정한 링크를 삭제합니다.', 'Removes the given link instead of a container.'),
    ],
    words: [containers],
  }),
  command('docker container prune', '멈춘 컨테이너를 모두 삭제합니다.', 'Removes all stopped containers.', {
    flags: [withoutQuestion, longFilter],
  }),
  command('docker container rename, docker rename', '컨테이너의 이름을 바꿉니다.', 'Renames a container.', {
    words: [aContainer, argument('text', '새 이름입니다.', 'The new name.')],
  }),
  command(
    'docker container wait, docker wait',
    '컨테이너가 끝날 때까지 기다렸다가 종료 코드를 보여 줍니다.',
    'Waits until containers end and prints their exit codes.',
    { words: [containers] },
  ),
  command(
    'docker container update, docker update',
    '컨테이너의 자원 한도나 재시작 정책을 바꿉니다.',
    'Changes the resource limits or the restart policy of containers.',
    {
      flags: [
        option('-m, --memory', 'memory', '쓸 수 있는 메모리를 제한합니다.', 'Limits the memory it may use.'),
        option(
          '--memory-swap',
          'memory',
          '메모리와 스왑을 합친 크기를 제한합니다.',
          'Limits memory and swap together.',
        ),
        option(
          '--memory-reservation',
          'memory',
          '메모리가 부족할 때 지키려고 하는 느슨한 한도를 정합니다.',
          'Sets a soft limit that counts when memory becomes scarce.',
        ),
        option(
          '--cpus',
          'processors',
          '쓸 수 있는 CPU 시간을 제한합니다.',
          'Limits how much processor time it may use.',
        ),
        option(
          '-c, --cpu-shares',
          'text',
          'CPU가 모자랄 때 나누는 비율을 정합니다.',
          'Sets the share of the processor it gets when processors are busy.',
        ),
        option(
          '--pids-limit',
          'text',
          '프로세스 수를 제한합니다. -1은 제한하지 않습니다.',
          'Limits the number of processes. -1 means no limit.',
        ),
        option(
          '--restart',
          'restart-policy',
          '컨테이너가 끝났을 때 다시 시작할지 정합니다.',
          'Decides whether the container is started again after it ends.',
        ),
      ],
      words: [containers],
    },
  ),
  command(
    'docker container commit, docker commit',
    '컨테이너의 지금 파일 시스템으로 새 이미지를 만듭니다.',
    'Makes a new image from a container’s present file system.',
    {
      flags: [
        option('-m, --message', 'text', '이 이미지에 남길 설명입니다.', 'A message that is kept with the image.'),
        option('-a, --author', 'text', '이미지를 만든 사람입니다.', 'Who made the image.'),
        option(
          '-c, --change',
          'text',
          'CMD나 ENV 같은 Dockerfile 명령을 더해 설정을 바꿉니다.',
          'Changes settings by a Dockerfile instruction such as CMD or ENV.',
        ),
        flag(
          '-p, --pause',
          '만드는 동안 컨테이너를 잠시 얼립니다. 기본으로 켜져 있습니다.',
          'Freezes the container meanwhile; on by default.',
        ),
      ],
      words: [aContainer, argument('image', '새 이미지의 이름입니다.', 'The name of the new image.')],
    },
  ),
  command(
    'docker container export, docker export',
    '컨테이너의 파일 시스템 전체를 tar 묶음 하나로 내보냅니다.',
    'Writes the whole file system of a container as one tar archive.',
    {
      flags: [option('-o, --output', 'text', '화면 대신 파일에 씁니다.', 'Writes to a file instead of the screen.')],
      words: [aContainer],
    },
  ),
];
