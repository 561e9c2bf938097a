/** Checks of ch05/own-registry: a registry that runs and keeps running, an image pushed to it and pulled back. */
import { allOf, withMoves } from '#lessons/_checks/combine.ts';
import { containersOf, lastPulledAt } from '#lessons/_checks/containers.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { aPage } from '#lessons/_checks/expect-page.ts';
import { isLike } from '#lessons/_checks/expect-request.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import { tagsInRegistry } from '#lessons/ch05.registries/_checks/registry.ts';
import { defineChecks, notStarted, passed, wrongMove, type LocalizedText } from '#lessons/_schema/check.ts';

const REGISTRY_IMAGES = ['registry:2', 'registry', 'diamol/registry', 'diamol/registry:2'];
const REPOSITORY = 'harbour/greeting';
const PUSHED = `localhost:5000/${REPOSITORY}:1`;

const runIt: LocalizedText = {
  ko: '“docker container run --detach --name registry --publish 5000:5000 --restart=always registry:2”를 입력해 주세요.',
  en: 'Type “docker container run --detach --name registry --publish 5000:5000 --restart=always registry:2”.',
};

export default defineChecks({
  'run-registry': allOf({
    container: aContainer({
      image: REGISTRY_IMAGES,
      publishes: [{ containerPort: 5000, on: 5000 }],
      restart: 'always',
      todo: runIt,
    }),
    answers: aPage({ port: 5000, path: '/v2/', todo: runIt }),
  }),
  push: tagsInRegistry({
    repository: REPOSITORY,
    tags: ['1'],
    todo: {
      ko: `greeting 폴더를 빌드하고 ${PUSHED}이라는 이름을 붙여 docker image push로 올려 주세요.`,
      en: `Build the folder greeting, name the image ${PUSHED}, and push it with docker image push.`,
    },
  }),
  'pull-back': {
    watches: ['images', 'events'],
    async evaluate(evidence) {
      const [image, events] = [await evidence.image(PUSHED), await evidence.events()];
      if (image !== null && lastPulledAt(PUSHED, events) !== undefined) return passed();
      const isUntagged = events.some(({ type, action }) => type === 'image' && action === 'untag');
      if (image !== null && isUntagged)
        return wrongMove('not-pulled', {
          ko: `“${PUSHED}”이라는 이름이 있지만 레지스트리에서 받은 것이 아닙니다. “docker image rm ${PUSHED} greeting”으로 두 이름을 모두 지우고 “docker image pull ${PUSHED}”을 입력해 주세요.`,
          en: `There is a “${PUSHED}”, but it was not pulled from the registry. Remove both names with “docker image rm ${PUSHED} greeting”, then type “docker image pull ${PUSHED}”.`,
        });
      if (isUntagged)
        return wrongMove('not-there', {
          ko: `이미지를 지웠습니다. 이제 “docker image pull ${PUSHED}”로 다시 받아 주세요.`,
          en: `The image is removed. Now pull it back with “docker image pull ${PUSHED}”.`,
        });
      return notStarted({
        ko: `“docker image rm greeting ${PUSHED}”로 지운 다음 “docker image pull ${PUSHED}”을 입력해 주세요.`,
        en: `Remove it with “docker image rm greeting ${PUSHED}”, then type “docker image pull ${PUSHED}”.`,
      });
    },
  },
  'keeps-running': withMoves(
    {
      watches: ['containers', 'images'],
      async evaluate(evidence) {
        const all = await evidence.containers();
        const images = await evidence.images();
        const registries = REGISTRY_IMAGES.flatMap((image) => containersOf(image, all, images));
        const [registry] = registries;
        if (registries.some(({ status, restartCount }) => status === 'running' && restartCount > 0)) return passed();
        if (registry !== undefined && registry.status === 'exited')
          return wrongMove('stopped', {
            ko: `“${shownText(registry.name)}” 컨테이너가 멈춰 있습니다. 사람이 멈춘 컨테이너는 엔진이 되살리지 않습니다. “docker container start ${shownText(registry.name)}”로 시작하고 “docker container exec ${shownText(registry.name)} kill 1”을 입력해 주세요.`,
            en: `The container “${shownText(registry.name)}” is stopped. The engine does not bring back a container that somebody stopped. Start it with “docker container start ${shownText(registry.name)}”, then type “docker container exec ${shownText(registry.name)} kill 1”.`,
          });
        return notStarted({
          ko: '“docker container exec registry kill 1”로 컨테이너 안의 프로그램을 끝내 보세요.',
          en: 'End the program inside with “docker container exec registry kill 1”.',
        });
      },
    },
    ['requests'],
    async (evidence) =>
      (await evidence.requests())
        .filter((request) => isLike(request, 'POST /containers/*/restart'))
        .map(({ at }) => ({
          at,
          code: 'restarted-by-hand',
          text: {
            ko: '“docker container restart”로는 엔진이 아니라 여러분이 다시 시작한 것입니다. “docker container exec registry kill 1”로 안의 프로그램만 끝내고 엔진이 하는 일을 보세요.',
            en: 'With “docker container restart” you started it again yourself. End only the program inside with “docker container exec registry kill 1”, and watch what the engine does.',
          },
        })),
  ),
});
