/**
 * What is mounted into a container, with the words for one where it is otherwise.
 *
 * Knows nothing about lessons.
 */
import type { ContainerEvidence } from '#lessons/_schema/evidence.ts';
import { shownText } from '../image-reference.ts';
import { matches, shownPattern } from '../pattern.ts';
import type { Requirement } from '../requirement.ts';
import type { MountExpectation } from './container-expectation.ts';
import { its } from './sentence-beginning.ts';

/** One mount: that it is there, its kind, what is mounted, and whether it can be written to. */
export function mountRequirements(expected: MountExpectation): Requirement<ContainerEvidence>[] {
  const { target, type, volume, source, writable } = expected;
  const at = ({ mounts }: ContainerEvidence) => mounts.find((mount) => trimmed(mount.target) === trimmed(target));
  const wanted: Requirement<ContainerEvidence>[] = [
    {
      code: 'nothing-mounted',
      isMet: (container) => at(container) !== undefined,
      text: (container) => {
        const others = container.mounts.map((mount) => `“${shownText(mount.target)}”`).join(', ');
        return {
          ko: `${its(container).ko} ${target}에 마운트된 것이 없습니다${others === '' ? '' : ` (마운트된 곳: ${others})`}. 지우고 ${target}에 마운트해 다시 실행해 주세요.`,
          en: `${its(container).en} has nothing mounted at ${target}${others === '' ? '' : ` (there is something at ${others})`}. Remove it and run it again with a mount there.`,
        };
      },
    },
  ];
  if (type !== undefined)
    wanted.push({
      code: 'other-mount-type',
      isMet: (container) => at(container)?.type === type,
      text: (container) => ({
        ko: `${its(container).ko} ${target}에 ${at(container)?.type ?? ''} 마운트가 있습니다. ${type} 마운트여야 합니다.`,
        en: `${its(container).en} has a ${at(container)?.type ?? ''} mount at ${target}, expected a ${type} mount.`,
      }),
    });
  if (volume !== undefined)
    wanted.push({
      code: 'other-volume',
      isMet: (container) => {
        const name = at(container)?.volume ?? '';
        return volume === 'named' ? name !== '' && !/^[0-9a-f]{64}$/.test(name) : matches(volume, name);
      },
      text: (container) => ({
        ko: `${its(container).ko} ${target}에 볼륨 “${shownText(at(container)?.volume ?? '')}”이 마운트되어 있습니다. ${volume === 'named' ? '이름을 직접 붙인 볼륨이어야 합니다' : `${shownPattern(volume).ko} 되어 있어야 합니다`}.`,
        en: `${its(container).en} has the volume “${shownText(at(container)?.volume ?? '')}” at ${target}, expected ${volume === 'named' ? 'one with a name of your own' : shownPattern(volume).en}.`,
      }),
    });
  if (source !== undefined)
    wanted.push({
      code: 'other-source',
      isMet: (container) => matches(source, trimmed(at(container)?.source ?? '')),
      text: (container) => ({
        ko: `${its(container).ko} ${target}에 “${shownText(at(container)?.source ?? '')}”이 마운트되어 있습니다. ${shownPattern(source).ko} 되어 있어야 합니다.`,
        en: `${its(container).en} has “${shownText(at(container)?.source ?? '')}” at ${target}, expected ${shownPattern(source).en}.`,
      }),
    });
  if (writable !== undefined)
    wanted.push({
      code: writable ? 'read-only' : 'writable',
      isMet: (container) => at(container)?.writable === writable,
      text: (container) =>
        writable
          ? {
              ko: `${its(container).ko} ${target}에 쓸 수 없습니다. 읽기 전용 없이 마운트해 주세요.`,
              en: `${its(container).en} cannot write to ${target}. Mount it without read-only.`,
            }
          : {
              ko: `${its(container).ko} ${target}에 쓸 수 있습니다. readonly(또는 :ro)를 붙여 마운트해 주세요.`,
              en: `${its(container).en} can write to ${target}. Mount it with readonly (or :ro).`,
            },
    });
  return wanted;
}

function trimmed(folder: string): string {
  return folder.length > 1 ? folder.replace(/\/+$/, '') : folder;
}
