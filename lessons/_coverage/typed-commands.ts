/**
 * Which commands and flags a shell line has, whatever form they are written in: `docker run -d` is
 * `docker container run --detach`.
 *
 * Knows nothing about lessons or about what the course promises.
 */
import { factsOf } from '#lessons/_commands/all-facts.ts';
import type { CommandFacts, FlagFacts } from '#lessons/_commands/command-facts.ts';
import { explainCommand, type ExplanationPart } from '#lessons/_commands/explain-command.ts';

/** A flag as it was typed. */
export interface TypedFlag {
  /** The command it stands behind: `docker compose` for the first flag of `docker compose -p dev up -d`. */
  readonly command: CommandFacts;
  readonly flag: FlagFacts;
  /** Empty when it has none. */
  readonly value: string;
}

/** A command as it was typed. */
export interface TypedCommand {
  readonly command: CommandFacts;
  /** All of it, with what it is given. */
  readonly text: string;
  readonly flags: readonly TypedFlag[];
}

/** A command that is still being read. */
interface Reading {
  words: string;
  start: number;
  end: number;
  readonly flags: { command: CommandFacts; flag: FlagFacts; start: number; end: number }[];
}

const opensInner = new Set(['$(', '(']);

/** The commands of one or several shell lines, those inside of command substitutions too. Unknown ones are left out. */
export function typedCommands(source: string): TypedCommand[] {
  const found: TypedCommand[] = [];
  /** Commands around the one that is read; null for one that has not begun. */
  const outer: (Reading | null)[] = [];
  let current: Reading | null = null;
  let isInBackquotes = false;

  const finish = (): void => {
    const command = current === null ? null : factsOf(current.words);
    if (current !== null && command !== null)
      found.push({
        command,
        text: source.slice(current.start, current.end),
        flags: current.flags.map(({ start, end, ...flag }) => ({ ...flag, value: source.slice(start, end) })),
      });
    current = null;
  };
  const leave = (end: number): void => {
    finish();
    current = outer.pop() ?? null;
    if (current !== null) extend(current, end);
  };

  for (const part of explainCommand(source).parts) {
    if (part.kind === 'command') {
      finish();
      current = { words: part.text, start: part.start, end: part.end, flags: [] };
    } else if (part.kind === 'operator') {
      if (opensInner.has(part.text) || (part.text === '`' && !isInBackquotes)) {
        outer.push(current);
        current = null;
      } else if (part.text === ')' || part.text === '`') leave(part.end);
      if (part.text === '`') isInBackquotes = !isInBackquotes;
    } else if (current !== null) readPart(current, part);
  }
  while (outer.length > 0) leave(source.length);
  finish();
  return found;
}

function readPart(reading: Reading, part: ExplanationPart): void {
  if (part.kind === 'subcommand') reading.words += ` ${part.text}`;
  if (part.kind === 'flag') {
    const command = factsOf(reading.words);
    const flag = command?.flags.find(({ names }) => names.includes(part.label));
    if (command !== null && flag !== undefined) reading.flags.push({ command, flag, start: part.end, end: part.end });
  }
  if (part.kind === 'value') {
    const flag = reading.flags.at(-1);
    if (flag !== undefined) {
      // The name of an image is a value in several parts.
      if (flag.start === flag.end) flag.start = part.start;
      flag.end = part.end;
    }
  }
  extend(reading, part.end);
}

function extend(reading: Reading, end: number): void {
  reading.end = Math.max(reading.end, end);
}
