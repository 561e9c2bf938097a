/**
 * Commands that build images: `docker build`, and buildx with its builders.
 *
 * Knows nothing about how a line is read.
 */
import { argument, command, flag, option, repeated, type CommandFacts } from './command-facts.ts';
import { inspectFormat, longLabel, platform, withoutQuestion } from './shared-flags.ts';

const builderFlag = option('--builder', 'text', '사용할 빌더를 정합니다.', 'Chooses the builder.');
const aBuilder = argument('text', '빌더의 이름입니다.', 'The name of the builder.');

export const buildFacts: readonly CommandFacts[] = [
  command(
    'docker image build, docker build, docker builder build, docker buildx build',
    'Dockerfile의 명령을 차례로 실행해 이미지를 만듭니다.',
    'Makes an image by following the instructions of a Dockerfile.',
    {
      flags: [
        option('-t, --tag', 'image', '만든 이미지에 이름과 태그를 붙입니다.', 'Gives the image a name and a tag.'),
        option(
          '-f, --file',
          'text',
          '사용할 Dockerfile입니다. 없으면 빌드 컨텍스트의 Dockerfile을 씁니다.',
          'The Dockerfile to use; by default the file named Dockerfile in the build context.',
        ),
        option(
          '--build-arg',
          'build-argument',
          'Dockerfile의 ARG에 값을 줍니다.',
          'Gives a value to an ARG of the Dockerfile.',
        ),
        option('--target', 'text', '여러 단계 가운데 여기까지만 빌드합니다.', 'Builds up to this stage only.'),
        flag(
          '--no-cache',
          '캐시를 쓰지 않고 모든 단계를 다시 실행합니다.',
          'Runs every step again instead of using the cache.',
        ),
        flag(
          '--pull',
          '기반 이미지를 항상 레지스트리에서 새로 확인합니다.',
          'Always asks the registry for newer base images.',
        ),
        platform,
        longLabel,
        option(
          '--progress',
          'text',
          '진행 상황을 보여 줄 방식입니다. plain은 모든 출력을 차례로 보여 줍니다.',
          'How progress is shown; plain shows all output line by line.',
        ),
        option(
          '--secret',
          'text',
          '이미지에 남지 않는 비밀 값을 빌드 중에만 건넵니다.',
          'Hands a secret to the build that does not stay in the image.',
        ),
        option('--ssh', 'text', '빌드 중에 SSH 키를 쓸 수 있게 합니다.', 'Lets the build use SSH keys.'),
        option(
          '--network',
          'network',
          'RUN 명령이 쓸 네트워크를 정합니다.',
          'Chooses the network for RUN instructions.',
        ),
        option(
          '--add-host',
          'text',
          '빌드 중에 쓸 이름과 주소를 더합니다.',
          'Adds a name and its address during the build.',
        ),
        option(
          '--cache-from',
          'text',
          '캐시로 쓸 이미지나 저장소를 정합니다.',
          'Chooses an image or store to use as a cache.',
        ),
        option('--cache-to', 'text', '빌드 캐시를 내보낼 곳을 정합니다.', 'Chooses where the build’s cache is kept.'),
        option(
          '-o, --output',
          'text',
          '결과를 이미지 대신 파일이나 다른 형식으로 내보냅니다.',
          'Writes the result as files or in another form.',
        ),
        flag(
          '--load',
          '결과를 Docker Engine의 이미지로 불러옵니다.',
          'Loads the result into the Docker Engine as an image.',
        ),
        flag('--push', '결과를 바로 레지스트리에 올립니다.', 'Sends the result to the registry at once.'),
        option(
          '--build-context',
          'text',
          'Dockerfile에서 이름으로 쓸 빌드 컨텍스트를 더합니다.',
          'Adds a build context that the Dockerfile can name.',
        ),
        option('--iidfile', 'text', '이미지 ID를 파일에 적습니다.', 'Writes the image’s ID into a file.'),
        option(
          '--metadata-file',
          'text',
          '빌드 결과의 정보를 파일에 적습니다.',
          'Writes facts about the result into a file.',
        ),
        option(
          '--provenance',
          'text',
          '이미지가 어떻게 만들어졌는지에 대한 증명을 붙일지 정합니다.',
          'Decides whether a proof of how it was made is attached.',
        ),
        option(
          '--sbom',
          'text',
          '이미지에 든 소프트웨어의 목록을 붙일지 정합니다.',
          'Decides whether a list of the software in it is attached.',
        ),
        builderFlag,
        flag(
          '-q, --quiet',
          '과정을 숨기고 이미지 ID만 보여 줍니다.',
          'Hides the steps and prints only the image’s ID.',
        ),
        option(
          '-m, --memory',
          'memory',
          '빌드가 쓸 수 있는 메모리를 제한합니다.',
          'Limits the memory the build may use.',
        ),
        option(
          '--shm-size',
          'memory',
          '공유 메모리(/dev/shm)의 크기를 정합니다.',
          'Sets the size of the shared memory at /dev/shm.',
        ),
        option('--ulimit', 'text', '프로세스의 한도를 정합니다.', 'Sets limits of a process.'),
      ],
      words: [
        argument(
          'build-context',
          '빌드 컨텍스트, 곧 COPY가 읽을 수 있는 파일이 있는 곳입니다.',
          'The build context: the place of the files that COPY can read.',
        ),
      ],
    },
  ),
  command('docker builder', '빌드 캐시를 다루는 명령의 모음입니다.', 'The commands about the build cache.'),
  command('docker builder prune, docker buildx prune', '빌드 캐시를 삭제합니다.', 'Removes the build cache.', {
    flags: [
      flag('-a, --all', '쓰지 않는 캐시를 모두 삭제합니다.', 'Removes all of the cache that is not in use.'),
      withoutQuestion,
      option('--filter', 'filter', '조건에 맞는 캐시만 삭제합니다.', 'Removes only what matches a condition.'),
    ],
  }),
  command(
    'docker buildx',
    'BuildKit으로 빌드하는 확장 명령의 모음입니다.',
    'The commands for building with BuildKit.',
    { flags: [builderFlag] },
  ),
  command('docker buildx ls', '빌더의 목록을 보여 줍니다.', 'Lists builders.'),
  command('docker buildx version', 'buildx의 버전을 보여 줍니다.', 'Shows the version of buildx.'),
  command('docker buildx create', '새 빌더를 만듭니다.', 'Makes a new builder.', {
    flags: [
      option('--name', 'name', '빌더의 이름입니다.', 'The name of the builder.'),
      flag('--use', '만든 빌더를 바로 기본으로 씁니다.', 'Makes it the builder in use.'),
      option(
        '--driver',
        'text',
        '빌더가 어디에서 실행될지(드라이버) 정합니다.',
        'Chooses where the builder runs: its driver.',
      ),
      option('--driver-opt', 'text', '드라이버의 설정을 정합니다.', 'Sets an option of the driver.'),
      platform,
      flag('--bootstrap', '만든 뒤 바로 시작합니다.', 'Starts it at once.'),
    ],
    words: [
      argument('text', '빌더가 쓸 엔진의 주소나 콘텍스트입니다.', 'The address or context of the engine it uses.'),
    ],
  }),
  command('docker buildx use', '사용할 빌더를 고릅니다.', 'Chooses the builder in use.', {
    flags: [flag('--default', '이 콘텍스트의 기본 빌더로 정합니다.', 'Makes it the default of this context.')],
    words: [aBuilder],
  }),
  command(
    'docker buildx inspect',
    '빌더의 상태와 지원하는 플랫폼을 보여 줍니다.',
    'Shows the state of a builder and the platforms it supports.',
    {
      flags: [flag('--bootstrap', '먼저 빌더를 시작합니다.', 'Starts the builder first.')],
      words: [aBuilder],
    },
  ),
  command('docker buildx rm', '빌더를 삭제합니다.', 'Removes builders.', {
    words: [repeated('text', '빌더의 이름입니다.', 'The name of a builder.')],
  }),
  command(
    'docker buildx du',
    '빌드 캐시가 차지하는 공간을 보여 줍니다.',
    'Shows how much space the build cache takes.',
    {
      flags: [flag('--verbose', '캐시마다 자세히 보여 줍니다.', 'Shows every entry in detail.')],
    },
  ),
  command(
    'docker buildx bake',
    '파일에 적힌 여러 빌드를 한꺼번에 실행합니다.',
    'Runs several builds that a file describes.',
    {
      flags: [
        option('-f, --file', 'text', '빌드가 적힌 파일입니다.', 'The file that describes the builds.'),
        option('--set', 'text', '빌드의 설정 하나를 바꿉니다.', 'Changes one setting of a build.'),
        flag(
          '--load',
          '결과를 Docker Engine의 이미지로 불러옵니다.',
          'Loads the results into the Docker Engine as images.',
        ),
        flag('--push', '결과를 바로 레지스트리에 올립니다.', 'Sends the results to the registry at once.'),
        flag('--print', '빌드하지 않고 설정만 보여 줍니다.', 'Shows the settings without building.'),
        flag('--no-cache', '캐시를 쓰지 않습니다.', 'Does not use the cache.'),
      ],
      words: [repeated('text', '빌드할 대상입니다.', 'A target to build.')],
    },
  ),
  command(
    'docker buildx imagetools',
    '레지스트리에 있는 이미지를 다루는 명령의 모음입니다.',
    'The commands about images in a registry.',
  ),
  command(
    'docker buildx imagetools inspect',
    '레지스트리에 있는 이미지의 매니페스트를 보여 줍니다.',
    'Shows the manifest of an image in a registry.',
    {
      flags: [
        flag('--raw', '받은 그대로의 JSON을 보여 줍니다.', 'Shows the JSON as it was received.'),
        { ...inspectFormat, names: ['--format'] },
      ],
      words: [argument('image', '이미지의 이름입니다.', 'The name of the image.')],
    },
  ),
  command(
    'docker buildx imagetools create',
    '레지스트리의 이미지를 묶어 새 이름을 만듭니다.',
    'Joins images of a registry under a new name.',
    {
      flags: [
        option('-t, --tag', 'image', '새 이름입니다.', 'The new name.'),
        flag('--append', '이미 있는 이름에 더합니다.', 'Adds to a name that exists.'),
        flag('--dry-run', '올리지 않고 결과만 보여 줍니다.', 'Shows the result without sending it.'),
      ],
      words: [repeated('image', '묶을 이미지입니다.', 'An image to join.')],
    },
  ),
];
