/** Checks of ch03/build-context: everything packed, some of it left out, a file from outside. */
import { allOf, withWords } from '#lessons/_checks/combine.ts';
import { anImage } from '#lessons/_checks/expect-image.ts';
import { aPage } from '#lessons/_checks/expect-page.ts';
import { defineChecks } from '#lessons/_schema/check.ts';

/** The image without the video is far below, with it far above. */
const MAXIMUM_BYTES = 60_000_000;

const start = (port: number, name: string) => ({
  ko: `“${name}” 이미지를 빌드하고, 컨테이너의 80번 포트를 ${String(port)}번 포트에 공개해 실행해 주세요.`,
  en: `Build the image “${name}”, then run it with port 80 of the container published on port ${String(port)}.`,
});

export default defineChecks({
  'send-all': allOf({
    'not-built': anImage({ tag: 'site', todo: start(8080, 'site') }),
    'not-run': withWords(
      aPage({ port: 8080, path: '/password.txt', contains: 'password=', todo: start(8080, 'site') }),
      {
        'other-status': {
          ko: '8080번 포트의 웹 서버에 password.txt가 없습니다. 이번에는 site 폴더를 컨텍스트로 건네 모두 담아야 합니다. “cd ~/site && docker image build --tag site .”로 다시 빌드하고, 컨테이너도 지우고 다시 실행해 주세요.',
          en: 'The web server on port 8080 has no password.txt. This time pack everything, with the folder site as the context: build again with “cd ~/site && docker image build --tag site .”, then remove the container and run it again.',
        },
      },
    ),
  }),
  'ignore-some': allOf({
    'not-built': withWords(
      anImage({ tag: 'site:clean', maximumBytes: MAXIMUM_BYTES, todo: start(8081, 'site:clean') }),
      {
        'too-large': {
          ko: '“site:clean” 이미지에 아직 40 MB짜리 영상이 들어 있습니다. .dockerignore가 site 폴더 안에 있는지, video가 적혀 있는지 확인하고 다시 빌드해 주세요.',
          en: 'The image “site:clean” still holds the video of 40 MB. Check that .dockerignore is in the folder site and lists video, then build again.',
        },
      },
    ),
    'not-run': aPage({ port: 8081, contains: 'Harbour Cafe', todo: start(8081, 'site:clean') }),
    'password-still-there': withWords(
      aPage({ port: 8081, path: '/password.txt', status: 404, todo: start(8081, 'site:clean') }),
      {
        'other-status': {
          ko: 'http://localhost:8081/password.txt를 아직 읽을 수 있습니다. .dockerignore에 password.txt를 적고 다시 빌드한 다음, 컨테이너를 지우고 다시 실행해 주세요.',
          en: 'http://localhost:8081/password.txt can still be read. List password.txt in .dockerignore and build again, then remove the container and run it again.',
        },
      },
    ),
  }),
  'from-outside': allOf({
    'not-built': anImage({ tag: 'site:shared', todo: start(8082, 'site:shared') }),
    'page-not-there': aPage({ port: 8082, contains: 'Harbour Cafe', todo: start(8082, 'site:shared') }),
    'footer-not-there': withWords(
      aPage({ port: 8082, path: '/footer.txt', contains: 'Quay Street', todo: start(8082, 'site:shared') }),
      {
        'other-status': {
          ko: 'http://localhost:8082/footer.txt가 없습니다. “COPY shared/footer.txt …”로 담고, 홈 폴더를 컨텍스트로 건네 빌드한 다음 다시 실행해 주세요.',
          en: 'There is no http://localhost:8082/footer.txt. Pack it with “COPY shared/footer.txt …”, build with your home folder as the context, and run it again.',
        },
      },
    ),
  }),
});
