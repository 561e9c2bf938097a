/**
 * `docker` itself and its commands about the engine as a whole: versions, disk use, events, contexts, plugins.
 *
 * Knows nothing about how a line is read.
 */
import { argument, command, flag, option, repeated, type CommandFacts } from './command-facts.ts';
import { filter, format, inspectFormat, longFilter, quietNames, withoutQuestion } from './shared-flags.ts';

const aContext = argument('text', '콘텍스트의 이름입니다.', 'The name of the context.');

const contextSettings = [
  option('--docker', 'text', '엔진의 주소와 인증서를 정합니다.', 'Sets the engine’s address and certificates.'),
  option('--description', 'text', '콘텍스트의 설명입니다.', 'A description of the context.'),
];

export const engineFacts: readonly CommandFacts[] = [
  command(
    'docker',
    'Docker Engine에 일을 시키는 명령줄 도구입니다.',
    'The command-line tool that tells the Docker Engine what to do.',
    {
      flags: [
        option(
          '-H, --host',
          'engine-address',
          '연결할 Docker Engine의 주소입니다.',
          'The address of the Docker Engine to talk to.',
        ),
        option(
          '-c, --context',
          'text',
          '어느 엔진에 연결할지 저장해 둔 콘텍스트로 고릅니다.',
          'Chooses the engine by the name of a stored context.',
        ),
        flag(
          '--tls',
          '통신을 암호화합니다. 상대는 확인하지 않습니다.',
          'Encrypts the connection without checking who is at the other end.',
        ),
        flag(
          '--tlsverify',
          '통신을 암호화하고 인증서로 상대를 확인합니다.',
          'Encrypts the connection and checks the other end by its certificate.',
        ),
        option(
          '--tlscacert',
          'text',
          '믿을 인증 기관(CA)의 인증서 파일입니다.',
          'The certificate of the authority (CA) to trust.',
        ),
        option('--tlscert', 'text', '내 인증서 파일입니다.', 'The file of your own certificate.'),
        option('--tlskey', 'text', '내 개인 키 파일입니다.', 'The file of your private key.'),
        option('--config', 'text', '클라이언트 설정이 있는 디렉터리입니다.', 'The directory of the client’s settings.'),
        option('-l, --log-level', 'text', '보여 줄 로그의 수준입니다.', 'The level of logs that are shown.'),
        flag('-D, --debug', '자세한 디버그 정보를 보여 줍니다.', 'Shows details for finding faults.'),
        flag('-v, --version', 'docker 명령의 버전을 보여 줍니다.', 'Shows the version of the docker command.'),
        flag('--help', '도움말을 보여 줍니다.', 'Shows help.'),
      ],
    },
  ),
  command(
    'docker version',
    '클라이언트와 엔진의 버전을 보여 줍니다.',
    'Shows the versions of the client and the engine.',
    { flags: [inspectFormat] },
  ),
  command(
    'docker system info, docker info',
    '엔진의 상태와 설정을 보여 줍니다.',
    'Shows the state and settings of the engine.',
    { flags: [inspectFormat] },
  ),
  command(
    'docker inspect',
    '컨테이너, 이미지, 볼륨, 네트워크 등의 자세한 정보를 JSON으로 보여 줍니다.',
    'Shows details of a container, image, volume, network and so on as JSON.',
    {
      flags: [
        inspectFormat,
        option(
          '--type',
          'text',
          '같은 이름이 여럿일 때 어떤 종류인지 정합니다.',
          'Says of which kind it is, when names are shared.',
        ),
        flag('-s, --size', '컨테이너의 크기도 보여 줍니다.', 'Shows the sizes of containers as well.'),
      ],
      words: [repeated('text', '대상의 이름이나 ID입니다.', 'A name or ID.')],
    },
  ),
  command('docker system', '엔진 전체를 다루는 명령의 모음입니다.', 'The commands about the engine as a whole.'),
  command(
    'docker system df',
    '이미지, 컨테이너, 볼륨, 빌드 캐시가 쓰는 디스크 공간을 보여 줍니다.',
    'Shows the disk space of images, containers, volumes and the build cache.',
    {
      flags: [flag('-v, --verbose', '하나하나 자세히 보여 줍니다.', 'Shows every single one.'), format],
    },
  ),
  command(
    'docker system prune',
    '멈춘 컨테이너, 쓰지 않는 네트워크, 이름 없는 이미지, 빌드 캐시를 삭제합니다.',
    'Removes stopped containers, unused networks, images without a name and build cache.',
    {
      flags: [
        flag('-a, --all', '쓰지 않는 이미지를 모두 삭제합니다.', 'Removes all images that are not in use.'),
        flag('--volumes', '쓰지 않는 익명 볼륨도 삭제합니다.', 'Removes unused anonymous volumes as well.'),
        withoutQuestion,
        longFilter,
      ],
    },
  ),
  command(
    'docker system events, docker events',
    '엔진에서 일어나는 일을 실시간으로 보여 줍니다.',
    'Shows what happens in the engine, as it happens.',
    {
      flags: [
        filter,
        format,
        option('--since', 'text', '이 시각 뒤의 일을 보여 줍니다.', 'Shows what happened after this time.'),
        option('--until', 'text', '이 시각까지의 일을 보여 줍니다.', 'Shows what happened up to this time.'),
      ],
    },
  ),
  command(
    'docker context',
    '어느 엔진에 연결할지 저장한 콘텍스트를 다루는 명령의 모음입니다.',
    'The commands about contexts, which remember engines to talk to.',
  ),
  command(
    'docker context create',
    '엔진의 주소를 이름을 붙여 저장합니다.',
    'Stores the address of an engine under a name.',
    {
      flags: [
        ...contextSettings,
        option('--from', 'text', '이미 있는 콘텍스트에서 복사합니다.', 'Copies a context that exists.'),
      ],
      words: [aContext],
    },
  ),
  command('docker context update', '저장한 콘텍스트를 바꿉니다.', 'Changes a stored context.', {
    flags: contextSettings,
    words: [aContext],
  }),
  command('docker context use', '앞으로 쓸 콘텍스트를 고릅니다.', 'Chooses the context for the commands to come.', {
    words: [aContext],
  }),
  command('docker context show', '지금 쓰는 콘텍스트의 이름을 보여 줍니다.', 'Shows the name of the context in use.'),
  command('docker context ls, docker context list', '저장한 콘텍스트의 목록을 보여 줍니다.', 'Lists stored contexts.', {
    flags: [quietNames, format],
  }),
  command('docker context inspect', '콘텍스트의 내용을 JSON으로 보여 줍니다.', 'Shows contexts as JSON.', {
    flags: [inspectFormat],
    words: [repeated('text', '콘텍스트의 이름입니다.', 'The name of a context.')],
  }),
  command('docker context rm, docker context remove', '콘텍스트를 삭제합니다.', 'Removes contexts.', {
    flags: [flag('-f, --force', '지금 쓰는 콘텍스트도 삭제합니다.', 'Removes the one in use too.')],
    words: [repeated('text', '콘텍스트의 이름입니다.', 'The name of a context.')],
  }),
  command('docker plugin', '엔진의 플러그인을 다루는 명령의 모음입니다.', 'The commands about plugins of the engine.'),
  command('docker plugin ls, docker plugin list', '플러그인의 목록을 보여 줍니다.', 'Lists plugins.', {
    flags: [quietNames, filter, format],
  }),
];
