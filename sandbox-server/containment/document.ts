/**
 * docs/containment.md, as one pure function: what is tried, what is claimed for each driver, and what was seen.
 *
 * Knows nothing about files and runs.
 */
import type { Localized } from '#protocol/localized.ts';
import { claimOf, driverNames, type Attempt, type DriverName, type Outcome } from './attempt.ts';

/** What is known of a driver's last recorded run. */
interface Recorded {
  readonly cgroupVersion: 1 | 2;
  readonly outcomes: Readonly<Record<string, Outcome>>;
}

/** The rows of the threat model, in its order. */
export const rowTitles: Readonly<Record<string, Localized>> = {
  E1: { ko: '장치', en: 'Out through devices' },
  E2: { ko: '커널 인터페이스', en: 'Out through interfaces of the kernel' },
  E3: { ko: '모든 것을 가진 컨테이너', en: 'The container that has everything of its host' },
  E4: { ko: '호스트의 소켓과 포트', en: "The host's sockets and ports" },
  E5: { ko: '런타임의 나이', en: 'The age of the runtime' },
  N1: { ko: '메타데이터 주소', en: 'Metadata addresses' },
  N2: { ko: '호스트, 사설망, 다른 실습 환경', en: 'The host, private networks, other sandboxes' },
  N3: { ko: '밖으로 나가는 길', en: 'The way out' },
  R1: { ko: '프로세스', en: 'Processes' },
  R2: { ko: '메모리', en: 'Memory' },
  R3: { ko: '디스크', en: 'Disk' },
  R4: { ko: '로그', en: 'Logs' },
  R5: { ko: 'CPU와 한도', en: 'CPU and limits' },
};

const driverTitles: Readonly<Record<DriverName, string>> = { docker: 'Docker driver', incus: 'Incus driver' };

const beginning = `# What a sandbox holds, and what it does not

Made by \`npm run containment -- --record\`; do not edit.

A learner is root in a sandbox. This is what a learner can try to get out of it, to reach what is not theirs, or to take what
others need, and what comes of it with each driver. Every line is tried by \`npm test\` with the driver in use: a real server is
started, the attempt is typed into a terminal of a live sandbox over the browser's own WebSocket, and canaries on the host (a
file with a secret, a process, listeners on all addresses, a second learner) tell whether it got anywhere. Nothing is harmed:
settings are written with the value that they have, doors are opened and closed again. The run fails when something that is said
to hold does not, and also when something that is said to be open holds, so that this page stays true.

\`\`\`sh
npm run containment                              # with the Docker driver
SANDBOX_DRIVER=incus npm run containment         # with the Incus driver
npm run containment -- --only E1,N2              # some of it
\`\`\`

**holds**: claimed, and seen. **open**: does not hold, and is known not to. **depends**: decided by the machine, nothing is claimed;
what was seen on the machine of the last recorded run stands beside it.

**With the Docker driver, root in a sandbox is close to root on the host**: a learner who means to can read and change
everything on it. It keeps accidents in, and it is right for yourself on your own machine. For learners whom you do not trust,
use the Incus driver.
`;

/** The document. Its parts are separated as Markdown wants it; columns are not aligned. */
export function containmentDocument(
  attempts: readonly Attempt[],
  recorded: Readonly<Record<DriverName, Recorded>>,
): string {
  const open = attempts.filter(({ claims }) => claims.docker === 'open').map(({ id }) => id);
  const cgroups = driverNames.map((driver) => `${driverTitles[driver]}: v${String(recorded[driver].cgroupVersion)}`);
  const sections = Object.entries(rowTitles).map(([row, title]) => {
    const lines = attempts.filter(({ id }) => id.startsWith(row)).map((attempt) => lineOf(attempt, recorded));
    const head = `| | tried | must come back | ${driverNames.map((name) => driverTitles[name]).join(' | ')} |`;
    return `## ${row} ${title.en} (${title.ko})\n\n${[head, '| --- | --- | --- | --- | --- |', ...lines].join('\n')}\n`;
  });
  return [
    beginning,
    `Open with the Docker driver: ${open.join(', ')}. Open with the Incus driver: ${listed(
      attempts.filter(({ claims }) => claims.incus === 'open').map(({ id }) => id),
    )}. Last recorded runs with cgroups of ${cgroups.join(', ')}.\n`,
    ...sections,
  ].join('\n');
}

function lineOf(attempt: Attempt, recorded: Readonly<Record<DriverName, Recorded>>): string {
  const cells = driverNames.map((driver) => {
    const { cgroupVersion, outcomes } = recorded[driver];
    const outcome = outcomes[attempt.id];
    const claim = claimOf(attempt, { driverName: driver, cgroupVersion, runtime: null });
    if (!outcome) return `**${claim}**`;
    if (outcome.verdict === 'not-applicable') return `**${claim}** (not tried: ${cell(outcome.seen)})`;
    return `**${claim}**: ${cell(outcome.seen)}`;
  });
  const { id, says, expected } = attempt;
  return `| ${[id, `${cell(says.en)}<br>${cell(says.ko)}`, cell(expected), ...cells].join(' | ')} |`;
}

/** Text that came out of a sandbox stays text. */
function cell(text: string): string {
  return text.replace(/[\\|<>*_[\]]/g, (character) => `\\${character}`).replace(/\\`/g, '`');
}

function listed(ids: readonly string[]): string {
  return ids.length === 0 ? 'nothing that is tried' : ids.join(', ');
}
