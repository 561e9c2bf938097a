/**
 * Looks through a lesson's Markdown for what the web page and the checks rely on: one `:::step{id="…"}` block for each
 * step, hints and quiz questions, pictures, and code that is marked rightly.
 *
 * Knows nothing about how the text is shown, nor about the lesson's other files.
 */
import { readCodeFence } from './code-fence.ts';
import { rightNameHint } from './mistakes.ts';
import { readQuiz, type QuizBlock } from './quiz-block.ts';
import { variableNames } from './variables.ts';

/** One step's block as found in the text. */
export interface StepBlock {
  readonly id: string;
  readonly line: number;
  /** The commands of its `sh run` fences, in order. */
  readonly commands: string[];
  /** How many hints it has. */
  hints: number;
}

/** Something wrong in the text. */
export interface TextProblem {
  readonly line: number;
  readonly field: string;
  readonly problem: string;
}

/** Something in the text that refers to something outside of it. */
export interface Reference {
  readonly line: number;
  readonly name: string;
}

/** What was found in a text. */
export interface ScannedText {
  readonly blocks: StepBlock[];
  readonly quizzes: QuizBlock[];
  /** The commands of `sh run` fences outside of steps, in order. */
  readonly otherCommands: string[];
  /** Paths of files that code belongs into, in order. */
  readonly files: string[];
  /** Names that stand in `{{…}}`. */
  readonly variables: Reference[];
  /** Addresses of pictures. */
  readonly pictures: Reference[];
  /** What is wrong with blocks and code, irrespective of the rest of the lesson. */
  readonly problems: TextProblem[];
}

const opening = /^(?<colons>:{3,})(?<name>[A-Za-z][\w-]*)?\s*(?:\{(?<attributes>[^}]*)\})?\s*$/;
const idAttribute = /^\s*id="(?<id>[a-z0-9][a-z0-9-]*|[^"]*)"\s*$/;
const fence = /^ {0,3}(?<marks>`{3,}|~{3,})(?<info>.*)$/;
const picture = /!\[(?<alternative>[^\]]*)\]\((?<address>[^)\s]*)[^)]*\)/g;

interface OpenFence {
  readonly marks: string;
  readonly line: number;
  readonly runs: boolean;
  readonly commands: string[];
}

interface OpenBlock {
  readonly kind: 'step' | 'hint' | 'quiz';
  readonly id: string;
  readonly line: number;
  readonly colons: number;
  /** What stands in it, for those that are read as a whole. */
  readonly lines: string[];
}

/** Looks through a text. */
export function scanLessonText(text: string): ScannedText {
  return new Scan(text).result;
}

class Scan {
  readonly result: ScannedText = {
    blocks: [],
    quizzes: [],
    otherCommands: [],
    files: [],
    variables: [],
    pictures: [],
    problems: [],
  };
  /** Blocks that are open, the innermost last. */
  readonly #open: OpenBlock[] = [];
  #step: StepBlock | undefined;
  #code: OpenFence | undefined;

  constructor(text: string) {
    for (const [index, content] of text.split(/\r?\n/).entries()) this.#read(content, index + 1);
    if (this.#code !== undefined) this.#note(this.#code.line, '```', 'this code block is never closed');
    for (const block of this.#open)
      this.#note(block.line, nameOf(block), 'this block is never closed by a line with :::');
  }

  #note(line: number, field: string, problem: string): void {
    this.result.problems.push({ line, field, problem });
  }

  #read(content: string, line: number): void {
    for (const name of variableNames(content)) this.result.variables.push({ line, name });
    if (this.#code !== undefined) {
      if (closes(content, this.#code.marks)) this.#endCode(this.#code);
      else this.#code.commands.push(content);
      return;
    }
    const fenced = fence.exec(content)?.groups;
    if (fenced !== undefined) {
      this.#beginCode(fenced['marks'] ?? '```', fenced['info'] ?? '', line);
      return;
    }
    const directive = opening.exec(content)?.groups;
    if (directive !== undefined) {
      const { colons = '', name, attributes } = directive;
      if (name === undefined) this.#close(colons.length, line);
      else this.#begin(name, attributes ?? '', colons.length, line);
      return;
    }
    this.#open.at(-1)?.lines.push(content);
    this.#readProse(content, line);
  }

  #beginCode(marks: string, info: string, line: number): void {
    const read = readCodeFence(info);
    if ('problem' in read) this.#note(line, '```', read.problem);
    else if (read.file !== null) this.result.files.push(read.file.path);
    this.#code = { marks, line, runs: !('problem' in read) && read.runs, commands: [] };
  }

  #endCode({ runs, commands }: OpenFence): void {
    if (runs) (this.#step?.commands ?? this.result.otherCommands).push(commands.join('\n'));
    this.#code = undefined;
  }

  #begin(name: string, attributes: string, colons: number, line: number): void {
    const outer = this.#open.at(-1);
    if (name !== 'step' && name !== 'hint' && name !== 'quiz') {
      const problem = `this kind of block is not known${rightNameHint(name, ['step', 'hint', 'quiz'])}`;
      this.#note(line, `:::${name}`, problem);
      return;
    }
    if (outer !== undefined && (name !== 'hint' || outer.kind !== 'step')) {
      const problem = `begins inside ${outer.kind} "${outer.id}", which is not closed yet`;
      this.#note(line, name === 'hint' ? ':::hint' : `${name} ${idOf(attributes) ?? ''}`.trim(), problem);
    } else if (outer !== undefined && outer.colons <= colons) {
      this.#note(line, ':::hint', `needs a step with more colons around it: ::::step{id="${outer.id}"} … ::::`);
    }
    if (name === 'hint') {
      if (this.#step === undefined) this.#note(line, ':::hint', 'stands outside of a step');
      else this.#step.hints += 1;
      this.#open.push({ kind: name, id: '', line, colons, lines: [] });
      return;
    }
    const id = idOf(attributes);
    if (id === undefined) {
      this.#note(line, `:::${name}`, `must be written as :::${name}{id="…"}`);
      return;
    }
    this.#open.push({ kind: name, id, line, colons, lines: [] });
    if (name === 'step') this.result.blocks.push((this.#step = { id, line, commands: [], hints: 0 }));
  }

  #close(colons: number, line: number): void {
    const block = this.#open.at(-1);
    if (block === undefined) {
      this.#note(line, ':::', 'closes a block that was never opened');
      return;
    }
    // More colons close an outer block and, with it, those inside that were forgotten.
    if (colons > block.colons && this.#open.some((outer) => outer.colons >= colons)) {
      this.#note(block.line, nameOf(block), 'this block is never closed by a line with :::');
      this.#open.pop();
      this.#close(colons, line);
      return;
    }
    this.#open.pop();
    if (block.kind === 'step') this.#step = undefined;
    if (block.kind !== 'quiz') return;
    const { choices, problems } = readQuiz(block.lines);
    this.result.quizzes.push({ id: block.id, line: block.line, choices });
    for (const problem of problems) this.#note(block.line, nameOf(block), problem);
  }

  #readProse(content: string, line: number): void {
    const prose = content.replace(/(`+)(?:(?!\1).)*\1/g, '');
    for (const { groups } of prose.matchAll(picture)) {
      const address = groups?.['address'] ?? '';
      this.result.pictures.push({ line, name: address });
      if ((groups?.['alternative'] ?? '').trim() === '')
        this.#note(line, address, 'has no alternative text: say in the brackets what the picture shows');
    }
    // Markdown with directives would swallow a word that follows a colon directly, such as the "b" of "a:b".
    const swallowed = /(?<!:):[A-Za-z]\w*/.exec(prose.replace(/\]\([^)]*\)/g, ']'))?.[0];
    if (swallowed === undefined) return;
    this.#note(line, swallowed, 'would not be shown: put a space after the colon or the words in `backquotes`');
  }
}

function nameOf({ kind, id }: OpenBlock): string {
  if (kind === 'hint') return ':::hint';
  return kind === 'step' ? `step ${id}` : `quiz ${id}`;
}

function idOf(attributes: string): string | undefined {
  return idAttribute.exec(attributes)?.groups?.['id'];
}

function closes(content: string, marks: string): boolean {
  const closing = fence.exec(content)?.groups;
  if (closing === undefined || (closing['info'] ?? '').trim() !== '') return false;
  const found = closing['marks'] ?? '';
  return found[0] === marks[0] && found.length >= marks.length;
}
