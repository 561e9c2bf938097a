/** Checks of ch05/golden-image: a base image with labels, and an application that stands on it. */
import { allOf, withWords } from '#lessons/_checks/combine.ts';
import { anImage } from '#lessons/_checks/expect-image.ts';
import type { Requirement } from '#lessons/_checks/requirement.ts';
import { defineChecks, notStarted, passed, wrongMove, type Check, type LocalizedText } from '#lessons/_schema/check.ts';
import type { ImageDetails } from '#lessons/_schema/evidence.ts';

const VERSION_LABEL = 'harbour.base.version';
const AUTHORS_LABEL = 'org.opencontainers.image.authors';
const TEAM = 'platform@harbour.example';

const buildNext: LocalizedText = {
  ko: 'golden/Dockerfile의 버전 레이블과 golden/harbour.conf를 고쳐 golden/base:1.1을 빌드하고, shop/Dockerfile의 FROM을 고쳐 shop/web:2를 빌드해 주세요.',
  en: 'Edit golden/harbour.conf and the version label in golden/Dockerfile, build golden/base:1.1, then edit FROM in shop/Dockerfile and build shop/web:2.',
};

const notByMaintainer: Requirement<ImageDetails> = {
  code: 'maintainer',
  isMet: ({ author, labels }) => author === '' || labels[AUTHORS_LABEL] !== undefined,
  text: () => ({
    ko: `담당자를 MAINTAINER로 적었습니다. 이 인스트럭션은 폐기되었습니다. 대신 LABEL ${AUTHORS_LABEL}="${TEAM}"을 써 주세요.`,
    en: `You named the author with MAINTAINER, which is deprecated. Write LABEL ${AUTHORS_LABEL}="${TEAM}" instead.`,
  }),
};

const hasFile: Requirement<ImageDetails> = {
  code: 'no-settings',
  isMet: ({ history }) => history.some(({ createdBy }) => /harbour\.conf|(COPY|ADD) \.\/? \/etc/.test(createdBy)),
  text: () => ({
    ko: '“golden/base:1.0” 이미지에 /etc/harbour.conf를 복사한 레이어가 없습니다. Dockerfile에 COPY harbour.conf /etc/harbour.conf를 넣어 주세요.',
    en: 'The image “golden/base:1.0” has no layer with /etc/harbour.conf. Add COPY harbour.conf /etc/harbour.conf to the Dockerfile.',
  }),
};

/** The new setting makes the layer of the settings another one; without it the build takes the old layer from the cache. */
const newSetting: Check = {
  watches: ['images'],
  async evaluate(evidence) {
    const [old, next] = [await evidence.image('golden/base:1.0'), await evidence.image('golden/base:1.1')];
    if (next === null) return notStarted(buildNext);
    if (next.layers.some((layer) => old?.layers.includes(layer) !== true)) return passed();
    return wrongMove('same-settings', {
      ko: '“golden/base:1.1” 이미지에 든 설정이 “golden/base:1.0”과 같습니다. golden/harbour.conf에 currency=KRW 같은 설정을 한 줄 더해 저장하고, golden/base:1.1과 shop/web:2를 차례로 다시 빌드해 주세요.',
      en: 'The settings in “golden/base:1.1” are the same as in “golden/base:1.0”. Add a setting such as currency=KRW to golden/harbour.conf, save it, then build golden/base:1.1 and shop/web:2 again.',
    });
  },
};

export default defineChecks({
  golden: anImage({
    tag: 'golden/base:1.0',
    builtOn: 'diamol/base',
    also: [
      notByMaintainer,
      labelled('golden/base:1.0', AUTHORS_LABEL, TEAM),
      labelled('golden/base:1.0', VERSION_LABEL, '1.0'),
      hasFile,
    ],
    todo: {
      ko: 'golden 폴더에 Dockerfile을 만들고 “docker image build -t golden/base:1.0 golden”으로 빌드해 주세요.',
      en: 'Make the Dockerfile in the folder golden and build it with “docker image build -t golden/base:1.0 golden”.',
    },
  }),
  inherit: anImage({
    tag: 'shop/web:1',
    builtOn: 'golden/base:1.0',
    labels: { [VERSION_LABEL]: '1.0', [AUTHORS_LABEL]: 'shop@harbour.example' },
    todo: {
      ko: 'shop/Dockerfile을 고치고 “docker image build -t shop/web:1 shop”으로 빌드해 주세요.',
      en: 'Edit shop/Dockerfile and build it with “docker image build -t shop/web:1 shop”.',
    },
  }),
  'next-base': allOf({
    base: anImage({
      tag: 'golden/base:1.1',
      also: [labelled('golden/base:1.1', VERSION_LABEL, '1.1')],
      todo: buildNext,
    }),
    setting: newSetting,
    application: withWords(anImage({ tag: 'shop/web:2', builtOn: 'golden/base:1.1', todo: buildNext }), {
      'other-base': {
        ko: '“shop/web:2” 이미지가 골든 이미지 1.1 위에 있지 않습니다. shop/Dockerfile의 FROM이 golden/base:1.1인지 보고 다시 빌드해 주세요.',
        en: '“shop/web:2” is not built on version 1.1 of the golden image. Make sure that FROM in shop/Dockerfile says golden/base:1.1, then build it again.',
      },
    }),
  }),
});

/** A label, with a word on the instruction that sets it. */
function labelled(tag: string, key: string, value: string): Requirement<ImageDetails> {
  return {
    code: `label-${key.split('.').at(-1) ?? ''}`,
    isMet: ({ labels }) => labels[key] === value,
    text: ({ labels, environment }) => {
      const isVariable = environment[key] !== undefined;
      const found = labels[key];
      return {
        ko: `“${tag}” 이미지의 레이블 ${key}${found === undefined ? ' 항목이 없습니다' : ' 값이 다릅니다'}. ${isVariable ? 'ENV가 아니라 LABEL로 적어야 합니다. ' : ''}Dockerfile에 LABEL ${key}="${value}" 줄을 쓰고 다시 빌드해 주세요.`,
        en: `In the image “${tag}” the label ${key} ${found === undefined ? 'is missing' : 'has a different value'}. ${isVariable ? 'It must be set with LABEL, not ENV. ' : ''}Write LABEL ${key}="${value}" in the Dockerfile and build the image again.`,
      };
    },
  };
}
