/**
 * Row E2 of the threat model: out through interfaces of the kernel. What could change the host is opened for writing and not
 * written, or written with the value that it has.
 */
import { existsSync } from 'node:fs';
import { heldWithout, oneLine, type Attempt, type Outcome } from '../attempt.ts';
import { kernelSettings, kernelState } from '../host-facts.ts';
import { writeSameValues } from '../same-values.ts';
import type { Scene } from '../scene.ts';

const OWN_FILE = '/tmp/attempt-own';

/** Calls that do nothing even where they are allowed: wrong flags, an empty module, a question. */
const privilegedCalls = `
use strict;
use POSIX ();
my %calls = (POSIX::uname())[4] eq 'aarch64'
  ? (kexec_load => 104, init_module => 105, bpf => 280)
  : (kexec_load => 246, init_module => 175, bpf => 321);
my $question = pack('I3', 0, 0, 0);
my ($nothing, $none) = ("\\0", '');
my %answers = (
  kexec_load => sub { syscall($calls{kexec_load}, 0, 0, 0, 0xff00) },
  init_module => sub { syscall($calls{init_module}, $nothing, 0, $none) },
  bpf => sub { syscall($calls{bpf}, 11, $question, 12) },
);
my $name = shift;
my $answer = $answers{$name}->();
my $number = $! + 0;
# Refused for want of a right, or not there at all; every other answer comes after the right was looked at.
print $answer < 0 && ($number == POSIX::EPERM() || $number == POSIX::ENOSYS()) ? 'refused' : 'allowed';
`;

async function call(name: 'kexec_load' | 'init_module' | 'bpf', { attacker }: Scene): Promise<Outcome> {
  const output = await attacker.run(`perl - ${name} <<'PERL'\n${privilegedCalls}\nPERL`);
  if (output === 'refused') return { verdict: 'held', seen: 'the kernel refused' };
  if (output === 'allowed') return { verdict: 'not-held', seen: 'the kernel would have done it' };
  throw new Error(oneLine(output));
}

/** Opens files for writing and closes them again; gives those that could be opened. */
async function openForWriting({ attacker }: Scene, paths: string, prepare = ''): Promise<string[]> {
  const output = await attacker.run(`${prepare}
touch ${OWN_FILE}
for path in ${OWN_FILE} ${paths}; do [ -e $path ] && ( : >> $path ) 2> /dev/null && echo open $path; done`);
  // A file of its own tells that opening works.
  if (!output.startsWith(`open ${OWN_FILE}`)) throw new Error(oneLine(output));
  return [...output.matchAll(/^open ([\w./-]{1,100})$/gm)]
    .map(([, path = '']) => path)
    .filter((path) => path !== OWN_FILE)
    .map((path) => `${path} can be written`);
}

async function writeSameSettings(scene: Scene): Promise<Outcome> {
  const before = await kernelState();
  const written = await writeSameValues(scene, '/proc/sys', kernelSettings);
  if ((await kernelState()) !== before) return { verdict: 'not-held', seen: 'the host has other settings now' };
  if (written.length === 0) return { verdict: 'held', seen: 'none could be written; the host is as it was' };
  const worst = written.includes('kernel/core_pattern') ? ', kernel/core_pattern among them' : '';
  return { verdict: 'not-held', seen: `settings of the host can be written${worst}`, figures: written.join(' ') };
}

async function findHostProcess({ attacker, process }: Scene): Promise<Outcome> {
  const own = '86400.1';
  // A process of its own tells that looking works. The pattern is not its own match.
  const look = (mark: string) =>
    `grep --text --files-with-matches '[${mark.slice(0, 1)}]${mark.slice(1)}' /proc/[0-9]*/cmdline`;
  const output = await attacker.run(`sleep ${own} > /dev/null & sleep 0.2
echo own $(${look(own)} 2> /dev/null | wc -l); kill $!
${look(process.mark)} 2> /dev/null
echo done`);
  if (!output.endsWith('done') || !/^own [1-9]/m.test(output)) throw new Error(oneLine(output));
  const found = /^\/proc\/\d+\/cmdline$/m.test(output) || !process.isAlive();
  return heldWithout(found ? ['a process of the host is in reach'] : [], 'it is not in the list');
}

/** Attempts of row E2. */
export const kernelAttempts: readonly Attempt[] = [
  {
    id: 'E2a',
    says: {
      ko: '호스트 전체의 커널 설정(core_pattern 등)에 지금과 같은 값을 써 봅니다.',
      en: 'Writes to the settings of the whole kernel, core_pattern among them, the value that each has.',
    },
    expected: 'none can be written; the host has the same settings and modules after it',
    claims: { docker: 'open', incus: 'holds' },
    make: writeSameSettings,
  },
  {
    id: 'E2b',
    says: {
      ko: 'cgroup v1의 release_agent와 uevent_helper를 쓰기용으로 열어 봅니다.',
      en: "Opens cgroup v1's release_agent and the kernel's uevent_helper for writing, in a hierarchy of its own, too.",
    },
    expected: 'neither can be opened',
    claims: { docker: 'holds', incus: 'holds' },
    // Hosts with cgroup v2 have no release_agent, and not every kernel has a uevent_helper: what is not there cannot be opened,
    // so that this holds there, too. That opening works is shown by a file of its own.
    make: async (scene) =>
      heldWithout(
        await openForWriting(
          scene,
          '/sys/fs/cgroup/*/release_agent /tmp/attempt-cgroup/release_agent /sys/kernel/uevent_helper',
          'mkdir -p /tmp/attempt-cgroup; mount -t cgroup -o none,name=attempt none /tmp/attempt-cgroup 2> /dev/null',
        ),
        'neither could be opened',
      ),
  },
  {
    id: 'E2c',
    says: {
      ko: '/proc/sysrq-trigger를 쓰기용으로 열어 봅니다(쓰지는 않습니다).',
      en: 'Opens /proc/sysrq-trigger for writing, and writes nothing.',
    },
    expected: 'it cannot be opened',
    claims: { docker: 'open', incus: 'holds' },
    make: async (scene) =>
      existsSync('/proc/sysrq-trigger')
        ? heldWithout(await openForWriting(scene, '/proc/sysrq-trigger'), 'it could not be opened')
        : { verdict: 'not-applicable', seen: 'the kernel of this host has none' },
  },
  {
    id: 'E2d',
    says: {
      ko: '커널 모듈을 넣어 봅니다(빈 모듈).',
      en: 'Loads a kernel module, an empty one.',
    },
    expected: 'the kernel refuses',
    claims: { docker: 'holds', incus: 'holds' },
    make: async (scene) => call('init_module', scene),
  },
  {
    id: 'E2e',
    says: {
      ko: '다른 커널로 넘어가 봅니다(kexec, 잘못된 표시로).',
      en: 'Loads another kernel with kexec, with wrong flags.',
    },
    expected: 'the kernel refuses',
    claims: { docker: 'holds', incus: 'holds' },
    make: async (scene) => call('kexec_load', scene),
  },
  {
    id: 'E2f',
    says: {
      ko: '호스트 커널에 올라가 있는 BPF 프로그램을 물어봅니다.',
      en: 'Asks for the BPF programs that are loaded in the kernel.',
    },
    expected: 'the kernel refuses',
    claims: { docker: 'open', incus: 'holds' },
    make: async (scene) => call('bpf', scene),
  },
  {
    id: 'E2g',
    says: {
      ko: '호스트의 프로세스를 프로세스 목록에서 찾아봅니다.',
      en: 'Looks for a process of the host in the list of processes.',
    },
    expected: 'it is not there',
    claims: { docker: 'holds', incus: 'holds' },
    make: findHostProcess,
  },
];
