/**
 * When the steps of this lesson are done.
 *
 * Looks at the files the learner wrote and at those in the containers; see design.md.
 */
import { allOf } from '#lessons/_checks/combine.ts';
import { aFile, anAnswer, HOME } from '#lessons/_checks/expect-file.ts';
import { asked } from '#lessons/_checks/expect-request.ts';
import { defineChecks, notStarted, passed, wrongMove, type Check, type LocalizedText } from '#lessons/_schema/check.ts';
import type { Evidence } from '#lessons/_schema/evidence.ts';

const saveInside: LocalizedText = {
  ko: '“docker container exec red ps > inside.txt”를 입력해 주세요.',
  en: 'Type “docker container exec red ps > inside.txt”.',
};

const saveOutside: LocalizedText = {
  ko: '“ps aux > outside.txt”를 입력해 주세요.',
  en: 'Type “ps aux > outside.txt”.',
};

/** The engine, which only whoever is outside can see. */
const engineProcess = /\bdockerd\b/;

const noteInRed: LocalizedText = {
  ko: '“docker container exec red sh -c \'echo "only in red" > /note.txt\'”를 입력해 주세요.',
  en: 'Type “docker container exec red sh -c \'echo "only in red" > /note.txt\'”.',
};

const NOTE = '/note.txt';

async function hasNote(evidence: Evidence, name: string): Promise<boolean> {
  const container = (await evidence.containers()).find((one) => one.name === name);
  return container !== undefined && (await evidence.containerFile(container.id, NOTE)) !== null;
}

/** Passes when the note is in the one container and not in the other. */
const noteInOneContainer: Check = {
  watches: ['containers', 'requests', 'files'],
  async evaluate(evidence) {
    const [inRed, inBlue] = await Promise.all([hasNote(evidence, 'red'), hasNote(evidence, 'blue')]);
    if (inBlue)
      return wrongMove('in-blue', {
        ko: `blue에 ${NOTE} 파일이 있습니다. red에만 있어야 합니다. “docker container exec blue rm ${NOTE}”로 지우고 red에 만들어 주세요.`,
        en: `There is a file ${NOTE} in blue. It must be in red only. Remove it with “docker container exec blue rm ${NOTE}” and make it in red.`,
      });
    if (inRed) return passed();
    if ((await evidence.file(`${HOME}${NOTE}`)) !== null)
      return wrongMove('made-outside', {
        ko: '여러분의 홈 폴더에 note.txt가 있고 red에는 없습니다. 컨테이너 밖에서 여러분의 셸이 “>”를 처리했기 때문입니다. sh -c 다음에 명령 전체를 따옴표로 묶어 주세요.',
        en: 'There is a note.txt in your home folder and none in red: your own shell, outside the container, dealt with “>”. Put the whole command in quotes after sh -c.',
      });
    return notStarted(noteInRed);
  },
};

const writeKernel: LocalizedText = {
  ko: '“docker container run --rm diamol/base uname -r > kernel.txt”를 입력해 주세요.',
  en: 'Type “docker container run --rm diamol/base uname -r > kernel.txt”.',
};

export default defineChecks({
  'two-views': allOf({
    inside: aFile({
      path: 'inside.txt',
      also: [
        {
          code: 'inside-from-outside',
          isMet: ({ text }) => !engineProcess.test(text),
          text: () => ({
            ko: 'inside.txt에 도커 엔진(dockerd)이 보입니다. 컨테이너 밖에서 본 목록이라는 뜻입니다. “docker container exec red ps > inside.txt”로 다시 저장해 주세요.',
            en: 'inside.txt has the Docker Engine (dockerd) in it, so it is a list from outside. Save it again with “docker container exec red ps > inside.txt”.',
          }),
        },
        {
          code: 'other-list',
          isMet: ({ text }) => /^\s*1\s.*\bsleep\b/m.test(text),
          text: () => ({
            ko: 'inside.txt에 1번 프로세스 sleep이 없습니다. red 안에서 실행한 ps의 출력이어야 합니다. 컨테이너 red가 실행 중인지도 확인해 주세요.',
            en: 'inside.txt has no sleep as process 1. It must hold what ps prints inside red. Also check that the container red is running.',
          }),
        },
      ],
      todo: saveInside,
    }),
    outside: aFile({
      path: 'outside.txt',
      also: [
        {
          code: 'outside-from-inside',
          isMet: ({ text }) => engineProcess.test(text),
          text: () => ({
            ko: 'outside.txt에 도커 엔진(dockerd)이 없습니다. 밖에서 본 목록이라면 보여야 합니다. 컨테이너 밖에서 “ps aux > outside.txt”를 실행해 주세요.',
            en: 'outside.txt does not have the Docker Engine (dockerd) in it, as a list from outside would. Run “ps aux > outside.txt” outside the containers.',
          }),
        },
      ],
      todo: saveOutside,
    }),
  }),

  'own-files': noteInOneContainer,

  'same-kernel': allOf({
    answer: anAnswer({
      path: 'kernel.txt',
      answers: async (evidence) => [(await evidence.program(['uname', '-r'])).output],
      mistakes: (_evidence, given) =>
        Promise.resolve(
          /PRETTY_NAME|^Linux\b/.test(given)
            ? {
                code: 'more-than-the-version',
                text: {
                  ko: 'kernel.txt에 커널 버전이 아닌 것도 들어 있습니다. 컨테이너 안에서 “uname -r”만 실행해 다시 저장해 주세요.',
                  en: 'kernel.txt holds more than the version of the kernel. Run just “uname -r” in the container and save it again.',
                },
              }
            : undefined,
        ),
      todo: writeKernel,
    }),
    container: asked({ request: ['POST /containers/create', 'POST /containers/*/exec'], todo: writeKernel }),
  }),
});
