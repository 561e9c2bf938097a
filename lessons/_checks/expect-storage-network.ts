/**
 * Checks that ask for networks and volumes.
 *
 * Knows nothing about lessons.
 */
import { notStarted, passed, wrongMove, type Check, type LocalizedText } from '#lessons/_schema/check.ts';
import { nearestName } from '#lessons/_names/nearest-name.ts';
import { shownText } from './image-reference.ts';

/** What a check for a network asks for. */
export interface ExpectedNetwork {
  readonly name: string;
  readonly driver?: string;
  readonly internal?: boolean;
  readonly todo: LocalizedText;
}

/** Passes when the network is there and as expected. Hints: `misspelled-network`, `other-driver`, `not-internal`, `internal`. */
export function aNetwork({ name, driver, internal, todo }: ExpectedNetwork): Check {
  return {
    watches: ['networks'],
    async evaluate(evidence) {
      const networks = await evidence.networks();
      const found = networks.find((network) => network.name === name);
      if (found === undefined) {
        const own = networks.filter((network) => !['bridge', 'host', 'none'].includes(network.name));
        const near = nearestName(
          name,
          own.map((network) => network.name),
        );
        if (near === undefined) return notStarted(todo);
        return wrongMove('misspelled-network', {
          ko: `“${shownText(near)}” 네트워크는 있지만 “${name}” 네트워크가 없습니다. “docker network rm ${shownText(near)}”으로 지우고 이름을 맞춰 다시 만들어 주세요.`,
          en: `There is a network “${shownText(near)}”, but none called “${name}”. Remove it with “docker network rm ${shownText(near)}” and create one of that name.`,
        });
      }
      if (driver !== undefined && found.driver !== driver)
        return wrongMove('other-driver', {
          ko: `“${name}” 네트워크의 드라이버가 “${shownText(found.driver)}”입니다. “${driver}”여야 합니다.`,
          en: `The network “${name}” has the driver “${shownText(found.driver)}”, expected “${driver}”.`,
        });
      if (internal !== undefined && found.internal !== internal)
        return wrongMove(internal ? 'not-internal' : 'internal', {
          ko: internal
            ? `“${name}” 네트워크는 바깥으로 나갈 수 있습니다. --internal을 붙여 다시 만들어 주세요.`
            : `“${name}” 네트워크는 바깥으로 나갈 수 없습니다. --internal 없이 다시 만들어 주세요.`,
          en: internal
            ? `The network “${name}” has a way out. Create it again with --internal.`
            : `The network “${name}” has no way out. Create it again without --internal.`,
        });
      return passed();
    },
  };
}

/** Passes when there is a volume of this name. Hint: `misspelled-volume`. */
export function aVolume({ name, todo }: { readonly name: string; readonly todo: LocalizedText }): Check {
  return {
    watches: ['volumes'],
    async evaluate(evidence) {
      const volumes = await evidence.volumes();
      if (volumes.some((volume) => volume.name === name)) return passed();
      const named = volumes.filter(({ anonymous }) => !anonymous).map((volume) => volume.name);
      const near = nearestName(name, named);
      if (near !== undefined)
        return wrongMove('misspelled-volume', {
          ko: `“${shownText(near)}” 볼륨은 있지만 “${name}” 볼륨이 없습니다. 이름을 확인해 주세요.`,
          en: `There is a volume “${shownText(near)}”, but none called “${name}”. Look at the name.`,
        });
      return notStarted(todo);
    },
  };
}
