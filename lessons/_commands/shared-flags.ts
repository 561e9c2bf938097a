/**
 * Flags and arguments that mean the same wherever they stand.
 *
 * Knows nothing about the commands that take them.
 */
import { argument, flag, option, repeated } from './command-facts.ts';

export const quietIds = flag(
  '-q, --quiet',
  'ID만 한 줄에 하나씩 보여 줍니다.',
  'Shows nothing but IDs, one on each line.',
);

export const quietNames = flag(
  '-q, --quiet',
  '이름이나 ID만 한 줄에 하나씩 보여 줍니다.',
  'Shows nothing but names or IDs, one on each line.',
);

export const filter = option(
  '-f, --filter',
  'filter',
  '조건에 맞는 것만 남깁니다.',
  'Keeps only those that match a condition.',
);

/** Where `-f` means something else. */
export const longFilter = option(
  '--filter',
  'filter',
  '조건에 맞는 것만 남깁니다.',
  'Keeps only those that match a condition.',
);

export const format = option(
  '--format',
  'format',
  '결과를 보여 줄 형식을 정합니다.',
  'Chooses the form in which the result is shown.',
);

export const inspectFormat = option(
  '-f, --format',
  'format',
  '결과에서 무엇을 어떤 형식으로 보여 줄지 정합니다.',
  'Chooses what of the result is shown, and in which form.',
);

export const wholeText = flag(
  '--no-trunc',
  '긴 내용을 자르지 않고 모두 보여 줍니다.',
  'Shows long texts in full instead of cutting them.',
);

export const withoutQuestion = flag(
  '-f, --force',
  '확인 질문을 하지 않고 바로 실행합니다.',
  'Acts at once, without asking you to confirm.',
);

export const platform = option(
  '--platform',
  'platform',
  '어떤 운영체제와 CPU용 이미지를 쓸지 정합니다.',
  'Chooses the operating system and processor the image is for.',
);

export const label = option(
  '-l, --label',
  'label',
  '찾거나 분류할 때 쓰는 이름표(레이블)를 붙입니다.',
  'Attaches a label, by which it can be found or sorted.',
);

export const longLabel = option(
  '--label',
  'label',
  '찾거나 분류할 때 쓰는 이름표(레이블)를 붙입니다.',
  'Attaches a label, by which it can be found or sorted.',
);

export const aContainer = argument(
  'text',
  '컨테이너의 이름이나 ID입니다. ID는 앞의 몇 글자만 써도 됩니다.',
  'The name or ID of the container. The first few characters of the ID are enough.',
);

export const containers = repeated(
  'text',
  '컨테이너의 이름이나 ID입니다. ID는 앞의 몇 글자만 써도 됩니다.',
  'The name or ID of a container. The first few characters of the ID are enough.',
);

export const anImage = argument('image', '이미지의 이름이나 ID입니다.', 'The name or ID of the image.');

export const images = repeated('image', '이미지의 이름이나 ID입니다.', 'The name or ID of an image.');
