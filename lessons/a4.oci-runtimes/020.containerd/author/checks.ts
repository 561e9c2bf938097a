/**
 * When the steps of this lesson are done. See design.md for what is asked and why.
 */
import { allOf } from '#lessons/_checks/combine.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { anAnswer, HOME } from '#lessons/_checks/expect-file.ts';
import { isSameImage } from '#lessons/_checks/image-reference.ts';
import { defineChecks, notStarted, passed, wrongMove, type Check, type LocalizedText } from '#lessons/_schema/check.ts';
import type { Evidence } from '#lessons/_schema/evidence.ts';
import { containerdContainers, containerdImages } from '../../_checks/runtime.ts';

const alpine = 'docker.io/library/alpine:latest';
const hello = 'docker.io/diamol/ch02-hello-diamol:latest';

/** What was done instead of bringing an image into containerd. */
type Mistake = (evidence: Evidence) => Promise<{ readonly code: string; readonly text: LocalizedText } | undefined>;

/** The image is in containerd's default namespace. */
function inContainerd(image: string, todo: LocalizedText, instead: Mistake): Check {
  const isIn = async (evidence: Evidence, namespace: string) =>
    (await containerdImages(evidence, namespace)).some((one) => isSameImage(one, image));
  return {
    watches: ['files', 'images'],
    async evaluate(evidence) {
      if (await isIn(evidence, 'default')) return passed();
      if (await isIn(evidence, 'moby'))
        return wrongMove('other-namespace', {
          ko: '이미지가 containerd의 moby 네임스페이스에 들어갔습니다. --namespace(-n) 없이 다시 해 보세요. 그러면 default에 들어갑니다.',
          en: 'The image went into the containerd namespace moby. Do it again without --namespace (-n); then it goes into default.',
        });
      const mistake = await instead(evidence);
      return mistake === undefined ? notStarted(todo) : wrongMove(mistake.code, mistake.text);
    },
  };
}

export default defineChecks({
  'docker-in-containerd': allOf({
    'no-container': aContainer({
      todo: {
        ko: '“docker container run --detach --name web nginx”를 입력해 주세요.',
        en: 'Type “docker container run --detach --name web nginx”.',
      },
    }),
    'no-answer': anAnswer({
      path: 'room.txt',
      answers: () => Promise.resolve(['moby']),
      mistakes: async (evidence, given) => {
        if (given === 'default')
          return {
            code: 'default-namespace',
            text: {
              ko: 'default는 ctr이 따로 정하지 않으면 쓰는 네임스페이스입니다. 도커의 컨테이너는 거기에 없습니다. “sudo ctr namespaces ls”의 목록에서 다른 이름을 찾아보세요.',
              en: 'default is the namespace that ctr uses when none is named. Docker’s containers are not in it. Look for another name in the list of “sudo ctr namespaces ls”.',
            },
          };
        const isContainer = (await evidence.containers()).some(
          ({ id, name }) => given === name || (given.length >= 6 && id.startsWith(given)),
        );
        if (!isContainer) return undefined;
        return {
          code: 'container-named',
          text: {
            ko: '그것은 컨테이너의 이름이나 아이디입니다. 그 컨테이너가 들어 있는 네임스페이스의 이름을 적어 주세요.',
            en: 'That is the name or the id of the container. Write the name of the namespace that the container is in.',
          },
        };
      },
      todo: {
        ko: '“sudo ctr namespaces ls”를 보고 도커의 컨테이너가 있는 네임스페이스의 이름을 ~/room.txt에 적어 주세요.',
        en: 'Look at “sudo ctr namespaces ls” and write the name of the namespace that holds Docker’s containers into ~/room.txt.',
      },
    }),
  }),

  pull: inContainerd(
    alpine,
    {
      ko: `“sudo ctr images pull ${alpine}”를 입력해 주세요. 이름을 모두 적어야 합니다.`,
      en: `Type “sudo ctr images pull ${alpine}”. The name has to be written in full.`,
    },
    async (evidence) => {
      if ((await evidence.image('alpine')) === null) return undefined;
      return {
        code: 'pulled-by-docker',
        text: {
          ko: `docker로 받은 이미지는 도커의 폴더에 있고 containerd에는 없습니다. “sudo ctr images pull ${alpine}”를 입력해 주세요.`,
          en: `What docker pulls is kept in Docker's own folder, not in containerd. Type “sudo ctr images pull ${alpine}”.`,
        },
      };
    },
  ),

  run: {
    watches: ['files', 'containers'],
    async evaluate(evidence) {
      const { all, running } = await containerdContainers(evidence);
      if (running.length > 0) return passed();
      if (all.length > 0)
        return wrongMove('no-task', {
          ko: '컨테이너의 기록은 있지만 실행 중인 태스크가 없습니다. 명령이 바로 끝났거나, 만들기만 하고 시작하지 않은 것입니다. “sudo ctr containers rm 아이디”로 지우고 “sudo ctr run --detach … sleep 1000”으로 실행해 주세요.',
          en: 'There is the record of a container, but no running task. The command ended at once, or the container was created but not started. Remove it with “sudo ctr containers rm ID”, then run one with “sudo ctr run --detach … sleep 1000”.',
        });
      const byDocker = (await evidence.containers()).some(({ image }) => isSameImage(image, 'alpine'));
      if (byDocker)
        return wrongMove('run-by-docker', {
          ko: 'docker로 실행한 alpine 컨테이너가 있습니다. 이번에는 도커를 거치지 않고 “sudo ctr run”으로 실행해 주세요.',
          en: 'There is a container of alpine run with docker. This time do without Docker and use “sudo ctr run”.',
        });
      return notStarted({
        ko: `“sudo ctr run --detach ${alpine} quiet sleep 1000”을 입력해 주세요.`,
        en: `Type “sudo ctr run --detach ${alpine} quiet sleep 1000”.`,
      });
    },
  },

  import: inContainerd(
    hello,
    {
      ko: 'diamol/ch02-hello-diamol을 hello.tar에 저장하고 “sudo ctr images import hello.tar”를 입력해 주세요.',
      en: 'Save diamol/ch02-hello-diamol to hello.tar and type “sudo ctr images import hello.tar”.',
    },
    async (evidence) => {
      if ((await evidence.file(`${HOME}/hello.tar`)) === null) return undefined;
      return {
        code: 'saved-only',
        text: {
          ko: 'hello.tar는 있지만 containerd에는 아직 그 이미지가 없습니다. 이미지를 이름으로 저장한 파일인지 확인하고 “sudo ctr images import hello.tar”를 입력해 주세요.',
          en: 'hello.tar is there, but the image is not in containerd yet. Make sure that the image was saved by its name, and type “sudo ctr images import hello.tar”.',
        },
      };
    },
  ),
});
