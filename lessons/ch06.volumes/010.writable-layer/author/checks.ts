/** Checks of ch06/writable-layer: files that differ by container, and what becomes of a file that was changed. */
import { allOf } from '#lessons/_checks/combine.ts';
import { containersOf, endedWell, removedContainers } from '#lessons/_checks/containers.ts';
import { severalContainers } from '#lessons/_checks/expect-container.ts';
import { HOME, textInContainer } from '#lessons/_checks/expect-file.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import { defineChecks, notStarted, partlyDone, passed, wrongMove, type Check } from '#lessons/_schema/check.ts';
import type { ContainerEvidence, Evidence } from '#lessons/_schema/evidence.ts';

const RANDOM = 'diamol/ch06-random-number';
const DISPLAY = 'diamol/ch06-file-display';

/** What /input.txt of the image says. */
const ORIGINAL = 'This text came with the image.';

const copyBoth = {
  ko: '두 컨테이너의 /random/number.txt를 number1.txt와 number2.txt로 복사해 주세요.',
  en: 'Copy /random/number.txt from the two containers to number1.txt and number2.txt.',
};

const bothNumbers: Check = {
  watches: ['containers', 'images', 'files'],
  async evaluate(evidence) {
    const copies: string[] = [];
    for (const name of ['number1.txt', 'number2.txt']) {
      const file = await evidence.file(`${HOME}/${name}`);
      if (file?.kind !== 'file') return notStarted(copyBoth);
      copies.push(file.text.trim());
    }
    const left: string[] = [];
    for (const container of containersOf(RANDOM, await evidence.containers(), await evidence.images()))
      left.push((await textInContainer(evidence, container, '/random/number.txt')).trim());
    const known = new Set(left);
    for (const [index, copy] of copies.entries()) {
      const name = `number${String(index + 1)}.txt`;
      const place = left.indexOf(copy);
      if (place !== -1) left.splice(place, 1);
      else if (known.has(copy))
        return wrongMove('same-container', {
          ko: `두 파일이 모두 “${shownText(copy)}”이고, 같은 컨테이너에서 온 것입니다. ${name}에는 다른 컨테이너의 파일을 복사해 주세요.`,
          en: `Both files say “${shownText(copy)}” and come from the same container. Copy the file of the other container to ${name}.`,
        });
      else
        return wrongMove('other-number', {
          ko: `~/${name}의 내용 “${shownText(copy)}”은(는) 어느 컨테이너의 숫자도 아닙니다. docker container cp로 /random/number.txt를 복사해 주세요.`,
          en: `~/${name} says “${shownText(copy)}”, which is not the number of any container. Copy /random/number.txt with docker container cp.`,
        });
    }
    return passed();
  },
};

/** A container of the image that shows a file, with what the file says now. */
interface Shower {
  readonly container: ContainerEvidence;
  readonly text: string;
  /** How often the container has printed what its file says now. */
  readonly timesShown: number;
}

async function showers(evidence: Evidence): Promise<Shower[]> {
  const found: Shower[] = [];
  for (const container of containersOf(DISPLAY, await evidence.containers(), await evidence.images())) {
    const text = (await textInContainer(evidence, container, '/input.txt')).trim();
    const log = await evidence.logs(container.id);
    found.push({ container, text, timesShown: text === '' ? 0 : log.split(text).length - 1 });
  }
  return found;
}

const isChanged = ({ text }: Shower) => text !== '' && text !== ORIGINAL;

const watches = ['containers', 'images', 'requests', 'files', 'logs'] as const;

const changeOne: Check = {
  watches,
  async evaluate(evidence) {
    const all = await showers(evidence);
    const changed = all.find(isChanged);
    if (changed === undefined) {
      for (const { container } of all) {
        const other = (await evidence.changes(container.id)).find(({ change }) => change === 'added');
        if (other !== undefined)
          return wrongMove('other-path', {
            ko: `“${shownText(container.name)}” 컨테이너에 “${shownText(other.path)}”가 생겼습니다. /input.txt 자리에 복사해야 합니다. 콜론 뒤의 경로를 확인해 주세요.`,
            en: `“${shownText(other.path)}” was added to the container “${shownText(container.name)}”. The file must replace /input.txt: check the path after the colon.`,
          });
      }
      return notStarted({
        ko: '“f1” 컨테이너를 실행하고, mine.txt를 “f1:/input.txt”로 복사해 주세요.',
        en: 'Run the container “f1” and copy mine.txt to “f1:/input.txt”.',
      });
    }
    if (changed.timesShown > 0) return passed();
    if (all.some(({ container }) => container.createdAt > changed.container.createdAt))
      return wrongMove('new-container', {
        ko: `파일을 바꾼 컨테이너는 “${shownText(changed.container.name)}”인데 새 컨테이너를 실행했습니다. run이 아니라 “docker container start --attach ${shownText(changed.container.name)}”으로 그 컨테이너를 다시 시작해 주세요.`,
        en: `You changed the file in “${shownText(changed.container.name)}”, but then ran a new container. Start the changed one again with “docker container start --attach ${shownText(changed.container.name)}” instead of run.`,
      });
    return partlyDone('not-shown', {
      ko: '파일을 바꾸었습니다. “docker container start --attach f1”로 다시 시작해 출력을 확인해 주세요.',
      en: 'The file is changed. Start the container again with “docker container start --attach f1” and see what it prints.',
    });
  },
};

const freshCopy: Check = {
  watches: [...watches, 'events'],
  async evaluate(evidence) {
    const all = await showers(evidence);
    if (all.some((shower) => !isChanged(shower) && endedWell(shower.container))) return passed();
    const again = all.find(({ timesShown }) => timesShown > 1);
    if (again !== undefined)
      return wrongMove('same-container', {
        ko: `“${shownText(again.container.name)}”을 다시 시작했습니다. 이번에는 docker container run으로 새 컨테이너를 만들어 주세요.`,
        en: `You started “${shownText(again.container.name)}” again. This time create a new container with docker container run.`,
      });
    if (removedContainers(DISPLAY, await evidence.events(), await evidence.requests()).length > 0)
      return wrongMove('removed', {
        ko: '컨테이너가 지워졌습니다. 비교할 수 있게 --rm 없이 실행해 남겨 두세요.',
        en: 'The container was removed. Run it without --rm, so that it stays and you can compare.',
      });
    return notStarted({
      ko: '“docker container run --name f2 diamol/ch06-file-display”를 실행해 주세요.',
      en: 'Run “docker container run --name f2 diamol/ch06-file-display”.',
    });
  },
};

const gone: Check = {
  watches,
  async evaluate(evidence) {
    const all = await showers(evidence);
    const first = all.find(({ container }) => container.name === 'f1');
    if (first !== undefined && !isChanged(first) && endedWell(first.container)) return passed();
    if (first === undefined) {
      const newest = all[0];
      if (all.length > 1 && newest !== undefined)
        return wrongMove('other-name', {
          ko: `새 컨테이너의 이름이 “${shownText(newest.container.name)}”입니다. 이것을 지우고, 앞에서 지운 컨테이너와 같은 이름 “f1”로 다시 만들어 주세요.`,
          en: `The new container is called “${shownText(newest.container.name)}”. Remove it, and give the new one the same name as the one you removed, “f1”.`,
        });
      if (newest !== undefined)
        return partlyDone('only-removed', {
          ko: '“f1”을 지웠습니다. 이제 같은 이름으로 새 컨테이너를 실행해 주세요.',
          en: '“f1” is removed. Now run a new container with the same name.',
        });
    }
    if (first !== undefined && first.timesShown > 1)
      return wrongMove('same-container', {
        ko: '“f1”을 다시 시작하면 바꾼 파일이 그대로 나옵니다. 지운 다음 새로 만들어 주세요.',
        en: 'Starting “f1” again only shows the changed file again. Remove the container, then create a new one.',
      });
    return notStarted({
      ko: '“f1”을 지우고, 같은 이름으로 새 컨테이너를 실행해 주세요.',
      en: 'Remove “f1” and run a new container with the same name.',
    });
  },
};

export default defineChecks({
  'two-numbers': allOf({
    containers: severalContainers(2, {
      image: RANDOM,
      state: 'ended',
      todo: {
        ko: 'diamol/ch06-random-number로 컨테이너를 두 개 실행해 주세요.',
        en: 'Run two containers from diamol/ch06-random-number.',
      },
    }),
    files: bothNumbers,
  }),
  'change-one': changeOne,
  'fresh-copy': freshCopy,
  'gone-with-it': gone,
});
