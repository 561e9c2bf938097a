/**
 * When the steps of this lesson are done. See design.md for what is asked and why.
 */
import { allOf } from '#lessons/_checks/combine.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { isLike } from '#lessons/_checks/expect-request.ts';
import { aNetwork } from '#lessons/_checks/expect-storage-network.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import { defineChecks, notStarted, partlyDone, passed, wrongMove, type Check } from '#lessons/_schema/check.ts';
import type { ContainerEvidence } from '#lessons/_schema/evidence.ts';
import { lookedUp } from '../../_checks/looked-up.ts';

const isOn = ({ networks }: ContainerEvidence, name: string): boolean =>
  networks.some(({ network }) => network === name);

const runWeb = {
  ko: '“docker container run --detach --name web nginx”로 웹 서버를 실행해 주세요.',
  en: 'Run the web server with “docker container run --detach --name web nginx”.',
};

/** Passes when the server's log has a request that came from the host's end of the bridge. */
const reachedFromHost: Check = {
  watches: ['containers', 'networks', 'logs'],
  async evaluate(evidence) {
    const web = (await evidence.containers()).find(({ name }) => name === 'web');
    const bridge = (await evidence.networks()).find(({ name }) => name === 'bridge');
    const gateway = bridge?.subnets[0]?.replace(/\.\d+\/\d+$/, '.1');
    const clients = web === undefined ? [] : [...(await evidence.logs(web.id)).matchAll(/^([\d.]+) - /gm)];
    if (clients.some(([, client]) => client === gateway)) return passed();
    const other = clients.at(-1)?.[1];
    if (other !== undefined)
      return wrongMove('from-elsewhere', {
        ko: `웹 서버가 받은 요청은 ${shownText(other)}에서 왔습니다. 다른 컨테이너가 아니라 이 터미널에서 curl로 컨테이너의 주소에 접속해 보세요.`,
        en: `The request to the web server came from ${shownText(other)}. Connect to the container's address with curl from this terminal, not from another container.`,
      });
    return notStarted({
      ko: '컨테이너가 실행 중입니다. 이제 curl로 컨테이너의 주소에 접속해 보세요.',
      en: 'The container is running. Now connect to its address with curl.',
    });
  },
};

const connected: Check = {
  watches: ['containers'],
  async evaluate(evidence) {
    const containers = await evidence.containers();
    const web = containers.find(({ name }) => name === 'web');
    if (web === undefined || web.status !== 'running') return notStarted(runWeb);
    if (isOn(web, 'shop')) return passed();
    const elsewhere = web.networks.find(({ network }) => network !== 'bridge');
    if (elsewhere !== undefined)
      return wrongMove('other-network', {
        ko: `“web”은 “${shownText(elsewhere.network)}” 네트워크에 연결되어 있습니다. “docker network connect shop web”으로 shop에 연결해 주세요.`,
        en: `“web” is connected to the network “${shownText(elsewhere.network)}”. Connect it to shop with “docker network connect shop web”.`,
      });
    const other = containers.find((container) => isOn(container, 'shop'));
    if (other !== undefined)
      return wrongMove('other-container', {
        ko: `shop에는 “${shownText(other.name)}”이(가) 있습니다. 이미 실행 중인 “web”을 “docker network connect shop web”으로 연결해 주세요.`,
        en: `“${shownText(other.name)}” is on shop. Connect “web”, which is running already, with “docker network connect shop web”.`,
      });
    return notStarted({
      ko: '네트워크가 생겼습니다. “docker network connect shop web”으로 컨테이너를 연결해 주세요.',
      en: 'The network is there. Connect the container with “docker network connect shop web”.',
    });
  },
};

const disconnected: Check = {
  watches: ['containers', 'events'],
  async evaluate(evidence) {
    const web = (await evidence.containers()).find(({ name }) => name === 'web');
    const isGone = (await evidence.events()).some(
      ({ type, action, attributes }) => type === 'container' && action === 'destroy' && attributes['name'] === 'web',
    );
    if (web === undefined && !isGone) return notStarted(runWeb);
    if (web === undefined || web.status !== 'running')
      return wrongMove('not-running', {
        ko: '“web”이 실행 중이 아닙니다. 이 단계에서는 실행 중인 컨테이너의 네트워크를 바꿉니다. “docker container run --detach --name web --network shop nginx”로 다시 실행해 주세요.',
        en: '“web” is not running. This step changes the network of a running container. Run it again with “docker container run --detach --name web --network shop nginx”.',
      });
    if (isOn(web, 'shop') && !isOn(web, 'bridge')) return passed();
    if (isOn(web, 'shop'))
      return notStarted({
        ko: '“web”은 아직 bridge와 shop에 모두 있습니다. “docker network disconnect bridge web”을 입력해 주세요.',
        en: '“web” is still on both bridge and shop. Type “docker network disconnect bridge web”.',
      });
    if (isOn(web, 'bridge'))
      return wrongMove('wrong-network', {
        ko: 'shop에서 떼어 내고 bridge에 남겨 두셨습니다. “docker network connect shop web”으로 다시 연결하고, bridge에서 떼어 내 주세요.',
        en: 'You took it off shop and left it on bridge. Connect it again with “docker network connect shop web”, and take it off bridge.',
      });
    return wrongMove('no-network', {
      ko: '“web”이 어느 네트워크에도 없습니다. “docker network connect shop web”으로 shop에 다시 연결해 주세요.',
      en: '“web” is on no network at all. Connect it to shop again with “docker network connect shop web”.',
    });
  },
};

const removed: Check = {
  watches: ['networks', 'containers', 'events', 'requests'],
  async evaluate(evidence) {
    if (!(await evidence.networks()).some(({ name }) => name === 'shop')) {
      const gone = (await evidence.events()).some(
        ({ type, action, attributes }) => type === 'network' && action === 'destroy' && attributes['name'] === 'shop',
      );
      return gone
        ? passed()
        : notStarted({
            ko: '“shop” 네트워크가 없습니다. “docker network create --driver bridge shop”으로 만든 뒤 지워 보세요.',
            en: 'There is no network “shop”. Create it with “docker network create --driver bridge shop”, then remove it.',
          });
    }
    const user = (await evidence.containers()).find((container) => isOn(container, 'shop'));
    if (user === undefined)
      return partlyDone('still-there', {
        ko: '이제 “shop”을 쓰는 컨테이너가 없지만 네트워크는 남아 있습니다. “docker network rm shop”을 입력해 주세요.',
        en: 'No container uses “shop” any more, but the network is still there. Type “docker network rm shop”.',
      });
    if ((await evidence.requests()).some((request) => isLike(request, 'DELETE /networks/*')))
      // The text has the learner try this before the step.
      return partlyDone('in-use', {
        ko: `“${shownText(user.name)}”이(가) 쓰고 있어서 네트워크를 지우지 못했습니다. 이제 컨테이너를 먼저 지우거나 떼어 내고 다시 해 보세요.`,
        en: `The network was not removed, because “${shownText(user.name)}” uses it. Now remove or disconnect the container first, then try again.`,
      });
    return notStarted({
      ko: '“docker container rm --force web”으로 컨테이너를 지우고, “docker network rm shop”으로 네트워크를 지워 주세요.',
      en: 'Remove the container with “docker container rm --force web”, then the network with “docker network rm shop”.',
    });
  },
};

export default defineChecks({
  'reach-by-address': allOf({
    container: aContainer({
      image: 'nginx',
      name: 'web',
      also: [
        {
          code: 'published',
          isMet: ({ ports }) => ports.every(({ publishedPort }) => publishedPort === null),
          text: () => ({
            ko: '포트를 공개하셨습니다. 이번에는 공개하지 않아도 닿는지 보려는 것입니다. 컨테이너를 지우고 --publish 없이 다시 실행해 주세요.',
            en: 'You published a port. This time we want to see whether the server is reached without that. Remove the container and run it again without --publish.',
          }),
        },
      ],
      todo: runWeb,
    }),
    request: reachedFromHost,
  }),
  connect: allOf({
    network: aNetwork({
      name: 'shop',
      driver: 'bridge',
      todo: {
        ko: '“docker network create --driver bridge shop”으로 네트워크를 만들어 주세요.',
        en: 'Create the network with “docker network create --driver bridge shop”.',
      },
    }),
    connected,
  }),
  'by-name': lookedUp({
    path: 'name.txt',
    network: 'shop',
    isMeant: ({ name }) => name === 'web',
    todo: {
      ko: 'shop 네트워크의 컨테이너에서 “web”이라는 이름의 주소를 묻고, 답을 ~/name.txt에 적어 주세요.',
      en: 'Ask for the address of “web” from a container on the network shop, and write the answer into ~/name.txt.',
    },
  }),
  disconnect: disconnected,
  remove: removed,
});
