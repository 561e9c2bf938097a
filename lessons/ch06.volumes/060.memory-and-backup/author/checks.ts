/** Checks of ch06/memory-and-backup: folders in memory, and a volume that is packed up and unpacked into another one. */
import { allOf } from '#lessons/_checks/combine.ts';
import { containersOf } from '#lessons/_checks/containers.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { HOME } from '#lessons/_checks/expect-file.ts';
import { aVolume } from '#lessons/_checks/expect-storage-network.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import { containersOfAny, itemsOf, readItems, TODO_LIST } from '#lessons/ch06.volumes/_checks/todo-list.ts';
import { filesInVolume } from '#lessons/ch06.volumes/_checks/volume-files.ts';
import { defineChecks, notStarted, partlyDone, passed, wrongMove, type Check } from '#lessons/_schema/check.ts';

const LETTERS = ['1.txt', '2.txt', '3.txt'] as const;
const ARCHIVE = 'backup/letters.tar.gz';
const COPY = 'letters-copy';

/** The list as it was before the container was restarted. */
const SAVED = 'before.json';

/** An item that the same container had on its list before it was restarted is not there any more. */
const forgotten: Check = {
  watches: ['containers', 'images', 'pages', 'files'],
  async evaluate(evidence) {
    const [container] = (await containersOfAny(TODO_LIST, evidence)).filter(({ mounts }) =>
      mounts.some(({ target, type }) => target === '/data' && type === 'tmpfs'),
    );
    const now = container === undefined ? null : await itemsOf(evidence, container);
    // An app that finds too little memory for its file starts all the same, and ends a moment later.
    if (container === undefined || now === null)
      return notStarted({
        ko: '컨테이너를 실행했습니다. 앱이 준비될 때까지 잠시 기다려 주세요.',
        en: 'The container is running. Wait a moment until the app is ready.',
      });
    const saved = readItems((await evidence.file(`${HOME}/${SAVED}`))?.text ?? '') ?? [];
    const own = saved.filter(({ addedAt }) => addedAt >= container.createdAt);
    if (own.length === 0)
      return partlyDone('no-item', {
        ko: `~/${SAVED}에 이 컨테이너에 더한 할 일이 없습니다. curl로 할 일을 하나 더하고 “curl --silent http://localhost:8010/api/items > ~/${SAVED}”으로 목록을 저장한 다음, 컨테이너를 다시 시작해 주세요.`,
        en: `~/${SAVED} holds no item that was added to this container. Add an item with curl, save the list with “curl --silent http://localhost:8010/api/items > ~/${SAVED}”, then restart the container.`,
      });
    if (own.some(({ addedAt }) => addedAt < container.startedAt && !now.some((item) => item.addedAt === addedAt)))
      return passed();
    return partlyDone('not-restarted', {
      ko: `할 일을 더하고 목록을 저장했습니다. 이제 “docker container restart ${shownText(container.name)}”로 다시 시작하고 목록을 보세요.`,
      en: `You added an item and saved the list. Now type “docker container restart ${shownText(container.name)}” and look at the list.`,
    });
  },
};

const backUp: Check = {
  watches: ['files', 'containers'],
  async evaluate(evidence) {
    const file = await evidence.file(`${HOME}/${ARCHIVE}`);
    if (file === null)
      return notStarted({
        ko: `letters 볼륨을 ~/${ARCHIVE} 파일로 묶어 주세요.`,
        en: `Pack the volume letters into the file ~/${ARCHIVE}.`,
      });
    const { exitCode, output } = await evidence.program(['tar', '-tf', `${HOME}/${ARCHIVE}`]);
    if (exitCode !== 0)
      return wrongMove('not-an-archive', {
        ko: `~/${ARCHIVE}는 tar로 풀 수 있는 파일이 아닙니다. 컨테이너에서 “tar -czf /to/letters.tar.gz -C /from .”으로 만들어 주세요.`,
        en: `~/${ARCHIVE} is not a file that tar can unpack. Make it in the container with “tar -czf /to/letters.tar.gz -C /from .”.`,
      });
    const packed = new Set(output.split('\n').map((line) => line.replace(/^.*\//, '')));
    const missing = LETTERS.filter((letter) => !packed.has(letter));
    if (missing.length === 0) return passed();
    return wrongMove('letters-missing', {
      ko: `묶음에 ${missing.join(', ')}이(가) 없습니다. letters 볼륨을 /from에 마운트했는지, 볼륨 이름이 맞는지 확인해 주세요.`,
      en: `The archive does not hold ${missing.join(', ')}. Check that the volume letters is mounted at /from, and that its name is right.`,
    });
  },
};

const copyThere = aVolume({
  name: COPY,
  todo: {
    ko: `“${COPY}” 볼륨을 마운트해 그 안에 ~/${ARCHIVE}를 풀어 주세요.`,
    en: `Mount the volume “${COPY}” and unpack ~/${ARCHIVE} into it.`,
  },
});

const restore: Check = {
  watches: ['volumes', 'files', 'containers'],
  async evaluate(evidence) {
    const there = await copyThere.evaluate(evidence);
    if (there.outcome !== 'passed') return there;
    const files = await filesInVolume(evidence, COPY);
    if (LETTERS.every((letter) => files.includes(letter))) return passed();
    const busy = containersOf('diamol/base', await evidence.containers(), await evidence.images());
    if (busy.some(({ status }) => status === 'running')) return notStarted(restoring);
    return files.length === 0
      ? wrongMove('still-empty', {
          ko: `“${COPY}” 볼륨이 비어 있습니다. 볼륨을 마운트한 경로와 tar의 -C 뒤에 쓴 경로가 같아야 합니다.`,
          en: `The volume “${COPY}” is empty. The path where it is mounted and the path after -C of tar must be the same.`,
        })
      : wrongMove('other-files', {
          ko: `“${COPY}” 볼륨의 맨 위에 편지 세 통이 없습니다. 묶음 파일을 복사하지 말고, 그 내용을 풀어 주세요.`,
          en: `The three letters are not at the top of the volume “${COPY}”. Unpack the archive instead of copying it.`,
        });
  },
};

const restoring = { ko: '묶음을 볼륨에 푸는 중입니다.', en: 'The archive is being unpacked into the volume.' };

export default defineChecks({
  scratch: aContainer({
    image: 'diamol/base',
    state: 'ended',
    mounts: [{ target: '/scratch', type: 'tmpfs' }],
    todo: {
      ko: '“--tmpfs /scratch”를 붙여 diamol/base를 실행해 주세요.',
      en: 'Run diamol/base with “--tmpfs /scratch”.',
    },
  }),
  'forgetful-list': allOf({
    container: aContainer({
      image: TODO_LIST,
      publishes: [{ containerPort: 80, on: 'any' }],
      mounts: [{ target: '/data', type: 'tmpfs' }],
      todo: {
        ko: '/data에 tmpfs를 마운트해 diamol/ch06-todo-list를 실행해 주세요.',
        en: 'Run diamol/ch06-todo-list with a tmpfs mounted at /data.',
      },
    }),
    item: forgotten,
  }),
  'back-up': backUp,
  restore,
});
