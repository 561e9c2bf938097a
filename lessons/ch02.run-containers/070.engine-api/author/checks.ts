/**
 * When the steps of this lesson are done.
 *
 * Looks at what the engine's answers left in the learner's files, and at the container; see design.md.
 */
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { aFile, anAnswer, HOME } from '#lessons/_checks/expect-file.ts';
import { defineChecks, type LocalizedText } from '#lessons/_schema/check.ts';

const SOCKET = '/var/run/docker.sock';

const askVersion: LocalizedText = {
  ko: `“curl --silent --unix-socket ${SOCKET} http://localhost/version > version.json”을 입력해 주세요.`,
  en: `Type “curl --silent --unix-socket ${SOCKET} http://localhost/version > version.json”.`,
};

const findEngine: LocalizedText = {
  ko: '“ps aux | grep dockerd”에서 dockerd의 프로세스 번호를 찾아 engine.txt에 적어 주세요.',
  en: 'Find the process number of dockerd in “ps aux | grep dockerd” and write it into engine.txt.',
};

const listNetworks: LocalizedText = {
  ko: `“curl --silent --unix-socket ${SOCKET} http://localhost/networks | jq '.[].Name' > networks.txt”를 입력해 주세요.`,
  en: `Type “curl --silent --unix-socket ${SOCKET} http://localhost/networks | jq '.[].Name' > networks.txt”.`,
};

const makeContainer: LocalizedText = {
  ko: 'API에 POST /containers/create?name=by-curl을 요청해 컨테이너를 만들고, POST /containers/by-curl/start를 요청해 시작해 주세요.',
  en: 'Create a container with POST /containers/create?name=by-curl, then start it with POST /containers/by-curl/start.',
};

/** What the JSON in a text has at its top; nothing when it is no object. */
function fieldsOf(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  } catch {
    return [];
  }
}

/** The lines of a list, in an order of their own and without the quotes of JSON. */
const linesOf = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim().replace(/^"(.*)"$/, '$1'))
    .filter((line) => line !== '')
    .sort()
    .join('\n');

export default defineChecks({
  'ask-engine': aFile({
    path: 'version.json',
    also: [
      {
        code: 'from-the-client',
        isMet: ({ text }) => !fieldsOf(text).includes('Client'),
        text: () => ({
          ko: `version.json은 docker 명령의 출력입니다(Client가 들어 있습니다). 이번에는 엔진에게 직접 물어봅니다. ${askVersion.ko}`,
          en: `version.json is what the docker command prints: it has “Client” in it. This time ask the engine itself. ${askVersion.en}`,
        }),
      },
      {
        code: 'other-answer',
        isMet: ({ text }) => fieldsOf(text).includes('ApiVersion'),
        text: () => ({
          ko: `version.json에 엔진의 버전(ApiVersion)이 없습니다. 주소가 /version인지 확인해 주세요. ${askVersion.ko}`,
          en: `version.json does not hold the engine’s version (ApiVersion). Check that the address is /version. ${askVersion.en}`,
        }),
      },
    ],
    todo: askVersion,
  }),

  'find-engine': anAnswer({
    path: 'engine.txt',
    answers: async (evidence) => [(await evidence.program(['pgrep', '-x', 'dockerd'])).output],
    mistakes: async (evidence, given) => {
      if (!/^\d+$/.test(given))
        return {
          code: 'no-number',
          text: {
            ko: 'engine.txt에는 프로세스 번호만 적어 주세요. “ps aux”의 둘째 열입니다.',
            en: 'Write just the number of the process into engine.txt. It is the second column of “ps aux”.',
          },
        };
      const other = await evidence.program(['pgrep', '-x', 'containerd']);
      if (other.output.trim() !== given) return undefined;
      return {
        code: 'containerd',
        text: {
          ko: 'engine.txt에 적힌 것은 containerd의 번호입니다. containerd는 엔진이 일을 맡기는 다른 데몬입니다. dockerd의 번호를 적어 주세요.',
          en: 'The number in engine.txt is that of containerd, another daemon, to which the engine leaves some work. Write the number of dockerd.',
        },
      };
    },
    todo: findEngine,
  }),

  'list-objects': anAnswer({
    path: 'networks.txt',
    answers: async (evidence) => {
      const given = (await evidence.file(`${HOME}/networks.txt`))?.text ?? '';
      const names = (await evidence.networks()).map(({ name }) => name).join('\n');
      return linesOf(given) === linesOf(names) ? [given] : [names];
    },
    mistakes: (_evidence, given) =>
      Promise.resolve(
        /^[[{]/.test(given)
          ? {
              code: 'all-the-json',
              text: {
                ko: "networks.txt에 JSON이 통째로 들어 있습니다. | jq '.[].Name'을 붙여 이름만 골라 주세요.",
                en: "networks.txt holds all of the JSON. Add | jq '.[].Name' to pick the names.",
              },
            }
          : undefined,
      ),
    todo: listNetworks,
  }),

  'make-container': aContainer({ image: 'diamol/base', name: 'by-curl', state: 'ended', todo: makeContainer }),
});
