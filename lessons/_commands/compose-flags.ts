/**
 * Flags and arguments that mean the same for several commands of Compose.
 *
 * Knows nothing about how a line is read.
 */
import { argument, flag, option, repeated } from './command-facts.ts';

export const services = repeated(
  'text',
  '서비스의 이름입니다. 없으면 모든 서비스입니다.',
  'The name of a service; without any, all services.',
);
export const aService = argument('text', '서비스의 이름입니다.', 'The name of the service.');
export const stopTimeout = option(
  '-t, --timeout',
  'text',
  '강제로 끝내기 전에 기다릴 시간(초)입니다.',
  'How many seconds to wait before containers are killed.',
);
export const removeOrphans = flag(
  '--remove-orphans',
  'Compose 파일에서 사라진 서비스의 컨테이너도 삭제합니다.',
  'Removes containers of services that the Compose file no longer has.',
);
export const withoutDependencies = flag(
  '--no-deps',
  '의존하는 서비스는 시작하지 않습니다.',
  'Does not start the services it depends on.',
);
export const noTerminal = flag('-T, --no-TTY, --no-tty', '터미널을 붙이지 않습니다.', 'Gives it no terminal.');
export const index = option(
  '--index',
  'count',
  '컨테이너가 여럿일 때 몇 번째인지 정합니다.',
  'Says which container, when there are several.',
);
export const environment = option('-e, --env', 'variable', '환경 변수를 정합니다.', 'Sets an environment variable.');
export const user = option(
  '-u, --user',
  'text',
  '명령을 실행할 사용자를 정합니다.',
  'Chooses the user who runs the command.',
);
export const directory = option(
  '-w, --workdir',
  'text',
  '명령을 실행할 컨테이너 안의 디렉터리를 정합니다.',
  'Chooses the directory in the container in which the command runs.',
);
export const buildFirst = flag('--build', '시작하기 전에 이미지를 빌드합니다.', 'Builds images before starting.');
