/**
 * Commands about images, and those that bring them to and from a registry.
 *
 * Knows nothing about how a line is read.
 */
import { argument, command, flag, option, type CommandFacts } from './command-facts.ts';
import {
  anImage,
  filter,
  format,
  images,
  inspectFormat,
  longFilter,
  platform,
  quietIds,
  wholeText,
  withoutQuestion,
} from './shared-flags.ts';

const insecure = flag(
  '--insecure',
  '암호화하지 않은 레지스트리와도 통신합니다.',
  'Talks to a registry without encryption too.',
);
const listName = argument('image', '매니페스트 목록의 이름입니다.', 'The name of the manifest list.');

export const imageFacts: readonly CommandFacts[] = [
  command('docker image', '이미지를 다루는 명령의 모음입니다.', 'The commands about images.'),
  command('docker image ls, docker image list, docker images', '이미지의 목록을 보여 줍니다.', 'Lists images.', {
    flags: [
      flag('-a, --all', '중간 단계의 이미지까지 모두 보여 줍니다.', 'Shows all images, intermediate ones too.'),
      quietIds,
      filter,
      format,
      wholeText,
      flag('--digests', '다이제스트도 보여 줍니다.', 'Shows digests as well.'),
      flag('--tree', '플랫폼별 이미지를 나무 모양으로 보여 줍니다.', 'Shows the images of each platform as a tree.'),
    ],
    words: [
      argument(
        'text',
        '이 이름이나 무늬에 맞는 이미지만 보여 줍니다.',
        'Only images whose name matches this are shown.',
      ),
    ],
  }),
  command(
    'docker image pull, docker pull',
    '레지스트리에서 이미지를 내려받습니다.',
    'Fetches an image from a registry.',
    {
      flags: [
        flag('-a, --all-tags', '저장소의 모든 태그를 내려받습니다.', 'Fetches every tag of the repository.'),
        platform,
        flag('-q, --quiet', '진행 상황을 보여 주지 않습니다.', 'Does not show the progress.'),
      ],
      words: [argument('image', '내려받을 이미지입니다.', 'The image to fetch.')],
    },
  ),
  command('docker image push, docker push', '이미지를 레지스트리에 올립니다.', 'Sends an image to a registry.', {
    flags: [
      flag('-a, --all-tags', '이 이름의 모든 태그를 올립니다.', 'Sends every tag of this name.'),
      platform,
      flag('-q, --quiet', '진행 상황을 보여 주지 않습니다.', 'Does not show the progress.'),
    ],
    words: [
      argument(
        'image',
        '올릴 이미지입니다. 이름의 앞부분이 어느 레지스트리인지 말해 줍니다.',
        'The image to send. The start of its name says to which registry.',
      ),
    ],
  }),
  command(
    'docker image tag, docker tag',
    '이미지에 이름과 태그를 하나 더 붙입니다. 복사본은 생기지 않습니다.',
    'Gives an image one more name and tag. Nothing is copied.',
    {
      words: [
        argument('image', '지금 이름입니다.', 'The present name.'),
        argument('image', '더할 이름입니다.', 'The name to add.'),
      ],
    },
  ),
  command(
    'docker image rm, docker image remove, docker rmi',
    '이미지의 이름을 지우고, 남은 이름이 없으면 이미지를 삭제합니다.',
    'Removes names of images, and the images themselves once no name is left.',
    {
      flags: [
        flag(
          '-f, --force',
          '멈춘 컨테이너가 쓰고 있어도 강제로 삭제합니다.',
          'Removes images even if stopped containers use them.',
        ),
        flag('--no-prune', '이름 없는 부모 이미지는 남겨 둡니다.', 'Keeps parent images that have no name.'),
      ],
      words: [images],
    },
  ),
  command(
    'docker image prune',
    '이름 없는(dangling) 이미지를 모두 삭제합니다.',
    'Removes all images without a name (dangling images).',
    {
      flags: [
        flag(
          '-a, --all',
          '컨테이너가 쓰지 않는 이미지를 모두 삭제합니다.',
          'Removes every image that no container uses.',
        ),
        withoutQuestion,
        longFilter,
      ],
    },
  ),
  command(
    'docker image history, docker history',
    '이미지의 레이어와 각 레이어를 만든 명령을 보여 줍니다.',
    'Shows the layers of an image and the instruction that made each.',
    {
      flags: [
        wholeText,
        quietIds,
        format,
        flag(
          '-H, --human',
          '크기와 날짜를 읽기 쉽게 보여 줍니다. 기본으로 켜져 있습니다.',
          'Shows sizes and dates so that people can read them; on by default.',
        ),
      ],
      words: [anImage],
    },
  ),
  command(
    'docker image inspect',
    '이미지의 모든 설정과 레이어를 JSON으로 보여 줍니다.',
    'Shows all settings and the layers of images as JSON.',
    { flags: [inspectFormat], words: [images] },
  ),
  command(
    'docker image save, docker save',
    '이미지를 레이어와 함께 tar 묶음으로 저장합니다.',
    'Saves images, with their layers, as a tar archive.',
    {
      flags: [
        option('-o, --output', 'text', '화면 대신 파일에 씁니다.', 'Writes to a file instead of the screen.'),
        platform,
      ],
      words: [images],
    },
  ),
  command(
    'docker image load, docker load',
    'save로 저장한 묶음에서 이미지를 불러옵니다.',
    'Loads images from an archive that was made by save.',
    {
      flags: [
        option('-i, --input', 'text', '입력 대신 읽을 파일입니다.', 'The file to read instead of the input.'),
        flag('-q, --quiet', '진행 상황을 보여 주지 않습니다.', 'Does not show the progress.'),
        platform,
      ],
    },
  ),
  command(
    'docker image import, docker import',
    'tar 묶음의 파일로 레이어가 하나인 이미지를 만듭니다.',
    'Makes an image of one layer from the files of a tar archive.',
    {
      flags: [
        option('-m, --message', 'text', '이 이미지에 남길 설명입니다.', 'A message that is kept with the image.'),
        option(
          '-c, --change',
          'text',
          'CMD나 ENV 같은 Dockerfile 명령으로 설정을 더합니다.',
          'Adds a setting by a Dockerfile instruction such as CMD or ENV.',
        ),
        platform,
      ],
      words: [
        argument(
          'text',
          '읽을 파일이나 주소입니다. -는 입력을 뜻합니다.',
          'The file or address to read; - stands for the input.',
        ),
        argument('image', '새 이미지의 이름입니다.', 'The name of the new image.'),
      ],
    },
  ),
  command('docker search', 'Docker Hub에서 이미지를 찾습니다.', 'Searches for images on Docker Hub.', {
    flags: [
      filter,
      format,
      wholeText,
      option('--limit', 'count', '결과를 몇 개까지 보여 줄지 정합니다.', 'Sets how many results are shown at most.'),
    ],
    words: [argument('text', '찾을 말입니다.', 'What to search for.')],
  }),
  command(
    'docker login',
    '레지스트리에 로그인하고 자격 증명을 저장합니다.',
    'Logs in to a registry and keeps the credentials.',
    {
      flags: [
        option('-u, --username', 'text', '사용자 이름입니다.', 'The user name.'),
        option(
          '-p, --password',
          'text',
          '비밀번호입니다. 명령 기록에 남으므로 --password-stdin이 낫습니다.',
          'The password. It stays in the shell’s history, so --password-stdin is better.',
        ),
        flag('--password-stdin', '비밀번호를 입력에서 읽습니다.', 'Reads the password from the input.'),
      ],
      words: [
        argument(
          'text',
          '레지스트리의 주소입니다. 없으면 Docker Hub입니다.',
          'The address of the registry; Docker Hub if there is none.',
        ),
      ],
    },
  ),
  command('docker logout', '레지스트리에서 로그아웃합니다.', 'Logs out of a registry.', {
    words: [
      argument(
        'text',
        '레지스트리의 주소입니다. 없으면 Docker Hub입니다.',
        'The address of the registry; Docker Hub if there is none.',
      ),
    ],
  }),
  command(
    'docker manifest',
    '여러 플랫폼의 이미지를 한 이름으로 묶는 매니페스트를 다루는 명령의 모음입니다.',
    'The commands about manifests, which join the images of several platforms under one name.',
  ),
  command(
    'docker manifest create',
    '이미지들을 한 이름으로 묶은 매니페스트 목록을 만듭니다.',
    'Makes a manifest list that joins images under one name.',
    {
      flags: [flag('-a, --amend', '이미 있는 목록에 더합니다.', 'Adds to a list that exists.'), insecure],
      words: [listName, images],
    },
  ),
  command(
    'docker manifest annotate',
    '목록 안의 이미지가 어떤 운영체제와 CPU용인지 적습니다.',
    'Notes for which operating system and processor an image of the list is.',
    {
      flags: [
        option('--arch', 'text', 'CPU의 종류입니다.', 'The kind of processor.'),
        option('--os', 'text', '운영체제입니다.', 'The operating system.'),
        option('--variant', 'text', 'CPU의 세부 종류입니다.', 'The variant of the processor.'),
        option('--os-version', 'text', '운영체제의 버전입니다.', 'The version of the operating system.'),
      ],
      words: [listName, anImage],
    },
  ),
  command(
    'docker manifest inspect',
    '이미지나 목록의 매니페스트를 보여 줍니다.',
    'Shows the manifest of an image or of a list.',
    {
      flags: [
        flag('-v, --verbose', '레이어와 플랫폼까지 자세히 보여 줍니다.', 'Shows layers and platforms as well.'),
        insecure,
      ],
      words: [argument('image', '이미지나 목록의 이름입니다.', 'The name of an image or of a list.')],
    },
  ),
  command('docker manifest push', '매니페스트 목록을 레지스트리에 올립니다.', 'Sends a manifest list to a registry.', {
    flags: [
      flag('-p, --purge', '올린 뒤 이 컴퓨터의 목록을 지웁니다.', 'Removes the list here once it is sent.'),
      insecure,
    ],
    words: [listName],
  }),
  command(
    'docker manifest rm',
    '이 컴퓨터에 있는 매니페스트 목록을 지웁니다.',
    'Removes manifest lists from this computer.',
    { words: [images] },
  ),
];
