/** Checks of ch03/commit: a changed container, the image made from it, a container of that image. */
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { anImage } from '#lessons/_checks/expect-image.ts';
import { textInContainer } from '#lessons/_checks/expect-file.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import type { Requirement } from '#lessons/_checks/requirement.ts';
import { defineChecks, type Check } from '#lessons/_schema/check.ts';
import type { ContainerEvidence, Evidence, ImageDetails } from '#lessons/_schema/evidence.ts';

const NOTICE = '/notice.txt';

function hasNotice(evidence: Evidence): Requirement<ContainerEvidence> {
  return {
    code: 'no-notice',
    isMet: async (container) => (await textInContainer(evidence, container, NOTICE)).trim() !== '',
    text: ({ name }) => ({
      ko: `“${shownText(name)}” 컨테이너에 ${NOTICE} 파일이 없거나 비어 있습니다. 파일은 호스트가 아니라 컨테이너 안의 셸에서 만들어야 합니다. “docker container start -ai ${shownText(name)}”로 다시 들어갈 수 있습니다.`,
      en: `There is no ${NOTICE} in the container “${shownText(name)}”, or it is empty. Make it in the shell inside the container, not on the host. “docker container start -ai ${shownText(name)}” takes you back in.`,
    }),
  };
}

const changedContainer: Check = {
  watches: ['containers', 'images', 'events', 'requests', 'files'],
  evaluate: async (evidence) =>
    aContainer({
      image: 'diamol/base',
      name: 'draft',
      state: 'there',
      also: [hasNotice(evidence)],
      todo: {
        ko: '“docker container run -it --name draft diamol/base”로 들어가 /notice.txt를 만들어 주세요.',
        en: 'Go in with “docker container run -it --name draft diamol/base” and make /notice.txt.',
      },
    }).evaluate(evidence),
};

const hasOneMoreLayer: Requirement<ImageDetails> = {
  code: 'nothing-added',
  isMet: ({ layers }) => layers.length > 1,
  text: () => ({
    ko: '“notice:1” 이미지에 새 레이어가 없습니다. 파일을 만든 “draft” 컨테이너를 commit해 주세요.',
    en: 'The image “notice:1” has no new layer. Commit the container “draft”, in which you made the file.',
  }),
};

const hasAuthor: Requirement<ImageDetails> = {
  code: 'no-author',
  isMet: ({ author }) => author.trim() !== '',
  text: () => ({
    ko: '“notice:1” 이미지에 만든 사람이 적혀 있지 않습니다. -a(--author)를 붙여 다시 commit해 주세요.',
    en: 'The image “notice:1” does not say who made it. Commit again with -a (--author).',
  }),
};

const hasMessage: Requirement<ImageDetails> = {
  code: 'no-message',
  isMet: ({ comment }) => comment.trim() !== '',
  text: () => ({
    ko: '“notice:1” 이미지에 무엇을 바꾸었는지 적혀 있지 않습니다. -m(--message)을 붙여 다시 commit해 주세요.',
    en: 'The image “notice:1” does not say what was changed. Commit again with -m (--message).',
  }),
};

const readsNotice: Check = {
  watches: ['containers', 'images', 'events', 'requests', 'logs'],
  evaluate: async (evidence) =>
    aContainer({
      image: 'notice:1',
      state: 'ended',
      also: [
        {
          code: 'not-printed',
          isMet: async ({ id }) => (await evidence.logs(id)).trim() !== '',
          text: ({ name }) => ({
            ko: `“${shownText(name)}” 컨테이너가 아무것도 출력하지 않았습니다. 이미지 이름 뒤에 cat /notice.txt를 써서 다시 실행해 주세요.`,
            en: `The container “${shownText(name)}” printed nothing. Run it again with cat /notice.txt after the name of the image.`,
          }),
        },
      ],
      todo: {
        ko: '“docker container run notice:1 cat /notice.txt”로 파일을 읽어 보세요.',
        en: 'Read the file with “docker container run notice:1 cat /notice.txt”.',
      },
    }).evaluate(evidence),
};

export default defineChecks({
  'change-it': changedContainer,
  'commit-it': anImage({
    tag: 'notice:1',
    builtOn: 'diamol/base',
    also: [hasOneMoreLayer, hasAuthor, hasMessage],
    todo: {
      ko: '“docker container commit -a 이름 -m 설명 draft notice:1”로 이미지를 만들어 주세요.',
      en: 'Make the image with “docker container commit -a NAME -m TEXT draft notice:1”.',
    },
  }),
  'run-it': readsNotice,
});
