/**
 * What a rule about an error says, and how its sentences are filled.
 *
 * A rule is mostly data: sentences with {placeholders} for the groups of its pattern. Names come from a sandbox: in sentences
 * they stand as code and cut short, in commands only when they are nothing but a name.
 *
 * Knows nothing about any one error.
 */
import type { Localized } from '#protocol/localized.ts';
import type { SandboxFacts } from './sandbox-facts.ts';

/** What placeholders stand for: a string is shown as code, a sentence as it is. */
export type Values = Readonly<Record<string, string | Localized>>;

/** What the state of the sandbox adds to a rule. */
export interface Finding {
  readonly cause: Localized | null;
  /** Beside those of the pattern. */
  readonly values?: Values;
  /** Instead of the rule's own. */
  readonly advice?: Localized;
  /** Instead of the rule's own. */
  readonly commands?: readonly string[];
}

/** One error that can be explained. */
export interface TroubleRule {
  /** Lower-case words joined by "-". */
  readonly id: string;
  /** Tried on every suspicious line; must not backtrack without bound. */
  readonly pattern: RegExp;
  /** Of lessons/catalogue.yaml. */
  readonly chapterId: string | null;
  readonly meaning: Localized;
  readonly advice: Localized;
  readonly commands?: readonly string[];
  /** Finds the cause in the sandbox; null when it says nothing. May reject. */
  readonly look?: (found: Readonly<Record<string, string>>, facts: SandboxFacts) => Promise<Finding | null>;
}

/** A sentence in both languages. */
export function say(ko: string, en: string): Localized {
  return { ko, en };
}

const LONGEST_SHOWN_NAME = 120;
const LONGEST_COMMAND = 300;

/** Names, image references, ports and plain paths; nothing that a shell would read as anything else. */
const plainName = /^[a-zA-Z0-9/][\w.:/@-]{0,200}$/;

const placeholder = /\{(\w+)\}/g;

/** Fills the placeholders of a sentence. One without a value becomes `?`. */
export function fillSentence(sentence: Localized, values: Values): Localized {
  const fill = (language: keyof Localized): string =>
    sentence[language].replace(placeholder, (_, key: string) => {
      const value = Object.hasOwn(values, key) ? values[key] : undefined;
      if (typeof value === 'object') return value[language];
      return `\`${shownName(value ?? '?')}\``;
    });
  return { ko: fill('ko'), en: fill('en') };
}

/** Fills a command; null when a value is missing or more than a name. */
export function fillCommand(command: string, values: Values): string | null {
  let isSafe = true;
  const filled = command.replace(placeholder, (_, key: string) => {
    const value = Object.hasOwn(values, key) ? values[key] : undefined;
    if (typeof value === 'string' && plainName.test(value)) return value;
    isSafe = false;
    return '';
  });
  return isSafe && filled.length <= LONGEST_COMMAND ? filled : null;
}

function shownName(name: string): string {
  const plain = name.replace(/[`\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim();
  return plain.length > LONGEST_SHOWN_NAME ? `${plain.slice(0, LONGEST_SHOWN_NAME)}…` : plain || ' ';
}
