/**
 * Commands that start and stop containers, run commands in them, and show what they do.
 *
 * Knows nothing about how a line is read.
 */
import { argument, command, flag, option, repeated, type CommandFacts } from './command-facts.ts';
import { quietIds, filter, format, wholeText, aContainer, containers } from './shared-flags.ts';

const stopFlags = [
  option(
    '-t, --time, --timeout',
    'text',
    '강제로 끝내기 전에 기다릴 시간(초)입니다. 기본은 10초입니다.',
    'How many seconds to wait before it is killed; 10 by default.',
  ),
  option('-s, --signal', 'text', '기본 신호 대신 보낼 신호입니다.', 'The signal to send instead of the usual one.'),
];

export const containerFacts: readonly CommandFacts[] = [
  command('docker container', '컨테이너를 다루는 명령의 모음입니다.', 'The commands about containers.'),
  command(
    'docker container ls, docker container list, docker container ps, docker ps',
    '컨테이너의 목록을 보여 줍니다. 옵션이 없으면 실행 중인 것만 보여 줍니다.',
    'Lists containers; only running ones unless told otherwise.',
    {
      flags: [
        flag('-a, --all', '멈춘 컨테이너까지 모두 보여 줍니다.', 'Shows all containers, stopped ones too.'),
        quietIds,
        filter,
        format,
        wholeText,
        flag(
          '-l, --latest',
          '가장 최근에 만든 컨테이너만 보여 줍니다.',
          'Shows only the container that was made last.',
        ),
        option(
          '-n, --last',
          'count',
          '최근에 만든 컨테이너를 몇 개 보여 줄지 정합니다.',
          'Sets how many of the latest containers are shown.',
        ),
        flag(
          '-s, --size',
          '컨테이너가 디스크에서 차지하는 크기도 보여 줍니다.',
          'Shows how much disk space they use as well.',
        ),
      ],
    },
  ),
  command(
    'docker container start, docker start',
    '멈춘 컨테이너를 다시 시작합니다.',
    'Starts containers that are stopped.',
    {
      flags: [
        flag(
          '-a, --attach',
          '컨테이너의 출력을 터미널에 이어 보여 줍니다.',
          'Shows the container’s output in the terminal.',
        ),
        flag(
          '-i, --interactive',
          '터미널의 입력을 컨테이너에 연결합니다.',
          'Connects the terminal’s input to the container.',
        ),
      ],
      words: [containers],
    },
  ),
  command(
    'docker container stop, docker stop',
    '컨테이너에 끝내라는 신호를 보내고, 끝나지 않으면 강제로 끝냅니다.',
    'Asks containers to end, and kills them if they do not.',
    { flags: stopFlags, words: [containers] },
  ),
  command(
    'docker container restart, docker restart',
    '컨테이너를 멈춘 뒤 다시 시작합니다.',
    'Stops containers and starts them again.',
    { flags: stopFlags, words: [containers] },
  ),
  command(
    'docker container kill, docker kill',
    '실행 중인 컨테이너를 바로 강제로 끝냅니다.',
    'Kills running containers at once.',
    {
      flags: [option('-s, --signal', 'text', 'KILL 대신 보낼 신호입니다.', 'The signal to send instead of KILL.')],
      words: [containers],
    },
  ),
  command(
    'docker container pause, docker pause',
    '컨테이너의 모든 프로세스를 잠시 얼립니다.',
    'Freezes all processes of containers.',
    { words: [containers] },
  ),
  command(
    'docker container unpause, docker unpause',
    '얼린 프로세스를 다시 움직입니다.',
    'Lets frozen processes go on.',
    { words: [containers] },
  ),
  command(
    'docker container attach, docker attach',
    '실행 중인 컨테이너의 입력과 출력에 터미널을 연결합니다.',
    'Connects the terminal to the input and output of a running container.',
    {
      flags: [
        flag('--no-stdin', '입력은 연결하지 않습니다.', 'Does not connect the input.'),
        option('--detach-keys', 'text', '빠져나올 때 누를 키를 바꿉니다.', 'Changes the keys that detach.'),
        flag(
          '--sig-proxy',
          '받은 신호를 컨테이너의 프로세스에 전달합니다.',
          'Passes signals on to the process in the container.',
        ),
      ],
      words: [aContainer],
    },
  ),
  command(
    'docker container exec, docker exec',
    '실행 중인 컨테이너 안에서 명령을 하나 더 실행합니다.',
    'Runs one more command in a running container.',
    {
      flags: [
        flag(
          '-i, --interactive',
          '입력을 열어 두어 명령에 글자를 보낼 수 있게 합니다.',
          'Keeps the input open, so that you can type to the command.',
        ),
        flag(
          '-t, --tty',
          '명령에 터미널을 붙여 셸을 평소처럼 쓸 수 있게 합니다.',
          'Gives the command a terminal, so that a shell works as usual.',
        ),
        flag(
          '-d, --detach',
          '명령을 뒤에서 실행하고 바로 돌아옵니다.',
          'Runs the command in the background and returns at once.',
        ),
        option(
          '-e, --env',
          'variable',
          '명령에 환경 변수를 정해 줍니다.',
          'Sets an environment variable for the command.',
        ),
        option(
          '--env-file',
          'text',
          '파일에 적힌 환경 변수를 모두 명령에 정해 줍니다.',
          'Sets every environment variable that stands in a file.',
        ),
        option('-u, --user', 'text', '명령을 실행할 사용자를 정합니다.', 'Chooses the user who runs the command.'),
        option(
          '-w, --workdir',
          'text',
          '명령을 실행할 컨테이너 안의 디렉터리를 정합니다.',
          'Chooses the directory in the container in which the command runs.',
        ),
        flag('--privileged', '명령에 거의 모든 권한을 줍니다.', 'Gives the command nearly all rights.'),
        option('--detach-keys', 'text', '빠져나올 때 누를 키를 바꿉니다.', 'Changes the keys that detach.'),
      ],
      words: [
        aContainer,
        argument(
          'container-command',
          '컨테이너 안에서 실행할 명령과 인수입니다.',
          'The command and arguments to run in the container.',
        ),
      ],
    },
  ),
  command(
    'docker container logs, docker logs',
    '컨테이너의 프로그램이 출력한 내용을 보여 줍니다.',
    'Shows what the program in the container has printed.',
    {
      flags: [
        flag(
          '-f, --follow',
          '새로 출력되는 내용을 계속 이어서 보여 줍니다. Ctrl+C로 그만둡니다.',
          'Goes on showing new output until you press Ctrl+C.',
        ),
        option(
          '-n, --tail',
          'count',
          '끝에서 몇 줄만 보여 줄지 정합니다.',
          'Sets how many lines from the end are shown.',
        ),
        option(
          '--since',
          'text',
          '이 시각 뒤의 내용만 보여 줍니다. 10m처럼 지금부터 거슬러 적어도 됩니다.',
          'Shows only what is newer than this time; 10m means ten minutes ago.',
        ),
        option('--until', 'text', '이 시각 앞의 내용만 보여 줍니다.', 'Shows only what is older than this time.'),
        flag('-t, --timestamps', '줄마다 출력된 시각을 붙입니다.', 'Puts the time in front of each line.'),
        flag('--details', '로그에 붙은 추가 정보도 보여 줍니다.', 'Shows extra details that belong to the logs.'),
      ],
      words: [aContainer],
    },
  ),
  command(
    'docker container top, docker top',
    '컨테이너 안에서 실행 중인 프로세스를 보여 줍니다.',
    'Shows the processes that run in a container.',
    {
      words: [
        aContainer,
        repeated(
          'text',
          '프로세스 목록을 만드는 ps 명령에 줄 옵션입니다.',
          'An option for the ps command that makes the list.',
        ),
      ],
    },
  ),
  command(
    'docker container stats, docker stats',
    '컨테이너의 CPU, 메모리, 네트워크 사용량을 계속 보여 줍니다.',
    'Shows the processor, memory and network use of containers as it changes.',
    {
      flags: [
        flag('--no-stream', '한 번만 보여 주고 끝냅니다.', 'Shows the numbers once and ends.'),
        flag('-a, --all', '멈춘 컨테이너까지 모두 보여 줍니다.', 'Shows all containers, stopped ones too.'),
        format,
        wholeText,
      ],
      words: [containers],
    },
  ),
];
