/** Checks of ch06/volumes: an anonymous volume is used, shared, and removed with its containers; VOLUME is written. */
import { allOf } from '#lessons/_checks/combine.ts';
import { removedContainers } from '#lessons/_checks/containers.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { anImage } from '#lessons/_checks/expect-image.ts';
import { isLike } from '#lessons/_checks/expect-request.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import { containersOfAny, somethingToDo, TODO_LIST } from '#lessons/ch06.volumes/_checks/todo-list.ts';
import { defineChecks, notStarted, partlyDone, passed, wrongMove, type Check } from '#lessons/_schema/check.ts';
import type { ContainerEvidence, Evidence } from '#lessons/_schema/evidence.ts';

function dataVolume({ mounts }: ContainerEvidence): string {
  return mounts.find(({ target }) => target === '/data')?.volume ?? '';
}

const shareVolume: Check = {
  watches: ['containers', 'images'],
  async evaluate(evidence) {
    const own = await containersOfAny(TODO_LIST, evidence);
    const running = own.filter(({ status }) => status === 'running');
    const volumes = running.map(dataVolume).filter((volume) => volume !== '');
    if (new Set(volumes).size < volumes.length) return passed();
    const idle = own.find(({ status }) => status !== 'running');
    if (idle !== undefined)
      return wrongMove('not-running', {
        ko: `“${shownText(idle.name)}” 컨테이너가 실행 중이 아닙니다(상태: ${idle.status}). 8010번 포트는 todo1이 쓰고 있습니다. 이 컨테이너를 지우고 다른 포트로 다시 실행해 주세요.`,
        en: `The container “${shownText(idle.name)}” is not running (state: ${idle.status}). Port 8010 is already used by todo1. Remove this container and run it again with another port.`,
      });
    const newest = running[0];
    if (newest !== undefined && running.length > 1)
      return wrongMove('own-volume', {
        ko: `“${shownText(newest.name)}” 컨테이너는 자기만의 볼륨을 새로 받았습니다. 지우고 --volumes-from todo1을 붙여 다시 실행해 주세요.`,
        en: `The container “${shownText(newest.name)}” got a new volume of its own. Remove it and run it again with --volumes-from todo1.`,
      });
    return notStarted({
      ko: '“--volumes-from todo1”을 붙여 두 번째 컨테이너를 8011번 포트로 실행해 주세요.',
      en: 'Run a second container on port 8011 with “--volumes-from todo1”.',
    });
  },
};

const removeAll = {
  ko: '“docker container rm --force --volumes”로 두 컨테이너를 지워 주세요.',
  en: 'Remove both containers with “docker container rm --force --volumes”.',
};

/** Whether anything was removed since the engine was started: a container of the app, or a volume. */
async function hasRemoved(evidence: Evidence): Promise<boolean> {
  const [events, requests] = [await evidence.events(), await evidence.requests()];
  return (
    TODO_LIST.some((image) => removedContainers(image, events, requests).length > 0) ||
    requests.some((request) => isLike(request, 'DELETE /volumes/*') || isLike(request, 'POST /volumes/prune'))
  );
}

const removeBoth: Check = {
  watches: ['containers', 'images', 'volumes', 'events', 'requests'],
  async evaluate(evidence) {
    const left = await containersOfAny(TODO_LIST, evidence);
    const volumes = (await evidence.volumes()).filter(({ anonymous }) => anonymous);
    const begun = await hasRemoved(evidence);
    if (left.length === 0 && volumes.length === 0 && begun) return passed();
    if (left.length === 0 && volumes.length > 0)
      return wrongMove('volume-left', {
        ko: `컨테이너는 지웠지만 익명 볼륨이 ${String(volumes.length)}개 남아 있습니다. rm에 --volumes가 없었기 때문입니다. “docker volume prune --force”로 지워 주세요.`,
        en: `The containers are gone, but ${volumes.length === 1 ? 'an anonymous volume is' : `${String(volumes.length)} anonymous volumes are`} left, because rm had no --volumes. Remove what is left with “docker volume prune --force”.`,
      });
    if (left.length > 0 && left.every(({ status }) => status === 'exited'))
      return wrongMove('only-stopped', {
        ko: '컨테이너를 멈추기만 했습니다. 멈춘 컨테이너의 볼륨은 지워지지 않습니다. “docker container rm --force --volumes”로 지워 주세요.',
        en: 'The containers are only stopped, and the volume of a stopped container is not removed. Remove them with “docker container rm --force --volumes”.',
      });
    const todo =
      left.length === 0
        ? removeAll
        : {
            ko: `“${left.map(({ name }) => shownText(name)).join('”, “')}” 컨테이너를 --volumes와 함께 지워 주세요.`,
            en: `Remove “${left.map(({ name }) => shownText(name)).join('”, “')}” with --volumes.`,
          };
    return begun ? partlyDone('one-left', todo) : notStarted(todo);
  },
};

const runTodo = {
  ko: 'diamol/ch06-todo-list 컨테이너를 8010번 포트로 실행해 주세요.',
  en: 'Run a container from diamol/ch06-todo-list on port 8010.',
};

export default defineChecks({
  'run-todo': allOf({
    container: aContainer({
      image: TODO_LIST,
      publishes: [{ containerPort: 80, on: 8010 }],
      mounts: [{ target: '/data', type: 'volume' }],
      todo: runTodo,
    }),
    item: somethingToDo(TODO_LIST, {
      ko: '앱이 실행 중입니다. 이제 curl로 할 일을 하나 더해 주세요.',
      en: 'The app is running. Now add an item with curl.',
    }),
  }),
  'share-volume': shareVolume,
  'remove-both': removeBoth,
  'own-volume': anImage({
    tag: 'diary',
    volumes: ['/diary'],
    todo: {
      ko: 'diary/Dockerfile을 만들고 “docker image build -t diary diary”로 빌드해 주세요.',
      en: 'Create diary/Dockerfile and build it with “docker image build -t diary diary”.',
    },
  }),
});
