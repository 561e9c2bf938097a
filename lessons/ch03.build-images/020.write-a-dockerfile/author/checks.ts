/** Checks of ch03/write-a-dockerfile: the base, an image of one's own, its settings, RUN, another file. */
import { allOf } from '#lessons/_checks/combine.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { anImage } from '#lessons/_checks/expect-image.ts';
import { containersOf } from '#lessons/_checks/containers.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import type { Requirement } from '#lessons/_checks/requirement.ts';
import { bestOf } from '#lessons/_checks/requirement.ts';
import { defineChecks, type Check } from '#lessons/_schema/check.ts';
import type { ContainerEvidence, Evidence, ImageDetails } from '#lessons/_schema/evidence.ts';

const NOTE_FILE = '/web-ping/built-with.txt';

const hasTheProgram: Requirement<ImageDetails> = {
  code: 'nothing-copied',
  isMet: ({ history }) => history.some(({ createdBy }) => /^(COPY|ADD) .*(app\.js|\.)/.test(createdBy)),
  text: () => ({
    ko: '“web-ping” 이미지에 COPY로 넣은 파일이 없습니다. app.js를 복사해야 실행할 것이 있습니다. Dockerfile에 “COPY app.js .”을 더하고 다시 빌드해 주세요.',
    en: 'Nothing was put into the image “web-ping” by COPY. It needs app.js, or there is nothing to run. Add “COPY app.js .” to the Dockerfile and build again.',
  }),
};

function getsAnswers(evidence: Evidence): Requirement<ContainerEvidence> {
  return {
    code: 'no-answer',
    isMet: async ({ id }) => (await evidence.logs(id)).includes('-> 200'),
    text: async ({ id, name }) => {
      const last = shownText((await evidence.logs(id)).trim().split('\n').at(-1) ?? '');
      return {
        ko: `“${shownText(name)}”이 아직 200 응답을 받지 못했습니다. 로그의 마지막 줄은 “${last}”입니다. “web”이 8080번 포트에 공개되어 있는지 확인해 주세요.`,
        en: `“${shownText(name)}” has not received a 200 answer yet. The last line of its log is “${last}”. Check that “web” is published on port 8080.`,
      };
    },
  };
}

const runsOwnImage: Check = {
  watches: ['containers', 'images', 'events', 'requests', 'logs'],
  evaluate: async (evidence) =>
    aContainer({
      image: 'web-ping',
      mistakenFor: ['diamol/ch03-web-ping'],
      environment: { METHOD: { like: /^get$/i, shown: 'GET' } },
      also: [getsAnswers(evidence)],
      todo: {
        ko: '“web”을 8080번 포트에 공개하고, “docker container run -d --name ping --env METHOD=GET web-ping”으로 실행해 주세요.',
        en: 'Publish “web” on port 8080, then run “docker container run -d --name ping --env METHOD=GET web-ping”.',
      },
    }).evaluate(evidence),
};

/** Containers that ended, so that the one that still pings is not taken for an attempt. */
const readsTheNote: Check = {
  watches: ['containers', 'images', 'logs', 'requests', 'files'],
  async evaluate(evidence) {
    const own = containersOf('web-ping', await evidence.containers(), await evidence.images());
    const attempts = own.filter(({ environment, status }) => status !== 'running' || environment['METHOD'] === 'HEAD');
    const noteOf = async ({ id }: ContainerEvidence) => {
      const file = await evidence.containerFile(id, NOTE_FILE);
      return file?.kind === 'file' ? file.text.trim() : null;
    };
    const requirements: Requirement<ContainerEvidence>[] = [
      {
        code: 'no-note',
        isMet: async (container) => (await noteOf(container)) !== null,
        text: ({ name }) => ({
          ko: `“${shownText(name)}” 컨테이너에 ${NOTE_FILE}가 없습니다. Dockerfile에 RUN을 더해 저장했는지, 다시 빌드한 다음 실행했는지 확인해 주세요.`,
          en: `There is no ${NOTE_FILE} in the container “${shownText(name)}”. Check that the saved Dockerfile has the RUN, and that you built again before you ran it.`,
        }),
      },
      {
        code: 'other-note',
        isMet: async (container) => /^v[0-9]+\./.test((await noteOf(container)) ?? ''),
        text: async (container) => ({
          ko: `${NOTE_FILE}에 “${shownText((await noteOf(container)) ?? '')}”이(가) 들어 있습니다. node --version이 출력한 버전이어야 합니다.`,
          en: `${NOTE_FILE} holds “${shownText((await noteOf(container)) ?? '')}”, expected the version that node --version prints.`,
        }),
      },
      {
        code: 'note-not-read',
        isMet: async ({ id }) => /^v[0-9]+\./m.test(await evidence.logs(id)),
        text: ({ name }) => ({
          ko: `“${shownText(name)}” 컨테이너가 파일의 내용을 출력하지 않았습니다. “docker container run web-ping cat built-with.txt”로 읽어 보세요.`,
          en: `The container “${shownText(name)}” did not print the file. Read it with “docker container run web-ping cat built-with.txt”.`,
        }),
      },
    ];
    return bestOf(attempts, requirements, {
      ko: 'Dockerfile에 RUN을 더해 다시 빌드하고, “docker container run web-ping cat built-with.txt”로 파일을 읽어 보세요.',
      en: 'Add RUN to the Dockerfile, build again, and read the file with “docker container run web-ping cat built-with.txt”.',
    });
  },
};

export default defineChecks({
  'look-at-base': aContainer({
    image: 'diamol/node',
    state: 'ended',
    runs: { like: /node (--version|-v)$/, shown: 'node --version' },
    todo: {
      ko: '“docker container run diamol/node node --version”을 입력해 주세요.',
      en: 'Type “docker container run diamol/node node --version”.',
    },
  }),
  'build-it': anImage({
    tag: 'web-ping',
    builtOn: 'diamol/node',
    environment: { TARGET: { like: /./, shown: '172.17.0.1:8080' }, METHOD: 'HEAD', INTERVAL: '1000' },
    workingDirectory: '/web-ping',
    command: { like: /node .*app\.js/, shown: 'node /web-ping/app.js' },
    also: [hasTheProgram],
    todo: {
      ko: 'ping-app/Dockerfile을 쓰고 “docker image build --tag web-ping ping-app”으로 빌드해 주세요.',
      en: 'Write ping-app/Dockerfile and build it with “docker image build --tag web-ping ping-app”.',
    },
  }),
  'run-own': runsOwnImage,
  'run-at-build': readsTheNote,
  'other-file': allOf({
    'not-built': anImage({
      tag: 'hello',
      exposes: ['8000/tcp'],
      todo: {
        ko: 'ping-app/Dockerfile.hello를 쓰고 “docker image build --file ping-app/Dockerfile.hello --tag hello ping-app”으로 빌드해 주세요.',
        en: 'Write ping-app/Dockerfile.hello and build it with “docker image build --file ping-app/Dockerfile.hello --tag hello ping-app”.',
      },
    }),
    'not-run': aContainer({
      image: 'hello',
      publishes: [{ containerPort: 8000, on: 'any' }],
      todo: {
        ko: '“docker container run -d -P --name hello hello”로 실행해 주세요.',
        en: 'Run it with “docker container run -d -P --name hello hello”.',
      },
    }),
  }),
});
