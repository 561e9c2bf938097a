/**
 * When the steps of this lesson are done.
 *
 * What was found out is looked for in files; what only shows something, in the engine's requests. See design.md.
 */
import { anAnswer } from '#lessons/_checks/expect-file.ts';
import { asked } from '#lessons/_checks/expect-request.ts';
import { defineChecks, type LocalizedText } from '#lessons/_schema/check.ts';
import type { Evidence } from '#lessons/_schema/evidence.ts';

const lookAtLog: LocalizedText = {
  ko: '“docker container logs web”에서 응답 코드가 404인 경로를 찾아 missing.txt에 적어 주세요.',
  en: 'Find the path with the status code 404 in “docker container logs web” and write it into missing.txt.',
};

const follow: LocalizedText = {
  ko: '“docker container logs --since 10m --follow web”을 입력해 주세요.',
  en: 'Type “docker container logs --since 10m --follow web”.',
};

const findAddress: LocalizedText = {
  ko: '“docker container inspect”로 web의 IPAddress를 찾아 address.txt에 저장해 주세요.',
  en: 'Find the IPAddress of web with “docker container inspect” and save it in address.txt.',
};

const measure: LocalizedText = {
  ko: '“docker container stats --no-stream web”을 입력해 주세요.',
  en: 'Type “docker container stats --no-stream web”.',
};

async function addressesOfWeb(evidence: Evidence): Promise<string[]> {
  const web = (await evidence.containers()).find(({ name }) => name === 'web');
  return (web?.networks ?? []).map(({ address }) => address).filter((address) => address !== '');
}

/** What a learner may have saved instead of the address. */
function addressMistake(given: string): { code: string; text: LocalizedText } | undefined {
  if (given.startsWith('['))
    return {
      code: 'everything-saved',
      text: {
        ko: "address.txt에 설정 전체가 들어 있습니다. --format '{{.NetworkSettings.IPAddress}}'로 주소만 꺼내 주세요.",
        en: "address.txt holds all of the settings. Pick just the address with --format '{{.NetworkSettings.IPAddress}}'.",
      },
    };
  if (/^\d+\.\d+\.\d+\.1$/.test(given))
    return {
      code: 'gateway',
      text: {
        ko: '그것은 게이트웨이(Gateway), 곧 호스트 쪽의 주소입니다. 컨테이너의 주소는 IPAddress에 있습니다.',
        en: 'That is the Gateway, the address of the host’s side. The address of the container is in IPAddress.',
      },
    };
  return undefined;
}

export default defineChecks({
  'find-in-log': anAnswer({
    path: 'missing.txt',
    answers: ({ variables }) => {
      const page = variables['page'] ?? '';
      return Promise.resolve([`/${page}`, page, `http://localhost:8080/${page}`]);
    },
    mistakes: (_evidence, given) =>
      Promise.resolve(
        given.includes('HTTP/')
          ? {
              code: 'whole-line',
              text: {
                ko: 'missing.txt에 로그 한 줄이 통째로 들어 있습니다. GET과 HTTP 사이에 있는 경로만 적어 주세요.',
                en: 'missing.txt holds a whole line of the log. Write just the path, which is between GET and HTTP.',
              },
            }
          : undefined,
      ),
    todo: lookAtLog,
  }),

  'follow-log': asked({
    request: 'GET /containers/*/logs',
    where: ({ query }) => query['follow'] === '1' || query['follow'] === 'true',
    otherwise: {
      code: 'not-following',
      text: {
        ko: '지난 로그만 보셨습니다. 새로 생기는 줄을 지켜보려면 --follow를 붙여 주세요.',
        en: 'You looked at past lines only. Add --follow to watch new lines appear.',
      },
    },
    mistakes: [
      {
        request: 'POST /containers/*/attach',
        code: 'attached',
        text: {
          ko: 'attach로 프로그램에 직접 연결하셨습니다. 그러면 Ctrl+C가 웹 서버를 멈춥니다. 멈추었다면 “docker container start web”으로 다시 시작하고 “docker container logs --follow web”을 써 주세요.',
          en: 'You connected to the program itself with attach, where Ctrl+C stops the web server. If it has stopped, start it again with “docker container start web”, and use “docker container logs --follow web”.',
        },
      },
    ],
    todo: follow,
  }),

  'find-address': anAnswer({
    path: 'address.txt',
    answers: addressesOfWeb,
    mistakes: (_evidence, given) => Promise.resolve(addressMistake(given)),
    todo: findAddress,
  }),

  measure: asked({
    request: 'GET /containers/*/stats',
    mistakes: [
      {
        request: 'GET /containers/*/top',
        code: 'processes-only',
        text: {
          ko: 'top은 프로세스의 목록입니다. 메모리와 네트워크 사용량까지 보려면 “docker container stats”를 써 주세요.',
          en: 'top lists processes. To see the use of memory and network as well, use “docker container stats”.',
        },
      },
      {
        request: 'GET /containers/json',
        where: ({ query }) => query['size'] === '1' || query['size'] === 'true',
        code: 'disk-only',
        text: {
          ko: '--size는 디스크에서 차지하는 크기를 보여 줍니다. CPU와 메모리는 “docker container stats”로 봅니다.',
          en: '--size shows space on the disk. To see CPU and memory, use “docker container stats”.',
        },
      },
    ],
    todo: measure,
  }),
});
