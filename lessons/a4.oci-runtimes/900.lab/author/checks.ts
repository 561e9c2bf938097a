/**
 * When the goals of this lab are reached. See design.md for what is asked and why.
 */
import { shownText } from '#lessons/_checks/image-reference.ts';
import { shownSize } from '#lessons/_checks/pattern.ts';
import { defineChecks, notStarted, passed, wrongMove, type Check, type Outcome } from '#lessons/_schema/check.ts';
import type { Evidence } from '#lessons/_schema/evidence.ts';
import { hostnameOf, memoryLimitOf, runcContainers, said, statusOf } from '../../_checks/runtime.ts';

const memoryLimit = 48 * 1024 ** 2;

const runTodo = {
  ko: 'runc로 beacon 컨테이너를 실행해 주세요.',
  en: 'Run the container beacon with runc.',
};

/** Looks at the process of the running container `beacon`. */
function ofBeacon(judge: (evidence: Evidence, process: number) => Promise<Outcome>): Check {
  return {
    watches: ['files'],
    async evaluate(evidence) {
      const beacon = (await runcContainers(evidence)).find(({ id }) => id === 'beacon');
      return beacon?.status === 'running' ? judge(evidence, beacon.pid) : notStarted(runTodo);
    },
  };
}

export default defineChecks({
  running: {
    watches: ['files', 'containers'],
    async evaluate(evidence) {
      const all = await runcContainers(evidence);
      const beacon = all.find(({ id }) => id === 'beacon');
      if (beacon?.status === 'running') {
        const command = (await said(evidence, 'cat', `/proc/${String(beacon.pid)}/cmdline`)).replaceAll('\0', ' ');
        if (command.includes('beacon.sh')) return passed();
        return wrongMove('other-program', {
          ko: `beacon에서 실행 중인 명령은 “${shownText(command.trim())}”입니다. /app/beacon.sh를 실행해야 합니다.`,
          en: `beacon is running “${shownText(command.trim())}”, expected /app/beacon.sh.`,
        });
      }
      if (beacon?.status === 'created')
        return wrongMove('created-only', {
          ko: 'beacon을 만들기만 하고 시작하지 않았습니다. “sudo runc start beacon”으로 시작해 주세요.',
          en: 'beacon was created but not started. Start it with “sudo runc start beacon”.',
        });
      if (beacon !== undefined)
        return wrongMove('ended', {
          ko: 'beacon이 이미 끝났습니다. 프로그램은 환경 변수 STATION이 없으면 바로 끝납니다. “sudo runc delete beacon”으로 지우고, 설정을 살펴본 다음 다시 실행해 주세요.',
          en: 'beacon has ended already. The program ends at once when the environment variable STATION is missing. Remove beacon with “sudo runc delete beacon”, check its settings and run it again.',
        });
      if ((await evidence.containers()).some(({ status }) => status === 'running'))
        return wrongMove('run-by-docker', {
          ko: '도커로 실행한 컨테이너가 있습니다. 등대에는 도커가 없으니 runc로 실행해 주세요.',
          en: 'There is a container run with Docker. The lighthouse has no Docker; use runc.',
        });
      const other = all.find(({ status }) => status === 'running');
      if (other === undefined) return notStarted(runTodo);
      return wrongMove('other-id', {
        ko: `runc로 실행한 컨테이너의 아이디가 “${shownText(other.id)}”입니다. “beacon”이어야 합니다.`,
        en: `The container run with runc has the id “${shownText(other.id)}”, expected “beacon”.`,
      });
    },
  },

  identity: ofBeacon(async (evidence, process) => {
    const hostname = await hostnameOf(evidence, process);
    if (hostname !== 'lighthouse')
      return wrongMove('other-hostname', {
        ko: `beacon의 호스트 이름이 “${shownText(hostname)}”입니다. “lighthouse”여야 합니다.`,
        en: `The host name of beacon is “${shownText(hostname)}”, expected “lighthouse”.`,
      });
    const variables = (await said(evidence, 'cat', `/proc/${String(process)}/environ`)).split('\0');
    const station = variables.find((line) => line.startsWith('STATION='));
    if (station === 'STATION=north') return passed();
    return wrongMove('other-station', {
      ko: `beacon의 환경 변수 STATION이 ${station === undefined ? '없습니다' : `“${shownText(station.slice(8))}”입니다`}. “north”여야 합니다.`,
      en: `The environment variable STATION of beacon is ${station === undefined ? 'not set' : `“${shownText(station.slice(8))}”`}, expected “north”.`,
    });
  }),

  memory: ofBeacon(async (evidence) => {
    const limit = await memoryLimitOf(evidence, 'beacon');
    if (limit === memoryLimit) return passed();
    const isSet = limit < 2 ** 50;
    return wrongMove(isSet ? 'other-memory' : 'no-memory-limit', {
      ko: `beacon의 메모리 한도가 ${isSet ? `${shownSize(limit)}입니다` : '없습니다'}. 48 MiB(${String(memoryLimit)}바이트)여야 합니다.`,
      en: `The memory limit of beacon is ${isSet ? shownSize(limit) : 'not set'}, expected 48 MiB (${String(memoryLimit)} bytes).`,
    });
  }),

  user: ofBeacon(async (evidence, process) => {
    const [user] = (await statusOf(evidence, process, 'Uid')).split(/\s+/);
    const [group] = (await statusOf(evidence, process, 'Gid')).split(/\s+/);
    if (user === '1000' && group === '1000') return passed();
    const isUser = user === '1000';
    return wrongMove(isUser ? 'other-group' : user === '0' ? 'is-root' : 'other-user', {
      ko: `beacon의 프로그램은 사용자 번호 ${user ?? '?'}, 그룹 번호 ${group ?? '?'}(으)로 실행되고 있습니다. 둘 다 1000이어야 합니다.`,
      en: `The program of beacon runs with the user number ${user ?? '?'} and the group number ${group ?? '?'}; both must be 1000.`,
    });
  }),
});
