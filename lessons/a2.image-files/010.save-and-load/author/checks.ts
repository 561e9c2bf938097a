/**
 * When the steps of this lesson are done. See design.md for what is asked and why.
 */
import { allOf, withMoves } from '#lessons/_checks/combine.ts';
import { anAnswer } from '#lessons/_checks/expect-file.ts';
import { anImage } from '#lessons/_checks/expect-image.ts';
import { defineChecks, notStarted, passed, type Check } from '#lessons/_schema/check.ts';
import { anArchive, holdsImages, holdsTag, isGzipped } from '../../_checks/archive.ts';

const hello = 'diamol/ch02-hello-diamol';

const loadTodo = {
  ko: `“docker image rm ${hello}”로 지운 다음 “docker image load --input hello.tar”를 입력해 주세요.`,
  en: `Remove the image with “docker image rm ${hello}”, then type “docker image load --input hello.tar”.`,
};

/** The image was removed, and afterwards one was loaded from a file. */
const wasLoadedAfterRemoval: Check = {
  watches: ['events'],
  async evaluate(evidence) {
    const events = (await evidence.events()).filter(({ type }) => type === 'image');
    const removedAt = events.findIndex(({ action }) => action === 'delete' || action === 'untag');
    const loadedAt = events.findLastIndex(({ action }) => action === 'load');
    return removedAt !== -1 && loadedAt > removedAt ? passed() : notStarted(loadTodo);
  },
};

export default defineChecks({
  save: anArchive({
    path: 'hello.tar',
    requirements: [holdsImages('hello.tar'), holdsTag('hello.tar', hello)],
    todo: {
      ko: `“docker image save --output hello.tar ${hello}”을 입력해 주세요.`,
      en: `Type “docker image save --output hello.tar ${hello}”.`,
    },
  }),

  'look-inside': anAnswer({
    path: 'layers.txt',
    answers: async (evidence) => {
      const image = await evidence.image(hello);
      return image === null ? [] : [String(image.layers.length)];
    },
    mistakes: async (evidence, given) => {
      const image = await evidence.image(hello);
      if (image === null || given !== String(image.history.length)) return undefined;
      return {
        code: 'history-counted',
        text: {
          ko: `${given}은(는) docker image history의 줄 수입니다. 파일을 바꾸지 않는 인스트럭션은 레이어를 만들지 않습니다. manifest.json의 Layers 항목을 세어 주세요.`,
          en: `${given} is the number of lines in docker image history. Instructions that change no files make no layer. Count the entries of Layers in manifest.json.`,
        },
      };
    },
    todo: {
      ko: 'hello.tar 안의 manifest.json에서 Layers의 항목을 세어 그 수를 ~/layers.txt에 적어 주세요.',
      en: 'Count the entries of Layers in the manifest.json of hello.tar and write the number into ~/layers.txt.',
    },
  }),

  load: withMoves(
    allOf({
      'not-loaded': wasLoadedAfterRemoval,
      'image-removed': anImage({ tag: hello, todo: loadTodo }),
    }),
    ['events'],
    async (evidence) => {
      const events = (await evidence.events()).filter(({ type }) => type === 'image');
      const removedAt = events.find(({ action }) => action === 'delete' || action === 'untag')?.at ?? Infinity;
      // What was pulled before the removal was right.
      return events
        .filter(({ at, action }) => action === 'load' || (at > removedAt && (action === 'pull' || action === 'import')))
        .map(({ at, action }) => {
          if (action === 'pull')
            return {
              at,
              code: 'pulled-again',
              text: {
                ko: `이미지를 레지스트리에서 다시 내려받았습니다. 네트워크가 없는 컴퓨터라면 할 수 없는 일입니다. 이미지를 다시 지우고 “docker image load --input hello.tar”로 되살려 주세요.`,
                en: `The image was pulled from the registry again, which a computer without a network could not do. Remove it again and type “docker image load --input hello.tar”.`,
              },
            };
          if (action === 'import')
            return {
              at,
              code: 'imported',
              text: {
                ko: 'docker image import는 컨테이너의 파일 시스템을 읽는 명령이라, hello.tar에 든 manifest.json과 blobs를 그대로 파일로 담은 이미지를 만들었습니다. 이미지 아카이브는 docker image load로 읽어 주세요.',
                en: 'docker image import reads the file system of a container, so it made an image that has manifest.json and blobs of hello.tar as its files. Read image archives with docker image load.',
              },
            };
          return {
            at,
            code: 'not-removed',
            text: {
              ko: `이미지가 아직 있는 채로 불러왔습니다. 파일만으로 되살아나는지 보려면 먼저 “docker image rm ${hello}”로 지우고 다시 불러와 주세요.`,
              en: `The image was loaded while it was still there. To see that the file is enough, first remove the image with “docker image rm ${hello}”, then load it again.`,
            },
          };
        });
    },
  ),

  several: anArchive({
    path: 'pair.tar.gz',
    requirements: [
      holdsImages('pair.tar.gz'),
      holdsTag('pair.tar.gz', 'alpine'),
      holdsTag('pair.tar.gz', 'busybox'),
      isGzipped('pair.tar.gz'),
    ],
    todo: {
      ko: '“docker image save alpine busybox | gzip > pair.tar.gz”를 입력해 주세요.',
      en: 'Type “docker image save alpine busybox | gzip > pair.tar.gz”.',
    },
  }),
});
