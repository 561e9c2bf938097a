/**
 * Compares what was found in a lesson's text with the lesson's steps, and with what was found in the other language: both
 * must tell the same story.
 *
 * Knows nothing about files.
 */
import type { DiagramBlock } from './diagram.ts';
import type { AsideBlock, HintBlock, ScannedText, StepBlock, TextProblem } from './lesson-text.ts';
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
    if (hints.length !== twin.hints.length)
      problems.push({ line, field, problem: `has ${hints.length} hints, but ${twin.hints.length} in ${where}` });
    else if (!isSame(costsOf(hints), costsOf(twin.hints)))
      problems.push({ line, field, problem: `its hints cost something else in ${where}` });
  }
  if (!isSame(text.otherCommands, other.otherCommands)) {
    const problem = `the commands to run outside of steps differ from those in ${otherName}`;
    problems.push({ line: lastLine, field: '```', problem });
  }
  if (!isSame(text.files, other.files)) {
    const problem = `the files that code belongs into differ from those in ${otherName}`;
    problems.push({ line: lastLine, field: '```', problem });
  }
  if (!isSame(kindsOf(text.asides), kindsOf(other.asides))) {
    const problem = `are others, or in another order, than those in ${otherName}`;
    problems.push({ line: lastLine, field: ':::theory and :::card', problem });
  }
  return [
    ...problems,
    ...compareQuizzes(text, other, otherName, lastLine),
    ...compareDiagrams(text.diagrams, other.diagrams, otherName, lastLine),
  ];
}

/** What a lab's text must have, and what only a lab's text may have. */
export function compareKind({ blocks, quizzes }: ScannedText, kind: 'lesson' | 'lab'): TextProblem[] {
  const problems: TextProblem[] = [];
  for (const { id, line, toldCommands, hints } of blocks) {
    if (kind === 'lab' && toldCommands > 0)
      problems.push({ line, field: `step ${id}`, problem: 'tells commands to run, which a goal of a lab does not' });
    for (const hint of hints) {
      if (kind === 'lab' && hint.cost === null)
        problems.push({ line: hint.line, field: ':::hint', problem: 'needs its cost in a lab: :::hint{cost="5"}' });
      if (kind === 'lesson' && hint.cost !== null)
        problems.push({ line: hint.line, field: ':::hint', problem: 'costs something in labs only: write :::hint' });
    }
  }
  const lastStep = blocks.at(-1)?.line ?? 0;
  for (const { id, line, isGuess } of quizzes) {
    if (isGuess && line > lastStep)
      problems.push({
        line,
        field: `quiz ${id}`,
        problem: 'asks for a guess, but no step follows that would answer it',
      });
  }
  return problems;
}

function costsOf(hints: readonly HintBlock[]): (number | null)[] {
  return hints.map(({ cost }) => cost);
}

function kindsOf(asides: readonly AsideBlock[]): string[] {
  return asides.map(({ kind }) => kind);
}

function compareQuizzes(
  { quizzes }: ScannedText,
  other: ScannedText,
  otherName: string,
  lastLine: number,
): TextProblem[] {
  const problems: TextProblem[] = [];
  const seen = new Set<string>();
  for (const { id, line, choices, isGuess } of quizzes) {
    const field = `quiz ${id}`;
    const twin = other.quizzes.find((quiz) => quiz.id === id);
    if (seen.has(id)) problems.push({ line, field, problem: 'stands twice' });
    else if (twin === undefined) problems.push({ line, field, problem: `is not in ${otherName}` });
    else if (!isSame(choices, twin.choices))
      problems.push({ line, field, problem: `its right choices are others in ${otherName}, line ${twin.line}` });
    else if (isGuess !== twin.isGuess)
      problems.push({ line, field, problem: `only one of it and ${otherName}, line ${twin.line}, asks for a guess` });
    seen.add(id);
  }
  for (const { id } of other.quizzes) {
    if (!seen.has(id)) problems.push({ line: lastLine, field: `quiz ${id}`, problem: `is only in ${otherName}` });
  }
  return problems;
}

function compareDiagrams(
  diagrams: readonly DiagramBlock[],
  others: readonly DiagramBlock[],
  otherName: string,
  lastLine: number,
): TextProblem[] {
  const kinds = others.map(({ kind }) => kind);
  if (diagrams.length !== others.length) {
    const problem = `there are ${diagrams.length}, but ${others.length} in ${otherName}: ${kinds.join(', ')}`;
    return [{ line: diagrams.at(-1)?.line ?? lastLine, field: 'diagrams', problem }];
  }
  return diagrams.flatMap(({ kind, line, structure }, index) => {
    const twin = others[index];
    if (twin === undefined) return [];
    const field = `diagram ${kind}`;
    const where = `${otherName}, line ${twin.line}`;
    if (twin.kind !== kind) return [{ line, field, problem: `is "${twin.kind}" in ${where}` }];
    if (twin.structure === structure) return [];
    return [{ line, field, problem: `is built in another way in ${where}: only the words may differ` }];
  });
}

function isSame<T>(some: readonly T[], others: readonly T[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}
