/**
 * Which promise of the course is kept in which step.
 *
 * Pure: what steps have the learner do is gathered elsewhere, and how the table looks is said elsewhere.
 */
import { factsOf } from '#lessons/_commands/all-facts.ts';
import type { CoverageItem } from '#lessons/_schema/coverage.ts';
import { instructionsOf, type Instruction } from './dockerfile-instructions.ts';
import { typedCommands, type TypedCommand } from './typed-commands.ts';

/** What one step has the learner do. Its check has the step's id. */
export interface StepWork {
  readonly stepId: string;
  /** Ids of concepts that are met by doing it. */
  readonly covers: readonly string[];
  /** Shell lines that are typed. */
  readonly commands: readonly string[];
  /** Texts of Dockerfiles, or of pieces of them, that are written. */
  readonly dockerfiles: readonly string[];
}

/** What one lesson has the learner do. */
export interface LessonWork {
  readonly lessonId: string;
  readonly chapterId: string;
  readonly steps: readonly StepWork[];
  /** Ids of what is only told. */
  readonly tells: readonly string[];
}

/** Where a promise is kept. */
export interface Place {
  readonly lessonId: string;
  /** The step, and its check; null when it is only told. */
  readonly stepId: string | null;
}

/** One promise in one chapter. */
export interface CoverageRow {
  readonly item: CoverageItem;
  readonly chapterId: string;
  /** `no-lessons`: the chapter is still to come. */
  readonly state: 'done' | 'told' | 'missing' | 'no-lessons';
  /** In the order of the course; steps come first. */
  readonly places: readonly Place[];
}

interface ReadStep {
  readonly place: Place;
  readonly covers: readonly string[];
  readonly commands: readonly TypedCommand[];
  readonly instructions: readonly Instruction[];
}

/**
 * One row for each chapter of each item, by chapter, in the order of the chapters.
 * @param chapterIds in the order of the course
 */
export function coverageOf(
  items: readonly CoverageItem[],
  chapterIds: readonly string[],
  lessons: readonly LessonWork[],
): CoverageRow[] {
  return chapterIds.flatMap((chapterId) => {
    const own = lessons.filter((lesson) => lesson.chapterId === chapterId);
    const steps = own.flatMap(readSteps);
    return items
      .filter(({ chapters }) => chapters.includes(chapterId))
      .map((item): CoverageRow => {
        const done = steps.filter((step) => meets(step, item)).map(({ place }) => place);
        const told = own
          .filter(({ tells }) => item.told === true && tells.includes(item.id))
          .map(({ lessonId }) => ({ lessonId, stepId: null }));
        return { item, chapterId, state: stateOf(own.length, done.length, told.length), places: [...done, ...told] };
      });
  });
}

function stateOf(lessons: number, done: number, told: number): CoverageRow['state'] {
  if (lessons === 0) return 'no-lessons';
  if (done > 0) return 'done';
  return told > 0 ? 'told' : 'missing';
}

function readSteps({ lessonId, steps }: LessonWork): ReadStep[] {
  return steps.map(({ stepId, covers, commands, dockerfiles }) => ({
    place: { lessonId, stepId },
    covers,
    commands: commands.flatMap(typedCommands),
    instructions: dockerfiles.flatMap(instructionsOf),
  }));
}

function meets({ covers, commands, instructions }: ReadStep, item: CoverageItem): boolean {
  const { command, instruction, flag, matching } = item;
  const matches = (text: string): boolean => matching === undefined || new RegExp(matching).test(text);
  if (command !== undefined) {
    const facts = factsOf(command);
    return commands.some((typed) =>
      flag === undefined
        ? typed.command === facts && matches(typed.text)
        : typed.flags.some(
            (found) => found.command === facts && found.flag.names.includes(flag) && matches(found.value),
          ),
    );
  }
  if (instruction !== undefined)
    return instructions.some(({ keyword, flags, text }) => {
      const value = flag === undefined ? text : flags.get(flag);
      return keyword === instruction && value !== undefined && matches(value);
    });
  return covers.includes(item.id);
}
