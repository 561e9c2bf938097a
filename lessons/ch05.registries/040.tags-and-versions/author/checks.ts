/** Checks of ch05/tags-and-versions: which tags stand for which image in the registry. */
import { anAnswer } from '#lessons/_checks/expect-file.ts';
import { shownText } from '#lessons/_checks/image-reference.ts';
import { digestOf, tagsInRegistry } from '#lessons/ch05.registries/_checks/registry.ts';
import { defineChecks, passed, wrongMove } from '#lessons/_schema/check.ts';

const REPOSITORY = 'gallery/ui';
const FIRST = '2.1.106';
const NEXT = '2.1.107';
/** The tags that always stand for the newest of something. */
const MOVING = ['2.1', '2', 'latest'];

const firstTags = tagsInRegistry({
  repository: REPOSITORY,
  tags: [FIRST, ...MOVING],
  todo: {
    ko: `ui 폴더를 localhost:5000/${REPOSITORY}:${FIRST}으로 빌드하고, 태그 2.1, 2, latest를 더 붙여 “docker image push --all-tags localhost:5000/${REPOSITORY}”로 올려 주세요.`,
    en: `Build the folder ui as localhost:5000/${REPOSITORY}:${FIRST}, add the tags 2.1, 2 and latest, and push them with “docker image push --all-tags localhost:5000/${REPOSITORY}”.`,
  },
});

const nextTag = tagsInRegistry({
  repository: REPOSITORY,
  tags: [FIRST, NEXT],
  todo: {
    ko: `version.txt를 고치고 localhost:5000/${REPOSITORY}:${NEXT}로 빌드해 주세요. 태그 2.1, 2, latest를 옮긴 다음 모두 올려 주세요.`,
    en: `Edit version.txt and build localhost:5000/${REPOSITORY}:${NEXT}. Move the tags 2.1, 2 and latest, then push them all.`,
  },
});

export default defineChecks({
  'version-tags': {
    watches: firstTags.watches,
    async evaluate(evidence) {
      const outcome = await firstTags.evaluate(evidence);
      if (outcome.outcome === 'failed') return outcome;
      const expected = await digestOf(evidence, REPOSITORY, FIRST);
      for (const tag of MOVING)
        if ((await digestOf(evidence, REPOSITORY, tag)) !== expected)
          return wrongMove('different-images', {
            ko: `${FIRST} 태그와 ${tag} 태그가 서로 다른 이미지를 가리킵니다. “docker image tag localhost:5000/${REPOSITORY}:${FIRST} localhost:5000/${REPOSITORY}:${tag}”로 같은 이미지에 태그를 붙이고 다시 올려 주세요.`,
            en: `${FIRST} and ${tag} point to different images. Put ${tag} on the same one with “docker image tag localhost:5000/${REPOSITORY}:${FIRST} localhost:5000/${REPOSITORY}:${tag}”, then push again.`,
          });
      return passed();
    },
  },
  'next-patch': {
    watches: nextTag.watches,
    async evaluate(evidence) {
      const outcome = await nextTag.evaluate(evidence);
      if (outcome.outcome === 'failed')
        // While only the first version is there, nothing wrong was done.
        return outcome.hint.code === 'tag-missing'
          ? { ...outcome, because: 'not-started', hint: { ...outcome.hint, code: 'not-started' } }
          : outcome;
      const [first, next] = [await digestOf(evidence, REPOSITORY, FIRST), await digestOf(evidence, REPOSITORY, NEXT)];
      if (first === next)
        return wrongMove('same-image', {
          ko: `${FIRST} 태그와 ${NEXT} 태그가 같은 이미지를 가리킵니다. ${FIRST}은 예전 이미지 그대로 두고, version.txt를 고쳐 저장한 다음 ${NEXT}을 빌드해 올려 주세요.`,
          en: `${FIRST} and ${NEXT} point to the same image. Leave ${FIRST} as it was; edit version.txt, save it, then build and push ${NEXT}.`,
        });
      for (const tag of MOVING)
        if ((await digestOf(evidence, REPOSITORY, tag)) !== next)
          return wrongMove('tag-behind', {
            ko: `레지스트리의 ${tag} 태그가 ${NEXT} 이미지를 가리키지 않습니다. “docker image tag localhost:5000/${REPOSITORY}:${NEXT} localhost:5000/${REPOSITORY}:${tag}”로 옮기고 다시 올려 주세요.`,
            en: `In the registry, ${tag} does not point to the image of ${NEXT}. Move it with “docker image tag localhost:5000/${REPOSITORY}:${NEXT} localhost:5000/${REPOSITORY}:${tag}” and push again.`,
          });
      return passed();
    },
  },
  pin: {
    ...anAnswer({
      path: 'pinned.txt',
      answers: async (evidence) => {
        const digest = await digestOf(evidence, REPOSITORY, FIRST);
        const hosts = ['', 'localhost:5000/', '127.0.0.1:5000/'];
        return digest === null ? [] : [digest, ...hosts.map((host) => `${host}${REPOSITORY}@${digest}`)];
      },
      mistakes: async (evidence, given) => {
        const next = await digestOf(evidence, REPOSITORY, NEXT);
        if (next !== null && given.includes(next))
          return {
            code: 'other-version',
            text: {
              ko: `~/pinned.txt에 ${NEXT}의 다이제스트가 있습니다. ${FIRST}의 것을 적어 주세요.`,
              en: `~/pinned.txt holds the digest of ${NEXT}. Write that of ${FIRST}.`,
            },
          };
        const image = (await evidence.images()).find(({ id }) => given === id);
        if (image === undefined) return undefined;
        return {
          code: 'image-id',
          text: {
            ko: `~/pinned.txt에 “${shownText(image.tags[0] ?? '')}”의 이미지 ID가 있습니다. 이미지 ID로는 레지스트리에서 내려받을 수 없습니다. .RepoDigests의 다이제스트를 적어 주세요.`,
            en: `~/pinned.txt holds the image ID of “${shownText(image.tags[0] ?? '')}”. An image cannot be pulled from a registry by its ID. Write the digest in .RepoDigests instead.`,
          },
        };
      },
      todo: {
        ko: `“docker image inspect --format '{{index .RepoDigests 0}}' localhost:5000/${REPOSITORY}:${FIRST} > ~/pinned.txt”를 입력해 주세요.`,
        en: `Type “docker image inspect --format '{{index .RepoDigests 0}}' localhost:5000/${REPOSITORY}:${FIRST} > ~/pinned.txt”.`,
      },
    }),
    watches: ['files', 'images', 'pages'],
  },
});
