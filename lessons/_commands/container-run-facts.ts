/**
 * `docker run` and `docker create`: the same flags, since the first is the second with a start.
 *
 * Knows nothing about how a line is read.
 */
import { argument, command, flag, option, type CommandFacts } from './command-facts.ts';
import { newContainer } from './new-container-flags.ts';

const imageAndCommand = [
  argument('image', '컨테이너를 만들 이미지입니다.', 'The image the container is made from.'),
  argument(
    'container-command',
    '이미지에 정해진 명령 대신 컨테이너 안에서 실행할 명령과 인수입니다.',
    'The command and arguments for the container, instead of those the image defines.',
  ),
];

export const runFacts: readonly CommandFacts[] = [
  command(
    'docker container run, docker run',
    '이미지로 새 컨테이너를 만들고 시작합니다. 이미지가 없으면 먼저 내려받습니다.',
    'Makes a new container from an image and starts it. If the image is missing, it is pulled first.',
    {
      flags: [
        flag(
          '-d, --detach',
          '컨테이너를 뒤에서 실행하고, ID를 보여 준 뒤 바로 돌아옵니다.',
          'Runs the container in the background, prints its ID and returns at once.',
        ),
        ...newContainer,
        option(
          '-a, --attach',
          'text',
          '입력, 출력, 오류 가운데 어느 것에 붙을지 정합니다.',
          'Chooses to which of input, output and errors to attach.',
        ),
        option(
          '--detach-keys',
          'text',
          '컨테이너에서 빠져나올 때 누를 키를 바꿉니다.',
          'Changes the keys that detach from the container.',
        ),
      ],
      words: imageAndCommand,
    },
  ),
  command(
    'docker container create, docker create',
    '이미지로 새 컨테이너를 만들지만 시작하지는 않습니다.',
    'Makes a new container from an image without starting it.',
    {
      flags: newContainer,
      words: imageAndCommand,
    },
  ),
];
