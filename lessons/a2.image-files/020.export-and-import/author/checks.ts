/**
 * When the steps of this lesson are done. See design.md for what is asked and why.
 */
import { withMoves } from '#lessons/_checks/combine.ts';
import { anImage } from '#lessons/_checks/expect-image.ts';
import type { Requirement } from '#lessons/_checks/requirement.ts';
import { defineChecks } from '#lessons/_schema/check.ts';
import type { ImageDetails } from '#lessons/_schema/evidence.ts';
import { anArchive, looksExported, type Archive } from '../../_checks/archive.ts';

const exported: Requirement<Archive> = {
  code: 'image-saved',
  isMet: ({ images, paths }) => images === null && looksExported(paths),
  text: ({ images }) =>
    images === null
      ? {
          ko: '~/notes.tar는 컨테이너의 파일 시스템이 아닙니다. “docker container export --output notes.tar notes”를 입력해 주세요.',
          en: '~/notes.tar is not the file system of a container. Type “docker container export --output notes.tar notes”.',
        }
      : {
          ko: '~/notes.tar에 이미지가 저장되어 있습니다. docker image save는 이미지를 옮기므로 컨테이너에서 바꾼 것이 들어가지 않습니다. docker container export를 써 주세요.',
          en: '~/notes.tar holds an image. docker image save moves images, so what was changed in the container is not in it. Use docker container export.',
        },
};

const oneLayer: Requirement<ImageDetails> = {
  code: 'several-layers',
  isMet: ({ layers }) => layers.length === 1,
  text: ({ layers }) => ({
    ko: `이 이미지에는 레이어가 ${String(layers.length)}개 있습니다. 들여온 이미지라면 하나여야 합니다. “docker image import notes.tar …”로 만들어 주세요.`,
    en: `This image has ${String(layers.length)} layers, but an imported one has only one. Make it with “docker image import notes.tar …”.`,
  }),
};

const bare: Requirement<ImageDetails> = {
  code: 'already-with-settings',
  isMet: ({ command, entrypoint }) => command.length === 0 && entrypoint.length === 0,
  text: () => ({
    ko: '이 이미지에는 이미 시작 명령이 있습니다. 무엇이 사라지는지 보려면 이번에는 --change 없이 들여와 주세요.',
    en: 'This image already has a command. To see what is lost, import without --change this time.',
  }),
};

const startsTheGreeting: Requirement<ImageDetails> = {
  code: 'other-command',
  isMet: ({ command, entrypoint }) => /greet\.sh/.test([...entrypoint, ...command].join(' ')),
  text: ({ command, entrypoint }) => {
    const isEmpty = command.length + entrypoint.length === 0;
    return {
      ko: `notes:ready의 시작 명령${isEmpty ? '이 없습니다' : '에 greet.sh가 없습니다'}. --change 'CMD ["sh", "greet.sh"]'를 붙여 다시 들여와 주세요.`,
      en: `notes:ready has ${isEmpty ? 'no command' : 'a command without greet.sh'}. Import it again with --change 'CMD ["sh", "greet.sh"]'.`,
    };
  },
};

const findsTheGreeting: Requirement<ImageDetails> = {
  code: 'other-working-directory',
  isMet: ({ workingDirectory, command, entrypoint }) =>
    workingDirectory === '/app' || [...entrypoint, ...command].join(' ').includes('/app/greet.sh'),
  text: () => ({
    ko: "greet.sh는 /app에 있는데 작업 디렉터리가 /app이 아닙니다. --change 'WORKDIR /app'을 붙여 다시 들여와 주세요.",
    en: "greet.sh is in /app, but that is not the working directory. Import it again with --change 'WORKDIR /app'.",
  }),
};

const hasOneMore: Requirement<ImageDetails> = {
  code: 'nothing-added',
  isMet: ({ history }) => (history.at(-1)?.sizeBytes ?? 0) > 0,
  text: () => ({
    ko: 'notes:layered의 맨 위 레이어에 아무것도 들어 있지 않습니다. 파일을 바꾼 컨테이너 notes를 커밋해 주세요.',
    en: 'The uppermost layer of notes:layered is empty. Commit the container notes, in which you changed a file.',
  }),
};

const namesAuthor: Requirement<ImageDetails> = {
  code: 'no-author',
  isMet: ({ author }) => author.trim() !== '',
  text: () => ({
    ko: '이미지에 만든 사람이 적혀 있지 않습니다. --author(-a)를 붙여 다시 커밋해 주세요.',
    en: 'The image does not say who made it. Commit again with --author (-a).',
  }),
};

const saysWhat: Requirement<ImageDetails> = {
  code: 'no-message',
  isMet: ({ comment, history }) => comment.trim() !== '' || (history.at(-1)?.comment ?? '').trim() !== '',
  text: () => ({
    ko: '이미지에 무엇을 바꾸었는지 적혀 있지 않습니다. --message(-m)를 붙여 다시 커밋해 주세요.',
    en: 'The image does not say what was changed. Commit again with --message (-m).',
  }),
};

export default defineChecks({
  export: anArchive({
    path: 'notes.tar',
    requirements: [
      exported,
      {
        code: 'other-container',
        isMet: ({ paths }) => paths.includes('app/name.txt'),
        text: () => ({
          ko: '~/notes.tar의 파일 시스템에는 app/name.txt가 없습니다. 컨테이너 notes를 내보내 주세요.',
          en: 'The file system in ~/notes.tar has no app/name.txt. Export the container notes.',
        }),
      },
    ],
    todo: {
      ko: '컨테이너 notes를 만들고 “docker container export --output notes.tar notes”를 입력해 주세요.',
      en: 'Make the container notes and type “docker container export --output notes.tar notes”.',
    },
  }),

  import: withMoves(
    anImage({
      tag: 'notes:flat',
      also: [oneLayer, bare],
      todo: {
        ko: '“docker image import notes.tar notes:flat”을 입력해 주세요.',
        en: 'Type “docker image import notes.tar notes:flat”.',
      },
    }),
    ['requests'],
    async (evidence) =>
      (await evidence.requests())
        .filter(({ method, path }) => method === 'POST' && path === '/images/load')
        .map(({ at }) => ({
          at,
          code: 'loaded-not-imported',
          text: {
            ko: 'docker image load는 docker image save로 저장한 이미지 아카이브만 읽습니다. 컨테이너의 파일 시스템은 docker image import로 들여와 주세요.',
            en: 'docker image load only reads image archives, written by docker image save. Import the file system of a container with docker image import.',
          },
        })),
  ),

  change: anImage({
    tag: 'notes:ready',
    environment: { GREETING: { like: /\S/, shown: 'Ahoy' } },
    also: [oneLayer, startsTheGreeting, findsTheGreeting],
    todo: {
      ko: 'notes.tar를 --change와 함께 notes:ready라는 이름으로 들여와 주세요.',
      en: 'Import notes.tar with --change under the name notes:ready.',
    },
  }),

  commit: anImage({
    tag: 'notes:layered',
    builtOn: 'greeter',
    also: [hasOneMore, namesAuthor, saysWhat],
    todo: {
      ko: '“docker container commit --author 이름 --message 설명 notes notes:layered”를 입력해 주세요.',
      en: 'Type “docker container commit --author NAME --message TEXT notes notes:layered”.',
    },
  }),
});
