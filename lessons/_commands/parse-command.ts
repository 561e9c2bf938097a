/**
 * Reads a shell line as far as one needs to point at its pieces: words with quotes, assignments, what combines commands,
 * redirections, command substitutions, continued lines and here-documents. Anything a shell would refuse is read as far as it
 * makes sense; nothing throws.
 *
 * Knows nothing about what any command means, and runs nothing.
 */
import type { Operator, Redirection, ShellLine, SimpleCommand, Span, Substitution, Word } from './shell-line.ts';

/** Reserved words that stand where a command could; `for` and `case` are left to be commands with words of their own. */
const reservedWords = new Set([
  'do',
  'done',
  'if',
  'then',
  'elif',
  'else',
  'fi',
  'while',
  'until',
  'esac',
  '!',
  '{',
  '}',
]);

/** Substitutions deeper than this are taken as plain text. */
const MOST_LEVELS = 8;

const operatorSign = /&&|\|\||;;|\|&|\||;|&(?!>)|\(|\)/y;
const redirectionSign = /&>>?|\d*(?:>>|>\||>&|<<<|<<-|<<|<&|<>|>|<)/y;
const assignmentStart = /^[A-Za-z_]\w*\+?=/;
const endsWord = /[\s;&|<>()]/;

/** Reads one or several shell lines. */
export function parseCommand(source: string): ShellLine {
  return new LineReader(source, 0, source.length, 0).read(null);
}

class LineReader {
  readonly #source: string;
  readonly #end: number;
  readonly #level: number;
  #position: number;
  #commands: SimpleCommand[] = [];
  #operators: Operator[] = [];
  #hereDocuments: Span[] = [];
  #assignments: Word[] = [];
  #words: Word[] = [];
  #redirections: Redirection[] = [];
  #awaitedDelimiters: string[] = [];

  constructor(source: string, start: number, end: number, level: number) {
    this.#source = source;
    this.#position = start;
    this.#end = end;
    this.#level = level;
  }

  /** Where reading has come to. */
  get position(): number {
    return this.#position;
  }

  /** Reads up to the end, or up to the closing sign that belongs to whoever asked. */
  read(closing: ')' | null): ShellLine {
    let groups = 0;
    while (this.#position < this.#end) {
      const letter = this.#source.charAt(this.#position);
      if (letter === '\n') this.#endLine();
      else if (/\s/.test(letter)) this.#position += 1;
      else if (letter === '\\' && /^\\\r?\n/.test(this.#source.slice(this.#position, this.#position + 3)))
        this.#position = this.#source.indexOf('\n', this.#position) + 1;
      else if (letter === '#') this.#position = this.#endOfLine();
      else if (letter === ')' && closing === ')' && groups === 0) break;
      else {
        const sign = this.#match(operatorSign);
        if (sign !== null) {
          if (sign.text === '(') groups += 1;
          if (sign.text === ')') groups -= 1;
          this.#endCommand();
          this.#operators.push(sign);
        } else if (!this.#readRedirection()) this.#takeWord(this.#readWord());
      }
    }
    this.#endCommand();
    return { commands: this.#commands, operators: this.#operators, hereDocuments: this.#hereDocuments };
  }

  #match(sign: RegExp): Operator | null {
    sign.lastIndex = this.#position;
    const text = sign.exec(this.#source)?.[0];
    if (text === undefined || this.#position + text.length > this.#end) return null;
    const start = this.#position;
    this.#position += text.length;
    return { start, end: this.#position, text };
  }

  #readRedirection(): boolean {
    const operator = this.#match(redirectionSign);
    if (operator === null) return false;
    while (/[ \t]/.test(this.#source.charAt(this.#position))) this.#position += 1;
    const word = this.#readWord();
    const target = word.end > word.start ? word : null;
    if (target !== null && /<<-?$/.test(operator.text)) this.#awaitedDelimiters.push(target.value);
    this.#redirections.push({ operator, target });
    return true;
  }

  #takeWord(word: Word): void {
    const startsCommand = this.#words.length === 0;
    if (startsCommand && reservedWords.has(word.raw)) {
      this.#endCommand();
      this.#operators.push({ start: word.start, end: word.end, text: word.raw });
    } else if (startsCommand && assignmentStart.test(word.raw)) this.#assignments.push(word);
    else this.#words.push(word);
  }

  #endCommand(): void {
    if (this.#words.length + this.#assignments.length + this.#redirections.length > 0)
      this.#commands.push({ assignments: this.#assignments, words: this.#words, redirections: this.#redirections });
    this.#assignments = [];
    this.#words = [];
    this.#redirections = [];
  }

  #endOfLine(): number {
    const newline = this.#source.indexOf('\n', this.#position);
    return newline === -1 || newline > this.#end ? this.#end : newline;
  }

  #endLine(): void {
    this.#endCommand();
    this.#position += 1;
    for (const delimiter of this.#awaitedDelimiters.splice(0)) {
      const start = this.#position;
      let isOver = start >= this.#end;
      while (!isOver) {
        const line = this.#source.slice(this.#position, this.#endOfLine());
        this.#position = this.#endOfLine();
        isOver = line.replace(/^\t+|\r$/g, '') === delimiter || this.#position >= this.#end;
        if (!isOver) this.#position += 1;
      }
      if (this.#position > start) this.#hereDocuments.push({ start, end: this.#position });
    }
  }

  #readWord(): Word {
    const start = this.#position;
    const substitutions: Substitution[] = [];
    let value = '';
    let isQuoted = false;
    while (this.#position < this.#end) {
      const letter = this.#source.charAt(this.#position);
      const next = this.#source.charAt(this.#position + 1);
      if (letter === '"') {
        isQuoted = !isQuoted;
        this.#position += 1;
      } else if (letter === "'" && !isQuoted) {
        const closing = this.#source.indexOf("'", this.#position + 1);
        const end = closing === -1 || closing >= this.#end ? this.#end : closing;
        value += this.#source.slice(this.#position + 1, end);
        this.#position = Math.min(end + 1, this.#end);
      } else if (letter === '\\' && (!isQuoted || '"\\$`\n'.includes(next))) {
        if (next !== '\n') value += next;
        this.#position = Math.min(this.#position + 2, this.#end);
      } else if (letter === '$' && '({'.includes(next) && next !== '') value += this.#readExpansion(substitutions);
      else if (letter === '`') value += this.#readBackquotes(substitutions);
      else if (!isQuoted && endsWord.test(letter)) break;
      else {
        value += letter;
        this.#position += 1;
      }
    }
    return { start, end: this.#position, raw: this.#source.slice(start, this.#position), value, substitutions };
  }

  /** Reads `$(…)`, `$((…))` or `${…}` and gives back its text. */
  #readExpansion(substitutions: Substitution[]): string {
    const start = this.#position;
    const isCommand = this.#source.charAt(start + 1) === '(' && this.#source.charAt(start + 2) !== '(';
    if (isCommand && this.#level < MOST_LEVELS) {
      const inner = new LineReader(this.#source, start + 2, this.#end, this.#level + 1);
      const line = inner.read(')');
      const isClosed = inner.position < this.#end;
      this.#position = isClosed ? inner.position + 1 : this.#end;
      substitutions.push({
        start,
        end: this.#position,
        opening: { start, end: start + 2 },
        closing: isClosed ? { start: inner.position, end: this.#position } : null,
        line,
      });
    } else {
      const [open, close] = this.#source.charAt(start + 1) === '{' ? ['{', '}'] : ['(', ')'];
      let depth = 0;
      do {
        this.#position += 1;
        const letter = this.#source.charAt(this.#position);
        if (letter === open) depth += 1;
        if (letter === close) depth -= 1;
      } while (depth > 0 && this.#position < this.#end);
      this.#position = Math.min(this.#position + 1, this.#end);
    }
    return this.#source.slice(start, this.#position);
  }

  #readBackquotes(substitutions: Substitution[]): string {
    const start = this.#position;
    const found = this.#source.indexOf('`', start + 1);
    const isClosed = found !== -1 && found < this.#end;
    const end = isClosed ? found : this.#end;
    this.#position = isClosed ? found + 1 : this.#end;
    if (this.#level < MOST_LEVELS) {
      substitutions.push({
        start,
        end: this.#position,
        opening: { start, end: start + 1 },
        closing: isClosed ? { start: found, end: found + 1 } : null,
        line: new LineReader(this.#source, start + 1, end, this.#level + 1).read(null),
      });
    }
    return this.#source.slice(start, this.#position);
  }
}
