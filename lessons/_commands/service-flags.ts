/**
 * Settings of a service of a swarm: what it is given when it is made, and what can be changed later.
 *
 * Knows nothing about how a line is read.
 */
import { flag, option, type FlagFacts } from './command-facts.ts';

export const detach = flag(
  '-d, --detach',
  '끝까지 기다리지 않고 바로 돌아옵니다.',
  'Returns at once without waiting for the result.',
);
export const quiet = flag('-q, --quiet', '진행 상황을 보여 주지 않습니다.', 'Does not show the progress.');

/** What both a new service and a changed one take. */
export const settings: readonly FlagFacts[] = [
  option(
    '--replicas',
    'count',
    '동시에 실행할 컨테이너(복제본)의 수를 정합니다.',
    'Sets how many containers (replicas) run at once.',
  ),
  option(
    '--replicas-max-per-node',
    'count',
    '노드 하나에서 실행할 복제본의 최대 수입니다.',
    'The most replicas that run on one node.',
  ),
  option(
    '--update-parallelism',
    'count',
    '한 번에 몇 개씩 업데이트할지 정합니다.',
    'Sets how many replicas are updated at a time.',
  ),
  option('--update-delay', 'duration', '업데이트 사이에 기다릴 시간입니다.', 'How long to wait between updates.'),
  option(
    '--update-order',
    'text',
    'start-first는 새것을 먼저 시작하고, stop-first는 옛것을 먼저 멈춥니다.',
    'start-first starts the new one first, stop-first stops the old one first.',
  ),
  option(
    '--update-failure-action',
    'text',
    '업데이트가 실패했을 때 할 일(pause, continue, rollback)입니다.',
    'What to do when an update fails: pause, continue or rollback.',
  ),
  option(
    '--update-monitor',
    'duration',
    '업데이트한 뒤 실패를 지켜볼 시간입니다.',
    'How long to watch for failures after an update.',
  ),
  option(
    '--update-max-failure-ratio',
    'text',
    '참을 수 있는 실패의 비율입니다.',
    'The share of failures that is put up with.',
  ),
  option(
    '--rollback-parallelism',
    'count',
    '한 번에 몇 개씩 되돌릴지 정합니다.',
    'Sets how many replicas are rolled back at a time.',
  ),
  option('--rollback-delay', 'duration', '되돌리는 사이에 기다릴 시간입니다.', 'How long to wait between rollbacks.'),
  option(
    '--rollback-order',
    'text',
    '되돌릴 때 새것과 옛것 가운데 무엇을 먼저 다룰지 정합니다.',
    'Decides whether start or stop comes first in a rollback.',
  ),
  option(
    '--rollback-failure-action',
    'text',
    '되돌리기가 실패했을 때 할 일입니다.',
    'What to do when a rollback fails.',
  ),
  option(
    '--rollback-monitor',
    'duration',
    '되돌린 뒤 실패를 지켜볼 시간입니다.',
    'How long to watch for failures after a rollback.',
  ),
  option(
    '--restart-condition',
    'text',
    '컨테이너를 언제 다시 시작할지(none, on-failure, any) 정합니다.',
    'When containers are started again: none, on-failure or any.',
  ),
  option('--restart-delay', 'duration', '다시 시작하기 전에 기다릴 시간입니다.', 'How long to wait before a restart.'),
  option('--restart-max-attempts', 'count', '다시 시작해 볼 최대 횟수입니다.', 'How many restarts are tried at most.'),
  option(
    '--limit-cpu',
    'processors',
    '쓸 수 있는 CPU 시간을 제한합니다.',
    'Limits how much processor time it may use.',
  ),
  option('--limit-memory', 'memory', '쓸 수 있는 메모리를 제한합니다.', 'Limits the memory it may use.'),
  option('--reserve-cpu', 'processors', '비어 있어야 하는 CPU 시간입니다.', 'Processor time that must be free.'),
  option('--reserve-memory', 'memory', '비어 있어야 하는 메모리입니다.', 'Memory that must be free.'),
  option(
    '--health-cmd',
    'text',
    '컨테이너가 건강한지 검사할 명령입니다.',
    'The command that checks whether containers are healthy.',
  ),
  option('--health-interval', 'duration', '건강 검사 사이의 시간입니다.', 'The time between health checks.'),
  option(
    '--health-timeout',
    'duration',
    '건강 검사 한 번에 쓸 수 있는 시간입니다.',
    'How long one health check may take.',
  ),
  option(
    '--health-retries',
    'count',
    '몇 번 이어서 실패하면 unhealthy로 볼지 정합니다.',
    'How many failures in a row make a container unhealthy.',
  ),
  option('--log-driver', 'text', '로그를 어디로 보낼지 정합니다.', 'Chooses where logs go.'),
  option('--log-opt', 'log-option', '로그 드라이버의 설정을 정합니다.', 'Sets an option of the log driver.'),
  option(
    '--endpoint-mode',
    'text',
    'vip는 가상 주소 하나를, dnsrr은 복제본의 주소를 번갈아 알려 줍니다.',
    'vip gives the service one virtual address; dnsrr answers with those of the replicas in turn.',
  ),
  option('-u, --user', 'text', '명령을 실행할 사용자입니다.', 'The user who runs the command.'),
  option(
    '-w, --workdir',
    'text',
    '명령을 실행할 컨테이너 안의 디렉터리입니다.',
    'The directory in the container in which the command runs.',
  ),
  option(
    '--entrypoint',
    'text',
    '이미지의 ENTRYPOINT 대신 실행할 프로그램입니다.',
    'The program to run instead of the image’s ENTRYPOINT.',
  ),
  option('--hostname', 'text', '컨테이너의 호스트 이름입니다.', 'The host name of the containers.'),
  option(
    '--stop-grace-period',
    'duration',
    '강제로 끝내기 전에 기다릴 시간입니다.',
    'How long to wait before containers are killed.',
  ),
  flag(
    '--with-registry-auth',
    '레지스트리 로그인 정보를 노드에 전달합니다.',
    'Hands your registry login on to the nodes.',
  ),
  flag(
    '--no-resolve-image',
    '이미지의 다이제스트를 레지스트리에 묻지 않습니다.',
    'Does not ask the registry for the image’s digest.',
  ),
  flag(
    '--read-only',
    '컨테이너의 파일 시스템을 읽기 전용으로 만듭니다.',
    'Makes the containers’ own file system read-only.',
  ),
  flag(
    '--init',
    '컨테이너마다 작은 init 프로그램을 먼저 실행합니다.',
    'Runs a small init program first in each container.',
  ),
  detach,
  quiet,
];

/** What is added to or taken from a service that exists. */
export const changes: readonly FlagFacts[] = [
  option('--image', 'image', '이 이미지로 바꿉니다.', 'Changes to this image.'),
  option('--env-add', 'variable', '환경 변수를 더하거나 바꿉니다.', 'Adds an environment variable or changes it.'),
  option('--env-rm', 'text', '환경 변수를 뺍니다.', 'Removes an environment variable.'),
  option('--publish-add', 'published-service-port', '공개할 포트를 더합니다.', 'Publishes one more port.'),
  option(
    '--publish-rm',
    'text',
    '이 컨테이너 포트의 공개를 그만둡니다.',
    'Stops publishing this port of the container.',
  ),
  option('--mount-add', 'mount', '마운트를 더합니다.', 'Adds a mount.'),
  option('--mount-rm', 'text', '마운트를 뺍니다.', 'Removes a mount.'),
  option('--network-add', 'network', '네트워크에 연결합니다.', 'Connects to a network.'),
  option('--network-rm', 'text', '네트워크에서 떼어 냅니다.', 'Disconnects from a network.'),
  option('--secret-add', 'text', '비밀을 더 쓸 수 있게 합니다.', 'Gives it one more secret.'),
  option('--secret-rm', 'text', '비밀을 뺍니다.', 'Takes a secret away.'),
  option('--config-add', 'text', '설정을 더 쓸 수 있게 합니다.', 'Gives it one more config.'),
  option('--config-rm', 'text', '설정을 뺍니다.', 'Takes a config away.'),
  option(
    '--constraint-add',
    'text',
    '실행할 수 있는 노드의 조건을 더합니다.',
    'Adds a condition for nodes it may run on.',
  ),
  option('--constraint-rm', 'text', '노드의 조건을 뺍니다.', 'Removes a condition for nodes.'),
  option('--label-add', 'label', '이름표(레이블)를 붙입니다.', 'Attaches a label.'),
  option('--label-rm', 'text', '이름표(레이블)를 뗍니다.', 'Takes a label off.'),
  option('--args', 'text', '이미지의 명령에 줄 인수입니다.', 'The arguments for the image’s command.'),
  flag('--force', '달라진 것이 없어도 컨테이너를 새로 만듭니다.', 'Makes containers anew even if nothing differs.'),
  flag('--rollback', '바로 앞의 설정으로 되돌립니다.', 'Goes back to the settings before.'),
];
