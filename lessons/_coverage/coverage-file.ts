/**
 * Reads lessons/coverage.yaml, what the course promises to teach, and looks whether lessons name only what stands there.
 *
 * Reads only what learners may see; whether a promise is kept is not its business.
 */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { allFacts, factsOf } from '#lessons/_commands/all-facts.ts';
import type { CommandFacts } from '#lessons/_commands/command-facts.ts';
import { rightNameHint, type MistakeList } from '#lessons/_loader/mistakes.ts';
import { formatField, readYamlFile, type YamlFile } from '#lessons/_loader/yaml-file.ts';
import { coverageFileSchema, type CoverageItem } from '#lessons/_schema/coverage.ts';
import type { LessonFile } from '#lessons/_schema/lesson.ts';
import { dockerfileInstructions } from './dockerfile-instructions.ts';

const fileName = 'coverage.yaml';

/** What the course promises, and what of it a lesson may name. */
export interface Coverage {
  readonly items: readonly CoverageItem[];
}

/**
 * Reads the file and notes every mistake in it. A course without the file promises nothing, so its lessons can name nothing.
 * @param chapterIds of the catalogue
 */
export async function readCoverage(
  lessonsDirectory: string,
  chapterIds: readonly string[],
  mistakes: MistakeList,
): Promise<Coverage> {
  const file = path.join(lessonsDirectory, fileName);
  const isThere = await stat(file).then(
    () => true,
    () => false,
  );
  if (!isThere) return { items: [] };
  const parsed = await readYamlFile(file, coverageFileSchema, mistakes);
  if (parsed === undefined) return { items: [] };
  const lines = new Map<string, number>();
  for (const [index, item] of parsed.value.items.entries()) {
    const note = (field: readonly PropertyKey[], problem: string): void => {
      const whole = ['items', index, ...field];
      mistakes.add(file, parsed.lineOf(whole), formatField(whole), problem);
    };
    const before = lines.get(item.id);
    if (before === undefined) lines.set(item.id, parsed.lineOf(['items', index, 'id']));
    else note(['id'], `"${item.id}" is already used in line ${before}`);
    for (const [place, id] of item.chapters.entries())
      if (!chapterIds.includes(id))
        note(['chapters', place], `chapter "${id}" is not in catalogue.yaml${rightNameHint(id, chapterIds)}`);
    noteCommand(item, note);
    noteInstruction(item, note);
  }
  return parsed.value;
}

type Note = (field: readonly PropertyKey[], problem: string) => void;

function noteCommand({ command, flag }: CoverageItem, note: Note): void {
  if (command === undefined) return;
  const facts = factsOf(command);
  if (facts === null) {
    const names = allFacts.flatMap((known) => known.names);
    note(['command'], `"${command}" is not in lessons/_commands${nearestHint(command, names)}`);
    return;
  }
  if (flag !== undefined && !hasFlag(facts, flag)) {
    const names = facts.flags.flatMap((known) => known.names);
    note(['flag'], `${command} has no ${flag} in lessons/_commands${nearestHint(flag, names)}`);
  }
}

function noteInstruction({ instruction }: CoverageItem, note: Note): void {
  if (instruction === undefined || dockerfileInstructions.some((known) => known === instruction)) return;
  note(['instruction'], `"${instruction}" is no instruction${rightNameHint(instruction, dockerfileInstructions)}`);
}

function hasFlag(facts: CommandFacts, flag: string): boolean {
  return facts.flags.some(({ names }) => names.includes(flag));
}

/** Like rightNameHint, without the list of all names: there are hundreds. */
function nearestHint(wrong: string, right: readonly string[]): string {
  const hint = rightNameHint(wrong, right);
  return hint.startsWith('; did') ? hint : '';
}

/** Notes what a lesson covers or tells that the course does not promise, or not in this way. */
export function noteConcepts(
  file: string,
  { value, lineOf }: YamlFile<LessonFile>,
  { items }: Coverage,
  mistakes: MistakeList,
): void {
  const byId = new Map(items.map((item) => [item.id, item]));
  const look = (
    id: string,
    field: readonly PropertyKey[],
    refuse: (item: CoverageItem) => string | undefined,
  ): void => {
    const item = byId.get(id);
    const problem =
      item === undefined ? `"${id}" is not in ${fileName}${nearestHint(id, [...byId.keys()])}` : refuse(item);
    if (problem !== undefined) mistakes.add(file, lineOf(field), formatField(field), problem);
  };
  for (const [index, { covers = [] }] of value.steps.entries())
    for (const [place, id] of covers.entries())
      look(id, ['steps', index, 'covers', place], ({ command, instruction }) => {
        if (command !== undefined) return `"${id}" is a command, which is found in what the step has the learner type`;
        if (instruction !== undefined)
          return `"${id}" is an instruction, which is found in the Dockerfile that the step has the learner write`;
        return undefined;
      });
  for (const [place, id] of (value.tells ?? []).entries())
    look(id, ['tells', place], ({ told }) =>
      told === true
        ? undefined
        : `"${id}" must be done in a step; only what has "told: true" in ${fileName} can be told`,
    );
}
