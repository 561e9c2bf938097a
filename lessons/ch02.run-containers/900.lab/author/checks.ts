/** Checks of ch02/lab: a new page in the old container, nothing else replaced, and the original page kept. */
import { HOME } from '#lessons/_checks/expect-file.ts';
import { isSameImage, shownText } from '#lessons/_checks/image-reference.ts';
import { defineChecks, notStarted, passed, wrongMove, type Check } from '#lessons/_schema/check.ts';
import type { ContainerEvidence, Evidence } from '#lessons/_schema/evidence.ts';

const IMAGE = 'diamol/ch02-hello-diamol-web';
const PAGE = '/usr/local/apache2/htdocs/index.html';

/** What the container of the beginning carries and one made by hand does not. */
const ORIGINAL_LABEL = 'harbour.log-book';

/** A sentence of the page in the image. */
const ORIGINAL_SENTENCE = 'This page lives in a container';

async function originalContainer(evidence: Evidence): Promise<ContainerEvidence | undefined> {
  return (await evidence.containers()).find(({ labels }) => labels[ORIGINAL_LABEL] === 'original');
}

const newPage: Check = {
  watches: ['pages', 'containers', 'requests', 'files'],
  async evaluate(evidence) {
    const word = evidence.variables['learner'] ?? '';
    const page = await evidence.page(8080, '/');
    if (page?.status === 200 && page.body.includes(word)) return passed();
    if (page === null)
      return wrongMove('no-answer', {
        ko: '8080번 포트에서 답이 오지 않습니다. 새 페이지가 거기에서 열려야 합니다. 컨테이너가 실행 중인지 “docker container ls --all”로 확인해 주세요.',
        en: 'Nothing answers on port 8080, where the new page must open. Check with “docker container ls --all” whether the container is running.',
      });
    const harbour = await originalContainer(evidence);
    for (const folder of ['', '/usr/local/apache2', '/root', '/tmp'])
      if (harbour !== undefined && (await evidence.containerFile(harbour.id, `${folder}/index.html`)) !== null)
        return wrongMove('other-folder', {
          ko: `index.html이 컨테이너의 ${folder === '' ? '/' : folder} 폴더에 있습니다. 웹 서버는 그 폴더의 페이지를 보여 주지 않습니다.`,
          en: `There is an index.html in the folder ${folder === '' ? '/' : folder} of the container, which is not where the web server serves from.`,
        });
    if (page.status === 200 && page.body.includes(ORIGINAL_SENTENCE))
      return notStarted({
        ko: `첫 페이지에 “${word}”이 보여야 합니다.`,
        en: `The front page must show “${word}”.`,
      });
    return wrongMove('other-page', {
      ko: `첫 페이지가 바뀌었지만 “${word}”이 보이지 않습니다(응답 코드 ${String(page.status)}).`,
      en: `The front page has changed, but it does not show “${word}” (status code ${String(page.status)}).`,
    });
  },
};

const sameContainer: Check = {
  watches: ['containers', 'images', 'requests', 'files'],
  async evaluate(evidence) {
    const [harbour, containers, images] = await Promise.all([
      originalContainer(evidence),
      evidence.containers(),
      evidence.images(),
    ]);
    if (harbour === undefined) {
      const other = containers.find(({ ports }) => ports.some(({ publishedPort }) => publishedPort === 8080));
      const found =
        other === undefined
          ? { ko: '', en: '' }
          : {
              ko: ` 지금 8080번 포트를 쓰는 “${shownText(other.name)}”은 새로 만든 컨테이너입니다.`,
              en: ` “${shownText(other.name)}”, which has port 8080 now, is a new one.`,
            };
      return wrongMove('replaced', {
        ko: `처음의 컨테이너가 없어졌습니다.${found.ko} 로그도 함께 사라졌으므로 “처음부터”를 눌러 새 실습 환경에서 다시 해 주세요.`,
        en: `The original container is gone.${found.en} Its log went with it, so press “Start over” and try again in a new sandbox.`,
      });
    }
    const image = images.find(({ tags }) => tags.some((tag) => isSameImage(tag, IMAGE)));
    if (image?.id !== harbour.imageId)
      return wrongMove('image-changed', {
        ko: `“${IMAGE}”이 이제 다른 이미지를 가리킵니다(또는 없습니다). 이미지는 처음 그대로여야 합니다. “docker image pull ${IMAGE}”으로 되돌릴 수 있습니다.`,
        en: `“${IMAGE}” now means another image, or is gone. It must be as it was. “docker image pull ${IMAGE}” brings it back.`,
      });
    const changes = await evidence.changes(harbour.id);
    if (changes.some(({ path, change }) => path === PAGE && change === 'changed')) return passed();
    if (changes.some(({ path, change }) => path === PAGE && change === 'deleted'))
      return wrongMove('deleted', {
        ko: `컨테이너에서 ${PAGE}이 지워졌습니다. 새 페이지를 그 자리에 넣어 주세요.`,
        en: `${PAGE} was deleted in the container. Put the new page in its place.`,
      });
    return notStarted({
      ko: '처음의 컨테이너 안에서 index.html이 바뀌어야 합니다.',
      en: 'index.html must change in the original container.',
    });
  },
};

const originalKept: Check = {
  watches: ['files'],
  async evaluate(evidence) {
    const file = await evidence.file(`${HOME}/original.html`);
    if (file === null) {
      const elsewhere = await evidence.file(`${HOME}/htdocs/index.html`);
      if (elsewhere?.text.includes(ORIGINAL_SENTENCE) === true)
        return wrongMove('other-place', {
          ko: '원래 페이지가 ~/htdocs/index.html에 있습니다. 홈 폴더에 original.html이라는 이름으로 두어야 합니다.',
          en: 'The original page is in ~/htdocs/index.html. It must be in your home folder, as original.html.',
        });
      return notStarted({
        ko: '홈 폴더에 original.html이 있어야 합니다.',
        en: 'There must be original.html in your home folder.',
      });
    }
    if (file.text.includes(ORIGINAL_SENTENCE) && file.text.trimEnd().endsWith('</html>')) return passed();
    return wrongMove('not-the-original', {
      ko: '~/original.html이 원래 페이지가 아닙니다. 이미 바꾸었더라도 원래 페이지는 이미지 안에 남아 있습니다.',
      en: '~/original.html is not the original page. Even if you have replaced it already, the original page is still in the image.',
    });
  },
};

export default defineChecks({
  'new-page': newPage,
  'same-container': sameContainer,
  'original-kept': originalKept,
});
