/**
 * Rows R1, R2 and R5 of the threat model: a learner takes all processes, memory and CPU time there are. It must end at the
 * limits of that sandbox, the neighbour must go on, and a new sandbox must bring the learner back.
 */
import { randomBytes } from 'node:crypto';
import { heldWithout, oneLine, type Attempt, type Outcome } from '../attempt.ts';
import { availableMemory, soon, watch } from '../host-facts.ts';
import { writeSameValues } from '../same-values.ts';
import type { Scene } from '../scene.ts';
import {
  engineComplaint,
  gibibytes,
  neighbourComplaint,
  ratio,
  startOverComplaint,
  stated,
  usageOf,
  usedMemory,
  usualEcho,
} from '../well-being.ts';

async function forkBomb(scene: Scene): Promise<Outcome> {
  const { attacker, limits } = scene;
  const before = await usualEcho(scene);
  attacker.type('b() { b | b & }; b');
  let most = 0;
  const look = async () => {
    most = Math.max(most, (await usageOf(scene))?.pids ?? 0);
    return most > limits.pids * 0.9;
  };
  const wentOff = await soon(60, look);
  if (!wentOff) throw new Error(`the bomb did not go off: ${String(most)} processes`);
  const during = await usualEcho(scene);
  for (let looks = 0; looks < 10; looks += 1) await look();
  return stated(
    [
      most > limits.pids && 'there were more processes than the limit',
      await neighbourComplaint(scene),
      await startOverComplaint(scene),
    ],
    'the limit of processes held, the neighbour worked, and a new sandbox came',
    `${String(most)} of ${String(limits.pids)} processes; ${ratio(before, during)}`,
  );
}

/** Whether more is in memory than the limit; for a moment the kernel counts some pages beyond it. */
function isBeyond(most: number, limits: Scene['limits']): boolean {
  return most > 1.1 * limits.memoryBytes;
}

/**
 * Throws unless memory was really taken: half of it was seen in use, several times what an idle sandbox needs, or something was
 * killed or refused for want of it. The most may lie between two looks.
 */
function requireTaken(most: number, limits: Scene['limits'], output: string): void {
  if (most > 0.5 * limits.memoryBytes || /\bKilled\b|Cannot allocate memory/.test(output)) return;
  throw new Error(`the memory was not taken: ${gibibytes(most)} at most; ${oneLine(output)}`);
}

async function memoryBomb(scene: Scene): Promise<Outcome> {
  const { attacker, limits } = scene;
  const before = await availableMemory();
  const available = watch(availableMemory);
  const used = watch(async () => usedMemory(scene));
  const bombs = 'for n in 1 2 3 4; do head --bytes 2G /dev/zero | tail > /dev/null & done; wait; echo ended';
  // The shell may be among what is killed; that memory was taken must show then in what was used.
  const ended = await attacker.run(bombs, { as: 'learner', seconds: 40 }).catch(() => 'the shell gave no answer');
  const least = Math.min(...(await available.stop()));
  const most = Math.max(...(await used.stop()));
  requireTaken(most, limits, ended);
  return stated(
    [
      // Sixteen times the limit was asked for; half of that leaves room for everybody else on the host.
      before - least > 8 * limits.memoryBytes && "the host's memory went",
      isBeyond(most, limits) && 'there is more in memory than the limit',
      await neighbourComplaint(scene),
      await engineComplaint(scene),
    ],
    'processes inside were killed, the neighbour worked, and the engine inside answers',
    `host ${gibibytes(before)} before, ${gibibytes(least)} at least; ${gibibytes(most)} used at most; ${ended.split('\n').at(-1) ?? ''}`,
  );
}

async function filesInMemory(scene: Scene): Promise<Outcome> {
  const { attacker, limits } = scene;
  const mounted = `mounted-${randomBytes(8).toString('hex')}`;
  // In pieces, so that what is used can be looked at before everything is killed.
  const fill = `mkdir -p /tmp/m && mount -t tmpfs -o size=4g none /tmp/m && echo ${mounted} &&
for piece in $(seq 96); do head --bytes 32M /dev/zero >> /tmp/m/file || break; sleep 0.2; done`;
  const available = watch(availableMemory);
  const used = watch(async () => usedMemory(scene));
  const before = await availableMemory();
  // The shell may be killed, and its sandbox with it; what it has shown stays.
  const output = await attacker.run(`${fill}; echo ended`, { seconds: 40 }).catch(() => 'the shell gave no answer');
  const most = Math.max(...(await used.stop()));
  const least = Math.min(...(await available.stop()));
  if (!attacker.shown.includes(mounted)) throw new Error(`nothing was mounted: ${oneLine(output)}`);
  requireTaken(most, limits, output);
  return stated(
    [
      isBeyond(most, limits) && 'there is more in memory than the limit',
      before - least > 5 * limits.memoryBytes && "the host's memory went",
      await neighbourComplaint(scene),
      await startOverComplaint(scene),
    ],
    'it ended at the limit, the neighbour worked, and a new sandbox came',
    `${gibibytes(most)} used at most of ${gibibytes(limits.memoryBytes)}`,
  );
}

async function spin(scene: Scene): Promise<Outcome> {
  const { attacker } = scene;
  const before = await usualEcho(scene);
  await attacker.run('for n in $(seq $(($(nproc) * 4))); do (sh -c "while :; do :; done" > /dev/null 2>&1 &) ; done', {
    as: 'learner',
  });
  const during = await usualEcho(scene);
  const complaint = await neighbourComplaint(scene);
  const engine = await engineComplaint(scene);
  await attacker.run("pkill -f 'while :; do :; don[e]'");
  return stated([complaint, engine], 'the neighbour worked, and the engine inside answered', ratio(before, during));
}

/** Those of cgroup v1, by their controllers, and those of v2. */
const limitFiles = [
  ...['pids/pids.max', 'memory/memory.limit_in_bytes', 'cpu/cpu.cfs_quota_us'],
  ...['pids.max', 'memory.max', 'cpu.max'],
];

async function raiseLimits(scene: Scene): Promise<Outcome> {
  const written = await writeSameValues(scene, '/sys/fs/cgroup', limitFiles);
  return heldWithout(written.length > 0 ? ['its own limits can be written'] : [], 'none can be written');
}

/** Attempts of rows R1, R2 and R5; those that need a new sandbox afterwards come last. */
export const resourceAttempts: readonly Attempt[] = [
  {
    id: 'R5a',
    says: {
      ko: '모든 코어에서 무한 반복을 코어당 네 개씩 돌립니다.',
      en: 'Spins on all cores, four loops a core.',
    },
    expected: 'the neighbour works, and the engine inside answers',
    claims: { docker: 'holds', incus: 'holds' },
    make: spin,
  },
  {
    id: 'R5b',
    says: {
      ko: '자기 한도(프로세스, 메모리, CPU) 파일에 지금과 같은 값을 써 봅니다.',
      en: 'Writes to the files of its own limits (processes, memory, CPU) the value that each has.',
    },
    expected: 'none can be written',
    claims: { docker: 'open', incus: 'holds' },
    onCgroup1: true,
    make: raiseLimits,
  },
  {
    id: 'R2a',
    says: {
      ko: '프로세스 네 개가 한도의 열여섯 배 메모리를 차지합니다.',
      en: 'Takes sixteen times the memory of the limit.',
    },
    expected: 'processes inside are killed; the neighbour works, and the engine inside answers again',
    claims: { docker: 'holds', incus: 'holds' },
    make: memoryBomb,
  },
  {
    id: 'R2b',
    says: { ko: 'tmpfs에 3 GiB를 씁니다.', en: 'Writes 3 GiB into a tmpfs.' },
    expected: 'it ends at the limit of memory; the neighbour works, and a new sandbox comes',
    claims: { docker: 'holds', incus: 'holds' },
    make: filesInMemory,
  },
  {
    id: 'R1a',
    says: { ko: '포크 폭탄을 터뜨립니다.', en: 'Sets off a fork bomb.' },
    expected: 'the limit of processes holds; the neighbour works, and a new sandbox comes',
    claims: { docker: 'holds', incus: 'holds' },
    make: forkBomb,
  },
];
