/**
 * What a session looks like from outside: to the browser and to the web app.
 *
 * Knows nothing about engines, drivers or sockets.
 */
import { z } from 'zod';
import { stepIdSchema } from './verdict.ts';

/** Why a sandbox is not running any more; each has a sentence for the learner in the UI. */
export const stopReasonSchema = z.enum(['idle', 'time-limit', 'server-stopped', 'engine-stopped', 'replaced']);

/** Why a sandbox is not running any more. */
export type StopReason = z.infer<typeof stopReasonSchema>;

/** The images a lesson needs while the course registry does not have all of them. */
export const awaitedImagesSchema = z.strictObject({
  images: z
    .array(
      z.strictObject({
        /** As the learner writes it. */
        reference: z.string().max(300),
        state: z.enum(['waiting', 'building', 'served', 'failed']),
      }),
    )
    .max(100),
  /** Whether somebody is building images at all. */
  working: z.boolean(),
});

/** The images a lesson needs while the course registry does not have all of them. */
export type AwaitedImages = z.infer<typeof awaitedImagesSchema>;

/**
 * The lifecycle of a session. Data that exists only in a phase lives in that phase.
 *
 * ```
 * requested ─▶ queued ─▶ creating ─▶ ready ─▶ stopped ─▶ queued (resumed, same disk)
 *     │          ▲           │         │  ▲
 *     ▼          │           │         ▼  │
 * waiting-for-images         │      rewinding
 *                            └──▶ failed ─▶ queued (asked for again)
 * ```
 *
 * Who finds a sandbox waiting in the pool is ready without having been `creating`.
 */
export const sessionStateSchema = z.discriminatedUnion('phase', [
  z.strictObject({ phase: z.literal('requested') }),
  z.strictObject({ phase: z.literal('waiting-for-images'), awaited: awaitedImagesSchema }),
  /** As many sandboxes run, or are being started, as this machine takes; `place` 1 is the next. */
  z.strictObject({ phase: z.literal('queued'), place: z.int().min(1) }),
  z.strictObject({ phase: z.literal('creating') }),
  z.strictObject({ phase: z.literal('ready') }),
  /** Going to the beginning of a step; null when the last rewind is being taken back. */
  z.strictObject({ phase: z.literal('rewinding'), stepId: stepIdSchema.nullable() }),
  z.strictObject({ phase: z.literal('stopped'), reason: stopReasonSchema }),
  z.strictObject({ phase: z.literal('failed'), code: z.string() }),
]);

/** The lifecycle of a session, as a learner may see it. */
export type SessionState = z.infer<typeof sessionStateSchema>;

/** Ids of sessions are 128 random-looking bits in hex; they are no secret, ownership is always checked. */
export const sessionIdSchema = z.string().regex(/^[0-9a-f]{32}$/, 'a session id is 32 hex digits');

/** Lesson ids are "chapter/lesson", without the order prefixes of the folders, e.g. "ch02/first-container". */
export const lessonIdSchema = z
  .string()
  .max(100)
  .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'a lesson id is chapter/lesson');

/** What is told about one session to the web app and to the browser. */
export const sessionViewSchema = z.strictObject({
  id: sessionIdSchema,
  lessonId: lessonIdSchema,
  state: sessionStateSchema,
});

/** What is told about one session to the web app and to the browser. */
export type SessionView = z.infer<typeof sessionViewSchema>;
