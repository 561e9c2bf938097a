/**
 * When the steps of this lesson are done.
 *
 * Looks at pages and at files on both sides, not at how they got there; see design.md.
 */
import { aFile, HOME, textInContainer } from '#lessons/_checks/expect-file.ts';
import { defineChecks, notStarted, passed, wrongMove, type Check, type LocalizedText } from '#lessons/_schema/check.ts';
import type { ContainerEvidence, Evidence } from '#lessons/_schema/evidence.ts';

const HTDOCS = '/usr/local/apache2/htdocs';
const CONFIGURATION = '/usr/local/apache2/conf/httpd.conf';

async function webOf(evidence: Evidence): Promise<ContainerEvidence | undefined> {
  return (await evidence.containers()).find(({ name }) => name === 'web');
}

/** What to say while a page is not there: the file may be elsewhere. */
async function misplaced(evidence: Evidence, file: string): Promise<{ code: string; text: LocalizedText } | undefined> {
  const web = await webOf(evidence);
  if (web === undefined || web.status !== 'running')
    return {
      code: 'web-not-running',
      text: {
        ko: `컨테이너 “web”이 실행 중이 아닙니다. “docker container start web”으로 시작해 주세요. 지웠다면 “docker container run --detach --publish 8080:80 --name web diamol/ch02-hello-diamol-web”으로 다시 만드세요.`,
        en: 'The container “web” is not running. Start it with “docker container start web”. If it was removed, make it again with “docker container run --detach --publish 8080:80 --name web diamol/ch02-hello-diamol-web”.',
      },
    };
  for (const folder of ['', '/usr/local/apache2', '/usr/local/apache2/conf', '/root', '/tmp'])
    if ((await evidence.containerFile(web.id, `${folder}/${file}`)) !== null)
      return {
        code: 'other-folder',
        text: {
          ko: `${file}이 컨테이너의 ${folder === '' ? '/' : folder} 폴더에 있습니다. 웹 서버는 ${HTDOCS}에 있는 것만 보여 줍니다.`,
          en: `${file} is in the folder ${folder === '' ? '/' : folder} of the container. The web server shows only what is in ${HTDOCS}.`,
        },
      };
  return undefined;
}

const makePage: LocalizedText = {
  ko: `“docker container exec web sh -c 'echo "Hello from inside" > ${HTDOCS}/hello.html'”을 입력해 주세요.`,
  en: `Type “docker container exec web sh -c 'echo "Hello from inside" > ${HTDOCS}/hello.html'”.`,
};

const pageInside: Check = {
  watches: ['pages', 'containers', 'requests', 'files'],
  async evaluate(evidence) {
    const page = await evidence.page(8080, '/hello.html');
    if (page?.status === 200) return passed();
    const found = await misplaced(evidence, 'hello.html');
    if (found !== undefined) return wrongMove(found.code, found.text);
    if ((await evidence.file(`${HOME}/hello.html`)) !== null)
      return wrongMove('made-outside', {
        ko: 'hello.html이 컨테이너 밖, 여러분의 홈 폴더에 만들어졌습니다. sh -c 다음에 명령 전체를 따옴표로 묶어 안에서 실행해 주세요.',
        en: 'hello.html was made outside the container, in your home folder. Put the whole command in quotes after sh -c, so that it runs inside.',
      });
    return notStarted(makePage);
  },
};

const saveChanges: LocalizedText = {
  ko: '“docker container diff web > changes.txt”를 입력해 주세요.',
  en: 'Type “docker container diff web > changes.txt”.',
};

const copyOut: LocalizedText = {
  ko: `“docker container cp web:${CONFIGURATION} .”을 입력해 주세요.`,
  en: `Type “docker container cp web:${CONFIGURATION} .”.`,
};

const configurationOutside: Check = {
  watches: ['files', 'containers', 'requests'],
  async evaluate(evidence) {
    const [web, file] = await Promise.all([webOf(evidence), evidence.file(`${HOME}/httpd.conf`)]);
    if (file === null) {
      if ((await evidence.file(`${HOME}/conf/httpd.conf`)) === null) return notStarted(copyOut);
      return wrongMove('whole-folder', {
        ko: `conf 폴더를 통째로 꺼냈습니다. 이번에는 파일 하나만 꺼냅니다. ${copyOut.ko}`,
        en: `You copied the whole folder conf. This time copy just the one file. ${copyOut.en}`,
      });
    }
    const wanted = web === undefined ? '' : await textInContainer(evidence, web, CONFIGURATION);
    if (file.kind === 'file' && file.text !== '' && file.text === wanted) return passed();
    return wrongMove('other-file', {
      ko: `홈 폴더의 httpd.conf가 컨테이너 안의 ${CONFIGURATION}과 다릅니다. ${copyOut.ko}`,
      en: `httpd.conf in your home folder is not the same as ${CONFIGURATION} in the container. ${copyOut.en}`,
    });
  },
};

const copyIn: LocalizedText = {
  ko: `about.html을 만들고 “docker container cp about.html web:${HTDOCS}/”을 입력해 주세요.`,
  en: `Make about.html and type “docker container cp about.html web:${HTDOCS}/”.`,
};

const pageCopied: Check = {
  watches: ['pages', 'containers', 'requests', 'files'],
  async evaluate(evidence) {
    const word = evidence.variables['learner'] ?? '';
    const page = await evidence.page(8080, '/about.html');
    if (page?.status === 200) {
      if (page.body.includes(word)) return passed();
      return wrongMove('other-page', {
        ko: `about.html이 열리지만 “${word}”이 보이지 않습니다. 파일에 그 단어를 쓰고 다시 넣어 주세요.`,
        en: `about.html opens, but it does not show “${word}”. Write that word into the file and copy it in again.`,
      });
    }
    const found = await misplaced(evidence, 'about.html');
    if (found !== undefined) return wrongMove(found.code, found.text);
    if ((await evidence.file(`${HOME}/about.html`)) === null) return notStarted(copyIn);
    return wrongMove('not-copied', {
      ko: `about.html은 있지만 아직 컨테이너에 넣지 않았습니다. “docker container cp about.html web:${HTDOCS}/”을 입력해 주세요.`,
      en: `about.html is there, but not in the container yet. Type “docker container cp about.html web:${HTDOCS}/”.`,
    });
  },
};

export default defineChecks({
  'write-inside': pageInside,

  'see-changes': aFile({
    path: 'changes.txt',
    also: [
      {
        code: 'no-list-of-changes',
        isMet: ({ text }) => /^[ACD] \//m.test(text),
        text: () => ({
          ko: 'changes.txt는 “docker container diff”의 출력이 아닙니다. 줄마다 A, C, D 가운데 하나로 시작해야 합니다.',
          en: 'changes.txt is not what “docker container diff” prints. Every line must begin with A, C or D.',
        }),
      },
      {
        code: 'other-container',
        isMet: ({ text }) => text.includes(`A ${HTDOCS}/hello.html`),
        text: () => ({
          ko: `changes.txt에 “A ${HTDOCS}/hello.html”이 없습니다. hello.html을 만든 컨테이너 web에서 달라진 것을 저장해 주세요.`,
          en: `changes.txt does not have “A ${HTDOCS}/hello.html”. Save the differences of web, the container in which you made hello.html.`,
        }),
      },
    ],
    todo: saveChanges,
  }),

  'copy-out': configurationOutside,

  'copy-in': pageCopied,
});
