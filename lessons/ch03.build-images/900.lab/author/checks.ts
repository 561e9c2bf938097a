/**
 * When the goals of this lab are reached. See design.md for what is asked and why.
 */
import { containersOf } from '#lessons/_checks/containers.ts';
import { anImage } from '#lessons/_checks/expect-image.ts';
import { textInContainer } from '#lessons/_checks/expect-file.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import { bestOf, type Requirement } from '#lessons/_checks/requirement.ts';
import { defineChecks, type Check } from '#lessons/_schema/check.ts';
import type { ContainerEvidence, Evidence, ImageDetails } from '#lessons/_schema/evidence.ts';
import { sharedLayers } from '../../_checks/shared-layers.ts';

const BASE = 'diamol/ch03-lab';
const TEXT_FILE = '/diamol/ch03.txt';

const variable = ({ variables }: Evidence, name: string) => variables[name] ?? '';
const newTag = (evidence: Evidence) => `${variable(evidence, 'learner')}/ch03-lab:2.0`;

/** The new image, with these requirements. */
function newImage(require: (evidence: Evidence) => Promise<readonly Requirement<ImageDetails>[]>): Check {
  return {
    watches: ['images'],
    async evaluate(evidence) {
      const tag = newTag(evidence);
      const todo = {
        ko: `“${tag}” 이미지가 아직 없습니다.`,
        en: `There is no image “${tag}” yet.`,
      };
      return anImage({ tag, also: await require(evidence), todo }).evaluate(evidence);
    },
  };
}

/** By the layers when the base is still there, by the label that is handed down when it is not. */
function standsOnBase(base: ImageDetails | null): Requirement<ImageDetails> {
  return {
    code: 'other-base',
    isMet: (image) =>
      base === null ? image.labels['drydock.stands-in-for'] === BASE : sharedLayers(image, base) === base.layers.length,
    text: ({ labels }) => ({
      ko: `새 이미지의 기반이 “${BASE}”이 아닙니다${onWhat(labels).ko}. “${BASE}” 이미지로 실행한 컨테이너에서 만들어 주세요.`,
      en: `The new image is not based on “${BASE}”${onWhat(labels).en}. Make it from a container of the image “${BASE}”.`,
    }),
  };
}

function onWhat(labels: Readonly<Record<string, string>>) {
  const found = labels['drydock.stands-in-for'];
  return found === undefined
    ? { ko: '', en: '' }
    : { ko: ` (“${shownText(found)}” 위에 있습니다)`, en: ` but on “${shownText(found)}”` };
}

const isCommitted: Requirement<ImageDetails> = {
  code: 'built-from-dockerfile',
  isMet: ({ history }) => !history.some(({ comment }) => comment.startsWith('buildkit')),
  text: () => ({
    ko: '새 이미지가 Dockerfile로 빌드되었습니다. 이번에는 Dockerfile 없이, 고친 컨테이너로 만들어야 합니다.',
    en: 'The new image was built from a Dockerfile. This time, make it without one, from a container that you changed.',
  }),
};

function hasOneMoreLayer(base: ImageDetails | null): Requirement<ImageDetails>[] {
  if (base === null)
    return [
      {
        code: 'base-removed',
        isMet: () => false,
        text: () => ({
          ko: `레이어를 비교할 “${BASE}” 이미지가 없습니다. 다시 내려받아 주세요.`,
          en: `The image “${BASE}” is not there to compare the layers with. Pull it again.`,
        }),
      },
    ];
  const added = ({ layers }: ImageDetails) => layers.length - base.layers.length;
  return [
    {
      code: 'nothing-added',
      isMet: (image) => added(image) > 0,
      text: () => ({
        ko: '새 이미지의 레이어가 원래 이미지보다 많지 않습니다. 파일을 고친 컨테이너를 이미지로 남겨야 합니다.',
        en: 'The new image has no more layers than the old one. Keep a container in which you changed the file as an image.',
      }),
    },
    {
      code: 'too-many-layers',
      isMet: (image) => added(image) === 1,
      text: (image) => ({
        ko: `새 이미지의 레이어가 원래 이미지보다 ${String(added(image))}개 많습니다. 하나만 많아야 합니다. “${BASE}” 이미지로 실행한 컨테이너에서 파일을 고치고 한 번만 commit해 주세요.`,
        en: `The new image has ${String(added(image))} more layers than the old one, expected 1. Change the file in a container of “${BASE}” and commit only once.`,
      }),
    },
  ];
}

const content: Check = {
  watches: ['containers', 'images', 'requests', 'files'],
  async evaluate(evidence) {
    const tag = newTag(evidence);
    const word = variable(evidence, 'word');
    const own = containersOf(tag, await evidence.containers(), await evidence.images());
    const textOf = async (container: ContainerEvidence) => textInContainer(evidence, container, TEXT_FILE);
    const requirements: Requirement<ContainerEvidence>[] = [
      {
        code: 'word-missing',
        isMet: async (container) => (await textOf(container)).includes(word),
        text: async (container) => ({
          ko: `“${shownText(container.name)}” 컨테이너의 ${TEXT_FILE}에 “${word}”가 없습니다. 마지막 줄은 “${lastLine(await textOf(container))}”입니다.`,
          en: `${TEXT_FILE} in the container “${shownText(container.name)}” does not contain “${word}”. Its last line is “${lastLine(await textOf(container))}”.`,
        }),
      },
      {
        code: 'old-text-lost',
        isMet: async (container) => /^Chapter 3 lab.*\n.*Write your name/.test(await textOf(container)),
        text: () => ({
          ko: `${TEXT_FILE}에 원래 있던 두 줄이 없습니다. 파일을 새로 쓰지 말고 끝에 덧붙여야 합니다. “${BASE}” 이미지로 실행한 컨테이너에서 다시 시작해 주세요.`,
          en: `The two lines that were in ${TEXT_FILE} before are gone. Add to the end of the file instead of overwriting it. Start again from a container of the image “${BASE}”.`,
        }),
      },
      {
        code: 'changed-in-container',
        isMet: async ({ id }) => !(await evidence.changes(id)).some(({ path }) => path === TEXT_FILE),
        text: ({ name }) => ({
          ko: `“${shownText(name)}” 컨테이너에서 ${TEXT_FILE}를 고쳤습니다. 더한 줄은 이미지에 들어 있어야 합니다. 이미지에서 새 컨테이너를 만들고, 파일은 고치지 말고 두세요.`,
          en: `${TEXT_FILE} was changed in the container “${shownText(name)}”. The added line has to be in the image. Create a new container from the image and leave the file as it is.`,
        }),
      },
    ];
    return bestOf(own, requirements, {
      ko: `“${tag}” 이미지로 만든 컨테이너가 아직 없습니다.`,
      en: `There is no container of the image “${tag}” yet.`,
    });
  },
};

const lastLine = (text: string) => shownText(text.trim().split('\n').at(-1) ?? '');

function saysWho(learner: string): Requirement<ImageDetails>[] {
  return [
    {
      code: 'other-author',
      isMet: ({ author }) => author.includes(learner),
      text: ({ author }) => ({
        ko: `새 이미지의 만든 사람(author)이 ${author === '' ? '적혀 있지 않습니다' : `“${shownText(author)}”입니다`}. “${learner}”가 있어야 합니다.`,
        en: `The author of the new image is ${author === '' ? 'not given' : `“${shownText(author)}”`}, expected “${learner}”.`,
      }),
    },
    {
      code: 'no-message',
      isMet: ({ comment }) => comment.trim() !== '',
      text: () => ({
        ko: '새 이미지에 무엇을 바꾸었는지 적은 설명(message)이 없습니다.',
        en: 'The new image has no message that says what was changed.',
      }),
    },
  ];
}

export default defineChecks({
  'right-base': newImage(async (evidence) => [standsOnBase(await evidence.image(BASE))]),
  'one-layer': newImage(async (evidence) => {
    const base = await evidence.image(BASE);
    return [isCommitted, ...hasOneMoreLayer(base)];
  }),
  content,
  origin: newImage(async (evidence) => saysWho(variable(evidence, 'learner'))),
});
