/**
 * When the steps of ch01/your-environment are done. See design.md for what is asked and why.
 */
import { anAnswer } from '#lessons/_checks/expect-file.ts';
import { asked } from '#lessons/_checks/expect-request.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import { defineChecks } from '#lessons/_schema/check.ts';

export default defineChecks({
  version: asked({
    request: 'GET /version',
    mistakes: [
      {
        request: 'GET /info',
        code: 'info-asked',
        text: {
          ko: '그 명령은 엔진의 상태를 보여 줍니다. 이 단계에서는 클라이언트와 엔진의 버전을 물어야 합니다. “docker version”을 입력해 주세요.',
          en: 'That command shows the state of the engine. This step asks for the versions of the client and the engine. Type “docker version”.',
        },
      },
      {
        request: 'GET /containers/json',
        code: 'containers-listed',
        text: {
          ko: '그 명령은 컨테이너의 목록을 보여 줍니다. 이 단계에서는 “docker version”을 입력해 주세요.',
          en: 'That command lists containers. For this step, type “docker version”.',
        },
      },
    ],
    todo: {
      ko: '“docker version”을 입력해 주세요. “docker --version”은 엔진에 묻지 않으므로 답이 되지 않습니다.',
      en: 'Type “docker version”. “docker --version” will not do, because it does not ask the engine.',
    },
  }),
  count: anAnswer({
    path: 'containers.txt',
    answers: async (evidence) => [String((await evidence.containers()).length)],
    mistakes: async (evidence, given) => {
      const containers = await evidence.containers();
      const running = containers.filter(({ status }) => status === 'running').length;
      if (given === String(running))
        return {
          code: 'running-only',
          text: {
            ko: `적혀 있는 수(${given})는 실행 중인 컨테이너만 센 것입니다. 끝난 것까지 모두 세어 주세요. “docker system info”의 Containers 줄에 나옵니다.`,
            en: `The number written there (${given}) counts only the running containers. Count the finished ones, too: the line Containers of “docker system info” shows it.`,
          },
        };
      if (!/^\d+$/.test(given))
        return {
          code: 'not-a-number',
          text: {
            ko: `~/containers.txt에는 수 하나만 있어야 합니다. 지금 파일의 첫머리는 “${shownText(given.slice(0, 40))}”입니다.`,
            en: `~/containers.txt must hold one number and nothing else. At present it begins with “${shownText(given.slice(0, 40))}”.`,
          },
        };
      return undefined;
    },
    todo: {
      ko: '컨테이너가 모두 몇 개인지 ~/containers.txt에 적어 주세요.',
      en: 'Write into ~/containers.txt how many containers there are altogether.',
    },
  }),
});
