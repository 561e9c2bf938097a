/**
 * Words in a lesson that differ from learner to learner, written `{{name}}`: each learner gets one of the choices of
 * lesson.yaml, always the same one, so that nobody can copy another's answer without noticing.
 *
 * Knows nothing about who a learner is beyond an id.
 */
import { createHash } from 'node:crypto';

/** The values of one learner, by name. */
export type Variables = Readonly<Record<string, string>>;

/** One word; anything else in double braces is a template of Docker's own, such as `{{.Name}}`, and so are its two keywords. */
const placeholder = /\{\{\s*(?!(?:end|else)\s*\}\})(?<name>[\w-]+)\s*\}\}/g;

/** A name every lesson has: a word for names of the learner's own, such as the account in an image's name. */
export const LEARNER_VARIABLE = 'learner';

/** The values of an account in a lesson. */
export function variablesOf(
  lesson: { readonly id: string; readonly variables: Readonly<Record<string, readonly string[]>> },
  accountId: string,
): Variables {
  const chosen = Object.entries(lesson.variables).map(([name, choices]): [string, string] => {
    const number = createHash('sha256').update(`${accountId}\n${lesson.id}\n${name}`).digest().readUInt32BE(0);
    return [name, choices[number % choices.length] ?? ''];
  });
  const learner = `learner${createHash('sha256').update(accountId).digest('hex').slice(0, 4)}`;
  return { ...Object.fromEntries(chosen), [LEARNER_VARIABLE]: learner };
}

/** The text with every `{{name}}` replaced; a name without a value stays as it is. */
export function fillVariables(text: string, variables: Variables): string {
  return text.replace(placeholder, (whole, name: string) =>
    Object.hasOwn(variables, name) ? (variables[name] ?? whole) : whole,
  );
}

/** The names that stand in a line, in order. */
export function variableNames(line: string): readonly string[] {
  return [...line.matchAll(placeholder)].map((match) => match.groups?.['name'] ?? '');
}
