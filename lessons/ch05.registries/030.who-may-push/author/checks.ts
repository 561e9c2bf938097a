/** Checks of ch05/who-may-push: a registry trusted without HTTPS, one with a password, and a push after logging in. */
import { HOME } from '#lessons/_checks/expect-file.ts';
import { isLike, subjectOf } from '#lessons/_checks/expect-request.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import { REGISTRY_PORT, signedIn, tagsInRegistry } from '#lessons/ch05.registries/_checks/registry.ts';
import { defineChecks, notStarted, passed, wrongMove, type LocalizedText } from '#lessons/_schema/check.ts';

const CAPTAIN = signedIn('captain', 'anchor');

/** Where the registry is for the engine without a word: on this machine. */
const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+)(:|\/)/;

/** Names that have a registry in them, which Docker Hub's have not. */
const WITH_REGISTRY = /^[^/]+[.:][^/]*\//;

const pushToAddress: LocalizedText = {
  ko: '“docker image tag diamol/base 172.17.0.1:5000/harbour/base”로 이름을 붙이고 푸시해 보세요. 거절되면 /etc/docker/daemon.json에 그 주소를 적고, 엔진이 설정을 다시 읽게 한 다음 다시 푸시해 주세요.',
  en: 'Name the image with “docker image tag diamol/base 172.17.0.1:5000/harbour/base” and push it. When that is refused, write the address into /etc/docker/daemon.json, have the engine read its settings again, and push once more.',
};

const pushedAs = tagsInRegistry({
  repository: 'captain/base',
  tags: ['latest'],
  headers: CAPTAIN,
  todo: {
    ko: '“docker image tag diamol/base localhost:5000/captain/base”로 이름을 붙이고 “docker image push localhost:5000/captain/base”를 입력해 주세요.',
    en: 'Name the image with “docker image tag diamol/base localhost:5000/captain/base”, then type “docker image push localhost:5000/captain/base”.',
  },
});

export default defineChecks({
  insecure: {
    watches: ['images', 'requests'],
    async evaluate(evidence) {
      const digests = (await evidence.images()).flatMap((image) => image.digests);
      const pushed = digests.filter((digest) => WITH_REGISTRY.test(digest));
      if (pushed.some((digest) => !LOCAL.test(digest))) return passed();
      const asked = (await evidence.requests())
        .filter((request) => isLike(request, 'POST /images/*/push'))
        .map((request) => subjectOf(request, 'POST /images/*/push'));
      const refused = asked.findLast((name) => WITH_REGISTRY.test(name) && !LOCAL.test(name));
      if (refused !== undefined)
        return wrongMove('not-trusted', {
          ko: `엔진이 아직 “${shownText(refused.split('/')[0] ?? '')}” 주소를 믿지 않습니다. /etc/docker/daemon.json의 insecure-registries에 이 주소가 똑같이 적혀 있는지 보고, “sudo pkill -HUP -x dockerd”를 입력한 다음 다시 푸시해 주세요.`,
          en: `The engine does not trust “${shownText(refused.split('/')[0] ?? '')}” yet. Make sure that exactly this address is in insecure-registries in /etc/docker/daemon.json, type “sudo pkill -HUP -x dockerd”, then push again.`,
        });
      if (pushed.length > 0)
        return wrongMove('only-localhost', {
          ko: 'localhost로 푸시했습니다. localhost는 언제나 믿습니다. 이번에는 다른 컴퓨터처럼 172.17.0.1:5000으로 푸시해 보세요.',
          en: 'You pushed to localhost, which is always trusted. This time push to 172.17.0.1:5000, as another machine would.',
        });
      return notStarted(pushToAddress);
    },
  },
  locked: {
    watches: ['pages', 'containers'],
    async evaluate(evidence) {
      const stranger = await evidence.page(REGISTRY_PORT, '/v2/');
      const captain = await evidence.page(REGISTRY_PORT, '/v2/', { headers: CAPTAIN });
      if (stranger?.status === 401 && captain?.status === 200) return passed();
      if (stranger?.status === 401)
        return wrongMove('other-password', {
          ko: '레지스트리가 비밀번호를 묻지만 사용자 captain과 비밀번호 anchor를 받아들이지 않습니다. locked/htpasswd를 다시 만들고 이미지를 빌드해 다시 실행해 주세요.',
          en: 'The registry asks for a password but does not accept the user captain with the password anchor. Make locked/htpasswd again, build the image, and run it again.',
        });
      const isLockedBuilt = (await evidence.containers()).some(({ image }) => image.includes('locked'));
      if (stranger?.status === 200 && isLockedBuilt)
        return wrongMove('open-registry', {
          ko: '5000번 포트의 레지스트리가 비밀번호를 묻지 않습니다. 예전 레지스트리를 지우고 locked-registry로 다시 실행해 주세요.',
          en: 'The registry on port 5000 asks for no password. Remove the old registry and run locked-registry in its place.',
        });
      if (stranger === null && isLockedBuilt)
        return wrongMove('no-registry', {
          ko: '5000번 포트에서 답하는 레지스트리가 없습니다. 컨테이너가 실행 중인지, 5000번 포트를 공개했는지 확인해 주세요.',
          en: 'No registry answers on port 5000. Check that the container is running and publishes port 5000.',
        });
      return notStarted({
        ko: 'locked/htpasswd 파일을 만들고 locked 폴더를 빌드한 다음, 예전 레지스트리를 지우고 새 레지스트리를 실행해 주세요.',
        en: 'Make the file locked/htpasswd, build the folder locked, remove the old registry, and run the new one.',
      });
    },
  },
  login: {
    watches: ['pages', 'images', 'requests', 'files'],
    async evaluate(evidence) {
      const outcome = await pushedAs.evaluate(evidence);
      if (outcome.outcome === 'passed') return outcome;
      const config = await evidence.file(`${HOME}/.docker/config.json`);
      const isLoggedIn = config?.text.includes(`"localhost:${String(REGISTRY_PORT)}"`) === true;
      if (isLoggedIn) return outcome;
      if (config?.text.includes('index.docker.io') === true)
        return wrongMove('other-registry', {
          ko: '주소 없이 로그인해서 Docker Hub의 자격 증명이 저장되었습니다. “docker login --username captain localhost:5000”을 입력해 주세요.',
          en: 'You logged in without an address, so credentials for Docker Hub were kept. Type “docker login --username captain localhost:5000”.',
        });
      const requests = await evidence.requests();
      if (requests.some((request) => isLike(request, 'POST /auth')))
        return wrongMove('refused', {
          ko: '로그인이 거절되었습니다. 사용자 이름은 captain, 비밀번호는 anchor입니다.',
          en: 'The login was refused. The user name is captain and the password is anchor.',
        });
      if (requests.some((request) => isLike(request, 'POST /images/*/push')))
        return wrongMove('not-logged-in', {
          ko: '아직 로그인하지 않아서 푸시가 거절됩니다. “docker login --username captain localhost:5000”을 입력하고, 비밀번호 anchor로 로그인한 다음 다시 푸시해 주세요.',
          en: 'The push is refused, because you have not logged in. Type “docker login --username captain localhost:5000” with the password anchor, then push again.',
        });
      return notStarted({
        ko: '이름을 붙여 푸시해 보고, “docker login --username captain localhost:5000”으로 로그인한 다음 다시 푸시해 주세요.',
        en: 'Name an image and try to push it, log in with “docker login --username captain localhost:5000”, then push again.',
      });
    },
  },
});
