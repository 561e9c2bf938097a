/**
 * The internal HTTP API between the web app and the sandbox server, both directions. Every request carries
 * `Authorization: Bearer <shared secret>`; neither side believes anything a browser says about who it is.
 *
 * App → sandbox server
 *   POST   /sessions               openSessionRequest  → sessionView       finds, resumes or creates; returns at once
 *   POST   /sessions/:id/tickets   sessionOwner        → ticketAnswer
 *   POST   /sessions/:id/reset     sessionOwner        → sessionView       throws the sandbox away and makes a new one
 *   POST   /sessions/:id/rewind    rewindRequest       → sessionView       returns at once
 *   GET    /sessions/:id/files     ?accountId          → tar.gz of the learner's home
 *   POST   /sessions/:id/files     ?accountId&folder   ← a tar stream, → uploadAnswer
 *   GET    /sessions/:id/recordings/:terminal ?accountId → asciicast v2 of what the terminal showed
 *   GET    /sessions/:id/workspace/folder   ?accountId&path → folderListing
 *   GET    /sessions/:id/workspace/file     ?accountId&path → fileContent
 *   GET    /sessions/:id/workspace/download ?accountId&path → the file's bytes
 *   POST   /sessions/:id/workspace/changes  fileChangeRequest → fileChangeAnswer
 *   POST   /sessions/:id/previews  previewRequest      → previewAnswer     a one-time right to open a published port
 *   GET    /health                                     → healthAnswer
 * Sandbox server → app
 *   POST   /api/internal/progress  recordProgressRequest → 204             idempotent
 *
 * Knows nothing about HTTP libraries.
 */
import { z } from 'zod';
import { lessonIdSchema, sessionIdSchema } from './session.ts';
import { stepIdSchema } from './verdict.ts';

/** Account ids are made by the database. */
export const accountIdSchema = z.string().min(1).max(64);

/** Opens the session of one account for one lesson. */
export const openSessionRequestSchema = z.strictObject({
  accountId: accountIdSchema,
  lessonId: lessonIdSchema,
  /** Steps the database already has as passed; they are not graded again. */
  passedSteps: z.array(stepIdSchema).max(200),
});

/** Opens the session of one account for one lesson. */
export type OpenSessionRequest = z.infer<typeof openSessionRequestSchema>;

/** Names the account that must own the session in the path. */
export const sessionOwnerSchema = z.strictObject({ accountId: accountIdSchema });

/** Goes to the beginning of a step, or takes the last rewind back. */
export const rewindRequestSchema = z.strictObject({
  accountId: accountIdSchema,
  to: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('step'),
      stepId: stepIdSchema,
      /** Whether the learner's home stays as it is now. */
      keepFiles: z.boolean(),
    }),
    z.strictObject({ kind: z.literal('undo') }),
  ]),
});

/** Goes to the beginning of a step, or takes the last rewind back. */
export type RewindRequest = z.infer<typeof rewindRequestSchema>;

/** What became of an upload. */
export const uploadAnswerSchema = z.strictObject({
  /** Files that are there now, relative to the learner's home. */
  files: z.array(z.string()),
});

/** What became of an upload. */
export type UploadAnswer = z.infer<typeof uploadAnswerSchema>;

/** A one-time right to open one WebSocket. */
export const ticketAnswerSchema = z.strictObject({
  ticket: z.string(),
  /** Seconds until it is worthless. */
  expiresInSeconds: z.int(),
});

/** A one-time right to open one WebSocket. */
export type TicketAnswer = z.infer<typeof ticketAnswerSchema>;

/** Whether the sandbox server can make sandboxes, and what its host cannot enforce. */
export const healthAnswerSchema = z.strictObject({
  driver: z.string(),
  engine: z.enum(['up', 'down']),
  sessions: z.int(),
  /** Sandboxes that are ready and belong to nobody yet. */
  pooled: z.int(),
});

/** Whether the sandbox server can make sandboxes. */
export type HealthAnswer = z.infer<typeof healthAnswerSchema>;

/** Tells the database that a step was passed. Only the sandbox server may say so. */
export const recordProgressRequestSchema = z.strictObject({
  accountId: accountIdSchema,
  lessonId: lessonIdSchema,
  stepId: stepIdSchema,
  sessionId: sessionIdSchema,
  /** UTC, ISO 8601, by the sandbox server's clock. */
  passedAt: z.iso.datetime(),
});

/** Tells the database that a step was passed. */
export type RecordProgressRequest = z.infer<typeof recordProgressRequestSchema>;
