/**
 * Asks the learner's own registry on port 5000 which tags it has and what they stand for.
 *
 * Knows nothing about single lessons.
 */
import { isLike, subjectOf } from '#lessons/_checks/expect-request.ts';
import { familiarReference, shownText } from '#lessons/_checks/image-reference.ts';
import { notStarted, passed, wrongMove, type Check, type LocalizedText, type Outcome } from '#lessons/_schema/check.ts';
import type { Evidence, PageRequest } from '#lessons/_schema/evidence.ts';

/** Where the learner's registry is published. */
export const REGISTRY_PORT = 5000;

/** The form in which today's engines store manifests; without it the registry answers in an old one with another digest. */
const MANIFEST_TYPE = 'application/vnd.docker.distribution.manifest.v2+json';

/** How the registry is asked. */
type Headers = NonNullable<PageRequest['headers']>;

/** The header of a user with a password. */
export function signedIn(user: string, password: string): Headers {
  return { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

/** The tags of a repository, none when it has none; null when no registry answers. */
export async function tagsOf(
  evidence: Evidence,
  repository: string,
  headers: Headers = {},
): Promise<readonly string[] | null> {
  const page = await evidence.page(REGISTRY_PORT, `/v2/${repository}/tags/list`, { headers });
  if (page === null) return null;
  return page.status === 200 ? listIn(page.body, 'tags') : [];
}

/** The names of all repositories; none when no registry answers. */
async function repositoriesOf(evidence: Evidence, headers: Headers): Promise<readonly string[]> {
  const page = await evidence.page(REGISTRY_PORT, '/v2/_catalog', { headers });
  return page?.status === 200 ? listIn(page.body, 'repositories') : [];
}

/** The digest of what a tag stands for; null when the registry does not have it. */
export async function digestOf(
  evidence: Evidence,
  repository: string,
  tag: string,
  headers: Headers = { Accept: MANIFEST_TYPE },
): Promise<string | null> {
  const path = `/v2/${repository}/manifests/${tag}`;
  const page = await evidence.page(REGISTRY_PORT, path, { method: 'HEAD', headers });
  return page?.status === 200 ? (page.headers['docker-content-digest'] ?? null) : null;
}

/** The strings of a list in an answer of the registry; none when it is not such an answer. */
export function listIn(body: string, field: string): readonly string[] {
  try {
    const answer: unknown = JSON.parse(body);
    const list: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, field) : null;
    return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
  } catch {
    return [];
  }
}

/** What a check for tags in the registry asks for. */
interface ExpectedTags {
  readonly repository: string;
  readonly tags: readonly string[];
  readonly headers?: Headers;
  readonly todo: LocalizedText;
}

/**
 * Passes when the registry has all of these tags. Hints: `tag-missing` (others of them are there), `other-repository`,
 * `pushed-elsewhere` (the name had no registry in it), `not-pushed` (the image has the name already).
 */
export function tagsInRegistry({ repository, tags, headers = {}, todo }: ExpectedTags): Check {
  return {
    watches: ['pages', 'images', 'requests'],
    async evaluate(evidence) {
      const found = await tagsOf(evidence, repository, headers);
      if (found === null) return notStarted(todo);
      const missing = tags.filter((tag) => !found.includes(tag));
      if (missing.length === 0) return passed();
      if (found.length > 0)
        return wrongMove('tag-missing', {
          ko: `레지스트리의 ${repository}에는 ${quoted(found)} 태그만 있습니다. ${quoted(missing)} 태그도 있어야 합니다.`,
          en: `In the registry, ${repository} has only the tags ${quoted(found)}. It must have ${quoted(missing)}, too.`,
        });
      return (await otherMove(evidence, repository, missing[0] ?? '', headers)) ?? notStarted(todo);
    },
  };
}

/** What was done instead, when the registry has nothing of the repository. */
async function otherMove(
  evidence: Evidence,
  repository: string,
  tag: string,
  headers: Headers,
): Promise<Outcome | undefined> {
  const [other] = await repositoriesOf(evidence, headers);
  if (other !== undefined)
    return wrongMove('other-repository', {
      ko: `레지스트리에는 “${shownText(other)}”만 있습니다. 이미지에 localhost:5000/${repository} 이름을 붙여 푸시해 주세요.`,
      en: `The registry has only “${shownText(other)}”. Give the image the name localhost:5000/${repository} and push that.`,
    });
  const elsewhere = (await evidence.requests())
    .filter((request) => isLike(request, 'POST /images/*/push'))
    .map((request) => subjectOf(request, 'POST /images/*/push'))
    .findLast((name) => !/^(localhost|[^/]*[.:][^/]*)\//.test(name));
  if (elsewhere !== undefined)
    return wrongMove('pushed-elsewhere', {
      ko: `“${shownText(elsewhere)}”라는 이름에는 레지스트리가 없어서 Docker Hub로 푸시하려고 했습니다. localhost:5000/으로 시작하는 이름을 붙여 푸시해 주세요.`,
      en: `The name “${shownText(elsewhere)}” has no registry in it, so the push went to Docker Hub. Give the image a name that begins with localhost:5000/ and push that.`,
    });
  const wanted = new RegExp(`^(localhost|127\\.0\\.0\\.1):${String(REGISTRY_PORT)}/${repository}(:|$)`);
  const names = (await evidence.images()).flatMap((image) => image.tags.map(familiarReference));
  const local = names.find((name) => wanted.test(name));
  if (local === undefined) return undefined;
  return wrongMove('not-pushed', {
    ko: `“${shownText(local)}” 이미지가 엔진에는 있지만 레지스트리에는 “${repository}:${tag}”가 없습니다. docker image push로 올려 주세요.`,
    en: `The engine has an image “${shownText(local)}”, but the registry has no “${repository}:${tag}”. Send it there with docker image push.`,
  });
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `“${shownText(name)}”`).join(', ');
}
