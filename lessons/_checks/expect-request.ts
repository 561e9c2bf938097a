/**
 * Checks for commands that only read, of which the engine's request log is the only trace.
 *
 * Knows nothing about lessons.
 */
import { notStarted, passed, wrongMove, type Check, type LocalizedText } from '#lessons/_schema/check.ts';
import type { EngineRequest, Evidence } from '#lessons/_schema/evidence.ts';

/** A request to recognise: "GET /info", "GET /containers/*\/logs"; a star stands for one part of the path. */
export type RequestPattern = `${'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'} /${string}`;

/** What a check for a request asks for. */
export interface ExpectedRequest {
  readonly request: RequestPattern | readonly RequestPattern[];
  /** What else must hold, e.g. a switch in the query or which container it was about. */
  readonly where?: (request: EngineRequest, evidence: Evidence) => boolean | Promise<boolean>;
  /** The hint when the request was made but `where` does not hold. */
  readonly otherwise?: { readonly code: string; readonly text: LocalizedText };
  /** Requests that show a mistake, with the code of their hint; the latest is talked about. */
  readonly mistakes?: readonly {
    readonly request: RequestPattern;
    readonly where?: (request: EngineRequest) => boolean;
    readonly code: string;
    readonly text: LocalizedText;
  }[];
  /** Milliseconds since the epoch, by the sandbox's clock; requests before it do not count. */
  readonly after?: (evidence: Evidence) => Promise<number>;
  readonly todo: LocalizedText;
}

/** Passes when the engine was asked. For steps only; it does not show who asked. */
export function asked(expected: ExpectedRequest): Check {
  const { where, otherwise, mistakes = [], after, todo } = expected;
  const patterns = typeof expected.request === 'string' ? [expected.request] : expected.request;
  return {
    watches: ['requests', 'containers'],
    async evaluate(evidence) {
      const since = (await after?.(evidence)) ?? 0;
      const requests = (await evidence.requests()).filter(({ at }) => at >= since);
      const made = requests.filter((request) => patterns.some((pattern) => isLike(request, pattern)));
      for (const request of made) if (where === undefined || (await where(request, evidence))) return passed();
      if (made.length > 0 && otherwise !== undefined) return wrongMove(otherwise.code, otherwise.text);
      const mistake = requests
        .flatMap((request) =>
          mistakes
            .filter((wrong) => isLike(request, wrong.request) && (wrong.where?.(request) ?? true))
            .map((wrong) => ({ at: request.at, wrong })),
        )
        .at(-1)?.wrong;
      return mistake === undefined ? notStarted(todo) : wrongMove(mistake.code, mistake.text);
    },
  };
}

/** Whether a request is like a pattern. */
export function isLike({ method, path }: EngineRequest, pattern: RequestPattern): boolean {
  const [wantedMethod, wantedPath = ''] = pattern.split(' ');
  if (method !== wantedMethod) return false;
  const parts = path.split('/');
  const wanted = wantedPath.split('/');
  // The name of an image may have slashes of its own.
  const star = wanted.indexOf('*');
  if (star === -1) return path === wantedPath;
  const behind = wanted.length - star - 1;
  return (
    parts.length >= wanted.length &&
    wanted.slice(0, star).every((part, index) => parts[index] === part) &&
    wanted.slice(star + 1).every((part, index) => parts[parts.length - behind + index] === part)
  );
}

/** What stands for the star: the container's name or id, the image's reference, … */
export function subjectOf({ path }: EngineRequest, pattern: RequestPattern): string {
  const wanted = (pattern.split(' ')[1] ?? '').split('/');
  const star = wanted.indexOf('*');
  const parts = path.split('/');
  return decodeURIComponent(parts.slice(star, parts.length - (wanted.length - star - 1)).join('/'));
}
