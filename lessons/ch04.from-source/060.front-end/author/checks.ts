/** Checks of ch04/front-end: a site built in one stage and served by another, and a new version of it. */
import { allOf } from '#lessons/_checks/combine.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { anImage } from '#lessons/_checks/expect-image.ts';
import { aPage } from '#lessons/_checks/expect-page.ts';
import { defineChecks, type LocalizedText } from '#lessons/_schema/check.ts';

/** nginx has about 29 MB, Node.js about 197 MB. */
const MOST_BYTES = 90_000_000;

const PORT = 8080;

const runIt: LocalizedText = {
  ko: '“docker container run -d --name site -p 8080:80 site”로 실행해 주세요.',
  en: 'Run it with “docker container run -d --name site -p 8080:80 site”.',
};

const serveAgain: LocalizedText = {
  ko: 'front-end/src/ships.json에 “Turtle”을 더하고, 이미지를 다시 빌드하고, 컨테이너를 지운 다음 새로 실행해 주세요.',
  en: 'Add “Turtle” to front-end/src/ships.json, build the image again, remove the container and run a new one.',
};

export default defineChecks({
  'build-site': anImage({
    tag: 'site',
    maximumBytes: MOST_BYTES,
    also: [
      {
        code: 'no-files-of-the-site',
        isMet: ({ history }) => history.some(({ createdBy }) => /^COPY .*\/usr\/share\/nginx\/html/.test(createdBy)),
        text: () => ({
          ko: '“site” 이미지에 사이트의 파일을 복사하는 인스트럭션이 없습니다. COPY --from=0으로 /usr/share/nginx/html에 복사해 주세요.',
          en: 'No instruction copies the files of the site into the image “site”. Copy them to /usr/share/nginx/html with COPY --from=0.',
        }),
      },
    ],
    todo: {
      ko: 'front-end 폴더에 Dockerfile을 만들고 “docker image build -t site front-end”로 빌드해 주세요.',
      en: 'Create the Dockerfile in the folder front-end and build it with “docker image build -t site front-end”.',
    },
  }),
  'run-site': allOf({
    container: aContainer({
      image: 'site',
      mistakenFor: ['nginx:alpine', 'nginx'],
      publishes: [{ containerPort: 80, on: PORT }],
      todo: runIt,
    }),
    page: aPage({ port: PORT, contains: 'Albatross', todo: runIt }),
  }),
  'add-a-ship': aPage({
    port: PORT,
    contains: { like: /<li>\s*Turtle\s*<\/li>/i, shown: 'Turtle' },
    todo: serveAgain,
  }),
});
