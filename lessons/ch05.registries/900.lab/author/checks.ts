/** Checks of ch05/lab: a registry, everything pushed to it, a list of it, and one image deleted from it. */
import { allOf } from '#lessons/_checks/combine.ts';
import { aContainer } from '#lessons/_checks/expect-container.ts';
import { aFile } from '#lessons/_checks/expect-file.ts';
import { aPage } from '#lessons/_checks/expect-page.ts';
import { digestOf, listIn, tagsInRegistry, tagsOf } from '#lessons/ch05.registries/_checks/registry.ts';
import { defineChecks, notStarted, partlyDone, passed, wrongMove, type LocalizedText } from '#lessons/_schema/check.ts';
import type { Evidence } from '#lessons/_schema/evidence.ts';

const REPOSITORY = 'gallery/ui';
/** All of them stand for one image. */
const RELEASED = ['2.1.106', '2.1', '2'];

const runIt: LocalizedText = {
  ko: '삭제를 허용하는 레지스트리를 실행하고 5000번 포트에 공개해 주세요.',
  en: 'Run a registry that allows deletion, published on port 5000.',
};

const pushAll: LocalizedText = {
  ko: 'gallery/ui의 태그마다 레지스트리의 주소가 든 이름을 붙여 모두 올려 주세요.',
  en: 'Give every tag of gallery/ui a name with the address of the registry, and push them all.',
};

const listFirst: LocalizedText = {
  ko: '레지스트리 API가 답한 태그 목록을 ~/tags.json에 저장해 주세요.',
  en: 'Save the list of tags, as the registry API returns it, in ~/tags.json.',
};

const deleteLatest: LocalizedText = {
  ko: 'latest를 올린 다음 그 다이제스트로 지워 주세요.',
  en: 'Push latest, then delete it by its digest.',
};

const released = tagsInRegistry({ repository: REPOSITORY, tags: RELEASED, todo: pushAll });

export default defineChecks({
  registry: allOf({
    container: aContainer({
      publishes: [{ containerPort: 5000, on: 5000 }],
      restart: 'always',
      environment: { REGISTRY_STORAGE_DELETE_ENABLED: { like: /^true$/i, shown: 'true' } },
      todo: runIt,
    }),
    answers: aPage({ port: 5000, path: '/v2/', todo: runIt }),
  }),
  pushed: {
    watches: released.watches,
    async evaluate(evidence) {
      const outcome = await released.evaluate(evidence);
      if (outcome.outcome === 'failed') return outcome;
      const release = await digestOf(evidence, REPOSITORY, '2.1.106');
      if (release === (await digestOf(evidence, REPOSITORY, 'latest')))
        return wrongMove('latest-replaced', {
          ko: '레지스트리의 latest가 2.1.106과 같은 이미지입니다. 엔진에 있는 gallery/ui:latest를 그대로 올려 주세요.',
          en: 'In the registry, latest is the same image as 2.1.106. Push gallery/ui:latest as it is in the engine.',
        });
      if (await wasPushed(evidence, 'latest')) return passed();
      return wrongMove('latest-not-pushed', {
        ko: '버전 태그는 모두 있지만 gallery/ui:latest를 올린 적이 없습니다. latest도 올려 주세요.',
        en: 'All version tags are there, but gallery/ui:latest has not been pushed. Push it, too.',
      });
    },
  },
  listed: aFile({
    path: 'tags.json',
    also: [
      {
        code: 'other-list',
        isMet: ({ text }) => text.includes(`"${REPOSITORY}"`) && listIn(text, 'tags').length > 0,
        text: () => ({
          ko: `~/tags.json이 ${REPOSITORY}의 태그 목록에 대한 레지스트리의 답이 아닙니다. ${listFirst.ko}`,
          en: `~/tags.json is not the registry's answer about the tags of ${REPOSITORY}. ${listFirst.en}`,
        }),
      },
      {
        code: 'incomplete-list',
        isMet: ({ text }) => [...RELEASED, 'latest'].every((tag) => listIn(text, 'tags').includes(tag)),
        text: ({ text }) => ({
          ko: `~/tags.json에 ${[...RELEASED, 'latest'].filter((tag) => !listIn(text, 'tags').includes(tag)).join(', ')} 태그가 없습니다. 네 태그를 모두 올린 다음, 지우기 전에 목록을 저장해 주세요.`,
          en: `~/tags.json lacks ${[...RELEASED, 'latest'].filter((tag) => !listIn(text, 'tags').includes(tag)).join(', ')}. Push all four tags, then save the list before you delete anything.`,
        }),
      },
    ],
    todo: listFirst,
  }),
  deleted: {
    watches: ['pages', 'images'],
    async evaluate(evidence) {
      const tags = await tagsOf(evidence, REPOSITORY);
      const isPushed = await wasPushed(evidence, 'latest');
      if (tags === null || (tags.length === 0 && !isPushed)) return notStarted(deleteLatest);
      const lost = RELEASED.filter((tag) => !tags.includes(tag));
      const tooMuch = wrongMove('deleted-too-much', {
        ko: `레지스트리에 ${lost.join(', ')} 태그가 없습니다. latest만 지우고 나머지는 남아 있어야 합니다. 없어진 태그를 다시 올려 주세요.`,
        en: `The registry lacks the tags ${lost.join(', ')}. Only latest was to go. Push the missing tags again.`,
      });
      // All three go together when their digest is deleted.
      if (lost.length === RELEASED.length && (await wasPushed(evidence, '2'))) return tooMuch;
      if (tags.includes('latest'))
        return partlyDone('still-there', {
          ko: '레지스트리에 아직 latest가 있습니다. 그 다이제스트를 찾아 지워 주세요.',
          en: 'The registry still has latest. Look up its digest and delete that.',
        });
      if (!isPushed)
        return wrongMove('never-pushed', {
          ko: '레지스트리에 latest가 없지만, 지워서가 아니라 올린 적이 없어서입니다. gallery/ui:latest를 올린 다음 지워 주세요.',
          en: 'The registry has no latest, but only because it was never pushed. Push gallery/ui:latest, then delete it.',
        });
      return lost.length === 0 ? passed() : tooMuch;
    },
  },
});

/** The engine remembers under which digests it has pushed an image; it forgets when the image itself is removed. */
async function wasPushed(evidence: Evidence, tag: string): Promise<boolean> {
  if ((await digestOf(evidence, REPOSITORY, tag)) !== null) return true;
  const image = await evidence.image(`${REPOSITORY}:${tag}`);
  return image?.digests.some((digest) => /^[^/]+:5000\/gallery\/ui@/.test(digest)) === true;
}
