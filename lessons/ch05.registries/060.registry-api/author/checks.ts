/** Checks of ch05/registry-api: lists and a digest that were looked up, and an image deleted by its digest. */
import { allOf } from '#lessons/_checks/combine.ts';
import { aFile, anAnswer } from '#lessons/_checks/expect-file.ts';
import type { Requirement } from '#lessons/_checks/requirement.ts';
import { digestOf, tagsOf } from '#lessons/ch05.registries/_checks/registry.ts';
import { defineChecks, notStarted, passed, wrongMove, type Check, type LocalizedText } from '#lessons/_schema/check.ts';
import type { Evidence, FileEvidence } from '#lessons/_schema/evidence.ts';

const REPOSITORY = 'gallery/ui';
const ADDRESS = 'http://localhost:5000/v2';

const deleteIt: LocalizedText = {
  ko: `“curl --include --request DELETE ${ADDRESS}/${REPOSITORY}/manifests/$(cat ~/digest.txt)”를 입력해 주세요.`,
  en: `Type “curl --include --request DELETE ${ADDRESS}/${REPOSITORY}/manifests/$(cat ~/digest.txt)”.`,
};

/** A file in which all of these words must stand, in whatever form. */
function fileWith(path: string, words: readonly string[], code: string, todo: LocalizedText): Check {
  const missing = (text: string) => words.filter((word) => !wordsIn(text).has(word));
  const complete: Requirement<FileEvidence> = {
    code,
    isMet: ({ text }) => missing(text).length === 0,
    text: ({ text }) => ({
      ko: `~/${path}에 빠진 것이 있습니다(${missing(text).join(', ')}). ${todo.ko}`,
      en: `~/${path} lacks ${missing(text).join(', ')}. ${todo.en}`,
    }),
  };
  return aFile({ path, also: [complete], todo });
}

export default defineChecks({
  list: allOf({
    catalog: fileWith('catalog.json', ['gallery/ui', 'gallery/old-ui'], 'other-catalog', {
      ko: `“curl --silent ${ADDRESS}/_catalog > ~/catalog.json”을 입력해 주세요.`,
      en: `Type “curl --silent ${ADDRESS}/_catalog > ~/catalog.json”.`,
    }),
    tags: fileWith('tags.json', ['1.0', '1.1', '2.0', 'latest', 'stable'], 'other-tags', {
      ko: `“curl --silent ${ADDRESS}/${REPOSITORY}/tags/list > ~/tags.json”을 입력해 주세요.`,
      en: `Type “curl --silent ${ADDRESS}/${REPOSITORY}/tags/list > ~/tags.json”.`,
    }),
  }),
  digest: {
    ...anAnswer({
      path: 'digest.txt',
      answers: async (evidence) => {
        const digest = await digestOf(evidence, REPOSITORY, '1.0');
        return digest === null ? [] : [digest];
      },
      mistakes: async (evidence, given) => {
        if (given === (await digestOf(evidence, REPOSITORY, '1.0', {})))
          return {
            code: 'no-accept-header',
            text: {
              ko: '~/digest.txt에 예전 형식 매니페스트의 다이제스트가 있습니다. 요청에 “Accept: application/vnd.docker.distribution.manifest.v2+json” 헤더를 더해 다시 물어보세요.',
              en: '~/digest.txt holds the digest of the manifest in its old form. Ask again with the header “Accept: application/vnd.docker.distribution.manifest.v2+json”.',
            },
          };
        for (const tag of ['1.1', '2.0'])
          if (given === (await digestOf(evidence, REPOSITORY, tag)))
            return {
              code: 'other-tag',
              text: {
                ko: `~/digest.txt에 ${tag}의 다이제스트가 있습니다. 1.0의 것을 적어 주세요.`,
                en: `~/digest.txt holds the digest of ${tag}. Write that of 1.0.`,
              },
            };
        return undefined;
      },
      todo: {
        ko: '1.0의 매니페스트를 Accept 헤더와 함께 HEAD로 물어보고, Docker-Content-Digest의 값(sha256:…)만 ~/digest.txt에 적어 주세요.',
        en: 'Ask for the manifest of 1.0 with HEAD and the Accept header, and write only the value of Docker-Content-Digest (sha256:…) into ~/digest.txt.',
      },
    }),
    watches: ['files', 'pages'],
  },
  delete: {
    watches: ['pages', 'containers', 'logs'],
    async evaluate(evidence) {
      const tags = await tagsOf(evidence, REPOSITORY);
      if (tags === null) return notStarted(deleteIt);
      const lost = ['1.1', '2.0', 'latest'].filter((tag) => !tags.includes(tag));
      if (lost.length > 0)
        return wrongMove('deleted-too-much', {
          ko: `레지스트리에서 ${lost.join(', ')} 태그까지 없어졌습니다. 1.0의 다이제스트만 지워야 합니다. 실습을 처음부터 다시 시작해 주세요.`,
          en: `The registry has lost ${lost.join(', ')}, too. Only the digest of 1.0 was to be deleted. Start the lesson over.`,
        });
      if (!tags.includes('1.0')) return passed();
      if (await wasRefused(evidence, /"DELETE \/v2\/gallery\/ui\/manifests\/(?!sha256:)\S+ HTTP\/1\.\d" 4/))
        return wrongMove('by-tag', {
          ko: `태그로는 지울 수 없습니다. 주소의 끝에 태그 대신 다이제스트를 써 주세요. ${deleteIt.ko}`,
          en: `An image cannot be deleted by a tag. Put the digest at the end of the address instead. ${deleteIt.en}`,
        });
      if (await wasRefused(evidence, /"DELETE \/v2\/gallery\/ui\/manifests\/sha256:\w+ HTTP\/1\.\d" 4/))
        return wrongMove('unknown-digest', {
          ko: `레지스트리가 모르는 다이제스트입니다. Accept 헤더와 함께 물어본 값을 써야 합니다. ${deleteIt.ko}`,
          en: `The registry does not know that digest. It must be the one you get with the Accept header. ${deleteIt.en}`,
        });
      return notStarted(deleteIt);
    },
  },
});

/** Names and tags in a text, whatever stands between them. */
function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.match(/[\w./-]+/g));
}

/** Whether the registry's log has a request that was refused; only the last lines are known. */
async function wasRefused(evidence: Evidence, line: RegExp): Promise<boolean> {
  for (const container of await evidence.containers())
    if (container.image.includes('registry') && line.test(await evidence.logs(container.id))) return true;
  return false;
}
