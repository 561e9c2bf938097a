/**
 * Looks through a lesson's Markdown for what the web page and the checks rely on: one `:::step{id="…"}` block for each
 * step, hints, quiz questions, theory and cards, pictures, and code that is marked rightly.
 *
 * Knows nothing about how the text is shown, nor about the lesson's other files.
 */
import {
  blockKinds,
  isBlockKind,
  readCost,
  readId,
  readQuizAttributes,
  readTitle,
  type BlockKind,
} from './block-line.ts';
import type { DiagramKind } from '#lessons/_schema/diagram.ts';
import { readCodeFence } from './code-fence.ts';
import { readDiagramBlock, type DiagramBlock } from './diagram.ts';
import { rightNameHint } from './mistakes.ts';
import { readQuiz, type QuizBlock } from './quiz-block.ts';
import { variableNames } from './variables.ts';

/** Code that belongs into one of the learner's files. */
export interface Snippet {
  /** Below the learner's home. */
  readonly path: string;
  readonly text: string;
}

/** One step's block as found in the text. */
export interface StepBlock {
  readonly id: string;
  readonly line: number;
  /** The commands of its `sh run` fences, in order. */
  readonly commands: string[];
  /** Code that is to be put into the learner's files, in order. */
  readonly snippets: Snippet[];
  /** How many blocks of commands to run stand in it outside of its hints. */
  toldCommands: number;
  /** In the order in which they are asked for. */
  readonly hints: HintBlock[];
}

/** One hint as found in a step's block. */
export interface HintBlock {
  readonly line: number;
  /** Points that it costs in a lab; null when it says nothing about that. */
  readonly cost: number | null;
}

/** What stands beside the story: something that can only be told, or the commands to keep. */
export interface AsideBlock {
  readonly kind: 'theory' | 'card';
  readonly title: string;
  readonly line: number;
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
  /** Theory and summary cards, in order. */
  readonly asides: AsideBlock[];
  /** The commands of `sh run` fences outside of steps, in order. */
  readonly otherCommands: string[];
  /** Paths of files that code belongs into, in order. */
  readonly files: string[];
  /** Pictures that are drawn from data, in order. */
  readonly diagrams: DiagramBlock[];
  /** Names that stand in `{{…}}`. */
  readonly variables: Reference[];
  /** Addresses of pictures. */
  readonly pictures: Reference[];
  /** What is wrong with blocks and code, irrespective of the rest of the lesson. */
  readonly problems: TextProblem[];
}

const opening = /^(?<colons>:{3,})(?<name>[A-Za-z][\w-]*)?\s*(?:\{(?<attributes>[^}]*)\})?\s*$/;
const fence = /^ {0,3}(?<marks>`{3,}|~{3,})(?<info>.*)$/;
const picture = /!\[(?<alternative>[^\]]*)\]\((?<address>[^)\s]*)[^)]*\)/g;

interface OpenFence {
  readonly marks: string;
  readonly line: number;
  readonly runs: boolean;
  /** The file its lines belong into, if there is one. */
  readonly path: string | undefined;
  /** The kind of diagram its lines are the data of, if they are. */
  readonly diagram: DiagramKind | null;
  readonly commands: string[];
}

interface OpenBlock {
  readonly kind: BlockKind;
  /** The title of theory and cards, which have no id. */
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
    asides: [],
    otherCommands: [],
    files: [],
    diagrams: [],
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
    const { runs, file, diagram } = 'problem' in read ? { runs: false, file: null, diagram: null } : read;
    if (file !== null) this.result.files.push(file.path);
    this.#code = { marks, line, runs, path: file?.path, diagram, commands: [] };
  }

  #endCode({ line, runs, path, diagram, commands }: OpenFence): void {
    if (diagram !== null) {
      const read = readDiagramBlock(diagram, commands.join('\n'), line);
      if ('block' in read) this.result.diagrams.push(read.block);
      else this.result.problems.push(...read.problems);
    }
    if (path !== undefined) this.#step?.snippets.push({ path, text: commands.join('\n') });
    if (runs) {
      (this.#step?.commands ?? this.result.otherCommands).push(commands.join('\n'));
      if (this.#step !== undefined && this.#open.at(-1)?.kind !== 'hint') this.#step.toldCommands += 1;
    }
    this.#code = undefined;
  }

  #begin(name: string, attributes: string, colons: number, line: number): void {
    const outer = this.#open.at(-1);
    if (!isBlockKind(name)) {
      this.#note(line, `:::${name}`, `this kind of block is not known${rightNameHint(name, blockKinds)}`);
      return;
    }
    if (outer !== undefined && (name !== 'hint' || outer.kind !== 'step')) {
      const problem = `begins inside ${outer.kind} "${outer.id}", which is not closed yet`;
      this.#note(line, name === 'hint' ? ':::hint' : `${name} ${readId(attributes) ?? ''}`.trim(), problem);
    } else if (outer !== undefined && outer.colons <= colons) {
      this.#note(line, ':::hint', `needs a step with more colons around it: ::::step{id="${outer.id}"} … ::::`);
    }
    const id = this.#beginKind(name, attributes, line);
    if (id !== undefined) this.#open.push({ kind: name, id, line, colons, lines: [] });
  }

  /** Notes what is particular to a kind of block; answers its id or title, and nothing when it is not written rightly. */
  #beginKind(kind: BlockKind, attributes: string, line: number): string | undefined {
    switch (kind) {
      case 'hint':
        this.#beginHint(attributes, line);
        return '';
      case 'step': {
        const id = readId(attributes);
        if (id === undefined) this.#note(line, ':::step', 'must be written as :::step{id="…"}');
        else {
          this.#step = { id, line, commands: [], snippets: [], toldCommands: 0, hints: [] };
          this.result.blocks.push(this.#step);
        }
        return id;
      }
      case 'quiz': {
        const read = readQuizAttributes(attributes);
        if (read === undefined)
          this.#note(line, ':::quiz', 'must be written as :::quiz{id="…"} or, before a step, :::quiz{id="…" guess}');
        else this.result.quizzes.push({ ...read, line, choices: [] });
        return read?.id;
      }
      case 'theory':
      case 'card': {
        const title = readTitle(attributes);
        if (title === undefined) this.#note(line, `:::${kind}`, `must be written as :::${kind}{title="…"}`);
        else this.result.asides.push({ kind, title, line });
        return title;
      }
    }
  }

  #beginHint(attributes: string, line: number): void {
    const read = readCost(attributes);
    if ('problem' in read) this.#note(line, ':::hint', read.problem);
    if (this.#step === undefined) this.#note(line, ':::hint', 'stands outside of a step');
    else this.#step.hints.push({ line, cost: 'problem' in read ? 0 : read.cost });
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
    this.result.quizzes.find(({ line }) => line === block.line)?.choices.push(...choices);
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
  return kind === 'hint' ? ':::hint' : `${kind} ${id}`;
}

function closes(content: string, marks: string): boolean {
  const closing = fence.exec(content)?.groups;
  if (closing === undefined || (closing['info'] ?? '').trim() !== '') return false;
  const found = closing['marks'] ?? '';
  return found[0] === marks[0] && found.length >= marks.length;
}
