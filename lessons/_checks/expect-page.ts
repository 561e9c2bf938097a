/**
 * Checks that ask for what a published port answers.
 *
 * Knows nothing about lessons.
 */
import { notStarted, passed, wrongMove, type Check, type LocalizedText } from '#lessons/_schema/check.ts';
import type { PageEvidence, PageRequest } from '#lessons/_schema/evidence.ts';
import { shownText } from './image-reference.ts';
import type { Requirement } from './requirement.ts';

/** What a check for a page asks for. */
export interface ExpectedPage {
  /** The port of the sandbox. */
  readonly port: number;
  /** "/" when left out. */
  readonly path?: string;
  readonly request?: PageRequest;
  /** 200 when left out. */
  readonly status?: number;
  /** What must stand in the page, with the words for it. */
  readonly contains?: string | { readonly like: RegExp; readonly shown: string };
  /** Further requirements of the lesson's own. */
  readonly also?: readonly Requirement<PageEvidence>[];
  /** What to do, said while nothing answers and nothing is published there. */
  readonly todo: LocalizedText;
}

/** Passes when the page is as expected. Hints: `no-answer`, `other-status`, `other-page`. */
export function aPage({ port, path = '/', request, status = 200, contains, also = [], todo }: ExpectedPage): Check {
  const address = `http://localhost:${String(port)}${path}`;
  return {
    watches: ['pages', 'containers'],
    async evaluate(evidence) {
      const page = await evidence.page(port, path, request);
      if (page === null) {
        const publisher = (await evidence.containers()).find(
          (container) =>
            container.status === 'running' && container.ports.some(({ publishedPort }) => publishedPort === port),
        );
        if (publisher === undefined) return notStarted(todo);
        return wrongMove('no-answer', {
          ko: `“${shownText(publisher.name)}” 컨테이너가 ${String(port)}번 포트를 공개하고 있지만 ${address}에서 답이 오지 않습니다. 프로그램이 컨테이너의 어느 포트에서 기다리는지 확인해 주세요.`,
          en: `The container “${shownText(publisher.name)}” publishes port ${String(port)}, but ${address} does not answer. Look at which port the program in the container listens on.`,
        });
      }
      if (page.status !== status)
        return wrongMove('other-status', {
          ko: `${address}의 응답 코드가 ${String(page.status)}입니다. ${String(status)}이어야 합니다.`,
          en: `${address} answers ${String(page.status)}, expected ${String(status)}.`,
        });
      if (contains !== undefined && !isIn(contains, page.body)) {
        const shown = typeof contains === 'string' ? contains : contains.shown;
        return wrongMove('other-page', {
          ko: `${address}에 “${shown}”이(가) 보이지 않습니다. 지금은 이렇게 시작합니다: “${beginning(page.body)}”`,
          en: `${address} does not show “${shown}”. It begins like this: “${beginning(page.body)}”`,
        });
      }
      for (const requirement of also)
        if (!(await requirement.isMet(page))) return wrongMove(requirement.code, await requirement.text(page));
      return passed();
    },
  };
}

function isIn(contains: NonNullable<ExpectedPage['contains']>, text: string): boolean {
  return typeof contains === 'string' ? text.includes(contains) : contains.like.test(text);
}

/** The first words of a page, without its tags. */
function beginning(body: string): string {
  const text = body
    .replace(/<(script|style)\b[^>]*>.*?<\/\1>/gis, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return shownText(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
