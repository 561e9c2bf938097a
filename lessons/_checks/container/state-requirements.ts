/**
 * How a container is called and how it stands, with the words for one that is or stands otherwise.
 *
 * Knows nothing about lessons.
 */
import { TOO_EARLY, type LocalizedText } from '#lessons/_schema/check.ts';
import type { ContainerEvidence } from '#lessons/_schema/evidence.ts';
import { shownText } from '../image-reference.ts';
import { matches, shownPattern } from '../pattern.ts';
import type { Requirement } from '../requirement.ts';
import type { ContainerExpectation } from './container-expectation.ts';
import { its } from './sentence-beginning.ts';

/** Milliseconds a container must have run; one that ends at once is seen running for a moment, too. */
const SETTLED_MS = 700;

/** Name and switches. */
export function nameRequirements({ name, interactive, tty, autoRemove }: ContainerExpectation) {
  const wanted: Requirement<ContainerEvidence>[] = [];
  if (name !== undefined)
    wanted.push({
      code: 'other-name',
      isMet: (container) => matches(name, container.name),
      text: (container) => ({
        ko: `컨테이너의 이름이 “${shownText(container.name)}”입니다. 이 단계에서는 --name으로 이름을 ${shownPattern(name).ko} 정해야 합니다. 지우고 다시 만들거나 docker rename으로 바꿔 주세요.`,
        en: `The container is called “${shownText(container.name)}”. This step wants it to be called ${shownPattern(name).en}, by --name. Remove it and make it again, or use docker rename.`,
      }),
    });
  if (interactive === true)
    wanted.push({
      code: 'not-interactive',
      isMet: (container) => container.interactive,
      text: (container) => ({
        ko: `${its(container).ko} 입력을 받지 않습니다. --interactive(-i)를 붙여 다시 실행해 주세요.`,
        en: `${its(container).en} takes no input. Run it again with --interactive (-i).`,
      }),
    });
  if (tty === true)
    wanted.push({
      code: 'no-tty',
      isMet: (container) => container.tty,
      text: (container) => ({
        ko: `${its(container).ko} 터미널이 없습니다. --tty(-t)를 붙여 다시 실행해 주세요.`,
        en: `${its(container).en} has no terminal. Run it again with --tty (-t).`,
      }),
    });
  if (autoRemove !== undefined)
    wanted.push({
      code: autoRemove ? 'stays-behind' : 'removes-itself',
      isMet: (container) => container.autoRemove === autoRemove,
      text: (container) =>
        autoRemove
          ? {
              ko: `${its(container).ko} 끝나도 지워지지 않습니다. --rm을 붙여 다시 실행해 주세요.`,
              en: `${its(container).en} stays behind when it ends. Run it again with --rm.`,
            }
          : {
              ko: `${its(container).ko} 끝나면 저절로 지워집니다. --rm 없이 다시 실행해 주세요.`,
              en: `${its(container).en} is removed as soon as it ends. Run it again without --rm.`,
            },
    });
  return wanted;
}

/** State, exit code and health. */
export function stateRequirements({ state = 'running', exitCode = 0, health, oomKilled }: ContainerExpectation) {
  const wanted: Requirement<ContainerEvidence>[] = [];
  if (oomKilled === true)
    wanted.push({
      code: 'not-out-of-memory',
      isMet: (container) => container.oomKilled,
      text: (container) => ({
        ko: `${its(container).ko} 메모리 부족으로 종료되지 않았습니다(상태: ${container.status}, 종료 코드: ${String(container.exitCode)}).`,
        en: `${its(container).en} was not ended for lack of memory (state: ${container.status}, exit code: ${String(container.exitCode)}).`,
      }),
    });
  if (state === 'running')
    wanted.push(
      {
        code: 'not-running',
        isMet: (container) => container.status === 'running',
        text: (container) => notRunning(container),
      },
      {
        code: TOO_EARLY,
        isMet: ({ startedAt }) => Math.abs(Date.now() - startedAt) >= SETTLED_MS,
        text: (container) => notRunning(container),
      },
    );
  if (state === 'paused' || state === 'created')
    wanted.push({
      code: `not-${state}`,
      isMet: (container) => container.status === state,
      text: (container) => ({
        ko: `${its(container).ko} 상태가 ${container.status}입니다. 이 단계에서는 ${state} 상태여야 합니다.`,
        en: `${its(container).en} is ${container.status}. This step wants it to be ${state}.`,
      }),
    });
  if (state === 'ended')
    wanted.push(
      {
        code: 'not-ended',
        isMet: (container) => container.status === 'exited' || container.status === 'dead',
        text: (container) => ({
          ko: `${its(container).ko} 아직 끝나지 않았습니다(상태: ${container.status}). 할 일을 마치고 끝나야 합니다.`,
          en: `${its(container).en} has not ended yet (state: ${container.status}). It must do its work and end.`,
        }),
      },
      {
        code: 'exit-code',
        isMet: (container) => container.exitCode === exitCode,
        text: (container) => ({
          ko: `${its(container).ko} 종료 코드 ${String(container.exitCode)}(으)로 끝났습니다. ${String(exitCode)}이어야 합니다. “docker container logs ${shownText(container.name)}”에서 이유를 찾아 보세요.`,
          en: `${its(container).en} ended with exit code ${String(container.exitCode)}, expected ${String(exitCode)}. “docker container logs ${shownText(container.name)}” may tell why.`,
        }),
      },
    );
  if (health !== undefined)
    wanted.push({
      code: `not-${health}`,
      isMet: (container) => container.health === health,
      text: (container) => ({
        ko: `${its(container).ko} 상태 확인 결과가 ${container.health ?? '없음'}입니다. ${health}여야 합니다.`,
        en: `The health of ${its(container, 'middle').en} is ${container.health ?? 'not checked'}, expected ${health}.`,
      }),
    });
  return wanted;
}

function notRunning(container: ContainerEvidence): LocalizedText {
  const name = shownText(container.name);
  if (container.status === 'created')
    return {
      ko: `“${name}” 컨테이너는 만들어지기만 하고 시작되지 않았습니다. “docker container start ${name}”으로 시작하거나, 오류가 있었다면 지우고 다시 실행해 주세요.`,
      en: `The container “${name}” was made but not started. Start it with “docker container start ${name}”, or, when there was an error, remove it and run it again.`,
    };
  return {
    ko: `“${name}” 컨테이너가 실행 중이 아닙니다(상태: ${container.status}, 종료 코드: ${String(container.exitCode)}). “docker container logs ${name}”에서 이유를 찾아 보세요.`,
    en: `The container “${name}” is not running (state: ${container.status}, exit code: ${String(container.exitCode)}). “docker container logs ${name}” may tell why.`,
  };
}
