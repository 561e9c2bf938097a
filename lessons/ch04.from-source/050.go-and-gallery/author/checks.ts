/** Checks of ch04/go-and-gallery: a Go build, sizes compared, the gallery alone, and three apps that talk. */
import { allOf, withMoves } from '#lessons/_checks/combine.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { anAnswer } from '#lessons/_checks/expect-file.ts';
import { anImage } from '#lessons/_checks/expect-image.ts';
import { aPage } from '#lessons/_checks/expect-page.ts';
import { aNetwork } from '#lessons/_checks/expect-storage-network.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import type { Move } from '#lessons/_checks/latest-move.ts';
import { defineChecks, notStarted, passed, wrongMove, type Check, type LocalizedText } from '#lessons/_schema/check.ts';
import type { ContainerEvidence, Evidence } from '#lessons/_schema/evidence.ts';

/** The program and a small system, about 37 MB; the image with the compiler has 254 MB. */
const MOST_BYTES = 70_000_000;

const GALLERY_PORT = 8802;

const runGallery: LocalizedText = {
  ko: '“docker container run -d --name gallery -p 8802:80 --network nat image-gallery”로 실행해 주세요.',
  en: 'Run it with “docker container run -d --name gallery -p 8802:80 --network nat image-gallery”.',
};

const runTheOthers: LocalizedText = {
  ko: '“iotd”와 “accesslog”라는 이름으로 나머지 두 앱을 nat 네트워크에서 실행해 주세요.',
  en: 'Run the other two apps on the network nat under the names “iotd” and “accesslog”.',
};

const createNetwork = aNetwork({
  name: 'nat',
  todo: { ko: '“docker network create nat”을 입력해 주세요.', en: 'Type “docker network create nat”.' },
});

/** Containers that were to be on a network that is not there: made, but never started. */
async function runWithoutNetwork(evidence: Evidence): Promise<readonly Move[]> {
  return (await evidence.containers())
    .filter(({ networkMode, status }) => networkMode === 'nat' && status === 'created')
    .map(({ name, createdAt }) => ({
      at: createdAt,
      code: 'no-network',
      text: {
        ko: `“nat” 네트워크가 없어서 “${shownText(name)}” 컨테이너가 시작되지 못했습니다. 네트워크를 만든 다음, 이 컨테이너를 지우고 다시 실행해 주세요.`,
        en: `The container “${shownText(name)}” could not start because there is no network “nat”. Create the network, then remove this container and run it again.`,
      },
    }));
}

/** How many times as large the image with the compiler is; rounded in either direction. */
async function ratios(evidence: Evidence): Promise<readonly string[]> {
  const [tools, app] = [await evidence.image('diamol/golang'), await evidence.image('image-gallery')];
  if (tools === null || app === null) return [];
  const ratio = tools.sizeBytes / app.sizeBytes;
  return [Math.floor(ratio), Math.ceil(ratio)].map(String);
}

const isGallery = ({ ports }: ContainerEvidence) => ports.some(({ publishedPort }) => publishedPort === GALLERY_PORT);

/** The gallery's own page, which says which of the others it misses. */
const completePage: Check = {
  watches: ['pages', 'containers', 'networks'],
  async evaluate(evidence) {
    const page = await evidence.page(GALLERY_PORT, '/');
    const containers = await evidence.containers();
    if (page === null && !containers.some(isGallery)) return notStarted(runTheOthers);
    if (page === null)
      return wrongMove('no-gallery', {
        ko: '8802번 포트에서 갤러리가 답하지 않습니다. “docker container start gallery”로 다시 시작해 주세요.',
        en: 'The gallery does not answer on port 8802. Start it again with “docker container start gallery”.',
      });
    if (page.status === 200 && page.body.includes('<img src="data:image/')) return passed();
    if (containers.every(isGallery)) return notStarted(runTheOthers);
    const missing = page.body.includes('accesslog') ? 'accesslog' : 'iotd';
    return wrongMove(`${missing}-missing`, {
      ko: `갤러리가 “${missing}”에 연결하지 못했습니다. 이름이 “${missing}”인 컨테이너가 실행 중인지 “docker container ls”로 확인하고, nat 네트워크에 연결되어 있는지도 확인해 주세요.`,
      en: `The gallery cannot reach “${missing}”. Check with “docker container ls” whether a container named “${missing}” is running, and whether it is on the network nat.`,
    });
  },
};

export default defineChecks({
  'build-gallery': anImage({
    tag: 'image-gallery',
    maximumBytes: MOST_BYTES,
    environment: { IMAGE_API_URL: 'http://iotd/image', ACCESS_API_URL: 'http://accesslog/access-log' },
    also: [
      {
        code: 'no-program',
        isMet: ({ command, entrypoint }) => [...entrypoint, ...command].join(' ').includes('server'),
        text: () => ({
          ko: '“image-gallery” 이미지가 /web/server를 시작하지 않습니다. CMD를 확인해 주세요.',
          en: 'The image “image-gallery” does not start /web/server. Check CMD.',
        }),
      },
    ],
    todo: {
      ko: 'image-gallery 폴더에 Dockerfile을 만들고 “docker image build -t image-gallery image-gallery”로 빌드해 주세요.',
      en: 'Create the Dockerfile in the folder image-gallery and build it with “docker image build -t image-gallery image-gallery”.',
    },
  }),
  'compare-sizes': anAnswer({
    path: 'times.txt',
    answers: ratios,
    mistakes: async (evidence, given) => {
      if ((await evidence.image('diamol/golang')) === null)
        return {
          code: 'not-pulled',
          text: {
            ko: 'diamol/golang 이미지가 목록에 없습니다. 먼저 “docker image pull diamol/golang”으로 받아 크기를 비교해 주세요.',
            en: 'The image diamol/golang is not in the list. Pull it first with “docker image pull diamol/golang” and compare the sizes.',
          },
        };
      if (/^\d+$/.test(given)) return undefined;
      return {
        code: 'no-whole-number',
        text: {
          ko: '숫자 하나만 적어 주세요. diamol/golang의 크기를 image-gallery의 크기로 나누고 소수점 아래는 버립니다.',
          en: 'Write just one whole number, the size of diamol/golang divided by that of image-gallery, without decimals.',
        },
      };
    },
    todo: {
      ko: 'diamol/golang의 크기를 image-gallery의 크기로 나누고, 소수점 아래를 버린 숫자를 “echo 숫자 > ~/times.txt”로 적어 주세요.',
      en: 'Divide the size of diamol/golang by that of image-gallery and write the whole number with “echo NUMBER > ~/times.txt”.',
    },
  }),
  'run-gallery': allOf({
    network: withMoves(createNetwork, ['containers'], runWithoutNetwork),
    container: aContainer({
      image: 'image-gallery',
      networks: ['nat'],
      publishes: [{ containerPort: 80, on: GALLERY_PORT }],
      todo: runGallery,
    }),
  }),
  'three-together': allOf({
    page: completePage,
    stats: aPage({
      port: 8801,
      path: '/stats',
      contains: { like: /[1-9]/, shown: '1' },
      todo: {
        ko: '방문 수를 볼 수 있게 accesslog의 포트를 -p 8801:80으로 공개해 주세요.',
        en: 'Publish the port of accesslog with -p 8801:80, so that the number of visits can be read.',
      },
    }),
  }),
});
