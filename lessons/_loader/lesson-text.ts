/**
 * Looks through a lesson's Markdown for what the web page and the checks rely on: one `:::step{id="…"}` block for each
 * step, in order, closed, and commands that are marked rightly.
 *
 * Knows nothing about how the text is shown.
 */
import { rightNameHint } from './mistakes.ts';

/** One step's block as found in the text. */
export interface StepBlock {
  readonly id: string;
  readonly line: number;
  /** The commands of its `sh run` fences, in order. */
  readonly commands: string[];
}

/** Something wrong in the text. */
export interface TextProblem {
  readonly line: number;
  readonly field: string;
  readonly problem: string;
}

const opening = /^:{3,}(?<name>[A-Za-z][\w-]*)?\s*(?:\{(?<attributes>[^}]*)\})?\s*$/;
const stepAttributes = /^\s*id="(?<id>[^"]*)"\s*$/;
const fence = /^ {0,3}(?<marks>`{3,}|~{3,})(?<info>.*)$/;

interface OpenFence {
  readonly marks: string;
  readonly line: number;
  readonly runs: boolean;
  readonly commands: string[];
}

/** What was found in a text. */
export interface ScannedText {
  readonly blocks: StepBlock[];
  /** The commands of `sh run` fences outside of steps, in order. */
  readonly otherCommands: string[];
  /** What is wrong with blocks and code, irrespective of the lesson's steps. */
  readonly problems: TextProblem[];
}

/** Looks through a text. */
export function scanLessonText(text: string): ScannedText {
  const blocks: StepBlock[] = [];
  const otherCommands: string[] = [];
  const problems: TextProblem[] = [];
  let block: StepBlock | undefined;
  let code: OpenFence | undefined;

  for (const [index, content] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    if (code !== undefined) {
      if (closes(content, code.marks)) {
        if (code.runs) (block?.commands ?? otherCommands).push(code.commands.join('\n'));
        code = undefined;
      } else {
        code.commands.push(content);
      }
      continue;
    }
    const fenced = fence.exec(content)?.groups;
    if (fenced !== undefined) {
      const words = (fenced['info'] ?? '').trim().split(/\s+/);
      const wrong = words.slice(1).find((word) => word !== 'run');
      if (wrong !== undefined) {
        const problem = `"${wrong}" after the language of a code block is not known${rightNameHint(wrong, ['run'])}`;
        problems.push({ line, field: '```', problem });
      }
      code = { marks: fenced['marks'] ?? '```', line, runs: words[1] === 'run', commands: [] };
      continue;
    }
    const directive = opening.exec(content)?.groups;
    if (directive !== undefined) {
      const found = readDirective(directive['name'], directive['attributes'], line, block);
      if (found.problem !== undefined) problems.push(found.problem);
      if (found.block !== undefined) blocks.push(found.block);
      block = found.block;
      continue;
    }
    problems.push(...accidentalDirectives(content, line));
  }
  if (code !== undefined) problems.push({ line: code.line, field: '```', problem: 'this code block is never closed' });
  if (block !== undefined) {
    problems.push({
      line: block.line,
      field: `step ${block.id}`,
      problem: 'this block is never closed by a line with :::',
    });
  }
  return { blocks, otherCommands, problems };
}

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

/** Compares the commands to run with those of the other language's text, `otherName`: both must tell the same story. */
export function compareCommands(
  { blocks, otherCommands }: ScannedText,
  other: ScannedText,
  otherName: string,
  lastLine: number,
): TextProblem[] {
  const problems: TextProblem[] = [];
  for (const { id, line, commands } of blocks) {
    const twin = other.blocks.find((block) => block.id === id);
    if (twin === undefined || sameCommands(commands, twin.commands)) continue;
    const problem = `its commands to run differ from those in ${otherName}, line ${twin.line}`;
    problems.push({ line, field: `step ${id}`, problem });
  }
  if (!sameCommands(otherCommands, other.otherCommands)) {
    const problem = `the commands to run outside of steps differ from those in ${otherName}`;
    problems.push({ line: lastLine, field: '```', problem });
  }
  return problems;
}

function sameCommands(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((command, index) => command === b[index]);
}

function closes(content: string, marks: string): boolean {
  const closing = fence.exec(content)?.groups;
  if (closing === undefined || (closing['info'] ?? '').trim() !== '') return false;
  const found = closing['marks'] ?? '';
  return found[0] === marks[0] && found.length >= marks.length;
}

function readDirective(
  name: string | undefined,
  attributes: string | undefined,
  line: number,
  open: StepBlock | undefined,
): { block?: StepBlock; problem?: TextProblem } {
  if (name === undefined) {
    if (open !== undefined) return {};
    return { problem: { line, field: ':::', problem: 'closes a block that was never opened' } };
  }
  if (name !== 'step') {
    const problem = `this kind of block is not known${rightNameHint(name, ['step'])}`;
    return { ...(open === undefined ? {} : { block: open }), problem: { line, field: `:::${name}`, problem } };
  }
  const id = stepAttributes.exec(attributes ?? '')?.groups?.['id'];
  if (id === undefined) {
    return { problem: { line, field: ':::step', problem: 'must be written as :::step{id="…"}' } };
  }
  const block: StepBlock = { id, line, commands: [] };
  if (open === undefined) return { block };
  return {
    block,
    problem: { line, field: `step ${id}`, problem: `begins inside step "${open.id}", which is not closed yet` },
  };
}

/** Markdown with directives would swallow a word that follows a colon directly, such as the "b" of "a:b". */
function accidentalDirectives(content: string, line: number): TextProblem[] {
  const prose = content.replace(/(`+)(?:(?!\1).)*\1/g, '').replace(/\]\([^)]*\)/g, ']');
  const swallowed = /(?<!:):[A-Za-z]\w*/.exec(prose)?.[0];
  if (swallowed === undefined) return [];
  const problem = 'would not be shown: put a space after the colon or the words in `backquotes`';
  return [{ line, field: swallowed, problem }];
}
