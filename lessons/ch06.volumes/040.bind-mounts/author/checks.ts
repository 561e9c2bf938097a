/** Checks of ch06/bind-mounts: a folder of the sandbox in containers, and who can write to it. */
import { allOf } from '#lessons/_checks/combine.ts';
import { containersOf, removedContainers } from '#lessons/_checks/containers.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { HOME } from '#lessons/_checks/expect-file.ts';
import { anImage } from '#lessons/_checks/expect-image.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import { containersOfAny, pageOf, TODO_LIST } from '#lessons/ch06.volumes/_checks/todo-list.ts';
import { defineChecks, notStarted, partlyDone, passed, wrongMove, type Check } from '#lessons/_schema/check.ts';
import type { Evidence } from '#lessons/_schema/evidence.ts';

const APACHE = ['diamol/apache', 'httpd'] as const;
const LEARNER = '1000';

/** The number of the user that a file belongs to; null when there is no such file. */
async function ownerOf(evidence: Evidence, path: string): Promise<string | null> {
  const { exitCode, output } = await evidence.program(['stat', '--format', '%u', path]);
  return exitCode === 0 ? output.trim() : null;
}

const editedPage: Check = {
  watches: ['containers', 'images', 'pages', 'files'],
  async evaluate(evidence) {
    const file = await evidence.file(`${HOME}/site/index.html`);
    const isEdited = file?.kind === 'file' && !/^\s*<h1>Version 1<\/h1>\s*$/.test(file.text);
    if (isEdited)
      for (const container of await containersOfAny(APACHE, evidence))
        if ((await pageOf(evidence, container, '/'))?.trim() === file.text.trim()) return passed();
    return isEdited
      ? partlyDone('not-served', {
          ko: '~/site/index.html은 고쳤지만 웹 서버는 아직 그 내용을 보여 주지 않습니다.',
          en: '~/site/index.html is edited, but the web server does not show that yet.',
        })
      : notStarted({
          ko: '웹 서버가 폴더를 보여 주고 있습니다. 이제 ~/site/index.html의 내용을 고쳐 주세요.',
          en: 'The web server shows the folder. Now change what is in ~/site/index.html.',
        });
  },
};

const writeInside: Check = {
  watches: ['containers', 'images', 'events', 'requests', 'files'],
  async evaluate(evidence) {
    const owner = await ownerOf(evidence, `${HOME}/site/note.txt`);
    if (owner === LEARNER)
      return wrongMove('made-outside', {
        ko: '~/site/note.txt는 호스트에서 여러분이 직접 만든 파일입니다. 지우고, 컨테이너 안에서 /site/note.txt에 써 주세요.',
        en: 'You made ~/site/note.txt on the host. Remove it, and write to /site/note.txt inside a container.',
      });
    if (owner !== null) return passed();
    const ended = containersOf('diamol/base', await evidence.containers(), await evidence.images()).filter(
      ({ status }) => status === 'exited',
    );
    const removed = removedContainers('diamol/base', await evidence.events(), await evidence.requests());
    if (ended.length + removed.length > 0)
      return wrongMove('nothing-written', {
        ko: '컨테이너가 끝났지만 ~/site/note.txt가 없습니다. ~/site를 /site에 읽기 전용이 아니게 마운트했는지 확인해 주세요.',
        en: 'The container has ended, but there is no ~/site/note.txt. Check that ~/site is mounted at /site, and not read-only.',
      });
    return notStarted({
      ko: '~/site를 컨테이너의 /site에 마운트하고, 컨테이너 안에서 /site/note.txt를 만들어 주세요.',
      en: 'Mount ~/site at /site in a container, and create /site/note.txt inside it.',
    });
  },
};

const ownFile: Check = {
  watches: ['files'],
  async evaluate(evidence) {
    const owner = await ownerOf(evidence, `${HOME}/out/date.txt`);
    if (owner === null)
      return notStarted({
        ko: '이미지가 준비되었습니다. ~/out을 만들고, 그것을 /out에 마운트해 writer를 실행해 주세요.',
        en: 'The image is ready. Create ~/out and run the image with it mounted at /out.',
      });
    if (owner === LEARNER) return passed();
    return wrongMove('foreign-file', {
      ko: `~/out/date.txt가 사용자 ${shownText(owner)}번의 파일입니다. 1000번(learner)의 것이어야 합니다. “sudo rm ~/out/date.txt”로 지우고 다시 실행해 주세요.`,
      en: `~/out/date.txt belongs to user ${shownText(owner)}, expected 1000 (learner). Remove it with “sudo rm ~/out/date.txt” and run the image again.`,
    });
  },
};

const debugLog: Check = {
  watches: ['containers', 'images', 'logs'],
  async evaluate(evidence) {
    for (const { id } of await containersOfAny(TODO_LIST, evidence))
      if ((await evidence.logs(id)).includes('dbug:')) return passed();
    return notStarted({
      ko: '설정이 마운트되었습니다. curl로 앱의 페이지를 한 번 연 다음 로그를 보세요.',
      en: 'The settings are mounted. Request a page of the app with curl, then look at its log.',
    });
  },
};

export default defineChecks({
  'edit-live': allOf({
    container: aContainer({
      image: APACHE,
      publishes: [{ containerPort: 80, on: 'any' }],
      mounts: [{ target: '/usr/local/apache2/htdocs', type: 'bind', source: `${HOME}/site` }],
      todo: {
        ko: '~/site를 /usr/local/apache2/htdocs에 마운트해 diamol/apache를 실행해 주세요.',
        en: 'Run diamol/apache with ~/site mounted at /usr/local/apache2/htdocs.',
      },
    }),
    page: editedPage,
  }),
  'write-inside': writeInside,
  'own-user': allOf({
    image: anImage({
      tag: 'writer',
      also: [
        {
          code: 'still-root',
          isMet: ({ user }) => !/^(0|root)?(:.*)?$/.test(user),
          text: () => ({
            ko: '“writer” 이미지의 프로그램은 root로 실행됩니다. Dockerfile에 USER 1000:1000을 더하고 다시 빌드해 주세요.',
            en: 'The program of the image “writer” runs as root. Add USER 1000:1000 to the Dockerfile and build it again.',
          }),
        },
        {
          code: 'other-user',
          isMet: ({ user }) => /^1000(:.*)?$/.test(user),
          text: ({ user }) => ({
            ko: `“writer” 이미지의 사용자가 “${shownText(user)}”입니다. 이 사용자는 여러분의 폴더에 쓸 수 없습니다. learner의 번호인 1000으로 정해 주세요.`,
            en: `The user of the image “writer” is “${shownText(user)}”, who cannot write to your folder. Set it to 1000, the number of learner.`,
          }),
        },
      ],
      todo: {
        ko: 'writer/Dockerfile에 USER 1000:1000을 더하고 “docker image build -t writer writer”로 빌드해 주세요.',
        en: 'Add USER 1000:1000 to writer/Dockerfile and build it with “docker image build -t writer writer”.',
      },
    }),
    file: ownFile,
  }),
  'read-only': aContainer({
    image: 'diamol/base',
    state: 'there',
    mounts: [{ target: '/site', type: 'bind', source: `${HOME}/site`, writable: false }],
    also: [
      {
        code: 'did-not-fail',
        isMet: ({ status, exitCode }) => status === 'exited' && exitCode !== 0,
        text: ({ name }) => ({
          ko: `“${shownText(name)}” 컨테이너는 오류 없이 끝났거나 아직 실행 중입니다. /site의 파일에 쓰려고 해 보세요.`,
          en: `The container “${shownText(name)}” ended without an error, or is still running. Let it try to write to a file in /site.`,
        }),
      },
    ],
    todo: {
      ko: '~/site를 읽기 전용으로 /site에 마운트하고, 컨테이너에서 /site/index.html에 쓰려고 해 보세요.',
      en: 'Mount ~/site at /site read-only, and let a container try to write to /site/index.html.',
    },
  }),
  config: allOf({
    container: aContainer({
      image: TODO_LIST,
      mounts: [{ target: '/app/config', type: 'bind', source: `${HOME}/config`, writable: false }],
      todo: {
        ko: '~/config를 읽기 전용으로 /app/config에 마운트해 diamol/ch06-todo-list를 실행해 주세요.',
        en: 'Run diamol/ch06-todo-list with ~/config mounted read-only at /app/config.',
      },
    }),
    log: debugLog,
  }),
});
