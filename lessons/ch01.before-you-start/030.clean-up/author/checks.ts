/**
 * When the steps of ch01/clean-up are done. See design.md for what is asked and why.
 */
import { allOf } from '#lessons/_checks/combine.ts';
import { aContainer, noContainers } from '#lessons/_checks/expect-container.ts';
import { noImages } from '#lessons/_checks/expect-image.ts';
import { asked } from '#lessons/_checks/expect-request.ts';
import { keptImages } from '#lessons/ch01.before-you-start/_checks/images-kept.ts';
import { defineChecks } from '#lessons/_schema/check.ts';

const isOfTheCourse = (tag: string) => tag.startsWith('diamol/');

const removeImages = {
  ko: "“docker image rm --force $(docker image ls --filter reference='diamol/*' --quiet)”를 입력해 주세요.",
  en: "Type “docker image rm --force $(docker image ls --filter reference='diamol/*' --quiet)”.",
};

export default defineChecks({
  several: allOf({
    'still-to-start': aContainer({
      image: 'diamol/ch02-hello-diamol-web',
      todo: {
        ko: '“docker container run --detach diamol/ch02-hello-diamol-web”을 입력해 주세요.',
        en: 'Type “docker container run --detach diamol/ch02-hello-diamol-web”.',
      },
    }),
    'still-to-end': aContainer({
      image: 'diamol/ch02-hello-diamol',
      state: 'ended',
      todo: {
        ko: '이제 “docker container run diamol/ch02-hello-diamol”을 입력해 주세요.',
        en: 'Now type “docker container run diamol/ch02-hello-diamol”.',
      },
    }),
  }),
  'remove-containers': noContainers({
    todo: {
      ko: '“docker container rm --force $(docker container ls --all --quiet)”를 입력해 주세요.',
      en: 'Type “docker container rm --force $(docker container ls --all --quiet)”.',
    },
  }),
  'find-images': asked({
    request: 'GET /images/json',
    where: ({ query }) => (query['filters'] ?? '').includes('diamol'),
    otherwise: {
      code: 'not-filtered',
      text: {
        ko: "이미지의 목록을 보았지만 diamol/로 시작하는 것만 고르지는 않았습니다. --filter reference='diamol/*'를 붙여 주세요.",
        en: "You listed images, but not only those that begin with diamol/. Add --filter reference='diamol/*'.",
      },
    },
    mistakes: [
      {
        request: 'GET /containers/json',
        code: 'containers-listed',
        text: {
          ko: '그 명령은 컨테이너의 목록을 보여 줍니다. 이미지의 목록은 “docker image ls”로 봅니다.',
          en: 'That command lists containers. To list images, use “docker image ls”.',
        },
      },
    ],
    todo: {
      ko: "“docker image ls --filter reference='diamol/*' --quiet”를 입력해 주세요.",
      en: "Type “docker image ls --filter reference='diamol/*' --quiet”.",
    },
  }),
  'remove-images': allOf({
    removed: noImages({ which: isOfTheCourse, todo: removeImages }),
    kept: keptImages({
      keep: { busybox: 'busybox-lost' },
      otherwise: {
        ko: '“docker image pull busybox”로 다시 내려받아 주세요.',
        en: 'Get it back with “docker image pull busybox”.',
      },
      mustGo: isOfTheCourse,
      todo: removeImages,
    }),
  }),
});
