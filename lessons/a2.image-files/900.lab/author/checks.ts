/**
 * When the goals of this lab are reached. See design.md for what is asked and why.
 */
import { allOf } from '#lessons/_checks/combine.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { anImage } from '#lessons/_checks/expect-image.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import { defineChecks, notStarted, passed, wrongMove, type Check } from '#lessons/_schema/check.ts';
import type { ImageDetails } from '#lessons/_schema/evidence.ts';
import { anArchive, holdsImages, holdsTag, isGzipped, readArchive } from '../../_checks/archive.ts';

const greeter = 'kiosk/greeter:1.0';
const counter = 'kiosk/counter:1.0';
const packedFile = 'usb/kiosk.tar.gz';

const greeterTodo = {
  ko: `usb/greeter.tar.gz의 이미지를 불러와 ${greeter}라는 이름을 붙여 주세요.`,
  en: `Load the image in usb/greeter.tar.gz and give it the name ${greeter}.`,
};

/** Exactly the image of the file, by its id, which stands for layers and settings. */
const theSavedGreeter: Check = {
  watches: ['images', 'files'],
  async evaluate(evidence) {
    const archive = await readArchive(evidence, 'usb/greeter.tar.gz');
    const saved = archive?.images?.[0]?.id;
    const [named, loaded] = [await evidence.image(greeter), saved === undefined ? null : await evidence.image(saved)];
    if (saved === undefined && named === null)
      return wrongMove('delivery-lost', {
        ko: '~/usb/greeter.tar.gz가 없거나 내용이 바뀌었습니다. 실습 환경을 처음 상태로 되돌려 주세요.',
        en: '~/usb/greeter.tar.gz is gone or was changed. Reset the sandbox to its start to get it back.',
      });
    if (named !== null) {
      if (named.id === saved) return passed();
      return wrongMove('not-the-saved-image', {
        ko: `“${greeter}” 이미지가 있지만 파일에 저장된 이미지가 아닙니다. 레이어가 ${String(named.layers.length)}개이고 아이디도 다릅니다. 저장된 이미지를 그대로 불러와 주세요.`,
        en: `There is an image “${greeter}”, but it is not the one in the file: it has ${String(named.layers.length)} ${named.layers.length === 1 ? 'layer' : 'layers'} and another id. Load the saved image as it is.`,
      });
    }
    if (loaded === null) return notStarted(greeterTodo);
    const shown = loaded.tags.map(shownText).join(', ');
    return wrongMove(shown === '' ? 'no-name' : 'other-name', {
      ko: `저장된 이미지를 불러왔지만 이름이 ${shown === '' ? '없습니다' : `“${shown}”입니다`}. “${greeter}”라는 이름을 붙여 주세요.`,
      en: `The saved image is loaded, but ${shown === '' ? 'has no name' : `is called “${shown}”`}. Name it “${greeter}”.`,
    });
  },
};

function startLine({ entrypoint, command }: ImageDetails): string {
  return [...entrypoint, ...command].join(' ');
}

export default defineChecks({
  greeter: theSavedGreeter,

  counter: allOf({
    'no-image': anImage({
      tag: counter,
      environment: { STEP: '5' },
      also: [
        {
          code: 'no-command',
          isMet: (image) => startLine(image).includes('count.sh'),
          text: (image) => ({
            ko: `“${counter}” 이미지의 시작 명령이 ${startLine(image) === '' ? '없습니다' : `“${shownText(startLine(image))}”입니다`}. count.sh를 실행해야 합니다.`,
            en: `The command of the image “${counter}” is ${startLine(image) === '' ? 'not set' : `“${shownText(startLine(image))}”`}; it must run count.sh.`,
          }),
        },
        {
          code: 'other-folder',
          isMet: (image) => /^\/app\/?$/.test(image.workingDirectory) || startLine(image).includes('cd /app'),
          text: ({ workingDirectory }) => ({
            ko: `“${counter}” 이미지의 작업 디렉터리가 “${shownText(workingDirectory === '' ? '/' : workingDirectory)}”입니다. 프로그램은 /app에서 시작해야 합니다.`,
            en: `The working directory of the image “${counter}” is “${shownText(workingDirectory === '' ? '/' : workingDirectory)}”; the program must be started in /app.`,
          }),
        },
      ],
      todo: {
        ko: `usb/counter-files.tar로 ${counter} 이미지를 만들어 주세요.`,
        en: `Make the image ${counter} from usb/counter-files.tar.`,
      },
    }),
    'not-run': aContainer({
      image: counter,
      state: 'ended',
      runs: { like: /count\.sh/, shown: 'sh count.sh' },
      environment: { STEP: '5' },
      todo: {
        ko: `“${counter}” 이미지로 컨테이너를 실행하고 지우지 말고 남겨 두세요.`,
        en: `Run a container from the image “${counter}” and do not remove it.`,
      },
    }),
  }),

  packed: anArchive({
    path: packedFile,
    requirements: [
      holdsImages(packedFile),
      holdsTag(packedFile, greeter),
      holdsTag(packedFile, counter),
      isGzipped(packedFile),
    ],
    todo: {
      ko: `두 이미지를 ~/${packedFile}에 저장해 주세요.`,
      en: `Save both images to ~/${packedFile}.`,
    },
  }),
});
