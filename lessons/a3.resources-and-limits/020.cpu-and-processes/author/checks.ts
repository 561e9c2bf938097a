/**
 * When the steps of a3/cpu-and-processes are done. See design.md for what is asked and why.
 */
import { aContainer } from '#lessons/_checks/expect-container.ts';
import type { Requirement } from '#lessons/_checks/requirement.ts';
import { unlessMadeAnew } from '#lessons/a3.resources-and-limits/_checks/made-anew.ts';
import { defineChecks, TOO_EARLY, type LocalizedText } from '#lessons/_schema/check.ts';
import type { ContainerEvidence, Evidence } from '#lessons/_schema/evidence.ts';

/** How often the engine is to start the container again. */
const RETRIES = 3;

const runBusy: LocalizedText = {
  ko: 'CPU의 한도가 0.5인 컨테이너 “busy”를 실행해 주세요(--cpus 0.5).',
  en: 'Run a container “busy” whose CPU is limited to 0.5 (--cpus 0.5).',
};

const slowBusy: LocalizedText = {
  ko: '실행 중인 “busy” 컨테이너의 CPU 한도를 0.2로 낮추어 주세요.',
  en: 'Lower the CPU limit of the running container “busy” to 0.2.',
};

const runForks: LocalizedText = {
  ko: '프로세스를 8개까지만 가질 수 있는 컨테이너 “forks”에서 20개를 만들어 보세요(--pids-limit 8).',
  en: 'Try to make 20 processes in a container “forks” that may have no more than 8 (--pids-limit 8).',
};

const runStubborn: LocalizedText = {
  ko: '“stubborn” 컨테이너를 --restart on-failure:3으로 실행해 주세요.',
  en: 'Run the container “stubborn” with --restart on-failure:3.',
};

/** How often the kernel must have made the container pause; a mere start may do so once. */
const PAUSES = 5;

/** Where the kernel keeps count: the first with version 1 of cgroups, the second with version 2. */
const accountsOf = (id: string): readonly string[] => [
  `/sys/fs/cgroup/cpu/docker/${id}/cpu.stat`,
  `/sys/fs/cgroup/docker/${id}/cpu.stat`,
];

/** The times for which the kernel made the container pause because its share was used up; null when nobody counts. */
async function pausesOf(evidence: Evidence, { id }: ContainerEvidence): Promise<number | null> {
  for (const path of accountsOf(id)) {
    const [, pauses] = /^nr_throttled (\d+)$/m.exec((await evidence.file(path))?.text ?? '') ?? [];
    if (pauses !== undefined) return Number(pauses);
  }
  return null;
}

/** The container wants more than it may have, so that the limit can be seen at work. */
const isHeldBack = (evidence: Evidence): Requirement<ContainerEvidence> => ({
  code: 'idle',
  isMet: async (container) => ((await pausesOf(evidence, container)) ?? PAUSES) >= PAUSES,
  text: () => ({
    ko: '“busy” 컨테이너가 CPU를 거의 쓰지 않아서 한도에 걸리는 것을 볼 수 없습니다. 컨테이너를 지우고, 끝나지 않는 반복문을 실행해 주세요.',
    en: 'The container “busy” hardly uses the CPU, so its limit cannot be seen at work. Remove it and run an endless loop in it.',
  }),
});

const stubborn = aContainer({
  name: 'stubborn',
  state: 'there',
  also: [
    {
      code: 'endless',
      isMet: ({ restartPolicy }) =>
        restartPolicy.name === 'no' || (restartPolicy.name === 'on-failure' && restartPolicy.maximumRetries > 0),
      text: () => ({
        ko: '“stubborn” 컨테이너는 끝없이 다시 시작됩니다. --restart on-failure:3으로 횟수를 정해야 합니다. “docker container update”로 정책을 바꾸거나, 컨테이너를 지우고 다시 실행해 주세요.',
        en: 'The container “stubborn” is started again without end. Set a number with --restart on-failure:3. Change the policy with “docker container update”, or remove the container and run it again.',
      }),
    },
    {
      code: 'no-policy',
      isMet: ({ restartPolicy }) => restartPolicy.name !== 'no',
      text: () => ({
        ko: '“stubborn” 컨테이너에는 재시작 정책이 없습니다. 지우고 --restart on-failure:3을 붙여 다시 실행하거나, “docker container update”로 정책을 정하고 다시 시작해 주세요.',
        en: 'The container “stubborn” has no restart policy. Remove it and run it again with --restart on-failure:3, or set the policy with “docker container update” and start it again.',
      }),
    },
    {
      code: 'other-retries',
      isMet: ({ restartPolicy }) => restartPolicy.maximumRetries === RETRIES,
      text: ({ restartPolicy }) => ({
        ko: `“stubborn” 컨테이너는 ${String(restartPolicy.maximumRetries)}번까지 다시 시작됩니다. 세 번까지여야 합니다(--restart on-failure:3).`,
        en: `The container “stubborn” is started again up to ${String(restartPolicy.maximumRetries)} times, expected three times (--restart on-failure:3).`,
      }),
    },
    {
      code: TOO_EARLY,
      isMet: ({ restartCount, status }) => restartCount > 0 || (status !== 'running' && status !== 'restarting'),
      text: () => runStubborn,
    },
    {
      code: 'not-restarted',
      isMet: ({ restartCount }) => restartCount > 0,
      text: ({ exitCode }) => ({
        ko: `“stubborn” 컨테이너는 끝났지만(종료 코드 ${String(exitCode)}) 한 번도 다시 시작되지 않았습니다. 0이 아닌 종료 코드로 끝나야 다시 시작됩니다. 컨테이너를 지우고 --memory 32m --memory-swap 32m을 붙여 다시 실행해 주세요.`,
        en: `The container “stubborn” ended with exit code ${String(exitCode)} and was never started again. That happens only when the exit code is not 0. Remove the container and run it again with --memory 32m --memory-swap 32m.`,
      }),
    },
  ],
  todo: runStubborn,
});

export default defineChecks({
  half: {
    watches: ['containers', 'images', 'events', 'requests', 'files'],
    evaluate: (evidence) =>
      aContainer({
        name: 'busy',
        cpus: 0.5,
        isMeant: ({ limits }) => limits.cpus > 0,
        also: [isHeldBack(evidence)],
        todo: runBusy,
      }).evaluate(evidence),
  },
  slower: unlessMadeAnew(
    'busy',
    aContainer({
      name: 'busy',
      cpus: 0.2,
      isUntouched: ({ limits, status }) => limits.cpus === 0.5 && status === 'running',
      todo: slowBusy,
    }),
  ),
  'few-processes': aContainer({ name: 'forks', state: 'ended', exitCode: 2, pids: 8, todo: runForks }),
  // While the engine brings a container back, it may answer too late; what watches logs is looked at again every two seconds.
  restart: { ...stubborn, watches: [...stubborn.watches, 'logs'] },
});
