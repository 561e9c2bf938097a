/** Checks of ch03/use-an-image: pulled, running under a name, published, sent to another target, listed. */
import { allOf } from '#lessons/_checks/combine.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { asked } from '#lessons/_checks/expect-request.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import type { Requirement } from '#lessons/_checks/requirement.ts';
import { defineChecks, type Check } from '#lessons/_schema/check.ts';
import type { ContainerEvidence, Evidence } from '#lessons/_schema/evidence.ts';
import { aPulledImage } from '../../_checks/pulled-image.ts';

const WEB_PING = 'diamol/ch03-web-ping';
const WEB = 'diamol/ch02-hello-diamol-web';

/** The engine chooses from here on, unless told otherwise. */
const FIRST_CHOSEN_PORT = 32768;

const publishedPorts = ({ ports }: ContainerEvidence) =>
  ports.filter(({ containerPort }) => containerPort === 80).map(({ publishedPort }) => publishedPort ?? 0);

const chosenByTheEngine: Requirement<ContainerEvidence> = {
  code: 'port-chosen-by-hand',
  isMet: (container) => container.publishesAll || publishedPorts(container).some((port) => port >= FIRST_CHOSEN_PORT),
  text: (container) => ({
    ko: `“${shownText(container.name)}” 컨테이너를 직접 고른 ${publishedPorts(container).join(', ')}번 포트에 공개했습니다. 이번에는 엔진이 포트를 고르게 해야 합니다. 컨테이너를 지우고 -P로 다시 실행해 주세요.`,
    en: `You chose port ${publishedPorts(container).join(', ')} for the container “${shownText(container.name)}” yourself. This time let the engine choose the port: remove the container and run it again with -P.`,
  }),
};

const targetOf = ({ environment }: ContainerEvidence) => environment['TARGET'] ?? '';

const hasOtherTarget: Requirement<ContainerEvidence> = {
  code: 'default-target',
  isMet: (container) => targetOf(container) !== 'blog.sixeyed.com',
  text: () => ({
    ko: '“web-ping” 컨테이너의 TARGET이 이미지의 기본값 “blog.sixeyed.com” 그대로입니다. 컨테이너를 지우고, 이미지 이름 앞에 --env TARGET=…을 붙여 다시 실행해 주세요.',
    en: 'The container “web-ping” still has the default TARGET of its image, “blog.sixeyed.com”. Remove it and run it again with --env TARGET=… before the name of the image.',
  }),
};

const isNotItself: Requirement<ContainerEvidence> = {
  code: 'pings-itself',
  isMet: (container) => !/^(https?:\/\/)?(localhost|127\.)/.test(targetOf(container)),
  text: (container) => ({
    ko: `TARGET이 “${shownText(targetOf(container))}”입니다. 컨테이너 안에서 이것은 그 컨테이너 자신을 가리키고, 거기에는 웹 서버가 없습니다. 컨테이너를 지우고, “web” 컨테이너의 주소를 TARGET으로 주어 다시 실행해 주세요.`,
    en: `TARGET is “${shownText(targetOf(container))}”. Inside a container this means that very container, and there is no web server in it. Remove it and run it again with the address of the container “web” as TARGET.`,
  }),
};

function getsAnswers(evidence: Evidence): Requirement<ContainerEvidence> {
  return {
    code: 'no-answer',
    isMet: async ({ id }) => (await evidence.logs(id)).includes('-> 200'),
    text: async ({ id }) => {
      const last = shownText((await evidence.logs(id)).trim().split('\n').at(-1) ?? '');
      return {
        ko: `“web-ping”이 아직 200 응답을 받지 못했습니다. 로그의 마지막 줄은 “${last}”입니다. “web”이 실행 중인지, TARGET이 “web”의 주소인지 확인해 주세요.`,
        en: `“web-ping” has not received a 200 answer yet. The last line of its log is “${last}”. Check that “web” is running and that TARGET is the address of “web”.`,
      };
    },
  };
}

const pingsTheWeb: Check = {
  watches: ['containers', 'images', 'events', 'requests', 'logs'],
  evaluate: async (evidence) =>
    aContainer({
      image: WEB_PING,
      name: 'web-ping',
      also: [hasOtherTarget, isNotItself, getsAnswers(evidence)],
      todo: {
        ko: '“web-ping” 컨테이너를 지우고, --env TARGET=…으로 “web”의 주소를 주어 같은 이름으로 다시 실행해 주세요.',
        en: 'Remove the container “web-ping” and run it again under the same name, with the address of “web” given as --env TARGET=….',
      },
    }).evaluate(evidence),
};

export default defineChecks({
  'pull-it': aPulledImage(WEB_PING, {
    ko: '“docker image pull diamol/ch03-web-ping”을 입력해 주세요.',
    en: 'Type “docker image pull diamol/ch03-web-ping”.',
  }),
  'run-it': allOf({
    'not-run': aContainer({
      image: WEB_PING,
      mistakenFor: [WEB],
      name: 'web-ping',
      todo: {
        ko: '“docker container run -d --name web-ping diamol/ch03-web-ping”으로 실행해 주세요.',
        en: 'Run it with “docker container run -d --name web-ping diamol/ch03-web-ping”.',
      },
    }),
    'log-not-read': asked({
      request: 'GET /containers/*/logs',
      todo: {
        ko: '“web-ping”이 실행 중입니다. “docker container logs web-ping”으로 로그를 읽어 보세요.',
        en: '“web-ping” is running. Read its log with “docker container logs web-ping”.',
      },
    }),
  }),
  'publish-all': allOf({
    'not-published': aContainer({
      image: WEB,
      name: 'web',
      publishes: [{ containerPort: 80, on: 'any' }],
      also: [chosenByTheEngine],
      todo: {
        ko: '“docker container run -d -P --name web diamol/ch02-hello-diamol-web”으로 실행해 주세요.',
        en: 'Run it with “docker container run -d -P --name web diamol/ch02-hello-diamol-web”.',
      },
    }),
    'port-not-looked-up': asked({
      request: ['GET /containers/*/json', 'GET /containers/json'],
      todo: {
        ko: '“web”의 포트가 공개되었습니다. 호스트의 몇 번 포트인지 “docker container port web”으로 알아보세요.',
        en: 'The port of “web” is published. Find out on which port with “docker container port web”.',
      },
    }),
  }),
  'other-target': pingsTheWeb,
  'find-images': asked({
    request: 'GET /images/json',
    where: ({ query }) => /reference/.test(query['filters'] ?? ''),
    otherwise: {
      code: 'unfiltered',
      text: {
        ko: '모든 이미지의 목록을 보았습니다. --filter reference=…로 이름의 패턴을 주어 맞는 것만 보세요.',
        en: 'You listed every image. Give a pattern for names with --filter reference=…, to list only those that match.',
      },
    },
    mistakes: [
      {
        request: 'GET /containers/json',
        code: 'containers-listed',
        text: {
          ko: '컨테이너의 목록을 보았습니다. 이미지의 목록은 “docker image ls”로 봅니다.',
          en: 'You listed containers. List images with “docker image ls”.',
        },
      },
    ],
    todo: {
      ko: "“docker image ls --filter reference='diamol/ch03*'”를 입력해 주세요.",
      en: "Type “docker image ls --filter reference='diamol/ch03*'”.",
    },
  }),
});
