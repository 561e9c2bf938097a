/** Checks of ch06/lab: settings from outside, a database in a volume, and a list that outlives its container. */
import { allOf } from '#lessons/_checks/combine.ts';
import { removedContainers } from '#lessons/_checks/containers.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { textInContainer } from '#lessons/_checks/expect-file.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import { containersOfAny, itemsOf, pageOf, type TodoItem } from '#lessons/ch06.volumes/_checks/todo-list.ts';
import {
  defineChecks,
  notStarted,
  partlyDone,
  passed,
  wrongMove,
  type Check,
  type Outcome,
} from '#lessons/_schema/check.ts';
import type { ContainerEvidence, Evidence, MountEvidence } from '#lessons/_schema/evidence.ts';

const IMAGE = 'diamol/ch06-lab';

/** What the image's own database holds. */
const COMES_WITH_IMAGE: ReadonlySet<string> = new Set([
  'Find out where this list is kept',
  'Start a container whose list is empty',
  'Keep the new list when the container is gone',
]);

const runIt = {
  ko: 'diamol/ch06-lab 컨테이너를 실행하고 80번 포트를 공개해 주세요.',
  en: 'Run a container from diamol/ch06-lab and publish its port 80.',
};

/** A running container of the app and its list. */
interface App {
  readonly container: ContainerEvidence;
  readonly items: readonly TodoItem[];
}

async function appsOf(evidence: Evidence): Promise<App[]> {
  const apps: App[] = [];
  for (const container of await containersOfAny([IMAGE], evidence)) {
    const items = await itemsOf(evidence, container);
    if (items !== null) apps.push({ container, items });
  }
  return apps;
}

const running = aContainer({ image: IMAGE, publishes: [{ containerPort: 80, on: 'any' }], todo: runIt });

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

const configMounted = aContainer({
  image: IMAGE,
  also: [
    {
      code: 'nothing-mounted',
      isMet: (container) => configMount(container) !== undefined,
      text: ({ name, mounts }) => ({
        ko: `“${shownText(name)}” 컨테이너의 /app/config에 바인드 마운트가 없습니다 (마운트된 곳: ${targetsOf(mounts) || '없음'}).`,
        en: `The container “${shownText(name)}” has no bind mount at /app/config (mounts found at: ${targetsOf(mounts) || 'no path'}).`,
      }),
    },
    {
      code: 'writable',
      isMet: (container) => configMount(container)?.writable === false,
      text: ({ name }) => ({
        ko: `“${shownText(name)}” 컨테이너가 설정 폴더에 쓸 수 있습니다. 읽기 전용으로 마운트해야 합니다.`,
        en: `The container “${shownText(name)}” can write to the settings folder. It must be mounted read-only.`,
      }),
    },
  ],
  todo: runIt,
});

const config: Check = {
  watches: [...configMounted.watches, 'pages', 'files'],
  async evaluate(evidence) {
    const mounted = await configMounted.evaluate(evidence);
    if (mounted.outcome !== 'passed') return mounted;
    let outcome: Outcome = partlyDone('no-answer', {
      ko: '설정이 마운트되었습니다. 앱도 답해야 합니다. 80번 포트를 공개하고, 앱이 준비될 때까지 기다려 주세요.',
      en: 'The settings are mounted. The app must answer, too: publish its port 80 and wait until it is ready.',
    });
    for (const container of await containersOfAny([IMAGE], evidence)) {
      const page = await pageOf(evidence, container, '/diagnostics');
      if (page === null || configMount(container)?.writable !== false) continue;
      const files = page.match(/\/app\/config\/[^,<]+\.json/g) ?? [];
      const database = databaseIn(page);
      const texts = await Promise.all(files.map(async (file) => textInContainer(evidence, container, file)));
      if (database !== null && texts.some((text) => text.includes(database))) return passed();
      outcome =
        files.length === 0
          ? wrongMove('no-settings-file', {
              ko: `“${shownText(container.name)}” 컨테이너의 앱이 시작할 때 /app/config에서 읽은 .json 파일이 없습니다. 호스트의 폴더에 설정 파일을 두고 컨테이너를 다시 만들어 주세요.`,
              en: `When the app in the container “${shownText(container.name)}” started, it found no .json file at /app/config. Put a settings file into the folder on the host and create the container again.`,
            })
          : wrongMove('other-settings', {
              ko: `앱이 쓰는 데이터베이스는 “${shownText(database ?? '')}”인데, /app/config의 설정에는 이 경로가 없습니다. 설정 파일에 데이터베이스의 전체 경로를 적어 주세요.`,
              en: `The app uses the database “${shownText(database ?? '')}”, but the settings at /app/config do not name this path. Write the full path of the database into your settings file.`,
            });
    }
    return outcome;
  },
};

function configMount({ mounts }: ContainerEvidence): MountEvidence | undefined {
  return mounts.find(({ type, target }) => type === 'bind' && isBelow(target, '/app/config'));
}

function targetsOf(mounts: readonly MountEvidence[]): string {
  return mounts.map(({ target }) => shownText(target)).join(', ');
}

/** The file in which the app keeps its list, as its page about itself tells. */
function databaseIn(page: string | null): string | null {
  return /SQLite, (\/[^<\s]*)/.exec(page ?? '')?.[1] ?? null;
}

const inVolume: Check = {
  watches: ['containers', 'images', 'pages'],
  async evaluate(evidence) {
    let outcome = notStarted(runIt);
    for (const { container } of await appsOf(evidence)) {
      const file = databaseIn(await pageOf(evidence, container, '/diagnostics'));
      if (file === null) continue;
      // Of mounts within mounts the innermost holds the file.
      const [mount] = container.mounts
        .filter(({ target }) => isBelow(file, target))
        .sort((one, other) => other.target.length - one.target.length);
      const where = {
        ko: `데이터베이스 파일은 “${shownText(file)}”입니다.`,
        en: `The database is “${shownText(file)}”.`,
      };
      if (mount?.target === '/data')
        outcome = wrongMove('old-place', {
          ko: `${where.ko} /data에는 이미지의 목록이 있고, 빈 볼륨을 마운트해도 그 목록으로 채워집니다. 설정에서 다른 경로를 정해 주세요.`,
          en: `${where.en} The image has its own list in /data, and even an empty volume mounted there is filled with it. Set another path in your settings.`,
        });
      else if (mount === undefined)
        outcome = wrongMove('not-in-volume', {
          ko: `${where.ko} 그곳에 마운트된 것이 없어서 컨테이너와 함께 사라집니다.`,
          en: `${where.en} Nothing is mounted there, so it will disappear with the container.`,
        });
      else if (mount.type !== 'volume' || /^[0-9a-f]{64}$/.test(mount.volume))
        outcome = wrongMove('other-mount', {
          ko: `${where.ko} 그곳에 마운트된 것은 ${mount.type === 'volume' ? '익명 볼륨' : `${mount.type} 마운트`}입니다. 이름 있는 볼륨이어야 합니다.`,
          en: `${where.en} What is mounted there is ${mount.type === 'volume' ? 'an anonymous volume' : `a ${mount.type} mount`}, but it must be a named volume.`,
        });
      else return passed();
    }
    return outcome;
  },
};

const noOldItems: Check = {
  watches: ['containers', 'images', 'pages'],
  async evaluate(evidence) {
    const apps = await appsOf(evidence);
    if (apps.length === 0) return notStarted(runIt);
    const old = apps.map(({ items }) => items.filter(({ text }) => COMES_WITH_IMAGE.has(text)).length);
    if (old.some((count) => count === 0)) return passed();
    return wrongMove('old-items', {
      ko: `목록에 이미지에서 온 할 일이 ${String(old[0])}개 있습니다. 앱이 이미지에 든 데이터베이스를 쓰고 있습니다.`,
      en: `The list shows ${String(old[0])} of the items that came with the image: the app uses the database of the image.`,
    });
  },
};

const survives: Check = {
  watches: ['containers', 'images', 'pages', 'events', 'requests'],
  async evaluate(evidence) {
    const apps = await appsOf(evidence);
    if (apps.length === 0) return notStarted(runIt);
    const own = apps.flatMap(({ container, items }) =>
      items
        .filter(({ text }) => !COMES_WITH_IMAGE.has(text))
        .map(({ text, addedAt }) => ({ container, text, isOlder: addedAt < container.createdAt })),
    );
    if (own.some(({ isOlder }) => isOlder)) return passed();
    const [newer] = own;
    if (newer !== undefined && newer.container.startedAt - newer.container.createdAt > RESTART_MS)
      return wrongMove('only-restarted', {
        ko: `“${shownText(newer.container.name)}” 컨테이너를 다시 시작했을 뿐입니다. 지우고 새로 만들어야 합니다.`,
        en: `The container “${shownText(newer.container.name)}” was only started again. Remove it and create a new one.`,
      });
    if (newer !== undefined)
      return partlyDone('not-replaced', {
        ko: `“${shownText(newer.text)}”을(를) 더했습니다. 이제 컨테이너를 지우고 새로 만들어 주세요.`,
        en: `“${shownText(newer.text)}” was added. Now remove the container and create a new one.`,
      });
    if (removedContainers(IMAGE, await evidence.events(), await evidence.requests()).length > 0)
      return wrongMove('nothing-kept', {
        ko: '새 컨테이너의 목록에 전에 더한 할 일이 없습니다. 데이터베이스가 옛 컨테이너 안에 있었거나, 이번에 다른 볼륨을 마운트했습니다.',
        en: 'The new container’s list has no item from before. The database was inside the old container, or a different volume is mounted now.',
      });
    return notStarted({ ko: '할 일을 하나 더해 주세요.', en: 'Add an item of your own.' });
  },
};

/** Milliseconds between making and starting a container by which it was certainly not started for the first time. */
const RESTART_MS = 3_000;

export default defineChecks({
  config,
  volume: inVolume,
  clean: allOf({ app: running, items: noOldItems }),
  survives,
});
