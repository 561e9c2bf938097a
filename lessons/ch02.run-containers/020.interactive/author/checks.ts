/**
 * When the steps of this lesson are done.
 *
 * All facts come from the engine; see design.md for what is asked and why.
 */
import { allOf } from '#lessons/_checks/combine.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { asked, isLike, subjectOf } from '#lessons/_checks/expect-request.ts';
import {
  defineChecks,
  notStarted,
  partlyDone,
  passed,
  wrongMove,
  type Check,
  type LocalizedText,
} from '#lessons/_schema/check.ts';
import type { ContainerEvidence, EngineRequest, Evidence } from '#lessons/_schema/evidence.ts';

const NAME = 'box';
const CARGO = '/cargo';

/** What the learner leaves in the container when coming back to it. */
const RETURNED = '/returned';

/** `start --attach` connects before it starts the container, by less than these milliseconds. */
const CONNECTED_BEFORE_START_MS = 1_500;

const runIt: LocalizedText = {
  ko: '“docker container run --interactive --tty --name box diamol/base”를 입력해 컨테이너 안으로 들어가 주세요.',
  en: 'Type “docker container run --interactive --tty --name box diamol/base” to go into a container.',
};

async function boxOf(evidence: Evidence): Promise<ContainerEvidence | undefined> {
  return (await evidence.containers()).find(({ name }) => name === NAME);
}

/** Passes when the container printed its own host name and holds the file. */
const workedInside: Check = {
  watches: ['containers', 'requests', 'logs', 'files'],
  async evaluate(evidence) {
    const box = await boxOf(evidence);
    if (box === undefined) return notStarted(runIt);
    const lines = (await evidence.logs(box.id)).split('\n').map((line) => line.trim());
    if (!lines.includes(box.hostname))
      return wrongMove('no-hostname', {
        ko: `컨테이너 “${NAME}”는 있지만 그 안에서 hostname을 입력하지 않았습니다. 프롬프트가 “/ #”일 때 입력해 주세요. 이미 나왔다면 “docker container start --attach --interactive ${NAME}”로 다시 들어갈 수 있습니다.`,
        en: `There is a container “${NAME}”, but hostname was not typed inside it. Type it when the prompt is “/ #”. If you have left, “docker container start --attach --interactive ${NAME}” takes you back.`,
      });
    if ((await evidence.containerFile(box.id, CARGO)) === null)
      return wrongMove('no-cargo', {
        ko: `컨테이너 “${NAME}” 안에 ${CARGO} 파일이 없습니다. 안에서 “head -c 5000000 /dev/zero > ${CARGO}”를 입력해 주세요. 이미 나왔다면 “docker container start --attach --interactive ${NAME}”로 다시 들어갈 수 있습니다.`,
        en: `There is no file ${CARGO} in the container “${NAME}”. Type “head -c 5000000 /dev/zero > ${CARGO}” inside. If you have left, “docker container start --attach --interactive ${NAME}” takes you back.`,
      });
    return passed();
  },
};

const listAll: LocalizedText = {
  ko: '“docker container ls --all --size”를 입력해 끝난 컨테이너의 크기를 확인해 주세요.',
  en: 'Type “docker container ls --all --size” to see the size of the finished container.',
};

const isOn = (value: string | undefined): boolean => value === '1' || value === 'true';

const goBack: LocalizedText = {
  ko: `“docker container start box”로 다시 시작하고 “docker container attach --detach-keys ctrl-x box”로 연결한 다음, 안에서 “date > ${RETURNED}”를 입력해 주세요.`,
  en: `Start it again with “docker container start box”, connect with “docker container attach --detach-keys ctrl-x box”, and type “date > ${RETURNED}” inside.`,
};

/** Whether somebody went into the container since it was started last, to its program or beside it. */
function isEntered(box: ContainerEvidence, requests: readonly EngineRequest[]): boolean {
  return (['POST /containers/*/attach', 'POST /containers/*/exec'] as const).some((pattern) =>
    requests.some((request) => {
      if (!isLike(request, pattern)) return false;
      const subject = subjectOf(request, pattern);
      const isBox = subject === NAME || (subject !== '' && box.id.startsWith(subject));
      return isBox && request.at > box.startedAt - CONNECTED_BEFORE_START_MS;
    }),
  );
}

/** Passes when somebody went into the container and left the note, which nobody does before this step. */
const cameBack: Check = {
  watches: ['containers', 'requests', 'files'],
  async evaluate(evidence) {
    const [box, all, requests] = await Promise.all([boxOf(evidence), evidence.containers(), evidence.requests()]);
    if (box === undefined) return notStarted(runIt);
    const entered = isEntered(box, requests);
    if (entered && (await evidence.containerFile(box.id, RETURNED)) !== null) return passed();
    const newer = all.find(({ name, createdAt, tty }) => name !== NAME && tty && createdAt > box.createdAt);
    if (newer !== undefined)
      return wrongMove('new-container', {
        ko: '새 컨테이너를 만드셨습니다. run은 늘 새로 만들고, 새 컨테이너에는 /cargo가 없습니다. “docker container start box”와 “docker container attach box”를 써 주세요.',
        en: 'You made a new container: “run” always does, and there is no /cargo in it. Use “docker container start box” and “docker container attach box”.',
      });
    if (box.status !== 'running') return notStarted(goBack);
    if (!entered)
      return partlyDone('not-connected', {
        ko: '“box”가 실행 중이지만 아직 연결하지 않았습니다. “docker container attach --detach-keys ctrl-x box”를 입력해 주세요.',
        en: '“box” is running, but you have not connected to it yet. Type “docker container attach --detach-keys ctrl-x box”.',
      });
    return partlyDone('no-note', {
      ko: `“box”에 들어갔지만 그 안에 ${RETURNED} 파일이 아직 없습니다. 프롬프트가 “/ #”일 때 “date > ${RETURNED}”를 입력해 주세요.`,
      en: `You went into “box”, but there is no file ${RETURNED} in it yet. Type “date > ${RETURNED}” when the prompt is “/ #”.`,
    });
  },
};

const shortId: LocalizedText = {
  ko: '“docker container ls”에서 box의 아이디를 찾아, 그 앞 서너 자리로 “docker container top”을 실행해 주세요.',
  en: 'Find the id of box in “docker container ls” and run “docker container top” with its first three or four digits.',
};

export default defineChecks({
  'go-inside': allOf({
    container: aContainer({
      image: 'diamol/base',
      mistakenFor: ['diamol/ch02-hello-diamol'],
      name: NAME,
      state: 'there',
      interactive: true,
      tty: true,
      todo: runIt,
    }),
    inside: workedInside,
  }),

  'left-behind': asked({
    request: 'GET /containers/json',
    where: ({ query }) => isOn(query['all']) && isOn(query['size']),
    mistakes: [
      {
        request: 'GET /containers/json',
        where: ({ query }) => !isOn(query['all']) && isOn(query['size']),
        code: 'running-only',
        text: {
          ko: '실행 중인 컨테이너만 물어보셨습니다. box는 끝났으므로 --all을 함께 써야 보입니다.',
          en: 'You asked for running containers only. box has ended, so you need --all as well to see it.',
        },
      },
      {
        request: 'GET /containers/json',
        where: ({ query }) => isOn(query['all']) && !isOn(query['size']),
        code: 'without-size',
        text: {
          ko: '목록은 보셨지만 거기에 크기는 나오지 않았습니다. --size를 함께 써 주세요.',
          en: 'You saw the list, but without sizes. Add --size.',
        },
      },
    ],
    todo: listAll,
  }),

  'come-back': cameBack,

  'short-id': asked({
    request: 'GET /containers/*/top',
    where: async (request, evidence) => {
      const subject = subjectOf(request, 'GET /containers/*/top');
      const isPart = /^[0-9a-f]{1,11}$/.test(subject);
      return isPart && (await evidence.containers()).some(({ id, name }) => id.startsWith(subject) && name !== subject);
    },
    otherwise: {
      code: 'not-a-part',
      text: {
        ko: 'top을 실행했지만 컨테이너의 이름이나 아이디 전체를 썼거나, 어느 컨테이너의 아이디와도 맞지 않는 글자를 썼습니다. 여러분의 목록에 있는 아이디의 앞 서너 자리만 써 주세요.',
        en: 'You ran top, but with a name, with the whole id, or with digits with which no container’s id begins. Use only the first three or four digits of the id in your own list.',
      },
    },
    mistakes: [
      {
        request: 'POST /containers/*/attach',
        code: 'connected',
        text: {
          ko: '컨테이너에 연결하셨습니다. 이 단계에서는 밖에서 “docker container top”을 실행합니다. 연결할 때 정한 키로 나오거나 새 터미널을 열어 주세요.',
          en: 'You connected to a container. This step runs “docker container top” from outside. Leave with the keys you chose when connecting, or open a new terminal.',
        },
      },
    ],
    todo: shortId,
  }),
});
