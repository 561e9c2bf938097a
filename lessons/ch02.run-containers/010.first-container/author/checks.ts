/**
 * When the steps of this lesson are done.
 *
 * All facts come from the engine; what the learner typed is not looked at. See design.md for what is asked and why.
 */
import {
  containersOf,
  endedWell,
  lastPulledAt,
  removedContainers,
  restartedContainers,
  type RemovedContainer,
} from '#lessons/_checks/containers.ts';
import { latestMove, type Move } from '#lessons/_checks/latest-move.ts';
import { containerLists, imageLists, missingImages, wasPulledToRun } from '#lessons/_checks/requests.ts';
import { defineChecks, passed, type LocalizedText } from '#lessons/_schema/check.ts';
import type { ContainerEvidence, EngineEvent, EngineRequest, Evidence } from '#lessons/_schema/evidence.ts';
import {
  helloImage,
  isOfOtherImage,
  knownImages,
  listedImagesMove,
  listedRunningOnlyMove,
  missingImageMove,
  otherImageMove,
  pulledAgainMove,
  pulledOnlyMove,
  removedMove,
  restartedMove,
  runCommand,
  unfinishedMove,
} from './hints.ts';

/** What the engine knows about the greeting. */
interface Facts {
  /** The containers of the image that exist. */
  readonly own: readonly ContainerEvidence[];
  /** Those of them that ended with exit code 0 and are to stay. */
  readonly good: readonly ContainerEvidence[];
  readonly removed: readonly RemovedContainer[];
  readonly pulledAt: number | undefined;
  readonly events: readonly EngineEvent[];
  readonly requests: readonly EngineRequest[];
  /** Names of images that do not exist, and containers of other images. */
  readonly astray: readonly Move[];
}

async function gather(evidence: Evidence): Promise<Facts> {
  const [containers, images, events, requests] = await Promise.all([
    evidence.containers(),
    evidence.images(),
    evidence.events(),
    evidence.requests(),
  ]);
  const own = containersOf(helloImage, containers, images);
  return {
    own,
    good: own.filter((container) => endedWell(container) && !container.autoRemove),
    removed: removedContainers(helloImage, events, requests),
    pulledAt: lastPulledAt(helloImage, events),
    events,
    requests,
    astray: [
      ...missingImages(knownImages, requests, events, images).map(missingImageMove),
      ...containers.filter((container) => isOfOtherImage(container, own)).map(otherImageMove),
    ],
  };
}

/** Everything that kept runs of the image from counting. `missing` is how many more runs are needed. */
function runMoves({ own, removed, requests, astray }: Facts, missing: number): Move[] {
  const unfinished = own.map((container) => unfinishedMove(container, requests)).filter((move) => move !== undefined);
  return [...astray, ...unfinished, ...removed.map((container) => removedMove(container, missing))];
}

/** When each container that ended well or is gone was made; oldest first. */
function creationTimes({ good, removed }: Facts): number[] {
  return [...good, ...removed].map(({ createdAt }) => createdAt).sort((a, b) => a - b);
}

const runFirst: LocalizedText = {
  ko: `아직 실행한 컨테이너가 없습니다. 명령을 눌러 터미널에 넣거나 “${runCommand}”를 직접 입력하고 Enter를 눌러 주세요.`,
  en: `No container has run yet. Click the command to put it into the terminal, or type “${runCommand}”, and press Enter.`,
};

const runOnceMore: LocalizedText = {
  ko: `이 이미지의 컨테이너가 하나 있습니다. “${runCommand}”를 한 번 더 입력해 주세요.`,
  en: `There is one container of this image. Type “${runCommand}” once more.`,
};

const runTwiceFirst: LocalizedText = {
  ko: `목록에서 볼 컨테이너가 아직 두 개가 아닙니다. 먼저 “${runCommand}”를 두 번 실행해 주세요.`,
  en: `There are not two containers to look at yet. First run “${runCommand}” twice.`,
};

const listNow: LocalizedText = {
  ko: '컨테이너 두 개가 모두 끝났습니다. “docker container ls --all”을 입력해 목록에서 찾아보세요.',
  en: 'Both containers have ended. Type “docker container ls --all” and find them in the list.',
};

export default defineChecks({
  'run-hello': {
    watches: ['containers', 'images', 'events', 'requests'],
    async evaluate(evidence) {
      const facts = await gather(evidence);
      if (facts.good.length > 0) return passed();
      const { pulledAt, requests } = facts;
      const isPulledOnly = pulledAt !== undefined && !wasPulledToRun(helloImage, requests);
      const pulledOnly = isPulledOnly ? [pulledOnlyMove(pulledAt)] : [];
      return latestMove([...runMoves(facts, 1), ...pulledOnly], runFirst);
    },
  },

  'run-again': {
    watches: ['containers', 'images', 'events', 'requests'],
    async evaluate(evidence) {
      const facts = await gather(evidence);
      const { good, pulledAt, events } = facts;
      const counted = good.filter(({ createdAt }) => pulledAt === undefined || createdAt >= pulledAt);
      if (counted.length >= 2) return passed();

      const [firstMadeAt] = creationTimes(facts);
      if (firstMadeAt === undefined) return latestMove([], runFirst);
      const missing = 2 - counted.length;
      const pulledAgain = pulledAt === undefined ? [] : [pulledAgainMove(pulledAt, missing)];
      const restartedIds = restartedContainers(events);
      const restarted = good
        .filter(({ id }) => restartedIds.has(id))
        .map((container) => restartedMove(lastStart(container.id, events), container));
      // What went wrong before the first container is no news in this step.
      const moves = [...runMoves(facts, missing), ...pulledAgain, ...restarted].filter(({ at }) => at > firstMadeAt);
      return latestMove(moves, good.length === 0 ? runFirst : runOnceMore);
    },
  },

  'list-all': {
    watches: ['containers', 'images', 'events', 'requests'],
    async evaluate(evidence) {
      const facts = await gather(evidence);
      const [, secondMadeAt] = creationTimes(facts);
      if (secondMadeAt === undefined) return latestMove([], runTwiceFirst);

      const lists = containerLists(facts.requests).filter(({ at }) => at > secondMadeAt);
      if (lists.some(({ all }) => all)) return passed();
      const moves = [
        ...lists.map(({ at }) => listedRunningOnlyMove(at)),
        ...imageLists(facts.requests)
          .filter(({ at }) => at > secondMadeAt)
          .map(({ at }) => listedImagesMove(at)),
      ];
      return latestMove(moves, listNow);
    },
  },
});

function lastStart(containerId: string, events: readonly EngineEvent[]): number {
  return events
    .filter(({ type, action, subject }) => type === 'container' && action === 'start' && subject === containerId)
    .reduce((latest, { at }) => Math.max(latest, at), 0);
}
