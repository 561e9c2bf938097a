/**
 * What runs in a container and with which settings, with the words for one where it is otherwise.
 *
 * Knows nothing about lessons.
 */
import type { ContainerEvidence } from '#lessons/_schema/evidence.ts';
import { shownText } from '../image-reference.ts';
import { matches, shownPattern } from '../pattern.ts';
import type { Requirement } from '../requirement.ts';
import type { ContainerExpectation } from './container-expectation.ts';
import { its } from './sentence-beginning.ts';

/** Environment, labels, user, folder, host name and command. */
export function processRequirements(expected: ContainerExpectation) {
  const { environment = {}, labels = {}, user, workingDirectory, hostname, runs } = expected;
  const wanted: Requirement<ContainerEvidence>[] = [];
  for (const [key, value] of Object.entries(environment))
    wanted.push({
      code: value === null ? 'environment-set' : 'other-environment',
      isMet: (container) =>
        value === null
          ? !Object.hasOwn(container.environment, key)
          : matches(value, container.environment[key] ?? null),
      text: (container) => {
        const found = container.environment[key];
        if (value === null)
          return {
            ko: `${its(container).ko} 환경 변수 ${key}가 정해져 있습니다. 이 단계에서는 없어야 합니다.`,
            en: `${its(container).en} has the environment variable ${key} set, which this step wants unset.`,
          };
        return {
          ko: `${its(container).ko} 환경 변수 ${key}의 값이 ${found === undefined ? '없습니다' : `“${shownText(found)}”입니다`}. ${shownPattern(value).ko} 정해야 합니다. --env ${key}=…를 이미지 이름 앞에 붙여 다시 실행해 주세요.`,
          en: `In ${its(container, 'middle').en} the environment variable ${key} is ${found === undefined ? 'not set' : `“${shownText(found)}”`}, expected ${shownPattern(value).en}. Run it again with --env ${key}=… before the image's name.`,
        };
      },
    });
  for (const [key, value] of Object.entries(labels))
    wanted.push({
      code: 'other-label',
      isMet: (container) => matches(value, container.labels[key] ?? null),
      text: (container) => ({
        ko: `${its(container).ko} 레이블 ${key}의 값이 맞지 않습니다. ${shownPattern(value).ko} 정해야 합니다.`,
        en: `${its(container).en} does not have the label ${key} as ${shownPattern(value).en}.`,
      }),
    });
  if (user !== undefined)
    wanted.push({
      code: 'other-user',
      isMet: (container) => matches(user, container.user),
      text: (container) => ({
        ko: `${its(container).ko} 사용자 “${shownText(container.user) || 'root'}”(으)로 실행됩니다. ${shownPattern(user).ko} 실행해야 합니다.`,
        en: `${its(container).en} runs as “${shownText(container.user) || 'root'}”, expected ${shownPattern(user).en}.`,
      }),
    });
  if (workingDirectory !== undefined)
    wanted.push({
      code: 'other-working-directory',
      isMet: (container) => container.workingDirectory === workingDirectory,
      text: (container) => ({
        ko: `${its(container).ko} 작업 디렉터리가 “${shownText(container.workingDirectory) || '/'}”입니다. ${workingDirectory}여야 합니다.`,
        en: `${its(container).en} works in “${shownText(container.workingDirectory) || '/'}”, expected ${workingDirectory}.`,
      }),
    });
  if (hostname !== undefined)
    wanted.push({
      code: 'other-hostname',
      isMet: (container) => matches(hostname, container.hostname),
      text: (container) => ({
        ko: `${its(container).ko} 호스트 이름이 “${shownText(container.hostname)}”입니다. ${shownPattern(hostname).ko} 정해야 합니다.`,
        en: `${its(container).en} has the host name “${shownText(container.hostname)}”, expected ${shownPattern(hostname).en}.`,
      }),
    });
  if (runs !== undefined)
    wanted.push({
      code: 'other-command',
      isMet: (container) => matches(runs, commandLine(container)),
      text: (container) => ({
        ko: `${its(container).ko} “${shownText(commandLine(container))}”을 실행합니다. 이 단계가 바라는 명령은 ${shownPattern(runs).ko} 되어 있어야 합니다.`,
        en: `${its(container).en} runs “${shownText(commandLine(container))}”, expected ${shownPattern(runs).en}.`,
      }),
    });
  return wanted;
}

/** Entry point and command as one line, the way they are run. */
export function commandLine({ entrypoint, command }: ContainerEvidence): string {
  return [...entrypoint, ...command].join(' ');
}
