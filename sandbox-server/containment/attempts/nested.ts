/**
 * Row E3 of the threat model: the container that has everything of its host. Inside a sandbox it is part of the course, so it
 * must work, and its host must be the sandbox.
 */
import { oneLine, type Attempt, type Outcome } from '../attempt.ts';
import type { Scene } from '../scene.ts';

async function runEverything({ attacker, file }: Scene): Promise<Outcome> {
  const inside = [
    'echo namespace-$(nsenter -t 1 -u hostname)',
    'echo root-$(cat /h/etc/hostname)',
    `cat /h${file.path} /proc/1/root${file.path} 2> /dev/null`,
    'ls -d /h/home/learner',
    'for device in $(sed -n "3,\\$s/.* //p" /proc/partitions); do head -c 512 /dev/$device > /dev/null 2>&1 && echo opened /dev/$device; done',
    'echo worked',
  ].join('; ');
  const output = await attacker.run(
    `docker run --rm --privileged --pid=host --net=host -v /:/h diamol/base sh -c '${inside}'; docker info --format 'name-{{.Name}}'`,
    { seconds: 60 },
  );
  if (output.includes(file.secret)) return { verdict: 'not-held', seen: "the host's secret was read" };
  if (!/^worked$/m.test(output)) {
    const reason = refusalIn(output);
    // An engine that does not answer, an image that is missing and the end of the time say nothing about the fence.
    if (reason === null) throw new Error(`it ended without a refusal: ${oneLine(output)}`);
    return { verdict: 'not-held', seen: `it does not start: ${reason}` };
  }
  const [, name = ''] = /^name-(\S+)$/m.exec(output) ?? [];
  if (name === '') throw new Error(`the engine does not say its name: ${oneLine(output)}`);
  const lines = output.split('\n').map((line) => line.trim());
  const isInside = lines.includes(`namespace-${name}`) && lines.includes('/h/home/learner');
  if (!isInside) return { verdict: 'not-held', seen: 'its host is not the sandbox' };
  if (/^opened /m.test(output)) return { verdict: 'not-held', seen: 'it works, and block devices can be opened' };
  return { verdict: 'held', seen: "it works and shows the sandbox's root, processes and name" };
}

/** The part of the engine's refusal that is the same on every machine; null when it has not refused. */
function refusalIn(output: string): string | null {
  const refusal =
    /^docker: Error response from daemon: .*?(failed to write "a \*:\* rwm"|operation not permitted|permission denied)/im;
  return refusal.exec(output)?.[1] ?? null;
}

/** Attempts of row E3. */
export const nestedAttempts: readonly Attempt[] = [
  {
    id: 'E3a',
    says: {
      ko: '안에서 `docker run --privileged --pid=host --net=host -v /:/h`를 실행합니다. 동작해야 하고, 보이는 것은 실습 환경뿐이어야 합니다.',
      en: 'Runs `docker run --privileged --pid=host --net=host -v /:/h` inside: it must work and show the sandbox only.',
    },
    expected: "it works and shows the sandbox's root, processes and name, and no device of the host",
    claims: { docker: 'open', incus: 'holds' },
    onCgroup1: true,
    make: runEverything,
  },
];
