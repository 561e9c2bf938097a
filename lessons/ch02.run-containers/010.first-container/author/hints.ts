/**
 * The wrong moves around running the greeting, and the sentences that name them.
 *
 * Finds moves and words them; which step they belong to, and whether the step is done, is decided in checks.ts.
 */
import { endedWell, wasToldToStart, type RemovedContainer } from '#lessons/_checks/containers.ts';
import { familiarReference, isSameImage, shownText } from '#lessons/_checks/image-reference.ts';
import type { Move } from '#lessons/_checks/latest-move.ts';
import type { MissingImage } from '#lessons/_checks/requests.ts';
import type { LocalizedText } from '#lessons/_schema/check.ts';
import type { ContainerEvidence, EngineRequest } from '#lessons/_schema/evidence.ts';

/** The image of this lesson. */
export const helloImage = 'diamol/ch02-hello-diamol';

/** The command of this lesson. */
export const runCommand = `docker container run ${helloImage}`;

/** What the image runs when nothing is written after its name. It takes a moment, which is no mistake. */
const ownProgram = 'greet';

/** Names that exist in the course and are easily taken for the image, or typed instead of it. */
export const knownImages = [helloImage, 'diamol/ch02-hello-diamol-web', 'diamol/base'];

/** An image was asked for that is not there. */
export function missingImageMove({ at, image, nearest }: MissingImage): Move {
  const name = shownText(image);
  const koNearest = nearest === undefined ? '' : ` 가장 비슷한 이름은 “${nearest}”입니다.`;
  const enNearest = nearest === undefined ? '' : ` The nearest name that exists is “${nearest}”.`;
  return {
    at,
    code: 'image-missing',
    text: {
      ko: `“${name}” 이미지를 찾지 못했습니다. 이 과정에는 그런 이미지가 없습니다.${koNearest} 이름을 확인하고 “${runCommand}”를 입력해 주세요.`,
      en: `The image “${name}” was not found; this course has no image of that name.${enNearest} Check the name and type “${runCommand}”.`,
    },
  };
}

/** A container was made from another image. */
export function otherImageMove({ createdAt, image }: ContainerEvidence): Move {
  const name = shownText(familiarReference(image));
  return {
    at: createdAt,
    code: 'other-image',
    text: {
      ko: `“${name}” 이미지로 컨테이너를 만들었습니다. 이 단계의 이미지는 “${helloImage}”입니다. 프롬프트가 보이지 않으면 Ctrl+C를 누른 뒤 “${runCommand}”를 입력해 주세요.`,
      en: `You made a container from the image “${name}”. The image of this step is “${helloImage}”. If you see no prompt, press Ctrl+C, then type “${runCommand}”.`,
    },
  };
}

/** The image is there, and nothing was made from it. */
export function pulledOnlyMove(at: number): Move {
  return {
    at,
    code: 'pulled-only',
    text: {
      ko: `이미지는 내려받았지만 아직 실행하지 않았습니다. 이미지는 꾸러미일 뿐이고, 실행해야 컨테이너가 생깁니다. “${runCommand}”를 입력해 주세요.`,
      en: `The image has been pulled, but nothing has run yet. An image is only the package; running it makes a container. Type “${runCommand}”.`,
    },
  };
}

/** What keeps a container of the right image from counting; none when it ended well. */
export function unfinishedMove(container: ContainerEvidence, requests: readonly EngineRequest[]): Move | undefined {
  if (endedWell(container)) return undefined;
  const { createdAt: at, status, exitCode } = container;
  const name = shownText(container.name);
  if (status === 'created' && exitCode === 0) {
    if (wasToldToStart(container, requests)) return undefined;
    return {
      at,
      code: 'created-only',
      text: {
        ko: `“${name}” 컨테이너는 만들어지기만 하고 시작되지 않았습니다. create는 만들기까지만 합니다. run은 만들고 나서 시작까지 합니다. “${runCommand}”를 입력해 주세요.`,
        en: `The container “${name}” was made but never started. “create” stops after making it; “run” makes and starts it. Type “${runCommand}”.`,
      },
    };
  }
  if (status === 'created') {
    return {
      at,
      code: 'start-failed',
      text: {
        ko: `“${name}” 컨테이너를 시작하지 못했습니다(종료 코드 ${exitCode}). 이미지 이름 뒤에 붙인 명령이 이미지 안에 없을 때 그렇습니다. 이름 뒤에는 아무것도 붙이지 말고 “${runCommand}”를 입력해 주세요.`,
        en: `The container “${name}” could not be started (exit code ${exitCode}). That happens when the command after the image's name does not exist in the image. Put nothing after the name: type “${runCommand}”.`,
      },
    };
  }
  if (status === 'exited' || status === 'dead') {
    return {
      at,
      code: 'exit-code',
      text: {
        ko: `“${name}” 컨테이너가 종료 코드 ${exitCode}(으)로 끝났습니다. 0이 아니면 실패했거나 도중에 멈추었다는 뜻입니다. 이미지 이름 뒤에는 아무것도 붙이지 말고 “${runCommand}”를 입력해 주세요.`,
        en: `The container “${name}” ended with exit code ${exitCode}. Any code but 0 means that it failed or was stopped. Put nothing after the image's name: type “${runCommand}”.`,
      },
    };
  }
  if (status === 'removing' || container.command.some((word) => word.split('/').at(-1) === ownProgram))
    return undefined;
  return {
    at,
    code: 'still-running',
    text: {
      ko: `“${name}” 컨테이너가 아직 실행 중입니다. 이 이미지는 인사말을 출력하면 바로 끝납니다. 이미지 이름 뒤에 다른 명령을 붙였다면 “docker container stop ${name}”으로 멈추고 “${runCommand}”를 입력해 주세요.`,
      en: `The container “${name}” is still running. This image ends as soon as it has printed its greeting. If you put another command after its name, stop it with “docker container stop ${name}” and type “${runCommand}”.`,
    },
  };
}

/** A container of the right image is gone; `missing` is how many more are needed. */
export function removedMove({ removedAt: at, name, byItself }: RemovedContainer, missing: number): Move {
  const shown = shownText(name);
  const again = runAgain(missing);
  if (byItself) {
    return {
      at,
      code: 'removed-by-rm',
      text: {
        ko: `“${shown}” 컨테이너는 끝나자마자 지워졌습니다. --rm을 붙이면 그렇게 됩니다. 이번에는 끝난 컨테이너를 살펴볼 것이므로 --rm을 빼 주세요. ${again.ko}`,
        en: `The container “${shown}” was removed as soon as it ended, which is what --rm does. We want to look at finished containers, so leave --rm out. ${again.en}`,
      },
    };
  }
  return {
    at,
    code: 'container-removed',
    text: {
      ko: `“${shown}” 컨테이너를 지우셨습니다. 지운 컨테이너는 되돌릴 수 없습니다. 하지만 컨테이너는 몇 개든 새로 만들 수 있습니다. ${again.ko}`,
      en: `You removed the container “${shown}”. It does not come back, but you can make as many new ones as you like. ${again.en}`,
    },
  };
}

/** The image was pulled once more, so nothing shows yet that a run needs no pull. */
export function pulledAgainMove(at: number, missing: number): Move {
  const again = runAgain(missing);
  return {
    at,
    code: 'pulled-again',
    text: {
      ko: `이미지를 다시 내려받았습니다. 이 단계에서는 다시 내려받지 않아도 실행된다는 것을 봅니다. 이미지를 지우거나 다시 내려받지 마세요. ${again.ko}`,
      en: `The image was pulled again. This step shows that the image runs without another pull, so do not remove it or pull it again. ${again.en}`,
    },
  };
}

/** A container that had ended was started once more. */
export function restartedMove(at: number, { name }: ContainerEvidence): Move {
  const shown = shownText(name);
  return {
    at,
    code: 'same-container-restarted',
    text: {
      ko: `이미 있던 “${shown}” 컨테이너를 다시 시작했습니다. start는 있던 것을 다시 쓰고, run은 새 컨테이너를 만듭니다. “${runCommand}”를 입력해 주세요.`,
      en: `You started the container “${shown}” again, which existed already. “start” uses an old container again; “run” makes a new one. Type “${runCommand}”.`,
    },
  };
}

/** The list of running containers was shown instead of the list of all. */
export function listedRunningOnlyMove(at: number): Move {
  return {
    at,
    code: 'list-without-all',
    text: {
      ko: '실행 중인 컨테이너만 물어보셨습니다. 우리 컨테이너는 모두 끝났으므로 여기에는 나오지 않습니다. “docker container ls --all”처럼 --all을 붙여 주세요.',
      en: 'You asked for running containers only. Ours have all ended, so they are not in that list. Add --all, as in “docker container ls --all”.',
    },
  };
}

/** The list of images was shown instead of the list of containers. */
export function listedImagesMove(at: number): Move {
  return {
    at,
    code: 'images-listed',
    text: {
      ko: '이미지 목록을 보셨습니다. 두 번 실행했어도 이미지는 하나뿐입니다. 컨테이너 목록은 “docker container ls --all”로 봅니다.',
      en: 'That is the list of images. There is only one, although you ran it twice. The list of containers is “docker container ls --all”.',
    },
  };
}

/** Whether a container was made from another image than this lesson's. */
export function isOfOtherImage(container: ContainerEvidence, own: readonly ContainerEvidence[]): boolean {
  return !isSameImage(container.image, helloImage) && !own.includes(container);
}

function runAgain(missing: number): LocalizedText {
  if (missing <= 1) return { ko: `“${runCommand}”를 한 번 더 입력해 주세요.`, en: `Type “${runCommand}” once more.` };
  return { ko: `“${runCommand}”를 ${missing}번 더 입력해 주세요.`, en: `Type “${runCommand}” ${missing} more times.` };
}
