/**
 * Limits and restarts of a container, with the words for one that has others.
 *
 * Knows nothing about lessons.
 */
import type { ContainerEvidence } from '#lessons/_schema/evidence.ts';
import { shownSize } from '../pattern.ts';
import type { Requirement } from '../requirement.ts';
import type { ContainerExpectation } from './container-expectation.ts';
import { its } from './sentence-beginning.ts';

/** Memory, CPU, processes and the restart policy. */
export function limitRequirements(expected: ContainerExpectation) {
  const { memoryBytes, memorySwapBytes, cpus, pids, restart } = expected;
  const wanted: Requirement<ContainerEvidence>[] = [];
  const limit = (
    code: string,
    option: string,
    want: number | undefined,
    read: (container: ContainerEvidence) => number,
    show: (value: number) => string,
  ) => {
    if (want === undefined) return;
    wanted.push({
      code,
      isMet: (container) => Math.abs(read(container) - want) < 1e-6,
      text: (container) => {
        const found = read(container);
        return {
          ko: `${its(container).ko} ${option} 값이 ${found === 0 ? '정해져 있지 않습니다' : `${show(found)}입니다`}. ${show(want)}이어야 합니다.`,
          en: `${its(container).en} has ${found === 0 ? 'no value' : show(found)} for ${option}, expected ${show(want)}.`,
        };
      },
    });
  };
  limit('other-memory', '--memory', memoryBytes, ({ limits }) => limits.memoryBytes, shownSize);
  limit('other-memory-swap', '--memory-swap', memorySwapBytes, ({ limits }) => limits.memorySwapBytes, shownSize);
  limit('other-cpus', '--cpus', cpus, ({ limits }) => limits.cpus, String);
  limit('other-pids', '--pids-limit', pids, ({ limits }) => limits.pids, String);
  if (restart !== undefined)
    wanted.push({
      code: 'other-restart',
      isMet: (container) => container.restartPolicy.name === restart,
      text: (container) => ({
        ko: `${its(container).ko} 재시작 정책이 “${container.restartPolicy.name}”입니다. --restart ${restart}이어야 합니다.`,
        en: `${its(container).en} has the restart policy “${container.restartPolicy.name}”, expected --restart ${restart}.`,
      }),
    });
  return wanted;
}
