/**
 * What is remembered of a session while no server runs: whose it is, which sandbox it has, and where it stands.
 *
 * Knows nothing about how it is kept.
 */
import { z } from 'zod';
import type { Checks } from '#lessons/_schema/check.ts';
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
  /**
   * Milliseconds since the epoch by the sandbox's clock: what happened before was the lesson's start, not the learner. 0 when
   * the lesson started nothing.
   */
  begunAt: z.int().min(0).default(0),
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

/** What is known of a sandbox when a session gets it. */
export interface NewSandbox {
  readonly sandboxId: string;
  /** Whether the sandbox has the snapshot from before it was given to anybody. */
  readonly isPristineKept: boolean;
  /** As in the record. */
  readonly begunAt: number;
}

/** The record of a session that has just been given a sandbox. */
export function newSessionRecord(owner: SessionOwner, sandbox: NewSandbox): SessionRecord {
  return { owner, ...sandbox, terminals: [{ number: 1, name: null }], skipped: [], reached: [], undo: null };
}

/**
 * The record of a session whose new sandbox takes the place of a lost one. Terminals keep their names. Steps that were typed for
 * the learner stay skipped: files among what is put back may be of that time, and prove nothing.
 */
export function replacingSessionRecord(fresh: SessionRecord, lost: SessionRecord): SessionRecord {
  return { ...fresh, terminals: lost.terminals, skipped: lost.skipped };
}

/** The checks that can pass a step: not those of steps that were typed for the learner, which would pass by what was typed. */
export function gradedChecks({ skipped }: SessionRecord, checks: Checks): Checks {
  return Object.fromEntries(Object.entries(checks).filter(([stepId]) => !skipped.includes(stepId)));
}
