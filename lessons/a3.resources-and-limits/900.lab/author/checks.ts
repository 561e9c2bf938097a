/**
 * When the goals of a3/lab are reached. See design.md for what is asked and why.
 */
import { allOf } from '#lessons/_checks/combine.ts';
import { aContainer, type ExpectedContainer } from '#lessons/_checks/expect-container.ts';
import { textInContainer } from '#lessons/_checks/expect-file.ts';
import type { Requirement } from '#lessons/_checks/requirement.ts';
import { memoryWithoutSwap } from '#lessons/a3.resources-and-limits/_checks/memory-limit.ts';
import { defineChecks, notStarted, wrongMove, type Check } from '#lessons/_schema/check.ts';
import type { ContainerEvidence, Evidence } from '#lessons/_schema/evidence.ts';

const MIB = 1024 ** 2;

/** How often each of them is to be started again. */
const RETRIES = 5;

/** What each container had written down as unfinished when the lab began. */
const unfinished = { cache: '17 orders', encoder: 'film 4', worker: 'mails 2101' } as const;

type Name = keyof typeof unfinished;

const isTheSame = (evidence: Evidence, name: Name): Requirement<ContainerEvidence> => ({
  code: 'replaced',
  isMet: async (container) =>
    (await textInContainer(evidence, container, '/unfinished.txt')).includes(unfinished[name]),
  text: () => ({
    ko: `“${name}” 컨테이너가 새로 만들어졌고, 끝내지 못한 일이 적힌 /unfinished.txt가 사라졌습니다. 처음부터 다시 시작해 주세요.`,
    en: `The container “${name}” is a new one, and the /unfinished.txt that listed its unfinished work is lost. Start over to try again.`,
  }),
});

/** What a goal asks of one of the containers. */
interface Goal {
  readonly name: Name;
  /** The container still is as it was at the beginning, as far as this goal goes. */
  readonly isUntouched: (container: ContainerEvidence) => boolean;
  readonly expected: (evidence: Evidence) => Omit<ExpectedContainer, 'todo'>;
}

/** The container of that name, still the same and running, with what else is asked. */
function given({ name, isUntouched, expected }: Goal): Check {
  const todo = {
    ko: `이 목표에 필요한 설정이 “${name}” 컨테이너에 아직 없습니다.`,
    en: `The container “${name}” does not have the setting for this goal yet.`,
  };
  return {
    watches: ['containers', 'images', 'events', 'requests', 'files'],
    async evaluate(evidence) {
      const own = (await evidence.containers()).find((container) => container.name === name);
      if (own === undefined)
        return wrongMove('gone', {
          ko: `“${name}” 컨테이너가 없습니다. 끝내지 못한 일의 기록도 함께 사라졌습니다. 처음부터 다시 시작해 주세요.`,
          en: `The container “${name}” is gone, and the record of its unfinished work with it. Start over to try again.`,
        });
      const same = isTheSame(evidence, name);
      if (isUntouched(own) && own.status === 'running' && (await same.isMet(own))) return notStarted(todo);
      const { also = [], ...rest } = expected(evidence);
      return aContainer({ name, todo, ...rest, also: [same, ...also] }).evaluate(evidence);
    },
  };
}

const startedAgain = (name: Name): Check =>
  given({
    name,
    isUntouched: ({ restartPolicy }) => restartPolicy.name === 'no',
    expected: () => ({
      restart: 'on-failure',
      also: [
        {
          code: 'other-retries',
          isMet: ({ restartPolicy }) => restartPolicy.maximumRetries === RETRIES,
          text: ({ restartPolicy }) => ({
            ko: `“${name}” 컨테이너는 ${restartPolicy.maximumRetries === 0 ? '횟수의 제한 없이' : `${String(restartPolicy.maximumRetries)}번까지`} 다시 시작됩니다. ${String(RETRIES)}번까지여야 합니다.`,
            en: `The container “${name}” is started again ${restartPolicy.maximumRetries === 0 ? 'without end' : `up to ${String(restartPolicy.maximumRetries)} times`}, expected up to ${String(RETRIES)} times.`,
          }),
        },
      ],
    }),
  });

export default defineChecks({
  memory: given({
    name: 'cache',
    isUntouched: ({ limits }) => limits.memoryBytes === 0 && limits.memorySwapBytes === 0,
    expected: (evidence) => ({ also: memoryWithoutSwap(evidence, 96 * MIB) }),
  }),
  processor: given({
    name: 'encoder',
    isUntouched: ({ limits }) => limits.cpus === 0 && limits.cpuShares === 0,
    expected: () => ({ cpus: 0.2 }),
  }),
  processes: given({
    name: 'worker',
    isUntouched: ({ limits }) => limits.pids === 0,
    expected: () => ({ pids: 50 }),
  }),
  restarts: allOf({
    'cache-left': startedAgain('cache'),
    'encoder-left': startedAgain('encoder'),
    'worker-left': startedAgain('worker'),
  }),
});
