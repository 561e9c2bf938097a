/**
 * How facts about commands are written down: what a command does, what each word after it means, and its flags.
 *
 * Knows no command itself, and nothing about how a line is read.
 */
import type { LocalizedText } from '#lessons/_schema/check.ts';

/** What kind of text a flag's value or an argument is; it decides which parts of it can be explained. */
export type ValueKind =
  | 'text'
  | 'image'
  | 'published-port'
  | 'published-service-port'
  | 'volume'
  | 'mount'
  | 'variable'
  | 'build-argument'
  | 'label'
  | 'restart-policy'
  | 'filter'
  | 'format'
  | 'network'
  | 'memory'
  | 'processors'
  | 'duration'
  | 'name'
  | 'count'
  | 'log-option'
  | 'pull-policy'
  | 'platform'
  | 'service-scale'
  | 'copy-place'
  | 'build-context'
  | 'engine-address'
  | 'http-method'
  | 'container-command'
  | 'nested-command';

/** A flag of a command. */
export interface FlagFacts {
  /** As written, with dashes, e.g. `-d` and `--detach`. */
  readonly names: readonly string[];
  /** What its value is; null when it takes none. */
  readonly value: ValueKind | null;
  readonly text: LocalizedText;
}

/** A word after a command that is no flag. */
export interface ArgumentFacts {
  readonly kind: ValueKind;
  readonly text: LocalizedText;
  /** All further words mean the same. */
  readonly repeats: boolean;
}

/** A command. One that has subcommands takes no arguments of its own. */
export interface CommandFacts {
  /** Every way to write it, e.g. `docker container run` and `docker run`. */
  readonly names: readonly string[];
  readonly text: LocalizedText;
  readonly flags: readonly FlagFacts[];
  readonly arguments: readonly ArgumentFacts[];
}

/** A flag without a value; `names` as in Docker's own help: `-d, --detach`. */
export function flag(names: string, ko: string, en: string): FlagFacts {
  return { names: names.split(', '), value: null, text: { ko, en } };
}

/** A flag with a value. */
export function option(names: string, value: ValueKind, ko: string, en: string): FlagFacts {
  return { names: names.split(', '), value, text: { ko, en } };
}

/** A word after a command. */
export function argument(kind: ValueKind, ko: string, en: string): ArgumentFacts {
  return { kind, text: { ko, en }, repeats: false };
}

/** Any number of words after a command that all mean the same. */
export function repeated(kind: ValueKind, ko: string, en: string): ArgumentFacts {
  return { kind, text: { ko, en }, repeats: true };
}

/** A command; `names` are separated by commas: `docker container run, docker run`. */
export function command(
  names: string,
  ko: string,
  en: string,
  { flags = [], words = [] }: { flags?: readonly FlagFacts[]; words?: readonly ArgumentFacts[] } = {},
): CommandFacts {
  return { names: names.split(', '), text: { ko, en }, flags, arguments: words };
}
