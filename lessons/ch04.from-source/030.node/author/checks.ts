/** Checks of ch04/node: a build whose packages come from a stage of their own, the app, and a rebuild after an edit. */
import { allOf } from '#lessons/_checks/combine.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { anImage } from '#lessons/_checks/expect-image.ts';
import { aPage } from '#lessons/_checks/expect-page.ts';
import type { Requirement } from '#lessons/_checks/requirement.ts';
import { onlyTheTopLayerIsNew } from '#lessons/ch04.from-source/_checks/changed-layers.ts';
import { defineChecks, type LocalizedText } from '#lessons/_schema/check.ts';
import type { ImageDetails } from '#lessons/_schema/evidence.ts';

const runIt: LocalizedText = {
  ko: '“docker container run -d --name accesslog -p 8801:80 --network nat access-log”로 실행해 주세요.',
  en: 'Run it with “docker container run -d --name accesslog -p 8801:80 --network nat access-log”.',
};

const installedElsewhere: Requirement<ImageDetails> = {
  code: 'installed-in-the-image',
  isMet: ({ history }) => !history.some(({ createdBy }) => /^RUN .*\bnpm (install|i|ci)\b/.test(createdBy)),
  text: () => ({
    ko: '“access-log” 이미지의 마지막 단계에서 npm install이 실행되었습니다. 설치는 앞 단계에서 하고, 마지막 단계에서는 COPY --from=builder로 node_modules를 가져와 주세요.',
    en: 'npm install was run in the last stage of the image “access-log”. Install in an earlier stage, and fetch node_modules with COPY --from=builder in the last one.',
  }),
};

const hasDependencies: Requirement<ImageDetails> = {
  code: 'no-dependencies',
  isMet: ({ history }) => history.some(({ createdBy }) => createdBy.includes('node_modules')),
  text: () => ({
    ko: '“access-log” 이미지의 마지막 단계에 node_modules를 복사하는 인스트럭션이 없습니다. COPY --from=builder로 가져와 주세요.',
    en: 'In the last stage of the image “access-log”, no instruction copies node_modules. Fetch it with COPY --from=builder.',
  }),
};

export default defineChecks({
  'build-access-log': anImage({
    tag: 'access-log',
    exposes: ['80/tcp'],
    also: [installedElsewhere, hasDependencies],
    todo: {
      ko: 'access-log 폴더에 Dockerfile을 만들고 “docker image build -t access-log access-log”로 빌드해 주세요.',
      en: 'Create the Dockerfile in the folder access-log and build it with “docker image build -t access-log access-log”.',
    },
  }),
  'run-access-log': allOf({
    container: aContainer({
      image: 'access-log',
      name: 'accesslog',
      networks: ['nat'],
      publishes: [{ containerPort: 80, on: 8801 }],
      todo: runIt,
    }),
    page: aPage({ port: 8801, path: '/stats', contains: 'logs', todo: runIt }),
  }),
  'edit-and-rebuild': onlyTheTopLayerIsNew({
    before: 'access-log',
    after: 'access-log:v2',
    todo: {
      ko: 'access-log/src/server.js를 고치고 “docker image build -t access-log:v2 access-log”로 빌드해 주세요.',
      en: 'Edit access-log/src/server.js, then build with “docker image build -t access-log:v2 access-log”.',
    },
  }),
});
