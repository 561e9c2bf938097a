/**
 * Asks whether a container's memory is limited without room for swap beyond, on hosts that count swap and on those that
 * cannot.
 *
 * Knows nothing about single lessons.
 */
import { aContainer, type ExpectedContainer } from '#lessons/_checks/expect-container.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import { shownSize } from '#lessons/_checks/pattern.ts';
import type { Requirement } from '#lessons/_checks/requirement.ts';
import type { Check } from '#lessons/_schema/check.ts';
import type { ContainerEvidence, Evidence } from '#lessons/_schema/evidence.ts';

/** Of these, one is there on a host that counts swap: the first with version 1 of cgroups, the second with version 2. */
const SWAP_ACCOUNTS = ['/sys/fs/cgroup/memory/memory.memsw.limit_in_bytes', '/sys/fs/cgroup/memory.swap.max'];

/** Like `aContainer`, for one that may use so much memory and no swap. */
export function aContainerWithoutSwap(bytes: number, expected: ExpectedContainer): Check {
  return {
    watches: ['containers', 'images', 'events', 'requests', 'files'],
    evaluate: (evidence) =>
      aContainer({ ...expected, also: [...memoryWithoutSwap(evidence, bytes), ...(expected.also ?? [])] }).evaluate(
        evidence,
      ),
  };
}

/**
 * What to ask of a container that may use so much memory and no swap. Its check must watch files,
 * too. Hints: `other-memory`, `other-memory-swap`.
 */
export function memoryWithoutSwap(evidence: Evidence, bytes: number): Requirement<ContainerEvidence>[] {
  const wanted = shownSize(bytes);
  return [
    {
      code: 'other-memory',
      isMet: ({ limits }) => limits.memoryBytes === bytes,
      text: ({ name, limits }) => ({
        ko: `“${shownText(name)}” 컨테이너의 메모리 한도는 ${limits.memoryBytes === 0 ? '정해져 있지 않습니다' : `${shownSize(limits.memoryBytes)}입니다`}. ${wanted}까지여야 합니다(--memory).`,
        en: `The memory of the container “${shownText(name)}” is ${limits.memoryBytes === 0 ? 'not limited' : `limited to ${shownSize(limits.memoryBytes)}`}, expected ${wanted} (--memory).`,
      }),
    },
    {
      code: 'other-memory-swap',
      isMet: async ({ limits }) =>
        limits.memorySwapBytes === bytes || (limits.memorySwapBytes === -1 && !(await countsSwap(evidence))),
      text: ({ name, limits }) => ({
        ko: `“${shownText(name)}” 컨테이너는 스왑까지 합쳐 ${limits.memorySwapBytes > 0 ? shownSize(limits.memorySwapBytes) : '한도 없이'} 쓸 수 있습니다. ${wanted}까지여야 합니다(--memory-swap).`,
        en: `The container “${shownText(name)}” may use ${limits.memorySwapBytes > 0 ? shownSize(limits.memorySwapBytes) : 'any amount'} of memory and swap together, expected ${wanted} (--memory-swap).`,
      }),
    },
  ];
}

/** Where swap is not counted, the engine notes -1 whatever it was told. */
async function countsSwap(evidence: Evidence): Promise<boolean> {
  for (const path of SWAP_ACCOUNTS) if ((await evidence.file(path)) !== null) return true;
  return false;
}
