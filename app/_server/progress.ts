/**
 * Which steps an account has passed. Written only from the sandbox server's verdicts, and never taken back.
 *
 * Knows nothing about how steps are graded.
 */
import 'server-only';
import { DrydockError } from '#protocol/errors.ts';
import type { RecordProgressRequest } from '#protocol/control.ts';
import { withDatabase } from './database.ts';

/** Passed steps' ids by lesson id. */
export type PassedSteps = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Everything an account has passed.
 *
 * @throws DrydockError `progress-unavailable`
 */
export async function passedSteps(accountId: string): Promise<PassedSteps> {
  const rows = await withDatabase((database) =>
    database.stepProgress.findMany({ where: { accountId }, select: { lessonId: true, stepId: true } }),
  );
  const byLesson = new Map<string, Set<string>>();
  for (const { lessonId, stepId } of rows) {
    byLesson.set(lessonId, (byLesson.get(lessonId) ?? new Set()).add(stepId));
  }
  return byLesson;
}

/**
 * The steps of one lesson that an account has passed.
 *
 * @throws DrydockError `progress-unavailable`
 */
export async function passedStepsOfLesson(accountId: string, lessonId: string): Promise<readonly string[]> {
  const rows = await withDatabase((database) =>
    database.stepProgress.findMany({ where: { accountId, lessonId }, select: { stepId: true } }),
  );
  return rows.map(({ stepId }) => stepId);
}

/**
 * Records that a step was passed. May be called again for the same step: the first time it was passed stays.
 *
 * @throws DrydockError `bad-request` when there is no such account, `progress-unavailable` when nothing could be written
 */
export async function recordPassedStep({
  accountId,
  lessonId,
  stepId,
  sessionId,
  passedAt,
}: RecordProgressRequest): Promise<void> {
  const known = await withDatabase(async (database) => {
    if ((await database.account.count({ where: { id: accountId } })) === 0) return false;
    await database.stepProgress.upsert({
      where: { accountId_lessonId_stepId: { accountId, lessonId, stepId } },
      create: { accountId, lessonId, stepId, sessionId, passedAt: new Date(passedAt) },
      update: {},
    });
    return true;
  });
  if (!known) throw new DrydockError('bad-request', 'accountId');
}
