/**
 * Which hints of labs an account has asked for. Written before a hint is shown, and never taken back.
 *
 * Knows nothing about what hints say or cost.
 */
import 'server-only';
import { DrydockError } from '#protocol/errors.ts';
import type { AskedHints } from '#lessons/_scoring/score.ts';
import { withDatabase } from './database.ts';

/** A hint of a lab's goal, and who asks for it. */
export interface HintRequest {
  readonly accountId: string;
  readonly lessonId: string;
  readonly stepId: string;
  /** Counted from 1 within its step. */
  readonly number: number;
}

/**
 * All hints that an account has asked for, by lesson id.
 *
 * @throws DrydockError `progress-unavailable`
 */
export async function askedHints(accountId: string): Promise<ReadonlyMap<string, AskedHints>> {
  const rows = await withDatabase((database) =>
    database.hintUse.findMany({ where: { accountId }, select: { lessonId: true, stepId: true } }),
  );
  const byLesson = new Map<string, Record<string, number>>();
  for (const { lessonId, stepId } of rows) {
    const counts = byLesson.get(lessonId) ?? {};
    byLesson.set(lessonId, { ...counts, [stepId]: (counts[stepId] ?? 0) + 1 });
  }
  return byLesson;
}

/**
 * The hints of one lesson that an account has asked for.
 *
 * @throws DrydockError `progress-unavailable`
 */
export async function askedHintsOfLesson(accountId: string, lessonId: string): Promise<AskedHints> {
  const rows = await withDatabase((database) =>
    database.hintUse.groupBy({ by: ['stepId'], where: { accountId, lessonId }, _count: true }),
  );
  return Object.fromEntries(rows.map(({ stepId, _count }) => [stepId, _count]));
}

/**
 * Records that a hint was asked for. Hints are asked for one after another, and not for a step that has passed already, where
 * they would only cost. Asking again for the same hint changes nothing.
 *
 * @throws DrydockError `bad-request` when it is not this hint's turn or the step has passed, `progress-unavailable` when
 * nothing could be written
 */
export async function recordHint({ accountId, lessonId, stepId, number }: HintRequest): Promise<void> {
  const refusal = await withDatabase(async (database): Promise<string | null> => {
    const asked = await database.hintUse.count({ where: { accountId, lessonId, stepId } });
    if (number <= asked) return null;
    if (number > asked + 1) return 'number';
    const passed = await database.stepProgress.count({ where: { accountId, lessonId, stepId } });
    if (passed > 0) return 'stepId';
    const key = { accountId, lessonId, stepId, number };
    await database.hintUse.upsert({
      where: { accountId_lessonId_stepId_number: key },
      create: { ...key, at: new Date() },
      update: {},
    });
    return null;
  });
  if (refusal !== null) throw new DrydockError('bad-request', refusal);
}
