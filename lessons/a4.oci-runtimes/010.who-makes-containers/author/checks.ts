/**
 * When the steps of this lesson are done. See design.md for what is asked and why.
 */
import { allOf } from '#lessons/_checks/combine.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { anAnswer } from '#lessons/_checks/expect-file.ts';
import { defineChecks, type LocalizedText } from '#lessons/_schema/check.ts';
import type { Evidence } from '#lessons/_schema/evidence.ts';
import { mainProcessOf, said, statusOf } from '../../_checks/runtime.ts';

/** The main process of the container with this name; null when it does not run. */
async function processOf(evidence: Evidence, name: string): Promise<number | null> {
  const container = (await evidence.containers()).find((one) => one.name === name);
  return container === undefined ? null : mainProcessOf(evidence, container);
}

async function namespaceOf(evidence: Evidence, process: number | 'self', kind: string): Promise<string> {
  return said(evidence, 'readlink', `/proc/${String(process)}/ns/${kind}`);
}

function mistake(code: string, ko: string, en: string): { readonly code: string; readonly text: LocalizedText } {
  return { code, text: { ko, en } };
}

export default defineChecks({
  shim: allOf({
    'no-container': aContainer({
      name: 'web',
      todo: {
        ko: '“docker container run --detach --name web nginx”를 입력해 주세요.',
        en: 'Type “docker container run --detach --name web nginx”.',
      },
    }),
    'no-answer': anAnswer({
      path: 'parent.txt',
      answers: async (evidence) => {
        const process = await processOf(evidence, 'web');
        return process === null ? [] : [await said(evidence, 'ps', '-o', 'ppid=', '-p', String(process))];
      },
      mistakes: async (evidence, given) => {
        const process = await processOf(evidence, 'web');
        if (given === String(process))
          return mistake(
            'own-process',
            `${given}은(는) web의 첫 프로세스 자신의 번호입니다. 그 부모의 번호(PPID)를 적어 주세요.`,
            `${given} is the number of web's first process itself. Write the number of its parent (PPID).`,
          );
        const name = /^\d+$/.test(given) ? await said(evidence, 'ps', '-o', 'comm=', '-p', given) : '';
        if (name === 'containerd' || name === 'dockerd')
          return mistake(
            'engine-process',
            `${given}은(는) ${name}의 번호입니다. web의 첫 프로세스의 부모는 다른 것입니다. “ps -o ppid= -p 프로세스번호” 명령으로 찾아 주세요.`,
            `${given} is the number of ${name}, but the parent of web's first process is another one. Find it with “ps -o ppid= -p PID”.`,
          );
        return undefined;
      },
      todo: {
        ko: 'web의 첫 프로세스의 부모 번호를 ~/parent.txt에 적어 주세요.',
        en: "Write the number of the parent of web's first process into ~/parent.txt.",
      },
    }),
  }),

  namespace: anAnswer({
    path: 'net.txt',
    answers: async (evidence) => {
      const process = await processOf(evidence, 'web');
      if (process === null) return [];
      const namespace = await namespaceOf(evidence, process, 'net');
      return [namespace, namespace.replace(/\D/g, '')];
    },
    mistakes: async (evidence, given) => {
      if (given === (await namespaceOf(evidence, 'self', 'net')))
        return mistake(
          'own-namespace',
          '그것은 호스트(셸)의 네트워크 네임스페이스입니다. /proc/프로세스번호/ns/net에 web의 프로세스 번호를 넣어 읽어 주세요.',
          "That is the network namespace of the host (the shell). Read /proc/PID/ns/net with the PID of web's process.",
        );
      const kind = /^([a-z]+):\[\d+\]$/.exec(given)?.[1];
      if (kind === undefined || kind === 'net') return undefined;
      return mistake(
        'other-type',
        `그것은 ${kind} 네임스페이스입니다. 네트워크 네임스페이스의 종류는 net입니다.`,
        `That is a namespace of the type ${kind}. The type of a network namespace is net.`,
      );
    },
    todo: {
      ko: 'web의 네트워크 네임스페이스(net:[…])를 ~/net.txt에 적어 주세요.',
      en: 'Write the network namespace of web (net:[…]) into ~/net.txt.',
    },
  }),

  seccomp: allOf({
    'no-container': aContainer({
      name: 'small',
      memoryBytes: 64 * 1024 ** 2,
      todo: {
        ko: '“docker container run --detach --name small --memory 64m nginx”를 입력해 주세요.',
        en: 'Type “docker container run --detach --name small --memory 64m nginx”.',
      },
    }),
    'no-answer': anAnswer({
      path: 'seccomp.txt',
      answers: async (evidence) => {
        const process = await processOf(evidence, 'small');
        return process === null ? [] : [await statusOf(evidence, process, 'Seccomp_filters')];
      },
      mistakes: async (evidence, given) =>
        given === (await statusOf(evidence, 'self', 'Seccomp_filters'))
          ? mistake(
              'shell-status',
              `${given}은(는) 셸에 걸린 필터의 개수입니다. /proc/프로세스번호/status에 small의 프로세스 번호를 넣어 읽어 주세요.`,
              `${given} is the number of filters of the shell. Read /proc/PID/status with the PID of small’s process.`,
            )
          : undefined,
      todo: {
        ko: 'small의 프로세스에 걸린 필터의 개수(Seccomp_filters)를 ~/seccomp.txt에 적어 주세요.',
        en: "Write the number of filters (Seccomp_filters) of small's process into ~/seccomp.txt.",
      },
    }),
  }),
});
