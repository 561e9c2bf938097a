/**
 * When the steps of a3/cpu-and-processes are done. See design.md for what is asked and why.
 */
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { named, unlessMadeAnew } from '#lessons/a3.resources-and-limits/_checks/named.ts';
import { defineChecks, TOO_EARLY, type LocalizedText } from '#lessons/_schema/check.ts';
import type { EvidenceKind } from '#lessons/_schema/evidence.ts';

/** How often the engine is to start the container again. */
const RETRIES = 3;

const watches: readonly EvidenceKind[] = ['containers', 'images', 'events', 'requests'];

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

const slower = named({
  name: 'busy',
  watches,
  isUntouched: ({ limits, status }) => limits.cpus === 0.5 && status === 'running',
  check: () => aContainer({ name: 'busy', cpus: 0.2, todo: slowBusy }),
  todo: slowBusy,
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
  half: named({
    name: 'busy',
    watches,
    isMeant: ({ limits }) => limits.cpus > 0,
    check: () => aContainer({ name: 'busy', cpus: 0.5, todo: runBusy }),
    todo: runBusy,
  }),
  slower: {
    watches,
    evaluate: async (evidence) => unlessMadeAnew(await slower.evaluate(evidence), evidence, 'busy'),
  },
  'few-processes': named({
    name: 'forks',
    watches,
    check: () => aContainer({ name: 'forks', state: 'ended', exitCode: 2, pids: 8, todo: runForks }),
    todo: runForks,
  }),
  // While the engine brings a container back, it may answer too late; what watches logs is looked at again every two seconds.
  restart: named({ name: 'stubborn', watches: [...watches, 'logs'], check: () => stubborn, todo: runStubborn }),
});
