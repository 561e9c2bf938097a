/** Checks of ch06/filesystem-rules: what is seen where something is mounted over files of the image. */
import { containersOf } from '#lessons/_checks/containers.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { aVolume } from '#lessons/_checks/expect-storage-network.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import { filesInVolume } from '#lessons/ch06.volumes/_checks/volume-files.ts';
import { defineChecks, notStarted, passed, wrongMove, type Check } from '#lessons/_schema/check.ts';

const IMAGE = 'diamol/ch06-bind-mount';
const VOLUME = 'init-files';

const volumeThere = aVolume({
  name: VOLUME,
  todo: {
    ko: '“--volume init-files:/init”을 붙여 diamol/ch06-bind-mount를 실행해 주세요.',
    en: 'Run diamol/ch06-bind-mount with “--volume init-files:/init”.',
  },
});

const fillVolume: Check = {
  watches: ['volumes', 'containers', 'files'],
  async evaluate(evidence) {
    const there = await volumeThere.evaluate(evidence);
    if (there.outcome !== 'passed') return there;
    const files = await filesInVolume(evidence, VOLUME);
    if (files.includes('abc.txt') && files.includes('def.txt')) return passed();
    return wrongMove('still-empty', {
      ko: `“${VOLUME}” 볼륨에 이미지의 파일이 없습니다${files.length === 0 ? '' : ` (있는 파일: ${files.map(shownText).join(', ')})`}. 비어 있는 볼륨을 diamol/ch06-bind-mount의 /init에 마운트해야 합니다. 경로를 확인해 주세요.`,
      en: `The volume “${VOLUME}” does not hold the files of the image${files.length === 0 ? '' : ` (it has ${files.map(shownText).join(', ')})`}. An empty volume has to be mounted at /init of diamol/ch06-bind-mount. Check the path.`,
    });
  },
};

const singleFile: Check = {
  watches: ['containers', 'images', 'files'],
  async evaluate(evidence) {
    const own = containersOf(IMAGE, await evidence.containers(), await evidence.images());
    for (const { name, status, exitCode, mounts } of own)
      for (const { type, source, target } of mounts) {
        if (type !== 'bind') continue;
        const isFile = (await evidence.file(source))?.kind === 'file';
        if (target === '/init' && isFile)
          return wrongMove('file-over-folder', {
            ko: `“${shownText(name)}” 컨테이너는 파일을 폴더 /init 위에 마운트하려다 시작하지 못했습니다. 지우고, target도 파일의 경로인 /init/123.txt로 써 주세요.`,
            en: `The container “${shownText(name)}” could not start, because a file cannot be mounted on the folder /init. Remove it, and give the path of a file as the target, too: /init/123.txt.`,
          });
        if (!target.startsWith('/init/')) continue;
        if (!isFile)
          return wrongMove('no-such-file', {
            ko: `“${shownText(source)}”는 파일이 아닙니다. 없는 경로여서 -v가 폴더를 만들었을 수 있습니다. 컨테이너와 그 폴더를 지우고 이름을 확인해 주세요.`,
            en: `“${shownText(source)}” is not a file. Perhaps there was nothing at that path, and -v created a folder. Remove the container and that folder, and check the name.`,
          });
        if (status === 'exited' && exitCode === 0) return passed();
      }
    return notStarted({
      ko: 'new/123.txt 파일을 /init/123.txt에 바인드 마운트해 실행해 주세요.',
      en: 'Run the image with the file new/123.txt bind-mounted at /init/123.txt.',
    });
  },
};

export default defineChecks({
  'cover-up': aContainer({
    image: IMAGE,
    state: 'ended',
    mounts: [{ target: '/init', type: 'bind' }],
    todo: {
      ko: '~/new를 /init에 바인드 마운트해 diamol/ch06-bind-mount를 실행해 주세요.',
      en: 'Run diamol/ch06-bind-mount with ~/new bind-mounted at /init.',
    },
  }),
  'fill-volume': fillVolume,
  'single-file': singleFile,
});
