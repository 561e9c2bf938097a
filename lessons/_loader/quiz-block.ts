/**
 * Reads the lines of a quiz question in a lesson's Markdown: choices as a task list, `[x]` for what is right, each followed by
 * why it is right or wrong.
 *
 * Knows nothing about how a question is shown.
 */

/** A question as found in the text. */
export interface QuizBlock {
  readonly id: string;
  readonly line: number;
  /** It asks for a guess before a step; whether that was right is told after it. */
  readonly isGuess: boolean;
  /** For each choice, in order, whether it is right. */
  readonly choices: boolean[];
}

const choice = /^[-*] \[(?<mark>[ xX])\] \S/;

/** What is wrong with a question, as sentences for the author; its lines are those between the marks of the block. */
export function readQuiz(lines: readonly string[]): { readonly choices: boolean[]; readonly problems: string[] } {
  const choices: boolean[] = [];
  const problems: string[] = [];
  let hasQuestion = false;
  let isExplained = true;
  const endChoice = () => {
    if (!isExplained) problems.push(`choice ${String(choices.length)} is not explained: indent a paragraph below it`);
  };
  for (const line of lines) {
    const mark = choice.exec(line)?.groups?.['mark'];
    if (mark !== undefined) {
      endChoice();
      choices.push(mark !== ' ');
      isExplained = false;
    } else if (choices.length > 0 && /^ {2,}\S/.test(line)) isExplained = true;
    else if (choices.length === 0 && line.trim() !== '') hasQuestion = true;
  }
  endChoice();
  if (!hasQuestion) problems.push('has no question before its choices');
  if (choices.length < 2) problems.push('needs at least two choices, written as "- [ ] …" or "- [x] …"');
  else if (!choices.includes(true)) problems.push('has no right choice: mark it with [x]');
  return { choices, problems };
}
