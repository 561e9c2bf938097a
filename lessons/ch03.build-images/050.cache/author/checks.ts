/** Checks of ch03/cache: built from the cache, an edit, another order, another edit, images without names. */
import { allOf } from '#lessons/_checks/combine.ts';
import { anImage } from '#lessons/_checks/expect-image.ts';
import type { Requirement } from '#lessons/_checks/requirement.ts';
import { defineChecks, notStarted, partlyDone, passed, wrongMove, type Check } from '#lessons/_schema/check.ts';
import type { Evidence, ImageDetails } from '#lessons/_schema/evidence.ts';
import { sharedLayers } from '../../_checks/shared-layers.ts';

const build = (tag: string) => ({
  ko: `“docker image build --tag ${tag} report”로 빌드해 주세요.`,
  en: `Build it with “docker image build --tag ${tag} report”.`,
});

/** The image differs from the one of the step before. */
function differsFrom(tag: string, before: ImageDetails | null): Requirement<ImageDetails> {
  return {
    code: 'nothing-changed',
    isMet: (image) => before === null || sharedLayers(image, before) < image.layers.length,
    text: () => ({
      ko: `“${tag}” 이미지의 레이어가 앞의 이미지와 모두 같습니다. app.js를 고치고 저장한 다음 다시 빌드해 주세요.`,
      en: `All layers of “${tag}” are the same as those of the previous image. Edit app.js, save it, and build again.`,
    }),
  };
}

/** All but the last layer were taken from the cache. */
function onlyLastDiffers(before: ImageDetails | null): Requirement<ImageDetails> {
  const rebuilt = (image: ImageDetails) => (before === null ? 0 : image.layers.length - sharedLayers(image, before));
  return {
    code: 'too-much-rebuilt',
    isMet: (image) => rebuilt(image) <= 1,
    text: (image) => ({
      ko: `“report:4” 이미지에서 “report:3”과 다른 레이어가 ${String(rebuilt(image))}개입니다. 하나여야 합니다. package.json과 Dockerfile은 그대로 두고 app.js만 고쳐 다시 빌드해 주세요.`,
      en: `${String(rebuilt(image))} layers of “report:4” differ from “report:3”, expected 1. Leave package.json and the Dockerfile as they are, edit only app.js, and build again.`,
    }),
  };
}

function withImage(reference: string, make: (image: ImageDetails | null, evidence: Evidence) => Check): Check {
  return {
    watches: ['images'],
    evaluate: async (evidence) => make(await evidence.image(reference), evidence).evaluate(evidence),
  };
}

const indexOf = ({ history }: ImageDetails, pattern: RegExp) =>
  history.findLastIndex(({ createdBy }) => pattern.test(createdBy));

const INSTALL = /^RUN .*(npm|yarn)/;
const COPY_ALL = /^(COPY|ADD) (?!.*package\S*\.json)/;
const COPY_LIST = /^(COPY|ADD) .*package\S*\.json/;

const installsFirst: Requirement<ImageDetails> = {
  code: 'code-before-install',
  isMet: (image) => indexOf(image, INSTALL) < indexOf(image, COPY_ALL),
  text: () => ({
    ko: '“report:3” 이미지에서 코드를 복사하는 COPY가 아직 RUN npm install보다 앞에 있습니다. COPY . .을 맨 뒤로 옮기고 저장한 다음 다시 빌드해 주세요.',
    en: 'In “report:3”, the COPY of the code still comes before RUN npm install. Move COPY . . to the end, save, and build again.',
  }),
};

const listIsThere: Requirement<ImageDetails> = {
  code: 'list-missing',
  isMet: (image) => {
    const list = indexOf(image, COPY_LIST);
    return list !== -1 && list < indexOf(image, INSTALL);
  },
  text: () => ({
    ko: '“report:3” 이미지에서 RUN npm install보다 앞에 package.json이 복사되지 않았습니다. 그러면 npm은 무엇을 설치할지 알 수 없습니다. COPY package.json .을 RUN 앞에 두고 다시 빌드해 주세요.',
    en: 'In “report:3”, package.json is not copied before RUN npm install, so npm does not know what to install. Put COPY package.json . before RUN and build again.',
  }),
};

/** An image that lost its name was removed, and the named ones are there. */
const pruned: Check = {
  watches: ['images', 'events'],
  async evaluate(evidence) {
    const [images, events] = await Promise.all([evidence.images(), evidence.events()]);
    const isAnyRemoved = events.some(
      ({ type, action }) => type === 'image' && (action === 'delete' || action === 'untag'),
    );
    if (isAnyRemoved && (await evidence.image('report:4')) === null)
      return wrongMove('named-removed', {
        ko: '“report:4” 이미지가 없습니다. 이름이 있는 이미지는 두고, 이름을 잃은 이미지만 지워야 합니다. “report:4”를 다시 빌드해 주세요.',
        en: 'There is no image “report:4”. Remove only images that have lost their names, and keep those that have one. Build “report:4” again.',
      });
    const dangling = images.filter(({ tags }) => tags.length === 0).length;
    const prunedContainers = events.some(({ type, action }) => type === 'container' && action === 'prune');
    if (dangling > 0 && prunedContainers)
      return wrongMove('containers-pruned', {
        ko: '멈춘 컨테이너를 치웠습니다. 이미지를 치우는 명령은 “docker image prune”입니다.',
        en: 'You cleared away stopped containers. The command for images is “docker image prune”.',
      });
    if (dangling > 0)
      return partlyDone('still-dangling', {
        ko: `이름을 잃은 이미지가 ${String(dangling)}개 있습니다. “docker image prune --force”로 치워 주세요.`,
        en: `${dangling === 1 ? 'There is 1 image' : `There are ${String(dangling)} images`} without a name. Clear up with “docker image prune --force”.`,
      });
    if (events.some(({ type, action }) => type === 'image' && action === 'delete')) return passed();
    return notStarted({
      ko: 'app.js를 고쳐 “report:4”로 다시 빌드하고, 이름을 잃은 예전 이미지를 “docker image prune --force”로 치워 주세요.',
      en: 'Edit app.js, build “report:4” again, and clear away the old image, which has lost its name, with “docker image prune --force”.',
    });
  },
};

export default defineChecks({
  'build-twice': allOf({
    'not-built': anImage({ tag: 'report:1', builtOn: 'diamol/node', todo: build('report:1') }),
    'not-built-again': anImage({ tag: 'report:again', sameAs: 'report:1', todo: build('report:again') }),
  }),
  'edit-code': withImage('report:1', (before) =>
    anImage({ tag: 'report:2', also: [differsFrom('report:2', before)], todo: build('report:2') }),
  ),
  reorder: anImage({ tag: 'report:3', also: [listIsThere, installsFirst], todo: build('report:3') }),
  'edit-again': withImage('report:3', (before) =>
    anImage({
      tag: 'report:4',
      also: [differsFrom('report:4', before), onlyLastDiffers(before)],
      todo: build('report:4'),
    }),
  ),
  prune: pruned,
});
