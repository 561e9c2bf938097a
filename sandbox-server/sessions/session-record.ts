/**
 * What is remembered of a session while no server runs: whose it is, which sandbox it has, and where it stands.
 *
 * Knows nothing about how it is kept.
 */
import { z } from 'zod';
import { accountIdSchema } from '#protocol/control.ts';
import { MOST_TERMINALS, terminalInfoSchema } from '#protocol/messages.ts';
import { lessonIdSchema, sessionIdSchema } from '#protocol/session.ts';
import { stepIdSchema } from '#protocol/verdict.ts';

/** Whose session it is, and for what. */
export const sessionOwnerSchema = z.strictObject({ accountId: accountIdSchema, lessonId: lessonIdSchema });

/** Whose session it is, and for what. */
export type SessionOwner = z.infer<typeof sessionOwnerSchema>;

/** Steps that were not done by the learner but typed for them, so that they prove nothing. */
const skippedSchema = z.array(stepIdSchema);

/** What is remembered of a session. */
export const sessionRecordSchema = z.strictObject({
  owner: sessionOwnerSchema,
  /** Sandboxes have ids of the same form as sessions. */
  sandboxId: sessionIdSchema,
  terminals: z.array(terminalInfoSchema).min(1).max(MOST_TERMINALS),
  skipped: skippedSchema,
  /** Whether the sandbox has the snapshot from before it was given to anybody. */
  isPristineKept: z.boolean(),
  /** Steps whose beginning is kept as a snapshot, and what had been skipped then. */
  reached: z.array(z.strictObject({ stepId: stepIdSchema, skipped: skippedSchema })),
  /** What the last rewind would go back to; null when there is nothing to take back. */
  undo: z.strictObject({ skipped: skippedSchema }).nullable(),
});

/** What is remembered of a session. */
export type SessionRecord = z.infer<typeof sessionRecordSchema>;

/**
 * The record of a session that has just been given a sandbox.
 *
 * @param isPristineKept whether the sandbox has the snapshot from before it was given to anybody
 */
export function newSessionRecord(owner: SessionOwner, sandboxId: string, isPristineKept: boolean): SessionRecord {
  const terminals = [{ number: 1, name: null }];
  return { owner, sandboxId, terminals, skipped: [], isPristineKept, reached: [], undo: null };
}
