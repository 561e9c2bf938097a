/**
 * Tells where the mistake is when a module could not be loaded, from what the loader of modules says about it.
 *
 * Knows nothing about lessons.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A place in a file of an author's, and what is wrong there. */
export interface LoadFailure {
  /** Absolute path. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly problem: string;
}

/** `/folder/file.ts:3:5: ERROR: Unterminated string literal` */
const syntaxError = /^(?<file>.+?):(?<line>\d+):\d+: ERROR: (?<problem>.+)$/m;

/** `/folder/file.ts:3` alone, or `at … (file:///folder/file.ts?authored=1:3:5)`. */
const placeInStack = /(?:^|\(|at )(?<file>(?:file:\/\/)?[^\s()]+?\.ts)(?:\?[^\s():]*)?:(?<line>\d+)(?::\d+)?\)?$/gm;

/**
 * Where a failed import went wrong: the first place inside `folder` that the error names, or the first line of `module`.
 */
export function describeLoadFailure(error: unknown, module: string, folder: string): LoadFailure {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const syntax = syntaxError.exec(message)?.groups;
  if (syntax?.['file'] !== undefined && isInside(syntax['file'], folder)) {
    return { file: syntax['file'], line: Number(syntax['line']), problem: syntax['problem'] ?? '' };
  }
  const problem = message.split('\n')[0] ?? '';
  for (const { groups } of stack.matchAll(placeInStack)) {
    const named = groups?.['file'] ?? '';
    const file = named.startsWith('file://') ? fileURLToPath(named) : named;
    if (isInside(file, folder)) return { file, line: Number(groups?.['line']), problem };
  }
  return { file: module, line: 1, problem };
}

function isInside(file: string, folder: string): boolean {
  const way = path.relative(folder, file);
  return path.isAbsolute(file) && !way.startsWith('..') && !path.isAbsolute(way);
}
