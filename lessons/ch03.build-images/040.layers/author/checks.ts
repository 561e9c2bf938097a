/** Checks of ch03/layers: history, number of layers, shared and read-only layers, removal. */
import { allOf, withMoves } from '#lessons/_checks/combine.ts';
import { containersOf } from '#lessons/_checks/containers.ts';
import { anAnswer, textInContainer } from '#lessons/_checks/expect-file.ts';
import { anImage } from '#lessons/_checks/expect-image.ts';
import { asked, isLike, subjectOf } from '#lessons/_checks/expect-request.ts';
import { isSameImage, shownText } from '#lessons/_checks/image-reference.ts';
import type { Move } from '#lessons/_checks/latest-move.ts';
import { defineChecks, notStarted, partlyDone, passed, wrongMove, type Check } from '#lessons/_schema/check.ts';
import type { Evidence } from '#lessons/_schema/evidence.ts';

const PROGRAM = '/clock/clock.js';

const builtClock = anImage({
  tag: 'clock',
  builtOn: 'diamol/node',
  todo: {
    ko: '“docker image build --tag clock clock-app”으로 빌드해 주세요.',
    en: 'Build it with “docker image build --tag clock clock-app”.',
  },
});

/** Two containers of the clock, in which the program differs. What differs from the image is slow to ask for. */
const changedOne: Check = {
  watches: ['containers', 'images', 'requests', 'files'],
  async evaluate(evidence) {
    const own = containersOf('clock', await evidence.containers(), await evidence.images());
    if (own.length === 0)
      return notStarted({
        ko: '“clock” 이미지로 컨테이너 “one”과 “two”를 실행해 주세요.',
        en: 'Run two containers, “one” and “two”, from the image “clock”.',
      });
    if (own.length === 1)
      return wrongMove('one-container', {
        ko: `“clock” 컨테이너가 “${shownText(own[0]?.name ?? '')}” 하나뿐입니다. 비교할 수 있게 하나 더 실행해 주세요.`,
        en: `There is only one container of “clock”, “${shownText(own[0]?.name ?? '')}”. Run one more, so that you can compare them.`,
      });
    const programs = await Promise.all(
      own.slice(0, 5).map(async (container) => textInContainer(evidence, container, PROGRAM)),
    );
    if (new Set(programs).size > 1) return passed();
    return partlyDone('nothing-changed', {
      ko: `모든 컨테이너의 ${PROGRAM}가 서로 같습니다. docker container exec로 그 가운데 하나에서만 고쳐 주세요.`,
      en: `${PROGRAM} is the same in all of the containers. Change it in only one of them, with docker container exec.`,
    });
  },
};

/** An image went since the step began, the clock is not there, and the other image is. */
const removedClock: Check = {
  watches: ['images', 'events'],
  async evaluate(evidence) {
    const [clock, webPing, events] = await Promise.all([
      evidence.image('clock'),
      evidence.image('web-ping'),
      evidence.events(),
    ]);
    const isRemoved = events.some(({ type, action }) => type === 'image' && action === 'delete');
    if (isRemoved && webPing === null)
      return wrongMove('web-ping-removed', {
        ko: '“web-ping” 이미지까지 지웠습니다. 지울 것은 “clock”뿐입니다. “docker image build --tag web-ping ping-app”으로 다시 만들어 주세요.',
        en: 'You removed the image “web-ping”, too. Only “clock” was to be removed. Make it again with “docker image build --tag web-ping ping-app”.',
      });
    if (isRemoved && clock === null) return passed();
    return notStarted({
      ko: '컨테이너를 지운 다음 “docker image rm clock”으로 이미지를 지워 주세요.',
      en: 'Remove the containers, then the image with “docker image rm clock”.',
    });
  },
};

async function refusedRemovals(evidence: Evidence): Promise<Move[]> {
  const containers = containersOf('clock', await evidence.containers(), await evidence.images());
  if (containers.length === 0) return [];
  return (await evidence.requests())
    .filter((request) => isLike(request, 'DELETE /images/*'))
    .map((request) => ({ at: request.at, image: subjectOf(request, 'DELETE /images/*') }))
    .filter(({ image }) => isSameImage(image, 'clock'))
    .map(({ at }) => ({
      at,
      code: 'in-use',
      text: {
        ko: `“clock” 이미지를 쓰는 컨테이너(${containers.map(({ name }) => shownText(name)).join(', ')})가 있어 지워지지 않았습니다. 먼저 컨테이너를 지워 주세요.`,
        en: `The image “clock” was not removed, because containers use it (${containers.map(({ name }) => shownText(name)).join(', ')}). Remove the containers first.`,
      },
    }));
}

export default defineChecks({
  'read-history': allOf({
    'not-built': anImage({
      tag: 'web-ping',
      builtOn: 'diamol/node',
      todo: {
        ko: '“docker image build --tag web-ping ping-app”으로 빌드해 주세요.',
        en: 'Build it with “docker image build --tag web-ping ping-app”.',
      },
    }),
    'history-not-read': asked({
      request: 'GET /images/*/history',
      mistakes: [
        {
          request: 'GET /images/*/json',
          code: 'inspected',
          text: {
            ko: '이미지의 정보(inspect)를 보았습니다. 인스트럭션의 이력은 “docker image history web-ping”으로 봅니다.',
            en: 'You inspected an image. To see the history of its instructions, use “docker image history web-ping”.',
          },
        },
      ],
      todo: {
        ko: '“docker image history web-ping”으로 이력을 읽어 보세요.',
        en: 'Read its history with “docker image history web-ping”.',
      },
    }),
  }),
  'count-layers': anAnswer({
    path: 'layers.txt',
    answers: async (evidence) => {
      const image = await evidence.image('web-ping');
      return image === null ? [] : [String(image.layers.length)];
    },
    mistakes: async (evidence, given) => {
      const image = await evidence.image('web-ping');
      if (image === null || given !== String(image.history.length)) return undefined;
      return {
        code: 'history-counted',
        text: {
          ko: `“${shownText(given)}”은 이력의 줄 수입니다. 이력에는 메타데이터만 바꾼 줄도 있습니다. 파일 레이어의 목록인 .RootFS.Layers의 개수를 적어 주세요.`,
          en: `“${shownText(given)}” is the number of lines in the history, which also has lines that changed only metadata. Write down how many items are in .RootFS.Layers, the list of layers of files.`,
        },
      };
    },
    todo: {
      ko: 'web-ping 이미지의 파일 레이어(.RootFS.Layers)가 몇 개인지 ~/layers.txt에 적어 주세요.',
      en: 'Write the number of layers of files (.RootFS.Layers) of the image web-ping to ~/layers.txt.',
    },
  }),
  'share-layers': allOf({
    'not-built': builtClock,
    'use-not-read': asked({
      request: 'GET /system/df',
      mistakes: [
        {
          request: 'GET /info',
          code: 'other-report',
          text: {
            ko: 'docker info에는 이미지가 쓰는 디스크 크기가 없습니다. “docker system df”를 입력해 주세요.',
            en: 'docker info does not say how much disk space images use. Type “docker system df”.',
          },
        },
      ],
      todo: {
        ko: '“docker system df”로 실제로 쓰는 크기를 확인해 보세요.',
        en: 'See how much is really used with “docker system df”.',
      },
    }),
  }),
  'change-one': changedOne,
  'remove-image': withMoves(removedClock, ['requests', 'containers'], refusedRemovals),
});
