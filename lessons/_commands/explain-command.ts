/**
 * Explains a shell line part by part: commands, flags, their values, arguments, and the signs between commands.
 *
 * Says nothing about a part rather than something that might be wrong. Runs nothing and asks nobody.
 */
import type { LocalizedText } from '#lessons/_schema/check.ts';
import { factsOf } from './all-facts.ts';
import type { CommandFacts, FlagFacts, ValueKind } from './command-facts.ts';
import { imageParts } from './explain-image.ts';
import { explainValue } from './explain-value.ts';
import { parseCommand } from './parse-command.ts';
import type { ShellLine, SimpleCommand, Span, Word } from './shell-line.ts';
import { explainRedirection, explainSign, hereDocument, substitution } from './shell-signs.ts';

/** What a part of a line is. */
export type PartKind = 'command' | 'subcommand' | 'flag' | 'value' | 'argument' | 'operator' | 'assignment';

/** A part of a line. Parts never overlap; between them stand only blanks, quotes' leftovers and "=". */
export interface ExplanationPart extends Span {
  /** As written. */
  readonly text: string;
  /** How to call it where it stands alone: `-t` for the t of `-it`. */
  readonly label: string;
  readonly kind: PartKind;
  /** Null when nothing certain is known. */
  readonly explanation: LocalizedText | null;
}

/** A line with its parts in order. */
export interface Explanation {
  readonly source: string;
  readonly parts: readonly ExplanationPart[];
}

/** Longer lines are not explained: nobody would read it. */
export const LONGEST_EXPLAINED = 4_000;

/** Explains a line, or several. A line longer than LONGEST_EXPLAINED has no parts. */
export function explainCommand(source: string): Explanation {
  if (source.length > LONGEST_EXPLAINED) return { source, parts: [] };
  const explainer = new Explainer(source);
  explainer.line(parseCommand(source));
  return { source, parts: explainer.parts() };
}

const helpFlag: FlagFacts = {
  names: ['--help'],
  value: null,
  text: { ko: '도움말을 보여 줍니다.', en: 'Shows help.' },
};
const imageName: LocalizedText = { ko: '이미지의 이름입니다.', en: 'The name of the image.' };

class Explainer {
  readonly #source: string;
  readonly #parts: ExplanationPart[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  parts(): readonly ExplanationPart[] {
    return this.#parts.toSorted((a, b) => a.start - b.start);
  }

  line({ commands, operators, hereDocuments }: ShellLine): void {
    for (const operator of operators) this.#add(operator, 'operator', explainSign(operator.text));
    for (const document of hereDocuments) this.#add(document, 'value', hereDocument);
    for (const command of commands) this.#command(command);
  }

  #command({ assignments, words, redirections }: SimpleCommand): void {
    for (const assignment of assignments)
      this.#add(assignment, 'assignment', explainAssignment(assignment, words.length > 0));
    for (const { operator, target } of redirections) {
      const explanation = explainRedirection(operator.text, target?.value ?? null);
      this.#add({ start: operator.start, end: target?.end ?? operator.end }, 'operator', explanation);
    }
    this.#invocation(words);
  }

  /** A program's name and what follows it. */
  #invocation(words: readonly Word[]): void {
    const [first, ...rest] = words;
    if (first === undefined) return;
    let facts = factsOf(first.value);
    let path = first.value;
    this.#add(first, 'command', facts?.text ?? null);
    // Behind an unknown flag a word may be its value, so nothing is certain about the words that follow.
    let isCertain = facts !== null;
    let flagsAreOver = false;
    let place = 0;
    for (let index = 0; index < rest.length; index += 1) {
      const word = rest[index];
      if (word === undefined) break;
      if (facts !== null && isCertain && !flagsAreOver && word.value === '--') {
        this.#add(word, 'operator', { ko: '여기서 옵션이 끝납니다.', en: 'Flags end here.' });
        flagsAreOver = true;
        continue;
      }
      if (!flagsAreOver && /^-./.test(word.value)) {
        const next = rest[index + 1];
        const outcome = isCertain && facts !== null ? this.#flag(facts, word, next) : this.#unknownFlag(word, next);
        if (outcome === 'took-next') index += 1;
        if (outcome === 'unknown') isCertain = false;
        continue;
      }
      const deeper: CommandFacts | null =
        isCertain && facts?.arguments.length === 0 ? factsOf(`${path} ${word.value}`) : null;
      if (deeper !== null) {
        facts = deeper;
        path = `${path} ${word.value}`;
        this.#add(word, 'subcommand', deeper.text);
        continue;
      }
      const last = facts?.arguments.at(-1);
      const meant = facts?.arguments[place] ?? (last?.repeats === true ? last : undefined);
      place += 1;
      if (meant === undefined || !isCertain) {
        isCertain = false;
        this.#word(word, 'argument', null);
      } else if (meant.kind === 'nested-command') {
        this.#invocation(rest.slice(index));
        break;
      } else if (meant.kind === 'container-command') {
        this.#containerCommand(rest.slice(index), meant.text);
        break;
      } else this.#valued(word, word, 'argument', meant.kind, meant.text);
      // Whatever follows is for the command that is run.
      if (facts?.arguments.some(({ kind }) => kind === 'nested-command' || kind === 'container-command') === true)
        flagsAreOver = true;
    }
  }

  #unknownFlag(word: Word, next: Word | undefined): 'unknown' | 'done' {
    this.#word(word, 'flag', null);
    return next === undefined || next.value.startsWith('-') || word.value.includes('=') ? 'done' : 'unknown';
  }

  /** A word that starts with a dash, perhaps with the word after it. */
  #flag(facts: CommandFacts, word: Word, next: Word | undefined): 'unknown' | 'done' | 'took-next' {
    const find = (name: string) => [...facts.flags, helpFlag].find(({ names }) => names.includes(name));
    const [name = ''] = word.value.split('=');
    const whole = find(name);
    if (whole !== undefined && word.raw.startsWith(name)) {
      const nameEnd = word.start + name.length;
      this.#add({ start: word.start, end: nameEnd }, 'flag', whole.text);
      if (word.value.length > name.length) {
        const value = { start: nameEnd + 1, end: word.end };
        this.#flagValue(whole, name, value, {
          ...word,
          ...value,
          value: word.value.slice(name.length + 1),
          raw: word.raw.slice(name.length + 1),
        });
        return 'done';
      }
      if (whole.value === null || next === undefined) return 'done';
      this.#flagValue(whole, name, next, next);
      return 'took-next';
    }
    if (word.value.startsWith('--') || word.raw !== word.value) return this.#unknownFlag(word, next);
    return this.#cluster(find, word, next);
  }

  /** Several short flags in one word, the last perhaps with its value: `-it`, `-p8080:80`. */
  #cluster(
    find: (name: string) => FlagFacts | undefined,
    word: Word,
    next: Word | undefined,
  ): 'unknown' | 'done' | 'took-next' {
    const found: FlagFacts[] = [];
    for (const letter of word.value.slice(1)) {
      const flag = find(`-${letter}`);
      if (flag === undefined) return this.#unknownFlag(word, next);
      found.push(flag);
      if (flag.value !== null) break;
    }
    for (const [index, flag] of found.entries()) {
      const end = word.start + 2 + index;
      const label = `-${word.value.charAt(index + 1)}`;
      this.#add({ start: index === 0 ? word.start : end - 1, end }, 'flag', flag.text, label);
      if (flag.value === null) continue;
      const written = word.value.slice(index + 2);
      if (written === '') {
        if (next !== undefined) this.#flagValue(flag, label, next, next);
        return next === undefined ? 'done' : 'took-next';
      }
      const value = written.replace(/^=/, '');
      const place = { start: word.end - value.length, end: word.end };
      this.#flagValue(flag, label, place, { ...word, ...place, value, raw: value });
    }
    return 'done';
  }

  #flagValue(flag: FlagFacts, name: string, place: Span, word: Word): void {
    if (flag.value === null) {
      const isOff = word.value === 'false';
      this.#add(
        place,
        'value',
        isOff ? { ko: '이 옵션을 끕니다.', en: 'Turns it off.' } : { ko: '이 옵션을 켭니다.', en: 'Turns it on.' },
      );
      return;
    }
    const otherwise = { ko: `${name} 옵션의 값입니다.`, en: `The value of ${name}.` };
    this.#valued(place, word, 'value', flag.value, flag.value === 'image' ? imageName : otherwise);
  }

  /** A value or argument, in more parts than one if it is the name of an image. */
  #valued(place: Span, word: Word, kind: PartKind, valueKind: ValueKind, otherwise: LocalizedText): void {
    const images = valueKind === 'image' ? imageParts(word.value, otherwise) : null;
    const offset = word.raw.indexOf(word.value);
    if (images === null || offset === -1) {
      this.#word({ ...word, ...place }, kind, explainValue(valueKind, word.value) ?? otherwise);
      return;
    }
    let start = place.start + offset;
    for (const { text, explanation } of images) {
      this.#add({ start, end: start + text.length }, kind, explanation);
      start += text.length;
    }
  }

  /** What runs in a container is explained as one part, with what its program does if that is known. */
  #containerCommand(words: readonly Word[], text: LocalizedText): void {
    const program = factsOf(words[0]?.value ?? '');
    const explanation =
      program === null || words[0]?.value === 'docker'
        ? text
        : {
            ko: `${text.ko} ${words[0]?.value ?? ''}: ${program.text.ko}`,
            en: `${text.en} ${words[0]?.value ?? ''}: ${program.text.en}`,
          };
    let group: { start: number; end: number } | null = null;
    for (const { start, end } of words) {
      if (group !== null && /^[\s\\]*$/.test(this.#source.slice(group.end, start))) group.end = end;
      else {
        if (group !== null) this.#add(group, 'argument', explanation);
        group = { start, end };
      }
    }
    if (group !== null) this.#add(group, 'argument', explanation);
  }

  /** A word as one part; a word that is nothing but a command substitution becomes the parts of the command inside. */
  #word(word: Word, kind: PartKind, explanation: LocalizedText | null): void {
    const [inner] = word.substitutions;
    if (inner === undefined || this.#source.slice(inner.start, inner.end) !== word.value) {
      this.#add(word, kind, explanation);
      return;
    }
    this.#add(inner.opening, 'operator', substitution);
    this.line(inner.line);
    if (inner.closing !== null) this.#add(inner.closing, 'operator', null);
  }

  #add({ start, end }: Span, kind: PartKind, explanation: LocalizedText | null, label?: string): void {
    if (end <= start) return;
    const text = this.#source.slice(start, end);
    this.#parts.push({ start, end, text, label: label ?? text, kind, explanation });
  }
}

function explainAssignment({ value }: Word, isForOneCommand: boolean): LocalizedText {
  const [name = ''] = value.split(/\+?=/);
  return isForOneCommand
    ? {
        ko: `이 명령에만 환경 변수 ${name}의 값을 정해 줍니다.`,
        en: `Sets the environment variable ${name} for this command only.`,
      }
    : { ko: `이 셸에서 쓸 변수 ${name}의 값을 정합니다.`, en: `Sets the variable ${name} in this shell.` };
}
