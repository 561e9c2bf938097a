/**
 * How a container is reached, with the words for one that is reached otherwise.
 *
 * Knows nothing about lessons.
 */
import type { ContainerEvidence } from '#lessons/_schema/evidence.ts';
import { shownText } from '../image-reference.ts';
import { matches, shownPattern } from '../pattern.ts';
import type { Requirement } from '../requirement.ts';
import type { ContainerExpectation } from './container-expectation.ts';
import { its } from './sentence-beginning.ts';

/** Published ports, networks and names on them. */
export function networkRequirements({ publishes = [], networks = [], alias, networkMode }: ContainerExpectation) {
  const wanted: Requirement<ContainerEvidence>[] = [];
  for (const { containerPort, on } of publishes) {
    const published = ({ ports }: ContainerEvidence) =>
      ports.filter((port) => port.containerPort === containerPort && port.publishedPort !== null);
    const option = `--publish ${on === 'any' ? '' : `${String(on)}:`}${String(containerPort)}`;
    wanted.push({
      code: 'not-published',
      isMet: (container) => published(container).length > 0,
      text: (container) => {
        const other = container.ports.find((port) => port.publishedPort !== null);
        const found =
          other === undefined
            ? { ko: '공개된 포트가 없습니다', en: 'publishes no port' }
            : {
                ko: `컨테이너의 ${String(other.containerPort)}번 포트만 공개되어 있습니다`,
                en: `publishes only its port ${String(other.containerPort)}`,
              };
        return {
          ko: `${its(container).ko} ${found.ko}. 컨테이너의 ${String(containerPort)}번 포트를 공개해야 합니다. 지우고 ${option}을 붙여 다시 실행해 주세요.`,
          en: `${its(container).en} ${found.en}. Its port ${String(containerPort)} must be published: remove it and run it again with ${option}.`,
        };
      },
    });
    if (on !== 'any')
      wanted.push({
        code: 'other-port',
        isMet: (container) => published(container).some((port) => port.publishedPort === on),
        text: (container) => ({
          ko: `${its(container).ko} ${published(container)
            .map((port) => String(port.publishedPort))
            .join(
              ', ',
            )}번 포트에 공개되어 있습니다. ${String(on)}번이어야 합니다. 지우고 ${option}을 붙여 다시 실행해 주세요.`,
          en: `${its(container).en} is published on port ${published(container)
            .map((port) => String(port.publishedPort))
            .join(', ')}, expected ${String(on)}. Remove it and run it again with ${option}.`,
        }),
      });
  }
  for (const network of networks)
    wanted.push({
      code: 'not-on-network',
      isMet: (container) => container.networks.some((attached) => attached.network === network),
      text: (container) => ({
        ko: `${its(container).ko} ${container.networks.map((attached) => `“${shownText(attached.network)}”`).join(', ') || '아무'} 네트워크에 있습니다. “${network}”에 연결해야 합니다. --network ${network}로 다시 실행하거나 “docker network connect ${network} ${shownText(container.name)}”을 써 주세요.`,
        en: `${its(container).en} is on ${container.networks.map((attached) => `“${shownText(attached.network)}”`).join(', ') || 'no network'}. It must be on “${network}”: run it again with --network ${network}, or use “docker network connect ${network} ${shownText(container.name)}”.`,
      }),
    });
  if (alias !== undefined)
    wanted.push({
      code: 'no-alias',
      isMet: (container) => container.networks.some(({ aliases }) => aliases.includes(alias)),
      text: (container) => ({
        ko: `${its(container).ko} “${alias}”라는 별칭이 없습니다. --network-alias ${alias}를 붙여 주세요.`,
        en: `${its(container).en} has no alias “${alias}”. Give it one by --network-alias ${alias}.`,
      }),
    });
  if (networkMode !== undefined)
    wanted.push({
      code: 'other-network-mode',
      isMet: (container) => matches(networkMode, container.networkMode),
      text: (container) => ({
        ko: `${its(container).ko} “${shownText(container.networkMode)}” 네트워크를 씁니다. --network에 ${shownPattern(networkMode).ko} 주어야 합니다.`,
        en: `${its(container).en} uses the network “${shownText(container.networkMode)}”. It needs --network with ${shownPattern(networkMode).en}.`,
      }),
    });
  return wanted;
}
