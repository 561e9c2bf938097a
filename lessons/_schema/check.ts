/**
 * What a check is: a predicate over evidence with three outcomes, and the words for the learner.
 *
 * Knows nothing about engines, sandboxes or React.
 */
import type { Evidence, EvidenceKind } from './evidence.ts';

/** A sentence in both languages. */
export interface LocalizedText {
  readonly ko: string;
  readonly en: string;
}

/** What a check found. That it could not look is not an outcome of a check: it then throws. */
export type Outcome =
  | { readonly outcome: 'passed' }
  | {
      readonly outcome: 'failed';
      /** `not-started`: nothing wrong was done, the hint says what to do; `wrong-move`: something was, and the hint names it. */
      readonly because: 'not-started' | 'wrong-move';
      readonly hint: { readonly code: string; readonly text: LocalizedText };
    };

/** The check of one step. */
export interface Check {
  /** The facts it depends on; it is evaluated again when one of them may have changed. */
  readonly watches: readonly EvidenceKind[];
  /** Looks at the evidence. Must not keep state between calls. */
  readonly evaluate: (evidence: Evidence) => Promise<Outcome>;
}

/** The checks of a lesson, by step id. */
export type Checks = Readonly<Record<string, Check>>;

/** Declares a lesson's checks; only there so that the author's editor knows the types. */
export function defineChecks<const T extends Checks>(checks: T): T {
  return checks;
}

/** The step is done. */
export function passed(): Outcome {
  return { outcome: 'passed' };
}

/** Nothing relevant was done yet; `text` says what to do. */
export function notStarted(text: LocalizedText): Outcome {
  return { outcome: 'failed', because: 'not-started', hint: { code: 'not-started', text } };
}

/** A part is done and nothing is wrong; `text` says what is still to do. */
export function partlyDone(code: string, text: LocalizedText): Outcome {
  return { outcome: 'failed', because: 'not-started', hint: { code, text } };
}

/** The code of the hint that nobody is told: it is too early to say, look again in a moment. */
export const TOO_EARLY = 'too-early';

/** It looks right but may not stay so, for example a container that has only just been started. */
export function tooEarly(): Outcome {
  return partlyDone(TOO_EARLY, { ko: '확인하고 있습니다.', en: 'Looking.' });
}

/** Something was done that does not fulfil the step; `text` names it and says what to do instead. */
export function wrongMove(code: string, text: LocalizedText): Outcome {
  return { outcome: 'failed', because: 'wrong-move', hint: { code, text } };
}
