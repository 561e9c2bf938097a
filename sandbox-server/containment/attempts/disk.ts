/**
 * Row R3 of the threat model: a learner fills the disk, in every way there is. It must end at the limit of that sandbox.
 */
import { heldWithout, oneLine, type Attempt, type Outcome } from '../attempt.ts';
import { freeBytes, soon } from '../host-facts.ts';
import type { Scene } from '../scene.ts';
import { gibibytes, neighbourComplaint, stated, usageOf } from '../well-being.ts';

/**
 * Fills the disk at once but for so many KiB, so that the rest need not take long. More than once, because what has been
 * deleted before comes back bit by bit.
 */
const fillMost = (rest: string) => `for turn in 1 2 3 4; do
  sync --file-system /tmp
  free=$(df --output=avail -k /tmp | tail -1)
  [ $free -le ${rest} ] || fallocate --length $(( free - ${rest} ))K /tmp/large$turn 2> /dev/null
done`;

async function fillDisk(scene: Scene, script: string, options: { readonly saysFull?: boolean } = {}): Promise<Outcome> {
  const { attacker, limits, stateFolder } = scene;
  const before = await freeBytes(stateFolder);
  const output = (await attacker.run(script, { seconds: 60 })).toLowerCase();
  const used = (await usageOf(scene))?.diskBytes ?? 0;
  const taken = before - (await freeBytes(stateFolder));
  const isTold = !options.saysFull || (await soon(30, async () => (attacker.diskShare ?? 0) > 0.85));
  const outcome = stated(
    [
      !/no space left on device|disk quota exceeded/.test(output) && 'the disk did not become full',
      used > limits.diskBytes && 'more is on the disk than its limit',
      !isTold && 'the page is not told that the disk is full',
      await neighbourComplaint(scene),
    ],
    'the disk inside is full, the host’s is not, and the neighbour worked',
    `${gibibytes(used)} of ${gibibytes(limits.diskBytes)}; ${gibibytes(Math.max(0, taken))} of the host`,
  );
  await attacker.run(
    'rm -rf /tmp/large* /tmp/many /tmp/file; docker system prune --all --force > /dev/null 2>&1; sync --file-system /tmp',
  );
  return outcome;
}

/** Files of one block each; smaller ones would lie in the metadata, which takes ten times as long to fill. */
const manyFiles = `${fillMost('60000')}
mkdir -p /tmp/many; cd /tmp/many; split --bytes 4096 --suffix-length 6 /dev/zero`;

const manyLayers = `${fillMost('200000')}
mkdir -p /tmp/build; printf 'FROM diamol/base\\nARG n\\nRUN head -c 60000000 /dev/zero > /layer-$n\\n' > /tmp/build/Dockerfile
for n in 1 2 3 4; do timeout 12 docker build --quiet --build-arg n=$n --tag layers:$n /tmp/build 2>&1 || break; done
head -c 400000000 /dev/zero > /tmp/file`;

/** Whether anything but the sandbox's own disk can be written to; nothing is. */
async function writeAroundLimit({ attacker }: Scene): Promise<Outcome> {
  const output = await attacker.run(`
mount -o remount,bind,rw / 2> /dev/null || mount -o remount,rw / 2> /dev/null
for folder in / /usr /usr/bin /usr/lib /usr/lib/drydock /disk/.. /lost+found; do
  [ -d $folder ] && [ -w $folder ] && echo writable $folder
done
mount -o remount,bind,ro / 2> /dev/null
echo done`);
  if (!output.endsWith('done')) throw new Error(oneLine(output));
  return heldWithout(
    /^writable /m.test(output) ? ['the root file system, which no limit holds, becomes writable'] : [],
    'nothing beside its own disk can be written',
  );
}

/** Attempts of row R3. */
export const diskAttempts: readonly Attempt[] = [
  {
    id: 'R3a',
    says: { ko: '큰 파일로 디스크를 채웁니다.', en: 'Fills the disk with one large file.' },
    expected: 'the disk inside is full and the page is told so; the host and the neighbour lose nothing',
    claims: { docker: 'holds', incus: 'holds' },
    make: async (scene) =>
      fillDisk(scene, `${fillMost('100000')}\nhead --bytes 1G /dev/zero > /tmp/file`, { saysFull: true }),
  },
  {
    id: 'R3b',
    says: { ko: '아주 많은 작은 파일로 디스크를 채웁니다.', en: 'Fills the disk with very many small files.' },
    expected: 'the disk inside is full; the host and the neighbour lose nothing',
    claims: { docker: 'holds', incus: 'holds' },
    make: async (scene) => fillDisk(scene, manyFiles),
  },
  {
    id: 'R3c',
    says: { ko: '이미지 레이어로 디스크를 채웁니다.', en: 'Fills the disk with layers of images.' },
    expected: 'the disk inside is full; the host and the neighbour lose nothing',
    claims: { docker: 'holds', incus: 'holds' },
    make: async (scene) => fillDisk(scene, manyLayers),
  },
  {
    id: 'R3d',
    says: {
      ko: '루트 파일 시스템을 쓰기 가능하게 다시 마운트해 디스크 한도를 피해 봅니다(쓰지는 않습니다).',
      en: 'Remounts the root file system for writing, around the limit of the disk, and writes nothing.',
    },
    expected: 'nothing beside its own disk can be written',
    claims: { docker: 'open', incus: 'holds' },
    make: writeAroundLimit,
  },
];
