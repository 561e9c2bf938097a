/** Checks of ch06/named-volumes: a volume with a name carries data from one container to the next. */
import { allOf, withMoves } from '#lessons/_checks/combine.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { anAnswer } from '#lessons/_checks/expect-file.ts';
import { isLike } from '#lessons/_checks/expect-request.ts';
import { aVolume } from '#lessons/_checks/expect-storage-network.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import { somethingToDo, TODO_LIST, TODO_LIST_V2 } from '#lessons/ch06.volumes/_checks/todo-list.ts';
import { mountpointOf } from '#lessons/ch06.volumes/_checks/volume-files.ts';
import { defineChecks, notStarted, partlyDone, passed, wrongMove, type Check } from '#lessons/_schema/check.ts';

const VOLUME = 'todo-data';

const create = withMoves(
  aVolume({
    name: VOLUME,
    todo: {
      ko: '“docker volume create todo-data”로 볼륨을 만들어 주세요.',
      en: 'Create the volume with “docker volume create todo-data”.',
    },
  }),
  ['volumes'],
  async (evidence) =>
    (await evidence.volumes()).some(({ anonymous }) => anonymous)
      ? [
          {
            at: 0,
            code: 'anonymous-volume',
            text: {
              ko: '이름 없는(익명) 볼륨이 만들어졌습니다. create 뒤에 이름 todo-data를 써 주세요.',
              en: 'A volume without a name (anonymous) was created. Write the name todo-data after create.',
            },
          },
        ]
      : [],
);

const cleanUp: Check = {
  watches: ['containers', 'volumes', 'requests'],
  async evaluate(evidence) {
    const volumes = await evidence.volumes();
    const requests = await evidence.requests();
    const removing = requests.some((request) => isLike(request, 'DELETE /volumes/*'));
    const pruning = requests.some((request) => isLike(request, 'POST /volumes/prune'));
    if (volumes.length === 0 && (removing || pruning)) return passed();
    const user = (await evidence.containers()).find(({ mounts }) => mounts.some(({ volume }) => volume !== ''));
    if (user !== undefined && removing)
      return wrongMove('in-use', {
        ko: `“${shownText(user.name)}” 컨테이너가 볼륨을 쓰고 있어 지울 수 없습니다. 컨테이너를 먼저 지워 주세요. 멈추는 것만으로는 안 됩니다.`,
        en: `The container “${shownText(user.name)}” uses the volume, so it cannot be removed. Remove the container first; stopping it is not enough.`,
      });
    const names = volumes.filter(({ anonymous }) => !anonymous).map(({ name }) => shownText(name));
    if (user === undefined && pruning && names.length > 0)
      return partlyDone('named-left', {
        ko: `이름 있는 볼륨 “${names.join('”, “')}”이 남아 있습니다. prune은 익명 볼륨만 지웠습니다. “docker volume rm”으로 지워 주세요.`,
        en: `The named volume “${names.join('”, “')}” is left: prune removed only anonymous ones. Remove it with “docker volume rm”.`,
      });
    if (user === undefined && removing && volumes.length > 0)
      return partlyDone('anonymous-left', {
        ko: '볼륨이 아직 남아 있습니다. “docker volume prune --force”로 쓰지 않는 익명 볼륨을 지워 주세요.',
        en: 'Volumes are left. Remove the unused anonymous ones with “docker volume prune --force”.',
      });
    return notStarted({
      ko: 'todo-v2 컨테이너를 지우고, 남은 볼륨을 모두 지워 주세요.',
      en: 'Remove the container todo-v2, then all volumes that are left.',
    });
  },
};

const mount = { target: '/data', type: 'volume', volume: VOLUME } as const;

export default defineChecks({
  create,
  'use-it': allOf({
    container: aContainer({
      image: TODO_LIST,
      publishes: [{ containerPort: 80, on: 'any' }],
      mounts: [mount],
      todo: {
        ko: '“-v todo-data:/data”를 붙여 diamol/ch06-todo-list를 실행해 주세요.',
        en: 'Run diamol/ch06-todo-list with “-v todo-data:/data”.',
      },
    }),
    item: somethingToDo(TODO_LIST, {
      ko: '앱이 볼륨을 쓰고 있습니다. 이제 curl로 할 일을 하나 더해 주세요.',
      en: 'The app uses the volume. Now add an item with curl.',
    }),
  }),
  upgrade: allOf({
    container: aContainer({
      image: TODO_LIST_V2,
      publishes: [{ containerPort: 80, on: 'any' }],
      mounts: [mount],
      todo: {
        ko: 'todo-v1을 지우고, 같은 볼륨으로 diamol/ch06-todo-list:v2를 실행해 주세요.',
        en: 'Remove todo-v1 and run diamol/ch06-todo-list:v2 with the same volume.',
      },
    }),
    item: somethingToDo([TODO_LIST_V2], {
      ko: '새 버전이 볼륨을 쓰고 있지만 아직 목록에 할 일이 보이지 않습니다. 앱이 준비될 때까지 기다리거나 할 일을 하나 더해 주세요.',
      en: 'The new version uses the volume, but shows no item yet. Wait until it is ready, or add an item.',
    }),
  }),
  mountpoint: anAnswer({
    path: 'mountpoint.txt',
    answers: async () => Promise.resolve([mountpointOf(VOLUME)]),
    mistakes: async (_evidence, given) => {
      if (given === '/data')
        return Promise.resolve({
          code: 'path-in-container',
          text: {
            ko: '/data는 컨테이너 안의 경로입니다. 볼륨이 호스트의 어디에 있는지 적어 주세요. 볼륨의 Mountpoint입니다.',
            en: '/data is the path inside the container. Write where the volume is on the host: its Mountpoint.',
          },
        });
      return Promise.resolve(undefined);
    },
    todo: {
      ko: `“docker inspect --type volume --format '{{.Mountpoint}}' todo-data > mountpoint.txt”를 실행해 주세요.`,
      en: `Run “docker inspect --type volume --format '{{.Mountpoint}}' todo-data > mountpoint.txt”.`,
    },
  }),
  'clean-up': cleanUp,
});
