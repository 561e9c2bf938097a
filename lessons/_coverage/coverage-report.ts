/**
 * The coverage table as lines of text: concept → chapter → lesson → step, then what is missing.
 *
 * Knows nothing about how the table was computed.
 */
import type { CoverageItem } from '#lessons/_schema/coverage.ts';
import type { CoverageRow, Place } from './coverage.ts';

/** What is printed, and what it comes to. */
export interface CoverageReport {
  readonly lines: readonly string[];
  /** Promises that are kept, that are not, and those of chapters without lessons. */
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What an item is called in the table. */
export function itemName({ id, name, command, instruction, flag, matching }: CoverageItem): string {
  const own = command ?? instruction;
  if (own === undefined) return name?.en ?? id;
  return [own, ...(flag === undefined ? [] : [flag]), ...(matching === undefined ? [] : [`/${matching}/`])].join(' ');
}

/** Writes the table. The check of a step has the step's id. */
export function coverageReport(rows: readonly CoverageRow[]): CoverageReport {
  const shown = rows.filter(({ state }) => state !== 'no-lessons');
  const missing = shown.filter(({ state }) => state === 'missing');
  const skipped = rows.length - shown.length;
  const cells = [
    ['chapter', 'concept', 'name', 'lesson', 'step and check'],
    ...shown.map(({ item, chapterId, places, state }) => [
      chapterId,
      item.id,
      itemName(item),
      ...placeCells(places, state),
    ]),
  ];
  return {
    lines: [
      ...(shown.length === 0 ? [] : table(cells)),
      ...(missing.length === 0 ? [] : ['', 'Missing:']),
      ...missing.map(({ item, chapterId }) => `  ${chapterId}: ${item.id}: ${wayToMeet(item)}`),
      ...(skipped === 0 ? [] : ['', `Not asked for yet: ${skippedChapters(rows)}`]),
      '',
    ],
    passed: shown.length - missing.length,
    failed: missing.length,
    skipped,
  };
}

function placeCells(places: readonly Place[], state: CoverageRow['state']): [string, string] {
  const [first, ...more] = places;
  if (first === undefined) return ['-', state];
  const others = more.length === 0 ? '' : ` (and ${String(more.length)} more)`;
  return [first.lessonId, `${first.stepId ?? 'told'}${others}`];
}

function wayToMeet(item: CoverageItem): string {
  const told = item.told === true ? `, or a lesson that names it in "tells:"` : '';
  if (item.command !== undefined) return `needs a step that has the learner type ${itemName(item)}${told}`;
  if (item.instruction !== undefined)
    return `needs a step that has the learner write ${itemName(item)} into a Dockerfile${told}`;
  return `needs a step that names it in "covers:"${told} (${itemName(item)})`;
}

function skippedChapters(rows: readonly CoverageRow[]): string {
  const amounts = new Map<string, number>();
  for (const { chapterId, state } of rows)
    if (state === 'no-lessons') amounts.set(chapterId, (amounts.get(chapterId) ?? 0) + 1);
  return [...amounts].map(([chapterId, amount]) => `${chapterId} (${String(amount)})`).join(', ');
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
