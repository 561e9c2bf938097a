/**
 * Checks that ask for files: of the learner's home, or in a container.
 *
 * Knows nothing about lessons.
 */
import { notStarted, passed, wrongMove, type Check, type LocalizedText } from '#lessons/_schema/check.ts';
import type { ContainerEvidence, Evidence, FileEvidence } from '#lessons/_schema/evidence.ts';
import { shownText } from './image-reference.ts';
import type { Requirement } from './requirement.ts';

/** Where lessons' paths begin. */
export const HOME = '/home/learner';

/** What a check for a file of the learner's asks for. */
export interface ExpectedFile {
  /** Below the learner's home. */
  readonly path: string;
  readonly contains?: string | { readonly like: RegExp; readonly shown: string };
  readonly also?: readonly Requirement<FileEvidence>[];
  readonly todo: LocalizedText;
}

/** Passes when the file is there and as expected. Hints: `no-file-but-folder`, `other-content`. */
export function aFile({ path, contains, also = [], todo }: ExpectedFile): Check {
  return {
    watches: ['files'],
    async evaluate(evidence) {
      const file = await evidence.file(`${HOME}/${path}`);
      if (file === null) return notStarted(todo);
      if (file.kind !== 'file')
        return wrongMove('no-file-but-folder', {
          ko: `~/${path}은(는) 파일이 아니라 폴더입니다.`,
          en: `~/${path} is a folder, not a file.`,
        });
      const isRight =
        contains === undefined ||
        (typeof contains === 'string' ? file.text.includes(contains) : contains.like.test(file.text));
      if (!isRight)
        return wrongMove('other-content', {
          ko: `~/${path}에 “${typeof contains === 'string' ? contains : contains.shown}”이(가) 없습니다.`,
          en: `~/${path} does not contain “${typeof contains === 'string' ? contains : contains.shown}”.`,
        });
      for (const requirement of also)
        if (!(await requirement.isMet(file))) return wrongMove(requirement.code, await requirement.text(file));
      return passed();
    },
  };
}

/** What a check for something the learner found out asks for. */
export interface ExpectedAnswer {
  /** The file below the learner's home into which the answer is written. */
  readonly path: string;
  /** The right answers, looked up in the sandbox's own state; none when it cannot be known yet. */
  readonly answers: (evidence: Evidence) => Promise<readonly string[]>;
  /** Wrong answers that are worth a word of their own, with the code of their hint. */
  readonly mistakes?: (
    evidence: Evidence,
    given: string,
  ) => Promise<{ readonly code: string; readonly text: LocalizedText } | undefined>;
  readonly todo: LocalizedText;
}

/**
 * Passes when the learner wrote down what they found out, for what leaves no other trace. Blanks around it and capital
 * letters do not matter. Hints: `empty-answer`, `wrong-answer`, and those of `mistakes`.
 */
export function anAnswer({ path, answers, mistakes, todo }: ExpectedAnswer): Check {
  return {
    watches: ['files', 'containers', 'images', 'networks', 'volumes'],
    async evaluate(evidence) {
      const file = await evidence.file(`${HOME}/${path}`);
      if (file === null) return notStarted(todo);
      const given = file.text.trim();
      if (given === '')
        return wrongMove('empty-answer', {
          ko: `~/${path} 파일이 비어 있습니다. 찾은 값을 적어 주세요.`,
          en: `The file ~/${path} is empty. Write what you found into it.`,
        });
      const right = await answers(evidence);
      if (right.some((answer) => answer.trim().toLowerCase() === given.toLowerCase())) return passed();
      const mistake = await mistakes?.(evidence, given);
      if (mistake !== undefined) return wrongMove(mistake.code, mistake.text);
      return wrongMove('wrong-answer', {
        ko: `~/${path}에 적은 “${shownText(given)}”은(는) 지금 실습 환경의 값과 다릅니다. ${todo.ko}`,
        en: `“${shownText(given)}” in ~/${path} is not what this sandbox has now. ${todo.en}`,
      });
    },
  };
}

/** Reads a file in a container for a requirement of a lesson's own; empty when it is not there. */
export async function textInContainer(evidence: Evidence, { id }: ContainerEvidence, path: string): Promise<string> {
  const file = await evidence.containerFile(id, path);
  return file?.kind === 'file' ? file.text : '';
}
