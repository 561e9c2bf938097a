/**
 * Checks that ask for a container, or that there be none.
 *
 * Knows nothing about lessons.
 */
import {
  notStarted,
  passed,
  TOO_EARLY,
  tooEarly,
  wrongMove,
  type Check,
  type LocalizedText,
  type Outcome,
} from '#lessons/_schema/check.ts';
import type { ContainerEvidence, Evidence } from '#lessons/_schema/evidence.ts';
import type { ContainerExpectation } from './container/container-expectation.ts';
import { containerRequirements } from './container/container-requirements.ts';
import { containersOf, removedContainers, type RemovedContainer } from './containers.ts';
import { isSameImage, shownText } from './image-reference.ts';
import { matches } from './pattern.ts';
import { missingImages } from './requests.ts';
import { bestOf } from './requirement.ts';

/** What a check for a container asks for. */
export interface ExpectedContainer extends ContainerExpectation {
  /** The image it is made from, or one of several; any when left out. */
  readonly image?: string | readonly string[];
  /** Images that learners take for the right one; a container of such an image is named as the mistake. */
  readonly mistakenFor?: readonly string[];
  /**
   * Whether a container under another name may be the one the learner means, so that its name is what is wrong. When left
   * out: every one of the image, and none when any image will do, since it may come from an earlier step.
   */
  readonly isMeant?: (container: ContainerEvidence) => boolean;
  /** Whether a container still is as the steps before left it. Nothing is said about such a one. */
  readonly isUntouched?: (container: ContainerEvidence) => boolean;
  /** What to do, said while there is no such container. */
  readonly todo: LocalizedText;
}

/**
 * Passes when there is a container that is as expected. Hints: `image-missing` (a misspelled name was asked for),
 * `other-image`, `removed` (it was there and is gone), and those of the requirements in ./container.
 */
export function aContainer(request: ExpectedContainer): Check {
  const { image, mistakenFor = [], isMeant, isUntouched = () => false, todo, ...expected } = request;
  const wantedImages = imagesOf(image);
  const requirements = containerRequirements(expected);
  return {
    watches: ['containers', 'images', 'events', 'requests'],
    async evaluate(evidence) {
      const all = (await evidence.containers()).filter((container) => !isUntouched(container));
      const own = (await ownContainers(evidence, wantedImages, all)).filter((container) =>
        mayBeMeant(container, request),
      );
      const named = typeof expected.name === 'string' ? all.filter(({ name }) => name === expected.name) : [];
      const outcome = await bestOf(own, requirements, todo);
      const impostor = named.find((container) => !own.includes(container));
      const isNamedWrongly = outcome.outcome === 'failed' && outcome.hint.code === 'other-name';
      if (impostor !== undefined && (own.length === 0 || isNamedWrongly)) return ofOtherImage(impostor, wantedImages);
      if (outcome.outcome === 'passed' || own.length > 0 || wantedImages.length === 0) return outcome;
      // Nothing but its name is known of a container that is gone.
      const isOwnName = ({ name }: { readonly name: string }) =>
        isMeant === undefined || expected.name === undefined || matches(expected.name, name);
      return (await nearMiss(evidence, wantedImages, mistakenFor, all, isOwnName)) ?? outcome;
    },
  };
}

/** Passes when there are at least as many containers of an image as asked for, each as expected. */
export function severalContainers(count: number, request: ExpectedContainer): Check {
  const { image, todo, ...expected } = request;
  const wantedImages = imagesOf(image);
  const requirements = containerRequirements(expected);
  const one = aContainer(request);
  return {
    watches: one.watches,
    async evaluate(evidence) {
      const own = await ownContainers(evidence, wantedImages, await evidence.containers());
      const right: ContainerEvidence[] = [];
      let isEarly = false;
      for (const container of own) {
        const outcome = await bestOf([container], requirements, todo);
        if (outcome.outcome === 'passed') right.push(container);
        else if (outcome.hint.code === TOO_EARLY) isEarly = true;
      }
      if (right.length >= count) return passed();
      if (right.length === 0) return one.evaluate(evidence);
      // One that was only just started may be right in a moment.
      if (isEarly) return tooEarly();
      return {
        outcome: 'failed',
        because: 'not-started',
        hint: {
          code: 'too-few',
          text: {
            ko: `조건에 맞는 컨테이너가 ${String(right.length)}개 있습니다. ${String(count)}개여야 합니다. ${todo.ko}`,
            en: `There ${right.length === 1 ? 'is 1 such container' : `are ${String(right.length)} such containers`}, expected ${String(count)}. ${todo.en}`,
          },
        },
      };
    },
  };
}

/**
 * Passes when no container is left of those that `which` names; all of them when it is left out. Hints: `still-there`,
 * `still-running`. Only for steps whose beginning has such containers.
 */
export function noContainers({
  which = () => true,
  todo,
}: {
  readonly which?: (container: ContainerEvidence) => boolean;
  readonly todo: LocalizedText;
}): Check {
  return {
    watches: ['containers', 'events'],
    async evaluate(evidence) {
      const left = (await evidence.containers()).filter(which);
      if (left.length === 0) return passed();
      const removed = (await evidence.events()).some(
        ({ type, action }) => type === 'container' && action === 'destroy',
      );
      if (!removed) return notStarted(todo);
      const names = left
        .slice(0, 3)
        .map(({ name, status }) => `“${shownText(name)}” (${status})`)
        .join(', ');
      const isRunning = left.some(({ status }) => status === 'running');
      return wrongMove(isRunning ? 'still-running' : 'still-there', {
        ko: `컨테이너가 아직 ${String(left.length)}개 남아 있습니다: ${names}. ${isRunning ? '실행 중인 컨테이너는 --force(-f)가 있어야 지워집니다. ' : '끝난 컨테이너도 --all(-a)로 찾아 지워 주세요. '}${todo.ko}`,
        en: `${left.length === 1 ? '1 container is' : `${String(left.length)} containers are`} still there: ${names}. ${isRunning ? 'Running ones go only with --force (-f). ' : 'Finished ones are found with --all (-a). '}${todo.en}`,
      });
    },
  };
}

function imagesOf(image: ExpectedContainer['image']): readonly string[] {
  return image === undefined ? [] : typeof image === 'string' ? [image] : image;
}

/** Whether a container of the right image is worth talking about. */
function mayBeMeant(container: ContainerEvidence, { image, name, isMeant }: ExpectedContainer): boolean {
  if (name === undefined || matches(name, container.name)) return true;
  return isMeant === undefined ? image !== undefined : isMeant(container);
}

async function ownContainers(
  evidence: Evidence,
  images: readonly string[],
  all: readonly ContainerEvidence[],
): Promise<readonly ContainerEvidence[]> {
  if (images.length === 0) return all;
  const known = await evidence.images();
  const own = new Set(images.flatMap((image) => containersOf(image, all, known)));
  return all.filter((container) => own.has(container));
}

/** What was done instead, when no container of the right image is there. */
async function nearMiss(
  evidence: Evidence,
  wanted: readonly string[],
  mistakenFor: readonly string[],
  all: readonly ContainerEvidence[],
  isOwnName: (gone: RemovedContainer) => boolean,
): Promise<Outcome | undefined> {
  const other = all.find((container) => mistakenFor.some((image) => isSameImage(image, container.image)));
  if (other !== undefined) return ofOtherImage(other, wanted);
  const [requests, events, images] = await Promise.all([evidence.requests(), evidence.events(), evidence.images()]);
  const missing = missingImages([...wanted, ...mistakenFor], requests, events, images).findLast(
    ({ nearest }) => nearest !== undefined && wanted.includes(nearest),
  );
  if (missing !== undefined) {
    return wrongMove('image-missing', {
      ko: `“${shownText(missing.image)}”라는 이미지는 없습니다. 혹시 “${missing.nearest ?? ''}”를 쓰려고 하셨나요?`,
      en: `There is no image called “${shownText(missing.image)}”. Did you mean “${missing.nearest ?? ''}”?`,
    });
  }
  const gone = wanted.flatMap((image) => removedContainers(image, events, requests)).findLast(isOwnName);
  if (gone === undefined) return undefined;
  return wrongMove('removed', {
    ko: `“${shownText(gone.name)}” 컨테이너가 ${gone.byItself ? '끝나자마자 지워졌습니다(--rm)' : '지워졌습니다'}. 이 단계에서는 남아 있어야 합니다.`,
    en: `The container “${shownText(gone.name)}” ${gone.byItself ? 'was removed as soon as it ended (--rm)' : 'was removed'}. This step needs it to be there.`,
  });
}

function ofOtherImage(container: ContainerEvidence, wanted: readonly string[]): Outcome {
  const names = wanted.map((image) => `“${image}”`);
  return wrongMove('other-image', {
    ko: `“${shownText(container.name)}” 컨테이너는 “${shownText(container.image)}” 이미지로 만들어졌습니다. ${names.join(' 또는 ')} 이미지로 만들어야 합니다. 지우고 다시 실행해 주세요.`,
    en: `The container “${shownText(container.name)}” was made from the image “${shownText(container.image)}”, expected ${names.join(' or ')}. Remove it and run it again.`,
  });
}
