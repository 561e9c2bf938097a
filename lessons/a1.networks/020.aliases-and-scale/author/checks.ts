/**
 * When the steps of this lesson are done. See design.md for what is asked and why.
 */
import { allOf } from '#lessons/_checks/combine.ts';
import { aContainer, severalContainers } from '#lessons/_checks/expect-container.ts';
import { aNetwork } from '#lessons/_checks/expect-storage-network.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import { defineChecks, notStarted, partlyDone, passed, wrongMove, type Check } from '#lessons/_schema/check.ts';
import type { ContainerEvidence, Evidence } from '#lessons/_schema/evidence.ts';
import { lookedUp } from '../../_checks/looked-up.ts';

const on = ({ networks }: ContainerEvidence, name: string) => networks.find(({ network }) => network === name);

const startCache = {
  ko: '“docker container run --detach --name cache --network back redis”로 저장소를 실행해 주세요.',
  en: 'Run the store with “docker container run --detach --name cache --network back redis”.',
};

const startGateway = {
  ko: 'front와 back에 모두 연결된 컨테이너를 하나 실행해 6379번 포트로 받은 것을 cache로 넘기게 해 주세요.',
  en: 'Run one container that is on both front and back, and that passes on what it receives on port 6379 to cache.',
};

/** Whether a Redis answers behind an address of the front network. */
async function answersAsRedis(evidence: Evidence, address: string): Promise<boolean> {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(address)) return false;
  const ask = `exec 3<>/dev/tcp/${address}/6379 && printf 'PING\\r\\n' >&3 && timeout 1 head -c 5 <&3`;
  return (await evidence.program(['bash', '-c', ask])).output.startsWith('+PONG');
}

const joined: Check = {
  watches: ['containers', 'files'],
  async evaluate(evidence) {
    const running = (await evidence.containers()).filter(({ status }) => status === 'running');
    const outside = running.find((container) => container.name === 'cache' && on(container, 'front') !== undefined);
    if (outside !== undefined)
      return wrongMove('store-outside', {
        ko: '“cache”를 front에 연결하셨습니다. 그러면 front의 모든 컨테이너가 저장소에 바로 닿습니다. “docker network disconnect front cache”로 떼어 내고, 두 네트워크 사이에 둘 컨테이너를 따로 실행해 주세요.',
        en: 'You connected “cache” to front. Now everything on front reaches the store directly. Take it off with “docker network disconnect front cache”, and run a separate container in between.',
      });
    const between = running.filter((container) => on(container, 'front') && on(container, 'back'));
    const [newest] = between;
    if (newest === undefined) {
      const half = running.find(({ name }) => name === 'gateway');
      if (half === undefined) return notStarted(startGateway);
      const missing = on(half, 'front') === undefined ? 'front' : 'back';
      return partlyDone(`not-on-${missing}`, {
        ko: `“gateway”는 아직 ${missing}에 없습니다. “docker network connect ${missing} gateway”로 연결해 주세요.`,
        en: `“gateway” is not on ${missing} yet. Connect it with “docker network connect ${missing} gateway”.`,
      });
    }
    for (const container of between)
      if (await answersAsRedis(evidence, on(container, 'front')?.address ?? '')) return passed();
    return wrongMove('no-relay', {
      ko: `“${shownText(newest.name)}”은(는) 두 네트워크에 모두 있지만, 그 6379번 포트에서 Redis의 답이 오지 않습니다. 받은 것을 cache로 넘기는 socat 명령을 붙여 다시 실행해 주세요.`,
      en: `“${shownText(newest.name)}” is on both networks, but no Redis answers on its port 6379. Run it again with the socat command that passes everything on to cache.`,
    });
  },
};

export default defineChecks({
  'one-alias': severalContainers(3, {
    image: 'nginx',
    networks: ['front'],
    alias: 'app',
    todo: {
      ko: 'front 네트워크에 --network-alias app을 붙인 nginx 컨테이너를 세 개 실행해 주세요.',
      en: 'Run three nginx containers on the network front, each with --network-alias app.',
    },
  }),
  'round-robin': lookedUp({
    path: 'app.txt',
    network: 'front',
    isMeant: ({ networks }) => networks.some(({ network, aliases }) => network === 'front' && aliases.includes('app')),
    todo: {
      ko: 'front 네트워크의 컨테이너에서 “app”이라는 이름의 주소를 묻고, 답을 ~/app.txt에 적어 주세요.',
      en: 'Ask for the address of “app” from a container on the network front, and write the answer into ~/app.txt.',
    },
  }),
  internal: allOf({
    network: aNetwork({
      name: 'back',
      internal: true,
      todo: {
        ko: '“docker network create --internal back”으로 네트워크를 만들어 주세요.',
        en: 'Create the network with “docker network create --internal back”.',
      },
    }),
    store: aContainer({
      image: 'redis',
      name: 'cache',
      networks: ['back'],
      also: [
        {
          code: 'also-outside',
          isMet: ({ networks }) => networks.length === 1,
          text: ({ networks }) => ({
            ko: `“cache”가 네트워크 ${String(networks.length)}개에 연결되어 있습니다(${networks.map(({ network }) => shownText(network)).join(', ')}). back에만 연결해야 숨길 수 있습니다. docker network disconnect로 다른 네트워크에서 떼어 내 주세요.`,
            en: `“cache” is on ${String(networks.length)} networks (${networks.map(({ network }) => shownText(network)).join(', ')}). It is hidden only when it is on back alone. Take it off the others with docker network disconnect.`,
          }),
        },
      ],
      todo: startCache,
    }),
  }),
  gateway: joined,
});
