/**
 * Compares what was found in a lesson's text with the lesson's steps, and with what was found in the other language: both
 * must tell the same story.
 *
 * Knows nothing about files.
 */
import type { ScannedText, StepBlock, TextProblem } from './lesson-text.ts';
import { rightNameHint } from './mistakes.ts';

/** Compares the blocks of a text with the steps of its lesson. `lastLine` is where something missing is reported. */
export function compareSteps(
  blocks: readonly StepBlock[],
  stepIds: readonly string[],
  lastLine: number,
): TextProblem[] {
  const problems: TextProblem[] = [];
  const seen = new Map<string, number>();
  let furthest = -1;
  for (const { id, line } of blocks) {
    const field = `step ${id}`;
    const position = stepIds.indexOf(id);
    const before = seen.get(id);
    if (position === -1) {
      problems.push({ line, field, problem: `lesson.yaml has no such step${rightNameHint(id, stepIds)}` });
    } else if (before !== undefined) {
      problems.push({ line, field, problem: `stands twice, first in line ${before}` });
    } else {
      seen.set(id, line);
      if (position < furthest) {
        problems.push({
          line,
          field,
          problem: `out of order: in lesson.yaml it comes before "${stepIds[furthest] ?? ''}"`,
        });
      }
      furthest = Math.max(furthest, position);
    }
  }
  for (const id of stepIds) {
    if (!seen.has(id))
      problems.push({ line: lastLine, field: `step ${id}`, problem: `has no :::step{id="${id}"} block` });
  }
  return problems;
}

/** Compares what is done and asked with the other language's text, `otherName`. */
export function compareTexts(
  text: ScannedText,
  other: ScannedText,
  otherName: string,
  lastLine: number,
): TextProblem[] {
  const problems: TextProblem[] = [];
  for (const { id, line, commands, hints } of text.blocks) {
    const twin = other.blocks.find((block) => block.id === id);
    if (twin === undefined) continue;
    const where = `${otherName}, line ${twin.line}`;
    const field = `step ${id}`;
    if (!isSame(commands, twin.commands))
      problems.push({ line, field, problem: `its commands to run differ from those in ${where}` });
    if (hints !== twin.hints)
      problems.push({ line, field, problem: `has ${hints} hints, but ${twin.hints} in ${where}` });
  }
  if (!isSame(text.otherCommands, other.otherCommands)) {
    const problem = `the commands to run outside of steps differ from those in ${otherName}`;
    problems.push({ line: lastLine, field: '```', problem });
  }
  if (!isSame(text.files, other.files)) {
    const problem = `the files that code belongs into differ from those in ${otherName}`;
    problems.push({ line: lastLine, field: '```', problem });
  }
  return [...problems, ...compareQuizzes(text, other, otherName, lastLine)];
}

function compareQuizzes(
  { quizzes }: ScannedText,
  other: ScannedText,
  otherName: string,
  lastLine: number,
): TextProblem[] {
  const problems: TextProblem[] = [];
  const seen = new Set<string>();
  for (const { id, line, choices } of quizzes) {
    const field = `quiz ${id}`;
    const twin = other.quizzes.find((quiz) => quiz.id === id);
    if (seen.has(id)) problems.push({ line, field, problem: 'stands twice' });
    else if (twin === undefined) problems.push({ line, field, problem: `is not in ${otherName}` });
    else if (!isSame(choices, twin.choices))
      problems.push({ line, field, problem: `its right choices are others in ${otherName}, line ${twin.line}` });
    seen.add(id);
  }
  for (const { id } of other.quizzes) {
    if (!seen.has(id)) problems.push({ line: lastLine, field: `quiz ${id}`, problem: `is only in ${otherName}` });
  }
  return problems;
}

function isSame<T>(some: readonly T[], others: readonly T[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}
