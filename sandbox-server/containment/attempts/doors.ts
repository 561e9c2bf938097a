/**
 * Row E4 of the threat model: doors of the host and of the product itself, as sockets in the file system and as ports.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { heldWithout, oneLine, type Attempt, type Outcome } from '../attempt.ts';
import { hostEngine } from '../host-facts.ts';
import { openPorts, portScan } from '../port-scan.ts';
import type { Scene } from '../scene.ts';

/** Docker's API without and with TLS; containerd and Incus when they listen at all. */
const apiPorts = [2375, 2376, 8443, 8375];

/** Where a container listens itself. */
const OWN_PORT = 9;

/** Where the course registry answers in every sandbox. */
const REGISTRY_PORT = 65_000;

/** Asks every socket for an engine's identity; there is more than one path to some. */
async function askSockets({ attacker }: Scene): Promise<Outcome> {
  const { id } = await hostEngine();
  const output = await attacker.run(
    `
ask() { for path in info 1.0; do curl --silent --max-time 2 --unix-socket $1 http://host/$path 2> /dev/null | head -c 4000; echo; done; }
export -f ask
find / -path /proc -prune -o -type s -print0 2> /dev/null | xargs -0 -n 1 -P 8 bash -c 'ask "$0"'
echo; echo own-$(docker info --format '{{.ID}}')
echo done`,
    { seconds: 60 },
  );
  if (!output.endsWith('done')) throw new Error(oneLine(output));
  const [, own = ''] = /^own-(\S+)$/m.exec(output) ?? [];
  if (own === '' || !output.includes(`"${own}"`)) throw new Error('not even the engine inside answered on its socket');
  const found = [
    ...(output.includes(id) ? ["the host's engine answers"] : []),
    ...(/"api_extensions"|"auth":"trusted"/.test(output) ? ['an Incus server answers'] : []),
  ];
  return heldWithout(found, 'no socket leads to an engine of the host');
}

/** The addresses of the host, of their networks' first hosts, and of its gateways; none that the sandbox has itself. */
async function outsideAddresses({ attacker, addresses }: Scene): Promise<string[]> {
  const own = await attacker.run("ip -oneline address | awk '{print $4}'");
  const ours = new Set(own.split('\n').map((address) => address.replace(/\/\d+$/, '')));
  const first = addresses.filter((address) => address.includes('.')).map((address) => address.replace(/\d+$/, '1'));
  const routes = existsSync('/proc/net/route') ? await readFile('/proc/net/route', 'utf8') : '';
  const gateways = [...routes.matchAll(/^\S+\t00000000\t([\dA-F]{8})\t/gm)].map(([, hex = '']) =>
    [...Buffer.from(hex, 'hex')].reverse().join('.'),
  );
  return [...new Set([...addresses, ...first, ...gateways])].filter((address) => !ours.has(address));
}

async function scanAllPorts(scene: Scene): Promise<Outcome> {
  const own = openPorts(await scene.attacker.run(portScan(REGISTRY_PORT, REGISTRY_PORT, ['127.0.0.1'])));
  if (own.length !== 1) throw new Error('not even the course registry was found');
  const addresses = await outsideAddresses(scene);
  if (addresses.length === 0) throw new Error('no address of the host was found to connect to');
  const found = openPorts(await scene.attacker.run(portScan(1, 65_535, addresses), { seconds: 60 }));
  return {
    ...heldWithout(found.length > 0 ? ['ports of the host answer'] : [], 'no port answers'),
    figures: `${String(addresses.length)} addresses; open: ${found.slice(0, 10).join(', ') || 'none'}`,
  };
}

async function nestedApis(scene: Scene): Promise<Outcome> {
  const ports = [...apiPorts, scene.server.port];
  const addresses = [...(await outsideAddresses(scene)).filter((address) => !address.includes(':')), '127.0.0.1'];
  const knock = (address: string, port: number) =>
    `(nc -w 1 ${address} ${String(port)} < /dev/null > /dev/null 2>&1 && echo open ${String(port)}) &`;
  const knocks = addresses.flatMap((address) => ports.map((port) => knock(address, port)));
  // Knocking on a door of its own tells that knocking works.
  const own = `nc -l -p ${String(OWN_PORT)} < /dev/null > /dev/null & sleep 0.3; ${knock('127.0.0.1', OWN_PORT)}`;
  const output = await scene.attacker.run(
    `for network in host bridge; do docker run --rm --network $network diamol/base sh -c '${[own, ...knocks].join(' ')} sleep 2'; done`,
    { seconds: 90 },
  );
  const opened = [...output.matchAll(/^open (\d+)$/gm)].map(([, port]) => Number(port));
  if (opened.filter((port) => port === OWN_PORT).length !== 2) throw new Error(oneLine(output));
  const found = opened.some((port) => port !== OWN_PORT);
  return heldWithout(found ? ['an API of the host answers'] : [], 'none answers');
}

/** Attempts of row E4. */
export const doorAttempts: readonly Attempt[] = [
  {
    id: 'E4a',
    says: {
      ko: '모든 소켓 파일을 찾아 호스트의 엔진이나 Incus 서버가 답하는지 물어봅니다.',
      en: "Finds every socket file and asks it whether it is the host's engine or an Incus server.",
    },
    expected: 'none is',
    claims: { docker: 'holds', incus: 'holds' },
    make: askSockets,
  },
  {
    id: 'E4b',
    says: {
      ko: '호스트와 게이트웨이의 모든 주소에서 1–65535번 포트에 연결해 봅니다.',
      en: 'Connects to ports 1 to 65535 of every address of the host and of its gateways.',
    },
    expected: 'no port answers',
    claims: { docker: 'holds', incus: 'holds' },
    make: scanAllPorts,
  },
  {
    id: 'E4c',
    says: {
      ko: '안쪽 컨테이너(bridge, host 네트워크)에서 호스트의 Docker·Incus API와 실습 환경 서버 포트에 연결해 봅니다.',
      en: "Connects to the host's Docker and Incus APIs and to the sandbox server from containers inside, on bridge and host network.",
    },
    expected: 'none answers',
    claims: { docker: 'holds', incus: 'holds' },
    make: nestedApis,
  },
];
