/**
 * When the steps of this lesson are done. See design.md for what is asked and why.
 */
import { allOf, anyOf, withMoves } from '#lessons/_checks/combine.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { aPage } from '#lessons/_checks/expect-page.ts';
import { isLike } from '#lessons/_checks/expect-request.ts';
import { aNetwork } from '#lessons/_checks/expect-storage-network.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import { defineChecks, notStarted, passed, type Check } from '#lessons/_schema/check.ts';
import type { ContainerEvidence } from '#lessons/_schema/evidence.ts';

/** Whether a container has none of these names, which the steps before gave away. */
const isNotCalled =
  (...names: readonly string[]) =>
  ({ name }: ContainerEvidence): boolean =>
    !names.includes(name);

const runAlone = {
  ko: '“docker container run --name alone --network none nicolaka/netshoot ip -br address”를 입력해 주세요.',
  en: 'Type “docker container run --name alone --network none nicolaka/netshoot ip -br address”.',
};

/** Passes when a container ran without a network, even if it is gone since (`--rm`). */
const wasWithoutNetwork: Check = {
  watches: ['events'],
  async evaluate(evidence) {
    const was = (await evidence.events()).some(
      ({ type, action, attributes }) => type === 'network' && action === 'connect' && attributes['name'] === 'none',
    );
    return was ? passed() : notStarted(runAlone);
  },
};

const runHostWeb = {
  ko: '“docker container run --detach --name hostweb --network host nginx”로 웹 서버를 실행해 주세요.',
  en: 'Run the web server with “docker container run --detach --name hostweb --network host nginx”.',
};

const runWatcher = {
  ko: '“docker container run --name watcher --network container:site nicolaka/netshoot curl --silent --head http://localhost”로 site의 네트워크 안에서 접속해 보세요.',
  en: 'Connect from inside the network of site with “docker container run --name watcher --network container:site nicolaka/netshoot curl --silent --head http://localhost”.',
};

/** Passes when “watcher” ran in the network of “site”. */
const watching: Check = {
  watches: ['containers'],
  async evaluate(evidence) {
    const site = (await evidence.containers()).find(({ name }) => name === 'site');
    if (site === undefined) return notStarted(runWatcher);
    return aContainer({
      name: 'watcher',
      state: 'ended',
      also: [
        {
          code: 'not-shared',
          isMet: ({ networkMode }) => networkMode === 'container:site' || networkMode === `container:${site.id}`,
          text: ({ networkMode }) => ({
            ko: `“watcher”의 네트워크 방식이 “${shownText(networkMode)}”입니다. site의 네트워크에 들어가야 합니다. 지우고 --network container:site로 다시 실행해 주세요.`,
            en: `The network mode of “watcher” is “${shownText(networkMode)}”. It has to enter the network of site. Remove it and run it again with --network container:site.`,
          }),
        },
      ],
      todo: runWatcher,
    }).evaluate(evidence);
  },
};

export default defineChecks({
  none: anyOf(
    aContainer({ image: 'nicolaka/netshoot', state: 'there', networkMode: 'none', todo: runAlone }),
    wasWithoutNetwork,
  ),
  host: allOf({
    container: aContainer({ image: 'nginx', name: 'hostweb', networkMode: 'host', todo: runHostWeb }),
    page: aPage({ port: 80, contains: 'nginx', todo: runHostWeb }),
  }),
  container: allOf({
    site: aContainer({
      name: 'site',
      image: 'nginx',
      isMeant: isNotCalled('hostweb'),
      todo: {
        ko: '“docker container run --detach --name site nginx”로 웹 서버를 실행해 주세요.',
        en: 'Run the web server with “docker container run --detach --name site nginx”.',
      },
    }),
    watcher: watching,
  }),
  macvlan: allOf({
    network: withMoves(
      aNetwork({
        name: 'lan',
        driver: 'macvlan',
        todo: {
          ko: '“docker network create --driver macvlan --opt parent=docker0 lan”으로 네트워크를 만들어 주세요.',
          en: 'Create the network with “docker network create --driver macvlan --opt parent=docker0 lan”.',
        },
      }),
      ['requests'],
      async (evidence) =>
        (await evidence.requests())
          .filter((request) => isLike(request, 'POST /networks/create'))
          .map(({ at }) => ({
            at,
            code: 'not-created',
            text: {
              ko: '엔진이 네트워크를 만들지 못했습니다. macvlan은 어느 인터페이스 위에 만들지 알아야 합니다. --opt parent=docker0을 붙이고, 이름은 lan으로 해 주세요.',
              en: 'The engine did not create the network. macvlan must know on top of which interface to make it. Add --opt parent=docker0, and call the network lan.',
            },
          })),
    ),
    guest: aContainer({
      name: 'guest',
      image: 'nginx',
      isMeant: isNotCalled('hostweb', 'site'),
      networks: ['lan'],
      todo: {
        ko: '“docker container run --detach --name guest --network lan nginx”로 컨테이너를 실행해 주세요.',
        en: 'Run the container with “docker container run --detach --name guest --network lan nginx”.',
      },
    }),
  }),
});
