/**
 * Rows N1 to N3 of the threat model: what can be reached from a sandbox and from containers in it, in the mode that is the
 * product's default: without a network.
 */
import { randomBytes } from 'node:crypto';
import { heldWithout, oneLine, type Attempt, type Outcome } from '../attempt.ts';
import { GROUP } from '../canaries.ts';
import { openPorts, portScan } from '../port-scan.ts';
import type { Scene } from '../scene.ts';

/** Where clouds keep credentials and what is told under these names. */
const metadataAddresses = [
  'http://169.254.169.254/latest/meta-data/',
  'http://[fd00:ec2::254]/latest/meta-data/',
  'http://100.100.100.200/latest/meta-data/',
  'http://metadata.google.internal/computeMetadata/v1/',
];

/** An address of the documentation networks (RFC 5737): nobody's, and beyond every network of a host. */
const FAR = '198.51.100.1';

const LISTENING_PORT = 8099;

async function askMetadata({ attacker }: Scene): Promise<Outcome> {
  const urls = metadataAddresses.map((url) => `'${url}'`).join(' ');
  // A name that leads somewhere else than its owner says, as in DNS rebinding.
  const rebound = "--resolve 'rebind.example:80:169.254.169.254' http://rebind.example/";
  const asks = `for url in ${urls}; do curl --globoff --silent --max-time 2 "$url" > /dev/null && echo answered; done; curl --silent --max-time 2 ${rebound} > /dev/null && echo answered`;
  const nested = asks.replaceAll("'", `'"'"'`);
  const output = await attacker.run(
    `${asks}
for network in host bridge; do docker run --rm --network $network diamol/base sh -c '${nested}; curl --version > /dev/null && echo asked'; done`,
    { seconds: 60 },
  );
  if (output.match(/^asked$/gm)?.length !== 2) throw new Error(oneLine(output));
  return heldWithout(/^answered$/m.test(output) ? ['an address answers'] : [], 'none answers');
}

async function reachHost({ attacker, listeners, addresses }: Scene): Promise<Outcome> {
  const all = ['127.0.0.1', ...addresses];
  if (!(await listeners.answersOn(all))) throw new Error('the listeners do not answer on the host itself');
  listeners.takeHits();
  const port = String(listeners.port);
  const asks = all
    .map((address) => `http://${address.includes(':') ? `[${address}]` : address}:${port}/`)
    .map((url) => `curl --globoff --silent --max-time 1 ${url}`)
    .join('; ');
  const output = await attacker.run(
    `${asks}
for network in host bridge; do docker run --rm --network $network diamol/base sh -c '${asks}; echo; curl --version > /dev/null && echo asked'; done`,
    { seconds: 90 },
  );
  if (output.match(/^asked$/gm)?.length !== 2) throw new Error(oneLine(output));
  const hits = listeners.takeHits();
  const found = hits > 0 || output.includes(listeners.secret) ? ['a listener of the host was reached'] : [];
  return { ...heldWithout(found, 'no listener was reached'), figures: `${String(all.length)} addresses` };
}

async function reachNeighbour({ attacker, neighbour }: Scene): Promise<Outcome> {
  const found: string[] = [];
  for (const [from, to, name] of [
    [attacker, neighbour, 'the other sandbox was reached'],
    [neighbour, attacker, 'it can be reached from the other sandbox'],
  ] as const) {
    const word = `listening-${randomBytes(8).toString('hex')}`;
    const port = String(LISTENING_PORT);
    const ask = (address: string) =>
      address.includes(':')
        ? `timeout 2 socat -u TCP6:[${address}]:${port},connect-timeout=1 - 2> /dev/null`
        : `timeout 2 socat -u TCP4:${address}:${port},connect-timeout=1 - 2> /dev/null`;
    const listen = await to.run(`
for kind in TCP4-LISTEN TCP6-LISTEN; do
  (socat -U $kind:${port},fork,reuseaddr$([ $kind = TCP4-LISTEN ] || echo ,ipv6only=1) SYSTEM:'echo ${word}' > /dev/null 2>&1 &)
done
for attempt in $(seq 100); do ${ask('127.0.0.1')} && break; sleep 0.05; done
ip -oneline address | awk '{print "address-" $4}'`);
    if (!listen.includes(word)) throw new Error(`nobody listens: ${oneLine(listen)}`);
    const addresses = [...listen.matchAll(/^address-([\da-f.:]+)\//gm)].map(([, address = '']) => address);
    const output = await from.run([...addresses.map(ask), 'echo', 'echo asked'].join('; '));
    if (!/^asked$/m.test(output)) throw new Error(oneLine(output));
    if (output.includes(word)) found.push(name);
    await to.run(`pkill -f 'LISTEN:[${port.slice(0, 1)}]${port.slice(1)}'`);
  }
  return heldWithout(found, 'neither reaches the other');
}

async function scanPrivateNetworks({ attacker }: Scene): Promise<Outcome> {
  const firsts = [
    ...Array.from({ length: 16 }, (_, number) => `10.${String(number)}.0.1`),
    // 172.17 is the sandbox's own bridge.
    ...Array.from({ length: 15 }, (_, number) => `172.${String(number < 1 ? 16 : number + 17)}.0.1`),
    ...Array.from({ length: 16 }, (_, number) => `192.168.${String(number)}.1`),
  ];
  const found: string[] = [];
  for (const [first, last] of [
    [22, 22],
    [53, 53],
    [80, 80],
    [443, 443],
  ] as const) {
    found.push(...openPorts(await attacker.run(portScan(first, last, firsts))));
  }
  return { ...heldWithout(found.length > 0 ? ['a private address answers'] : [], 'none answers') };
}

async function callOut({ attacker, listeners, addresses }: Scene): Promise<Outcome> {
  listeners.takeHits();
  const port = String(listeners.port);
  const targets = [GROUP, '255.255.255.255', ...addresses.filter((address) => address.includes('.'))];
  const sends = targets.map((address) => `echo canary | socat -u - UDP4-DATAGRAM:${address}:${port},broadcast`);
  const interfaces = await attacker.run(`
${sends.join('\n')}
for face in /sys/class/net/*; do
  face=\${face##*/}
  ping -6 -c 1 -W 1 ff02::1%$face > /dev/null 2>&1
  # What belongs to the sandbox: loopback, the bridges of its engine and their ends.
  [ $face = lo ] || [ -e /sys/class/net/$face/bridge ] || [ -e /sys/class/net/$face/brport ] || echo "leads out: $face"
done
echo called`);
  if (!interfaces.endsWith('called')) throw new Error(oneLine(interfaces));
  const found = [
    ...(listeners.takeHits() > 0 ? ['the host heard it'] : []),
    ...(interfaces.includes('leads out:') ? ['there is an interface that leads out'] : []),
  ];
  return heldWithout(found, 'nobody heard it; no interface leads out of the sandbox');
}

async function sendOut({ attacker }: Scene): Promise<Outcome> {
  const output = await attacker.run(
    `
ip route get ${FAR} > /dev/null 2>&1 && echo sent route
ip -6 route get 2001:db8::1 > /dev/null 2>&1 && echo sent route6
ping -c 1 -W 1 ${FAR} 2>&1 | grep --quiet -e unreachable || echo sent ping
nslookup -timeout=1 -retry=0 secret.example ${FAR} 2>&1 | grep --quiet -i unreachable || echo sent name
for port in 25 443; do timeout 2 bash -c ": > /dev/tcp/${FAR}/$port" 2>&1 | grep --quiet -i unreachable || echo sent $port; done
# Without this program, that there is no route would say nothing.
ip route > /dev/null && echo tried`,
    { seconds: 60 },
  );
  if (!output.endsWith('tried')) throw new Error(oneLine(output));
  const found = [...output.matchAll(/^sent \w+$/gm)].map(([line]) => line);
  return heldWithout(found, 'there is no way out; every packet is refused inside');
}

/** Whether the folder with its socket, which all sandboxes share, can be made writable; nothing is written. */
async function openSharedFolder({ attacker }: Scene): Promise<Outcome> {
  const output = await attacker.run(`
folder=/usr/lib/drydock/registry
mount -o remount,bind,rw $folder 2> /dev/null
[ -w $folder ] && echo writable
mount -o remount,bind,ro $folder 2> /dev/null
type -P mount > /dev/null && [ -d $folder ] && echo done`);
  if (!output.endsWith('done')) throw new Error(`the folder or mount is missing: ${oneLine(output)}`);
  return heldWithout(
    /^writable$/m.test(output) ? ['the folder that all sandboxes share becomes writable'] : [],
    'it stays read-only',
  );
}

async function useRegistry({ attacker }: Scene): Promise<Outcome> {
  const output = await attacker.run(
    `docker pull --quiet busybox && echo pulled
docker tag busybox 127.0.0.1:65000/planted:latest && timeout 5 docker push --quiet 127.0.0.1:65000/planted:latest && echo pushed
for method in PUT DELETE POST; do
  curl --silent --output /dev/null --write-out "$method %{http_code}\\n" --max-time 5 --request $method \
    http://127.0.0.1:65000/v2/busybox/manifests/latest
done
docker pull --quiet busybox && echo pulled-again`,
    { seconds: 60 },
  );
  if (/^pushed$/m.test(output)) return { verdict: 'not-held', seen: 'an image was pushed' };
  const accepted = /^(?:PUT|DELETE|POST) 2\d\d$/m.test(output);
  if (accepted) return { verdict: 'not-held', seen: 'the registry took a change' };
  const works = /^pulled$/m.test(output) && /^pulled-again$/m.test(output);
  return works
    ? { verdict: 'held', seen: 'it serves images and refuses every change' }
    : { verdict: 'not-held', seen: 'it does not serve images' };
}

/** Attempts of rows N1 to N3. */
export const networkAttempts: readonly Attempt[] = [
  {
    id: 'N1a',
    says: {
      ko: '클라우드의 메타데이터 주소에, 이름을 바꿔치기해서도, 안쪽 컨테이너에서도 물어봅니다.',
      en: "Asks the addresses of clouds' metadata, under a rebound name and from containers inside, too.",
    },
    expected: 'none answers',
    claims: { docker: 'holds', incus: 'holds' },
    make: askMetadata,
  },
  {
    id: 'N2a',
    says: {
      ko: '호스트의 모든 주소(루프백, 브리지, IPv6)에서 듣고 있는 서버에 실습 환경과 안쪽 컨테이너에서 연결해 봅니다.',
      en: 'Connects to a listener on every address of the host, loopback, bridges and IPv6 included, from the sandbox and from containers inside.',
    },
    expected: 'the listener counts nothing',
    claims: { docker: 'holds', incus: 'holds' },
    make: reachHost,
  },
  {
    id: 'N2b',
    says: {
      ko: '두 실습 환경이 서로의 모든 주소에 연결해 봅니다.',
      en: 'Two sandboxes connect to every address of each other.',
    },
    expected: 'neither reaches the other',
    claims: { docker: 'holds', incus: 'holds' },
    make: reachNeighbour,
  },
  {
    id: 'N2c',
    says: {
      ko: '사설망(10/8, 172.16/12, 192.168/16)의 첫 주소들에 연결해 봅니다.',
      en: 'Connects to the first addresses of private networks: 10/8, 172.16/12 and 192.168/16.',
    },
    expected: 'none answers',
    claims: { docker: 'holds', incus: 'holds' },
    make: scanPrivateNetworks,
  },
  {
    id: 'N2d',
    says: {
      ko: 'mDNS·브로드캐스트·IPv6 이웃 탐색으로 불러 보고, 밖으로 나가는 인터페이스를 찾아봅니다.',
      en: 'Calls by mDNS, broadcast and IPv6 neighbour discovery, and looks for an interface that leads out.',
    },
    expected: 'nobody hears it, and there is none',
    claims: { docker: 'holds', incus: 'holds' },
    make: callOut,
  },
  {
    id: 'N3a',
    says: {
      ko: '인터넷으로 메일(25), HTTPS, ping, 이름 질의를 보내 봅니다.',
      en: 'Sends mail (port 25), HTTPS, pings and questions for names to the internet.',
    },
    expected: 'nothing leaves the sandbox (without DRYDOCK_SANDBOX_INTERNET=yes)',
    claims: { docker: 'holds', incus: 'holds' },
    make: sendOut,
  },
  {
    id: 'N3b',
    says: {
      ko: '수업용 레지스트리에서 이미지를 받고, 올리거나 지워 봅니다.',
      en: 'Pulls from the course registry, and tries to push to it and to delete from it.',
    },
    expected: 'it serves images and refuses every change',
    claims: { docker: 'holds', incus: 'holds' },
    make: useRegistry,
  },
  {
    id: 'N3c',
    says: {
      ko: '모든 실습 환경이 함께 쓰는 레지스트리 소켓 폴더를 쓰기 가능하게 다시 마운트해 봅니다(쓰지는 않습니다).',
      en: "Remounts the folder of the registry's socket, which all sandboxes share, for writing, and writes nothing.",
    },
    expected: 'it stays read-only',
    claims: { docker: 'open', incus: 'holds' },
    make: openSharedFolder,
  },
];
