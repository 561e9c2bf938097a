/**
 * Row R4 of the threat model: a learner prints without end, in a container and in a terminal.
 */
import path from 'node:path';
import { LARGEST_FILE_BYTES } from '../../terminals/recordings.ts';
import type { Attempt, Outcome } from '../attempt.ts';
import { folderBytes, soon } from '../host-facts.ts';
import type { Scene } from '../scene.ts';
import { neighbourComplaint, ratio, stated, usualEcho } from '../well-being.ts';

const MIB = 1024 ** 2;

/** The engine inside keeps three log files of 10 MB per container; what is being written comes on top. */
const MOST_LOG_BYTES = 3 * 10 * 1000 ** 2 + 4 * MIB;

/** Text that a server may log about anything in a few seconds. */
const MOST_SERVER_LOG_CHARACTERS = 64 * 1024;

/** What the recording of the flooded terminal may have; what the neighbour does meanwhile is recorded on top. */
const MOST_RECORDED_BYTES = LARGEST_FILE_BYTES + MIB;

async function logFlood(scene: Scene): Promise<Outcome> {
  const { attacker } = scene;
  await attacker.run('docker run --detach --name flood diamol/base yes 0123456789012345678901234567890123456789');
  const bytes = async () => {
    const folder = '$(dirname "$(docker inspect --format "{{.LogPath}}" flood)")';
    return Number(/^(\d+)\s/m.exec(await attacker.run(`du --bytes --summarize "${folder}"`))?.[1] ?? 0);
  };
  let most = 0;
  const look = async () => {
    most = Math.max(most, await bytes());
    return most > 10 * 1000 ** 2;
  };
  if (!(await soon(40, look))) throw new Error('the container did not print enough');
  for (let looks = 0; looks < 10; looks += 1) await look();
  const complaint = await neighbourComplaint(scene);
  const killed = await attacker.run('docker rm --force flood', { seconds: 30 });
  return stated(
    [
      most > MOST_LOG_BYTES && 'the log grew beyond its files',
      complaint,
      !/^flood$/m.test(killed) && 'the container could not be stopped',
    ],
    'the log kept within its files, the neighbour worked, and the container could be stopped',
    `${(most / MIB).toFixed(1)} MiB of log at most`,
  );
}

async function terminalFlood(scene: Scene): Promise<Outcome> {
  const { attacker, server, stateFolder } = scene;
  const recordings = path.join(stateFolder, 'recordings');
  const [log, recordedBefore] = [server.log().length, await folderBytes(recordings)];
  const before = await usualEcho(scene);
  attacker.type('yes 0123456789012345678901234567890123456789 | head --bytes 30M; echo flood-$((1+1))');
  const during = await usualEcho(scene);
  const ended = await soon(40, async () => attacker.shown.includes('flood-2'));
  const recorded = await folderBytes(recordings);
  // A flood that is not recorded cannot exceed the limit of recordings.
  if (recorded < LARGEST_FILE_BYTES / 2) throw new Error(`only ${String(recorded)} bytes were recorded`);
  return stated(
    [
      !ended && 'the terminal did not come to its end',
      server.log().length - log > MOST_SERVER_LOG_CHARACTERS && "the server's log grew with it",
      recorded - recordedBefore > MOST_RECORDED_BYTES && 'the recordings grew without bound',
      await neighbourComplaint(scene),
    ],
    "the server's log did not grow with it, recordings kept their limit, and the neighbour worked",
    `${((recorded - recordedBefore) / MIB).toFixed(1)} MiB recorded; ${ratio(before, during)}`,
  );
}

/** Attempts of row R4. */
export const floodAttempts: readonly Attempt[] = [
  {
    id: 'R4a',
    says: {
      ko: '컨테이너가 쉬지 않고 출력하게 합니다.',
      en: 'Lets a container print without end.',
    },
    expected: 'the log is turned over within its files; the container can be stopped',
    claims: { docker: 'holds', incus: 'holds' },
    make: logFlood,
  },
  {
    id: 'R4b',
    says: { ko: '터미널에 30 MiB를 쏟아냅니다.', en: 'Floods the terminal with 30 MiB.' },
    expected: "the server's log does not grow with it; the neighbour works",
    claims: { docker: 'holds', incus: 'holds' },
    make: terminalFlood,
  },
];
