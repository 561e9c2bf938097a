/** Checks of ch04/lab: a small image, the edited page, and one new layer for one edited file. */
import { allOf } from '#lessons/_checks/combine.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { anImage } from '#lessons/_checks/expect-image.ts';
import { aPage } from '#lessons/_checks/expect-page.ts';
import { shownImageSize } from '#lessons/_checks/pattern.ts';
import type { Requirement } from '#lessons/_checks/requirement.ts';
import { onlyTheTopLayerIsNew } from '#lessons/ch04.from-source/_checks/changed-layers.ts';
import { defineChecks, type LocalizedText } from '#lessons/_schema/check.ts';
import type { Evidence, ImageDetails } from '#lessons/_schema/evidence.ts';

/** 15 % of what the Dockerfile that the lab brings along builds, 278 MB. */
const MOST_BYTES = 41_700_000;

/** The program has about 12 MB; what is that much larger than its base has one inside. */
const PROGRAM_BYTES = 3_000_000;

const PORT = 8080;

const buildBoth: LocalizedText = {
  ko: 'lab 폴더를 harbour:v1로 빌드하고, index.html의 배 수를 5로 고친 다음 harbour:v2로 빌드해 주세요.',
  en: 'Build the folder lab as harbour:v1, change the number of ships in index.html to 5, then build it as harbour:v2.',
};

const serveIt: LocalizedText = {
  ko: 'harbour:v2로 컨테이너를 실행하고, 컨테이너의 80번 포트를 8080번 포트로 공개해 주세요.',
  en: 'Run a container from harbour:v2 and publish its port 80 on port 8080.',
};

/** The smallest image of all is one without the program. */
function withProgram(evidence: Evidence): Requirement<ImageDetails> {
  return {
    code: 'no-program',
    isMet: async ({ sizeBytes, layers }) => {
      const base = await evidence.image('diamol/base');
      const standsOnIt = base?.layers.every((layer, index) => layers[index] === layer) ?? false;
      return sizeBytes >= PROGRAM_BYTES + (standsOnIt ? (base?.sizeBytes ?? 0) : 0);
    },
    text: ({ sizeBytes }) => ({
      ko: `“harbour:v1” 이미지는 ${shownImageSize(sizeBytes)}로 작지만, 웹 서버 프로그램이 들어 있지 않습니다.`,
      en: `The image “harbour:v1” is small, with ${shownImageSize(sizeBytes)}, but the web server program is not inside.`,
    }),
  };
}

const small = (evidence: Evidence) =>
  anImage({
    tag: 'harbour:v1',
    maximumBytes: MOST_BYTES,
    environment: { HARBOUR: 'Busan' },
    also: [
      {
        code: 'starts-nothing',
        isMet: ({ command, entrypoint }) => [...entrypoint, ...command].join(' ').includes('server'),
        text: () => ({
          ko: '“harbour:v1” 이미지가 웹 서버를 시작하지 않습니다. CMD를 확인해 주세요.',
          en: 'The image “harbour:v1” does not start the web server. Check CMD.',
        }),
      },
      withProgram(evidence),
    ],
    todo: {
      ko: 'lab 폴더의 Dockerfile을 고쳐 harbour:v1로 빌드해 주세요.',
      en: 'Change the Dockerfile in the folder lab and build it as harbour:v1.',
    },
  });

export default defineChecks({
  small: { watches: ['images'], evaluate: async (evidence) => small(evidence).evaluate(evidence) },
  serves: allOf({
    container: aContainer({ image: 'harbour:v2', publishes: [{ containerPort: 80, on: PORT }], todo: serveIt }),
    harbour: aPage({ port: PORT, contains: 'Welcome to Busan', todo: serveIt }),
    ships: aPage({ port: PORT, contains: 'Ships today: 5', todo: serveIt }),
  }),
  'one-layer': onlyTheTopLayerIsNew({ before: 'harbour:v1', after: 'harbour:v2', todo: buildBoth }),
});
