/** Checks of ch04/multi-stage: three stages, what is left of them, a test that stops the build, one stage alone. */
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { anImage } from '#lessons/_checks/expect-image.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import type { Requirement } from '#lessons/_checks/requirement.ts';
import { defineChecks, type Check, type LocalizedText } from '#lessons/_schema/check.ts';
import type { ContainerEvidence, Evidence, ImageDetails } from '#lessons/_schema/evidence.ts';

const ranInTheImage = ({ history }: ImageDetails) =>
  history.filter(({ createdBy }) => /^RUN .*build\.txt/.test(createdBy));

const onlyTheResult: Requirement<ImageDetails> = {
  code: 'one-stage-only',
  isMet: (image) =>
    ranInTheImage(image).length === 0 && image.history.some(({ createdBy }) => createdBy.startsWith('COPY')),
  text: (image) => ({
    ko: `“multi-stage” 이미지에 RUN 레이어가 ${String(ranInTheImage(image).length)}개, build.txt를 복사한 COPY 레이어가 ${String(copies(image))}개 있습니다. RUN 레이어는 없어야 합니다. 마지막 단계는 FROM으로 새로 시작해 COPY --from으로 build.txt만 가져와야 합니다.`,
    en: `Layers in the image “multi-stage”: ${String(ranInTheImage(image).length)} of RUN, expected 0, and ${String(copies(image))} of COPY for build.txt. The last stage must start afresh with FROM and fetch only build.txt with COPY --from.`,
  }),
};

function copies({ history }: ImageDetails): number {
  return history.filter(({ createdBy }) => /^COPY .*build\.txt/.test(createdBy)).length;
}

/** A container of the image that ended well and printed all of these lines. */
function printed(image: string, lines: readonly string[], todo: LocalizedText, advice: LocalizedText): Check {
  const check = (evidence: Evidence) =>
    aContainer({
      image,
      mistakenFor: ['diamol/base'],
      state: 'ended',
      also: [saying(evidence, lines, advice)],
      todo,
    });
  return {
    watches: ['containers', 'images', 'events', 'requests', 'logs'],
    evaluate: async (evidence) => check(evidence).evaluate(evidence),
  };
}

function saying(evidence: Evidence, lines: readonly string[], advice: LocalizedText): Requirement<ContainerEvidence> {
  return {
    code: 'other-output',
    isMet: async ({ id }) => {
      const output = await evidence.logs(id);
      return lines.every((line) => output.includes(line));
    },
    text: async ({ id, name }) => {
      const found = shownText((await evidence.logs(id)).trim().replaceAll('\n', ' ⏎ '));
      const wanted = lines.join(' ⏎ ');
      return {
        ko: `“${shownText(name)}” 컨테이너가 “${found}”을(를) 출력했습니다. “${wanted}”이(가) 나와야 합니다. ${advice.ko}`,
        en: `The container “${shownText(name)}” printed “${found}”, expected “${wanted}”. ${advice.en}`,
      };
    },
  };
}

const isTestStage: Requirement<ImageDetails> = {
  code: 'other-stage',
  isMet: (image) => ranInTheImage(image).length === 1 && copies(image) === 1,
  text: (image) =>
    ranInTheImage(image).length === 0
      ? {
          ko: '“multi-stage:test” 이미지에 RUN 레이어가 없습니다. 마지막 단계까지 빌드된 것입니다. --target test-stage를 붙여 다시 빌드해 주세요.',
          en: 'The image “multi-stage:test” has no layer of RUN, so it was built up to the last stage. Build it again with --target test-stage.',
        }
      : {
          ko: '“multi-stage:test” 이미지가 test-stage에서 끝나지 않았습니다. test-stage까지 빌드하면 COPY 레이어 하나와 RUN 레이어 하나가 있습니다. --target 다음에 쓴 단계 이름을 확인해 주세요.',
          en: 'The image “multi-stage:test” does not end at test-stage. Built up to there, it has one layer of COPY and one of RUN. Check the name after --target.',
        },
};

const isNotTheLastStage: Requirement<ImageDetails> = {
  ...isTestStage,
  code: 'no-target',
  isMet: (image) => ranInTheImage(image).length > 0,
};

export default defineChecks({
  'three-stages': anImage({
    tag: 'multi-stage',
    also: [onlyTheResult],
    todo: {
      ko: 'multi-stage 폴더에 Dockerfile을 만들고 “docker image build -t multi-stage multi-stage”로 빌드해 주세요.',
      en: 'Create the Dockerfile in the folder multi-stage and build it with “docker image build -t multi-stage multi-stage”.',
    },
  }),
  'run-it': printed(
    'multi-stage',
    ['Building...', 'Testing...'],
    {
      ko: '“docker container run multi-stage”로 실행해 주세요.',
      en: 'Run it with “docker container run multi-stage”.',
    },
    {
      ko: '이미지 이름 뒤에 다른 명령을 쓰지 말고 실행해 주세요.',
      en: 'Run it without another command after the name of the image.',
    },
  ),
  'failing-test': printed(
    'greeting',
    ['Hello, Docker!'],
    {
      ko: 'greeting 폴더를 빌드해 오류를 읽고, greet.sh를 고쳐 다시 빌드한 다음 “docker container run greeting”으로 실행해 주세요.',
      en: 'Build the folder greeting, read the error, fix greet.sh, build again, then run “docker container run greeting”.',
    },
    {
      ko: '테스트를 바꾸거나 건너뛰지 말고 프로그램 greet.sh를 고쳐 주세요.',
      en: 'Fix the program greet.sh. Do not change or skip the test.',
    },
  ),
  'one-stage-only': anImage({
    tag: 'multi-stage:test',
    also: [isNotTheLastStage, isTestStage],
    todo: {
      ko: '“docker image build --target test-stage -t multi-stage:test multi-stage”로 빌드해 주세요.',
      en: 'Build it with “docker image build --target test-stage -t multi-stage:test multi-stage”.',
    },
  }),
});
