/** Checks of ch05/image-names: names of one image, and which image a name stands for. */
import { withMoves } from '#lessons/_checks/combine.ts';
import { anAnswer } from '#lessons/_checks/expect-file.ts';
import { anImage } from '#lessons/_checks/expect-image.ts';
import { familiarReference, isSameImage, shownText } from '#lessons/_checks/image-reference.ts';
import type { Move } from '#lessons/_checks/latest-move.ts';
import { requestedImages } from '#lessons/_checks/requests.ts';
import { defineChecks, notStarted, partlyDone, passed, wrongMove } from '#lessons/_schema/check.ts';
import type { Evidence, ImageDetails } from '#lessons/_schema/evidence.ts';

const BASE = 'diamol/base';

export default defineChecks({
  'full-name': withMoves(
    anImage({
      tag: BASE,
      todo: {
        ko: '“docker image pull docker.io/diamol/base:latest”를 입력해 주세요.',
        en: 'Type “docker image pull docker.io/diamol/base:latest”.',
      },
    }),
    ['requests'],
    async (evidence) => {
      const requests = requestedImages(await evidence.requests());
      return requests.filter(({ image }) => !isSameImage(image, BASE)).map(({ at, image }) => otherName(at, image));
    },
  ),
  'second-name': {
    watches: ['images'],
    async evaluate(evidence) {
      const wanted = `${evidence.variables['learner'] ?? ''}/base:1.0`;
      const command = `docker image tag diamol/base ${wanted}`;
      const base = await evidence.image(BASE);
      const found = await evidence.image(wanted);
      if (found !== null && found.id === base?.id) return passed();
      if (found !== null)
        return wrongMove('another-image', {
          ko: `“${wanted}” 이름과 “${BASE}” 이름이 서로 다른 이미지를 가리킵니다. 새로 빌드하지 말고 “${command}”을 입력해 주세요.`,
          en: `“${wanted}” and “${BASE}” point to different images. Do not build a new one; type “${command}”.`,
        });
      const others = (base?.tags ?? []).map(familiarReference).filter((tag) => tag !== BASE);
      const near = others.find((tag) => tag.startsWith(wanted.replace(/:.*/, '')));
      const [other] = others;
      if (near !== undefined)
        return wrongMove('other-tag', {
          ko: `“${shownText(near)}”에는 다른 태그가 붙었습니다. 태그를 쓰지 않으면 latest가 됩니다. “${command}”을 입력해 주세요.`,
          en: `“${shownText(near)}” has another tag. When you write no tag, it is latest. Type “${command}”.`,
        });
      if (other !== undefined)
        return wrongMove('other-group', {
          ko: `이미지에 “${shownText(other)}”라는 이름이 붙었습니다. “${wanted}”여야 합니다.`,
          en: `The image got the name “${shownText(other)}”. It has to be “${wanted}”.`,
        });
      return notStarted({ ko: `“${command}”을 입력해 주세요.`, en: `Type “${command}”.` });
    },
  },
  'two-versions': {
    watches: ['images'],
    async evaluate(evidence) {
      const { first, second, latest } = await greetings(evidence);
      if (first === null)
        return notStarted({
          ko: '“docker image build -t greeting:1 -t greeting greeting”으로 첫 버전을 빌드해 주세요.',
          en: 'Build the first version with “docker image build -t greeting:1 -t greeting greeting”.',
        });
      if (latest === null)
        return partlyDone('no-latest', {
          ko: '첫 버전에 latest 태그가 없습니다. “docker image tag greeting:1 greeting”으로 붙여 주세요.',
          en: 'The first version has no tag latest. Add it with “docker image tag greeting:1 greeting”.',
        });
      if (second === null && latest.id !== first.id)
        return wrongMove('latest-moved', {
          ko: '고친 버전을 greeting:2가 아니라 latest로 빌드했습니다. “docker image tag greeting:1 greeting”으로 되돌리고, “docker image build -t greeting:2 greeting”을 입력해 주세요.',
          en: 'The edited version was built as latest, not as greeting:2. Put latest back with “docker image tag greeting:1 greeting”, then type “docker image build -t greeting:2 greeting”.',
        });
      if (second === null)
        return partlyDone('second-version', {
          ko: 'greeting.txt를 고치고 “docker image build -t greeting:2 greeting”으로 빌드해 주세요.',
          en: 'Edit greeting.txt, then build it with “docker image build -t greeting:2 greeting”.',
        });
      if (second.id === first.id)
        return wrongMove('same-image', {
          ko: 'greeting:1과 greeting:2가 같은 이미지입니다. greeting.txt를 고쳐 저장한 다음 greeting:2를 다시 빌드해 주세요.',
          en: 'greeting:1 and greeting:2 are the same image. Edit greeting.txt, save it, then build greeting:2 again.',
        });
      return passed();
    },
  },
  'move-latest': {
    watches: ['images'],
    async evaluate(evidence) {
      const { first, second, latest } = await greetings(evidence);
      if (second !== null && latest?.id === second.id && first !== null && first.id !== second.id) return passed();
      if (first !== null && second !== null && first.id === second.id)
        return wrongMove('backwards', {
          ko: 'greeting:2까지 첫 버전을 가리킵니다. 새로 붙일 이름은 뒤에 써야 합니다. “docker image build -t greeting:2 greeting”으로 다시 만들고 “docker image tag greeting:2 greeting:latest”를 입력해 주세요.',
          en: 'Now even greeting:2 points to the first version. The new name has to come last. Build it again with “docker image build -t greeting:2 greeting”, then type “docker image tag greeting:2 greeting:latest”.',
        });
      if (second !== null && latest === null)
        return wrongMove('latest-removed', {
          ko: 'greeting:latest가 없습니다. 지울 필요 없이 “docker image tag greeting:2 greeting:latest”를 입력하면 옮겨집니다.',
          en: 'There is no greeting:latest. There is no need to remove it: “docker image tag greeting:2 greeting:latest” moves it.',
        });
      return notStarted({
        ko: '“docker image tag greeting:2 greeting:latest”를 입력해 주세요.',
        en: 'Type “docker image tag greeting:2 greeting:latest”.',
      });
    },
  },
  plugins: anAnswer({
    path: 'volume-drivers.txt',
    answers: () => Promise.resolve(['[local]', 'local', '["local"]']),
    mistakes: (_evidence, given) =>
      Promise.resolve(
        given.includes('ENABLED')
          ? {
              code: 'list-of-plugins',
              text: {
                ko: "~/volume-drivers.txt에 설치한 플러그인의 목록이 들어 있습니다. “docker system info --format '{{.Plugins.Volume}}'”의 결과를 적어 주세요.",
                en: "~/volume-drivers.txt holds the list of installed plugins. Write into it what “docker system info --format '{{.Plugins.Volume}}'” shows.",
              },
            }
          : given.includes('bridge')
            ? {
                code: 'network-drivers',
                text: {
                  ko: '~/volume-drivers.txt에 네트워크 드라이버가 들어 있습니다. 볼륨 드라이버는 .Plugins.Volume에 있습니다.',
                  en: '~/volume-drivers.txt holds network drivers. Those for volumes are in .Plugins.Volume.',
                },
              }
            : undefined,
      ),
    todo: {
      ko: "“docker system info --format '{{.Plugins.Volume}}' > ~/volume-drivers.txt”를 입력해 주세요.",
      en: "Type “docker system info --format '{{.Plugins.Volume}}' > ~/volume-drivers.txt”.",
    },
  }),
});

/** A pull under a name that means another image. */
function otherName(at: number, image: string): Move {
  const shown = shownText(image);
  if (image.startsWith(`${BASE}:`))
    return {
      at,
      code: 'other-tag',
      text: {
        ko: `“${shown}”의 태그를 확인해 주세요. 이번에는 latest여야 합니다.`,
        en: `Look at the tag in “${shown}”. It has to be latest this time.`,
      },
    };
  if (!image.includes('/'))
    return {
      at,
      code: 'no-group',
      text: {
        ko: `“${shown}”에는 그룹이 없어서 Docker Hub의 공식 이미지(library/${shown})를 찾았습니다. diamol/base라고 써 주세요.`,
        en: `“${shown}” has no group, so Docker looked for an official image on Docker Hub (library/${shown}). Write diamol/base.`,
      },
    };
  return {
    at,
    code: 'other-name',
    text: {
      ko: `“${shown}” 이미지를 내려받으려고 했습니다. docker.io/diamol/base:latest여야 합니다.`,
      en: `You tried to pull “${shown}”. It has to be docker.io/diamol/base:latest.`,
    },
  };
}

/** What the three names of the greeting stand for; null where there is no such name. */
async function greetings(evidence: Evidence): Promise<Record<'first' | 'second' | 'latest', ImageDetails | null>> {
  return {
    first: await evidence.image('greeting:1'),
    second: await evidence.image('greeting:2'),
    latest: await evidence.image('greeting'),
  };
}
