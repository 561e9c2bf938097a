/**
 * A check for names that were looked up with `host` or `dig` inside a container and written into a file.
 *
 * Knows nothing about single lessons.
 */
import { HOME } from '#lessons/_checks/expect-file.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import { notStarted, partlyDone, passed, wrongMove, type Check, type LocalizedText } from '#lessons/_schema/check.ts';
import type { ContainerEvidence } from '#lessons/_schema/evidence.ts';

/** What is asked of the file. */
export interface ExpectedLookup {
  /** Below the learner's home. */
  readonly path: string;
  /** The network from which the name has to be looked up. */
  readonly network: string;
  /** Whether the name stands for this container, which is on the network. */
  readonly isMeant: (container: ContainerEvidence) => boolean;
  readonly todo: LocalizedText;
}

/**
 * Passes when the file holds the present address of every container that is meant. Hints: `not-found` (the name does not
 * exist where it was looked up), `other-address`, `some-addresses`.
 */
export function lookedUp({ path, network, isMeant, todo }: ExpectedLookup): Check {
  return {
    watches: ['files', 'containers'],
    async evaluate(evidence) {
      const file = await evidence.file(`${HOME}/${path}`);
      const given = file?.text.trim() ?? '';
      if (given === '') return notStarted(todo);
      const wanted = (await evidence.containers())
        .filter((container) => container.status === 'running' && isMeant(container))
        .flatMap(({ networks }) => networks.filter((attached) => attached.network === network))
        .map(({ address }) => address)
        .filter((address) => address !== '');
      if (wanted.length === 0)
        return partlyDone('nobody-there', {
          ko: `“${network}” 네트워크에 그 이름의 컨테이너가 실행되고 있지 않습니다. 앞 단계의 컨테이너를 먼저 실행해 주세요.`,
          en: `No container of that name is running on the network “${network}”. Start the containers of the previous step first.`,
        });
      if (/not found|NXDOMAIN/.test(given))
        return wrongMove('not-found', {
          ko: `~/${path}에 이름을 찾지 못했다고 적혀 있습니다. --network ${network}를 붙였는지, 이름이 맞는지 확인하고 다시 물어보세요.`,
          en: `~/${path} says that the name was not found. Check whether you gave --network ${network} and whether the name is right, then ask again.`,
        });
      const found = new Set(given.match(/\d{1,3}(?:\.\d{1,3}){3}/g) ?? []);
      const missing = wanted.filter((address) => !found.has(address));
      if (missing.length === 0) return passed();
      if (missing.length < wanted.length)
        return wrongMove('some-addresses', {
          ko: `~/${path}에는 주소 ${String(wanted.length)}개 가운데 ${String(wanted.length - missing.length)}개만 있습니다. 별칭을 물어야 모두 나옵니다. ${todo.ko}`,
          en: `~/${path} holds ${String(wanted.length - missing.length)} of ${String(wanted.length)} addresses. You get all of them when you ask for the alias. ${todo.en}`,
        });
      return wrongMove('other-address', {
        ko: `~/${path}에 “${shownText([...found].join(', ') || given)}”이(가) 있지만 “${network}” 네트워크의 주소는 ${wanted.map(shownText).join(', ')}입니다. ${todo.ko}`,
        en: `~/${path} holds “${shownText([...found].join(', ') || given)}”, but on the network “${network}” the address is ${wanted.map(shownText).join(', ')}. ${todo.en}`,
      });
    },
  };
}
