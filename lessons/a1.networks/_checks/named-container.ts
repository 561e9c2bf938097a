/**
 * A check for a container of one name in a lesson where others of its image are there already.
 *
 * Knows nothing about single lessons.
 */
import type { ContainerExpectation } from '#lessons/_checks/container/container-expectation.ts';
import { containerRequirements } from '#lessons/_checks/container/container-requirements.ts';
import { isSameImage, shownText } from '#lessons/_checks/image-reference.ts';
import { bestOf, type Requirement } from '#lessons/_checks/requirement.ts';
import { notStarted, type Check, type LocalizedText } from '#lessons/_schema/check.ts';
import type { ContainerEvidence } from '#lessons/_schema/evidence.ts';

/** What a check for a named container asks for. */
export interface ExpectedNamedContainer extends ContainerExpectation {
  readonly name: string;
  /** Any when left out. */
  readonly image?: string;
  /** What to do, said while no container has the name. */
  readonly todo: LocalizedText;
}

/** Like `aContainer`, but quiet about containers of other names. Hints: `other-image` and those of the requirements. */
export function aNamedContainer({ image, todo, ...expected }: ExpectedNamedContainer): Check {
  const requirements = [...(image === undefined ? [] : [isMadeFrom(image)]), ...containerRequirements(expected)];
  return {
    watches: ['containers'],
    async evaluate(evidence) {
      const named = (await evidence.containers()).filter(({ name }) => name === expected.name);
      return named.length === 0 ? notStarted(todo) : bestOf(named, requirements, todo);
    },
  };
}

function isMadeFrom(image: string): Requirement<ContainerEvidence> {
  return {
    code: 'other-image',
    isMet: (container) => isSameImage(container.image, image),
    text: (container) => ({
      ko: `“${shownText(container.name)}” 컨테이너는 “${shownText(container.image)}” 이미지로 만들어졌습니다. “${image}” 이미지로 만들어야 합니다. 지우고 다시 실행해 주세요.`,
      en: `The container “${shownText(container.name)}” was made from the image “${shownText(container.image)}”, but it should be made from “${image}”. Remove it and run it again.`,
    }),
  };
}
