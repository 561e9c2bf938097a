/**
 * When the steps of this lesson are done.
 *
 * All facts come from the engine and from the pages themselves; see design.md.
 */
import { allOf } from '#lessons/_checks/combine.ts';
import { aContainer, noContainers } from '#lessons/_checks/expect-container.ts';
import { aPage } from '#lessons/_checks/expect-page.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import { defineChecks, notStarted, passed, wrongMove, type Check, type LocalizedText } from '#lessons/_schema/check.ts';

const image = 'diamol/ch02-hello-diamol-web';
const mistakenFor = ['diamol/ch02-hello-diamol'];

const serveIt: LocalizedText = {
  ko: `“docker container run --detach --publish 8080:80 --name web ${image}”을 입력해 주세요.`,
  en: `Type “docker container run --detach --publish 8080:80 --name web ${image}”.`,
};

const stopIt: LocalizedText = {
  ko: '“docker container stop web”을 입력해 주세요.',
  en: 'Type “docker container stop web”.',
};

/** Passes when the web server was asked to end and did. */
const stopped: Check = {
  watches: ['containers', 'events'],
  async evaluate(evidence) {
    const [containers, events] = await Promise.all([evidence.containers(), evidence.events()]);
    const web = containers.find(({ name }) => name === 'web');
    if (web === undefined) {
      const isGone = events.some(
        ({ type, action, attributes }) => type === 'container' && action === 'destroy' && attributes['name'] === 'web',
      );
      if (!isGone) return notStarted(serveIt);
      return wrongMove('removed', {
        ko: `컨테이너 “web”이 지워졌습니다. 지우지 말고 멈추기만 해야 다시 시작할 수 있습니다. 다시 실행한 다음 “docker container stop web”을 입력해 주세요.`,
        en: 'The container “web” was removed. It must only be stopped, so that it can be started again. Run it again, then type “docker container stop web”.',
      });
    }
    if (web.status === 'paused')
      return wrongMove('paused', {
        ko: '“web”은 멈춘 것이 아니라 잠시 얼려 둔 상태(paused)입니다. “docker container unpause web” 다음에 “docker container stop web”을 입력해 주세요.',
        en: '“web” is only frozen (paused), not stopped. Type “docker container unpause web”, then “docker container stop web”.',
      });
    if (web.status !== 'exited') return notStarted(stopIt);
    if (web.exitCode === 0) return passed();
    return wrongMove('forced', {
      ko: `“web”이 종료 코드 ${String(web.exitCode)}(으)로 끝났습니다. 강제로 끝내면(kill) 0이 아닌 코드가 나옵니다. “docker container start web”으로 다시 시작하고 “docker container stop web”으로 멈추어 주세요.`,
      en: `“web” ended with exit code ${String(web.exitCode)}, which is not 0 because it was forced to end (kill). Start it again with “docker container start web”, then stop it with “docker container stop web”.`,
    });
  },
};

const startIt: LocalizedText = {
  ko: '“docker container start web”을 입력해 주세요.',
  en: 'Type “docker container start web”.',
};

/** Passes when the container of before runs again. */
const startedAgain: Check = {
  watches: ['containers'],
  async evaluate(evidence) {
    const containers = await evidence.containers();
    const web = containers.find(({ name }) => name === 'web');
    if (web?.status === 'running') return passed();
    const newer = containers.find(
      ({ name, createdAt, ports }) =>
        name !== 'web' &&
        createdAt > (web?.createdAt ?? Infinity) &&
        ports.some(({ publishedPort }) => publishedPort === 8080),
    );
    if (newer === undefined) return notStarted(startIt);
    return wrongMove('new-container', {
      ko: `새 컨테이너 “${shownText(newer.name)}”을 만들었습니다. 있던 “web”을 다시 시작해야 합니다. “docker container rm --force ${shownText(newer.name)}”으로 지우고 “docker container start web”을 입력해 주세요.`,
      en: `You made a new container, “${shownText(newer.name)}”. The old one, “web”, must be started again. Remove the new one with “docker container rm --force ${shownText(newer.name)}” and type “docker container start web”.`,
    });
  },
};

/** Passes when the engine was asked to restart a container, which it tells as an event of its own. */
const restarted: Check = {
  watches: ['events'],
  async evaluate(evidence) {
    const isRestarted = (await evidence.events()).some(
      ({ type, action, attributes }) => type === 'container' && action === 'restart' && attributes['name'] === 'web',
    );
    if (isRestarted) return passed();
    return notStarted({
      ko: '“web”이 다시 실행 중입니다. 이제 “docker container restart web”을 입력해 주세요.',
      en: '“web” is running again. Now type “docker container restart web”.',
    });
  },
};

const makeSecond: LocalizedText = {
  ko: `“docker container create --publish 8081:80 --name web2 ${image}”으로 만들고 “docker container start web2”로 시작해 주세요.`,
  en: `Create it with “docker container create --publish 8081:80 --name web2 ${image}” and start it with “docker container start web2”.`,
};

const second = aContainer({ image, name: 'web2', publishes: [{ containerPort: 80, on: 8081 }], todo: makeSecond });

/** The second web server; the first one, which is there from before, is no attempt at it. */
const secondBesidesFirst: Check = {
  watches: second.watches,
  async evaluate(evidence) {
    const others = (await evidence.containers()).filter(({ name }) => name !== 'web');
    return others.length === 0 ? notStarted(makeSecond) : second.evaluate(evidence);
  },
};

const clearAway: LocalizedText = {
  ko: '“docker container rm --force $(docker container ls --all --quiet)”을 입력해 주세요.',
  en: 'Type “docker container rm --force $(docker container ls --all --quiet)”.',
};

const noneLeft = noContainers({ todo: clearAway });

/** Nothing is left, as in the beginning; but the second web server has been there and was removed. */
const emptied: Check = {
  watches: noneLeft.watches,
  async evaluate(evidence) {
    const outcome = await noneLeft.evaluate(evidence);
    if (outcome.outcome === 'failed') return outcome;
    const isRemoved = (await evidence.events()).some(
      ({ type, action, attributes }) => type === 'container' && action === 'destroy' && attributes['name'] === 'web2',
    );
    return isRemoved ? outcome : notStarted(clearAway);
  },
};

export default defineChecks({
  serve: allOf({
    container: aContainer({
      image,
      mistakenFor,
      name: 'web',
      publishes: [{ containerPort: 80, on: 8080 }],
      todo: serveIt,
    }),
    page: aPage({ port: 8080, todo: serveIt }),
  }),

  stop: stopped,

  'start-again': allOf({ started: startedAgain, restart: restarted }),

  'by-hand': allOf({ container: secondBesidesFirst, page: aPage({ port: 8081, todo: makeSecond }) }),

  'clear-away': emptied,
});
