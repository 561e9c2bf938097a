/**
 * Mistakes in lesson files: collected while loading, thrown all at once, each with its file, line and field.
 *
 * Knows nothing about what the files mean.
 */
import path from 'node:path';
import { nearestName } from '#lessons/_names/nearest-name.ts';

/** One mistake an author made. */
export interface Mistake {
  /** Path beginning with the name of the lessons folder, with forward slashes, e.g. "lessons/ch02.x/010.y/lesson.yaml". */
  readonly file: string;
  /** Counted from 1; 1 when the whole file or folder is meant. */
  readonly line: number;
  /** Where in the file, e.g. "steps[0].title.ko"; empty when the whole file or folder is meant. */
  readonly field: string;
  /** What is wrong, and what would be right. */
  readonly problem: string;
}

/** Every mistake of a load. Its message has one line per mistake: `file:line: field: what is wrong`. */
export class LessonMistakes extends Error {
  override readonly name = 'LessonMistakes';

  constructor(readonly mistakes: readonly Mistake[]) {
    super(mistakes.map(formatMistake).join('\n'));
  }
}

/** `file:line: field: what is wrong` */
export function formatMistake({ file, line, field, problem }: Mistake): string {
  return [`${file}:${line}`, ...(field === '' ? [] : [field]), problem].join(': ');
}

/** Where mistakes are put while loading goes on. */
export class MistakeList {
  readonly #mistakes: Mistake[] = [];

  constructor(private readonly lessonsDirectory: string) {}

  /** Notes one mistake; `file` is an absolute path inside the lessons folder. */
  add(file: string, line: number, field: string, problem: string): void {
    this.#mistakes.push({ file: this.#shown(file), line, field, problem });
  }

  /** How many were noted so far; comparing two counts tells whether something in between went well. */
  get count(): number {
    return this.#mistakes.length;
  }

  /** What was noted so far. */
  get all(): readonly Mistake[] {
    return [...this.#mistakes];
  }

  /** @throws LessonMistakes when any mistake was noted */
  throwIfAny(): void {
    if (this.#mistakes.length > 0) throw new LessonMistakes([...this.#mistakes]);
  }

  #shown(file: string): string {
    const base = path.basename(path.resolve(this.lessonsDirectory));
    return path.join(base, path.relative(this.lessonsDirectory, file)).split(path.sep).join('/');
  }
}

/** `; did you mean "title"?`, or the list of right names when none is near, or nothing when there are none at all. */
export function rightNameHint(wrong: string, right: readonly string[]): string {
  const nearest = nearestName(wrong, right);
  if (nearest !== undefined) return `; did you mean "${nearest}"?`;
  return right.length === 0 ? '' : `; it can be ${right.map((name) => `"${name}"`).join(', ')}`;
}
