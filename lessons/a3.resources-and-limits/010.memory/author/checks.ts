/**
 * When the steps of a3/memory are done. See design.md for what is asked and why.
 */
import { withWords } from '#lessons/_checks/combine.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import type { Requirement } from '#lessons/_checks/requirement.ts';
import { unlessMadeAnew } from '#lessons/a3.resources-and-limits/_checks/made-anew.ts';
import { aContainerWithoutSwap } from '#lessons/a3.resources-and-limits/_checks/memory-limit.ts';
import { defineChecks, type LocalizedText } from '#lessons/_schema/check.ts';
import type { ContainerEvidence } from '#lessons/_schema/evidence.ts';

const MIB = 1024 ** 2;

const runSmall: LocalizedText = {
  ko: '메모리를 64 MiB까지만 쓰고 스왑은 쓰지 않는 컨테이너 “small”을 실행해 주세요.',
  en: 'Run a container “small” that may use no more than 64 MiB of memory, and no swap.',
};

const runGreedy: LocalizedText = {
  ko: '한도가 64 MiB인 컨테이너 “greedy”에서 dd로 200 MiB를 써 보세요.',
  en: 'Let dd use 200 MiB in a container “greedy” that is limited to 64 MiB.',
};

const raiseGreedy: LocalizedText = {
  ko: '“greedy” 컨테이너의 한도를 256 MiB로 올리고 다시 시작해 주세요.',
  en: 'Raise the limit of the container “greedy” to 256 MiB and start it again.',
};

const isOutOfMemory: Requirement<ContainerEvidence> = {
  code: 'ended-otherwise',
  isMet: ({ oomKilled }) => oomKilled,
  text: () => ({
    ko: '“greedy” 컨테이너가 종료 코드 137로 끝났지만, 메모리가 모자라서가 아니라 누가 강제로 끝냈기 때문입니다(OOMKilled: false). 컨테이너를 지우고, dd로 200 MiB를 쓰도록 다시 실행해 주세요.',
    en: 'The container “greedy” ended with exit code 137, but because somebody ended it by force, not for lack of memory (OOMKilled: false). Remove it and run it again so that dd uses 200 MiB.',
  }),
};

export default defineChecks({
  limit: aContainerWithoutSwap(64 * MIB, {
    name: 'small',
    isMeant: ({ limits }) => limits.memoryBytes > 0,
    todo: runSmall,
  }),
  killed: withWords(
    aContainer({ name: 'greedy', state: 'ended', exitCode: 137, also: [isOutOfMemory], todo: runGreedy }),
    {
      'exit-code': {
        ko: '“greedy” 컨테이너가 스스로 끝났고, 커널이 강제로 끝낸 것이 아닙니다. 메모리의 한도가 없거나 쓰는 양보다 큽니다. 컨테이너를 지우고 --memory 64m --memory-swap 64m으로 다시 실행해 주세요.',
        en: 'The container “greedy” ended by itself; the kernel did not kill it. Its memory is not limited, or the limit is larger than what it uses. Remove it and run it again with --memory 64m --memory-swap 64m.',
      },
    },
  ),
  raise: unlessMadeAnew(
    'greedy',
    withWords(
      aContainerWithoutSwap(256 * MIB, {
        name: 'greedy',
        state: 'ended',
        isUntouched: ({ limits }) => limits.memoryBytes === 64 * MIB,
        todo: raiseGreedy,
      }),
      {
        'exit-code': {
          ko: '“greedy” 컨테이너의 마지막 실행은 0이 아닌 종료 코드로 끝났습니다. 한도를 256 MiB로 올렸으면 “docker container start greedy”로 다시 시작해 주세요.',
          en: 'The last run of the container “greedy” ended with an exit code other than 0. Once its limit is 256 MiB, start it again with “docker container start greedy”.',
        },
      },
    ),
  ),
});
